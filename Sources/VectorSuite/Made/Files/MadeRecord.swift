import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody

/// The vectors of what one machine knows of another one.
extension MadeWorld {
    /// Carol's record of Alice's machine: the made case, in which Alice has signed and confirmed.
    private func record(heads: [PeerHead], cases: [RecordedCase]) throws -> Document<MachineRecord> {
        try carol.signed(
            try MachineRecord(
                network: .regtest, vault: vault.body.name, vaultVersion: 1, vaultHash: vault.digest, person: carol.id,
                device: carol.device, of: alice.id, cases: cases, build: Self.hash(0x21),
                machine: MachineWitness(
                    journalSequence: 30, journalHead: Self.hash(0x12), heads: heads,
                    date: CalendarDate(year: 2026, month: 11, day: 22))))
    }

    private func recordedCase() throws -> RecordedCase {
        let body = caseDocument.body
        let day = try CalendarDate(year: 2026, month: 11, day: 21)
        return RecordedCase(
            caseID: header.caseID, digest: caseDocument.digest, vaultVersion: 1, replaces: nil,
            answers: [
                RecordedAnswer(kind: .openShare, document: shares[0].digest, date: day),
                RecordedAnswer(kind: .confirmation, document: confirmations[0].digest, date: day),
            ], spends: body.inputs.map(\.outPoint),
            pays: body.outputs.compactMap { output in
                guard case .external = output.role else { return nil }
                return TxOut(amount: output.amount, scriptPubKey: output.scriptPubKey)
            })
    }

    private func accepted(_ comment: String, _ document: Document<MachineRecord>) -> MadeCase {
        let head = document.body.headSeen.map { "\($0.sequence) \($0.hash.hex)" } ?? "-"
        return .valid(
            "record", comment,
            [("document", .document(document.encoded)), ("identity_key", .string(carol.identityKey.hex))],
            [
                ("network", .string(document.body.network.rawValue)), ("digest", .string(document.digest.hex)),
                ("person", .string(document.body.person.description)), ("of", .string(document.body.of.description)),
                ("head", .string(head)), ("cases", .texts(document.body.cases.map(\.digest.hex))),
            ])
    }

    /// `record.json`.
    func recordFile() throws -> MadeFile {
        let head = PeerHead(person: alice.id, sequence: 12, hash: Self.hash(0x10))
        let whole = try record(heads: [head], cases: [recordedCase()])
        let text = MadeText(whole.encoded)
        let faults = MadeFaults("record", text, beside: [("identity_key", .string(carol.identityKey.hex))])
        let other = Self.hash(0x31).hex
        let digest = caseDocument.digest.hex
        let answer = text.place("answer") ?? 0
        let spend = text.place("spend") ?? 0
        let adopted = PeerHead(person: carol.id, sequence: 7, hash: Self.hash(0x13))
        var cases = [
            accepted("a case in which answers were seen", whole),
            accepted("nothing was seen", try record(heads: [], cases: [])),
            accepted("by a machine that was restored itself", try record(heads: [head, adopted], cases: [])),
        ]
        cases += faults.ofText
        cases += try faults.ofSignature(by: carol, other: bob)
        cases += [
            faults.refused("about the author's own machine", text.with("of", "carol"), "record.own-machine"),
            faults.refused("without a day", text.with("date", "-"), "record.undated"),
            faults.refused("a case without answers", text.withoutAll("answer"), "record.no-answer"),
            faults.refused(
                "an answer to a case that is not listed", text.replacing("answer", digest, other), "record.stray-line"),
            faults.refused(
                "a coin of a case that is not listed", text.replacing("spend", digest, other), "record.stray-line"),
            faults.refused(
                "a payment of a case that is not listed", text.replacing("pay", digest, other), "record.stray-line"),
            faults.refused("no case listed", text.withoutAll("case"), "record.stray-line"),
            faults.refused(
                "a case twice", text.adding("case: " + text.value("case"), after: "case"), "document.list-order"),
            faults.refused(
                "an answer twice", text.adding("answer: " + text.value("answer"), after: "answer"),
                "document.list-order"),
            faults.refused("answers out of order", text.swapping(answer, answer + 1), "document.not-canonical"),
            faults.refused(
                "an unknown kind of answer", text.replacing("answer", "confirmation", "nod"), "document.malformed-value"
            ),
            faults.refused(
                "a coin without its number", text.with("spend", digest + " " + other), "document.malformed-value"),
            faults.refused(
                "amounts that differ", text.replacing("pay", "250000000 sat", "250000001 sat"), "document.amount-forms"),
            faults.refused("a word too many", text.with("case", text.value("case") + " x"), "document.surplus-words"),
            faults.refused(
                "the author's own head, not an earlier one",
                text.adding("head: carol 30 \(other)", after: "head"), "statement.own-head"),
            faults.refused(
                "heads out of order", text.adding("head: aaron 1 \(other)", after: "head"), "document.list-order"),
            faults.refused("another case behind the signature", text.with("vault-version", "2"), "signature.invalid"),
            faults.refused("a coin removed behind the signature", text.without("spend"), "signature.invalid"),
            faults.refused(
                "coins changed for each other behind the signature", text.swapping(spend, spend + 1),
                "signature.invalid"),
        ]
        return MadeFile(
            name: "record", about: "what one machine has seen of another one",
            notes:
                "document: the whole file. identity_key: the key that the vault lists for the author, who alone must have "
                + "signed. of: whose machine it is about. head: the latest entry of that machine's journal that was seen, or "
                + "\"-\". cases: the digests of the cases listed.",
            cases: cases)
    }
}
