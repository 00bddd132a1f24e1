import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import Custody
import Review

/// A replayed evidence for programs: the same numbers as the page.
struct EvidenceView {
    private let replay: EvidenceReplay

    init(_ replay: EvidenceReplay) { self.replay = replay }

    var json: [(key: String, value: JSONValue)] {
        let (manifest, facts) = (replay.bundle.manifest.body, replay.state.facts)
        return [
            (key: "evidence", value: .string(replay.bundle.digest.hex)),
            (key: "case", value: .string(facts.header.caseID.description)),
            (key: "case_digest", value: .string(facts.digest.hex)),
            (key: "words", value: Output.strings(replay.review.words)),
            (key: "vault", value: .string(replay.vault.vault.name.description)),
            (key: "vault_version", value: .unsigned(UInt64(replay.vault.vault.version))),
            (key: "vault_hash", value: .string(replay.vault.digest.hex)),
            (key: "network", value: .string(replay.vault.vault.network.rawValue)),
            (key: "state", value: .string(manifest.state.rawValue)),
            (key: "proposed_at", value: .optional(replay.log.first?.at)),
            (key: "documents_verified", value: .integer(replay.documentCount)),
            (key: "signatures_verified", value: .integer(replay.signatureCount)),
            (key: "leaving_sat", value: .unsigned(facts.leaving.sat)),
            (key: "staying_sat", value: .unsigned(facts.staying.sat)),
            (key: "fee_sat", value: .unsigned(facts.fee.sat)),
            (key: "facts_hash", value: .string(replay.review.factsHash.hex)),
            (key: "payments", value: .array(facts.externalOutputs.map(payment))),
            (key: "acts", value: .array(replay.acts.map(act))), (key: "txid", value: .optional(txid)),
            (key: "signed_by", value: Output.strings(replay.final?.signers ?? [])),
            (key: "confirmed_by", value: Output.strings(replay.state.confirmationTally()?.confirmedBy ?? [])),
            (key: "refused_by", value: Output.strings(replay.state.refusedBy)),
            (key: "armed", value: Output.strings(replay.state.armed.keys.sorted())),
            (key: "contradictions", value: .array(replay.contradictions.map(contradiction))),
            (key: "missing", value: .array(replay.gaps.map(gap))),
            (key: "files", value: .array(replay.files.map(file))),
            (
                key: "put_aside",
                value: .array(
                    replay.state.quarantine.values.sorted { $0.identity < $1.identity }.map(CaseView.json))
            ), (key: "log_entries", value: .integer(replay.log.count)),
            (key: "log_first", value: .string(manifest.logFirst.hex)),
            (key: "log_sequence", value: .unsigned(manifest.logSequence)),
            (key: "log_head", value: .string(manifest.logHead.hex)),
            (
                key: "countersigned_by",
                value: Output.strings(
                    replay.documents.filter { $0.type == LogCountersign.typeName }.flatMap(\.signers))
            ),
        ]
    }

    private var txid: String? { replay.final?.transaction.txid.description }

    private func payment(_ output: OutputFact) -> JSONValue {
        .object([
            (key: "output", value: .integer(output.index)), (key: "amount_sat", value: .unsigned(output.amount.sat)),
            (key: "address", value: .optional(output.address?.text)),
            (key: "script_pub_key", value: .string(output.script.hex)),
            (
                key: "order",
                value: .optional(output.ordered.map { "\($0.name.requester)/\($0.name.number)/\($0.number)" })
            ),
        ])
    }

    private func act(_ act: EvidenceAct) -> JSONValue {
        .object([
            (key: "act", value: .string(act.kind.rawValue)), (key: "person", value: .string(act.person.description)),
            (key: "device", value: .optional(act.device?.description)),
            (key: "date", value: .optional(act.date?.description)),
            (key: "received_at", value: .optional(act.receivedAt)),
            (key: "facts", value: .optional(act.facts?.hex)), (key: "build", value: .optional(act.build?.hex)),
            (key: "journal_sequence", value: act.journal.map { .unsigned($0.sequence) } ?? .null),
            (key: "journal_head", value: .optional(act.journal?.hash.hex)),
            (key: "document", value: .string(act.document.hex)),
        ])
    }

    private func file(_ file: EvidenceFile) -> JSONValue {
        .object([
            (key: "sha256", value: .string(file.hash.hex)), (key: "received_at", value: .string(file.receivedAt)),
            (key: "type", value: .optional(file.kind?.rawValue)), (key: "refused", value: .optional(file.refusal)),
        ])
    }

    private func gap(_ gap: EvidenceGap) -> JSONValue {
        switch gap {
        case .share(let digest, let person):
            .object([
                (key: "type", value: .string("share")), (key: "digest", value: .string(digest.hex)),
                (key: "named_by", value: .string(person.description)),
            ])
        case .confirmation(let digest, let person):
            .object([
                (key: "type", value: .string("confirmation")), (key: "digest", value: .string(digest.hex)),
                (key: "named_by", value: .string(person.description)),
            ])
        case .journal(let head, let person):
            .object([
                (key: "type", value: .string("journal-entry")),
                (key: "person", value: .string(head.person.description)),
                (key: "entry", value: .unsigned(head.sequence)), (key: "named_by", value: .string(person.description)),
            ])
        }
    }

    private func contradiction(_ contradiction: EvidenceContradiction) -> JSONValue {
        switch contradiction {
        case .digest(let person, let digest):
            .object([
                (key: "type", value: .string("two-digests")), (key: "person", value: .string(person.description)),
                (key: "digest", value: .string(digest.hex)),
            ])
        case .journal(let person, let sequence, let isProven):
            .object([
                (key: "type", value: .string("journal-fork")), (key: "person", value: .string(person.description)),
                (key: "entry", value: .unsigned(sequence)), (key: "is_proven", value: .bool(isProven)),
            ])
        }
    }
}
