import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
package import Custody
import Descriptors
package import Review

/// Plays a case again from its evidence alone, with nothing given but a document of the vault.
///
/// Every part is read as the coordinator read it; every signature is verified by both implementations of the curve; the
/// facts are computed from the transaction's bytes and compared with what was rendered; and the transaction is assembled
/// once more. Whatever is not as it should be refuses the whole.
package struct EvidenceReplay: Sendable {
    /// The evidence.
    package let bundle: EvidenceBundle
    /// The vault, agreed on by its people.
    package let vault: VaultAgreement
    /// The case with everything that came.
    package let state: CaseState
    /// The review as of the day on which the case was proposed.
    package let review: Review
    /// Every file that came, with what became of it.
    package let files: [EvidenceFile]
    /// Further documents.
    package let documents: [EvidenceDocument]
    /// The finished transaction, and who signed it.
    package let final: FinalTransaction?
    /// The lines of the log about the case.
    package let log: [LogEntry]

    /// Replays an evidence.
    /// - Parameter trusted: a version of the vault that the evidence is of; its digest alone is compared.
    package init(_ bundle: EvidenceBundle, trusting trusted: Document<Vault>) throws(EvidenceRefusal) {
        self.bundle = bundle
        let vault = try Self.vault(of: bundle, trusting: trusted)
        let log = try Self.log(of: bundle)
        let opened = try Self.open(bundle, under: vault, on: Self.day(of: log))
        try Self.check(bundle.manifest.body, opened, log)
        let review = opened.review()
        try Self.check(review, in: bundle)

        let timeline = try EvidenceTimeline(bundle, opened, log)
        let first = try timeline.play(OpenSSLVerifier())
        let second = try timeline.play(PublicCurveVerifier())
        if let what = first.difference(from: second) { throw .curvesDisagree(what: what) }
        try Self.checkOrders(of: opened)

        documents = try Self.documents(of: bundle, under: RegisteredVaultView(vault), log)
        final = try Self.final(of: bundle, first)
        self.vault = vault
        self.log = log
        self.review = review
        state = first.state
        files = first.files
    }

    private static func read<Value, Failure: CodedError>(
        _ kind: EvidenceKind, _ number: Int, _ body: () throws(Failure) -> Value
    ) throws(EvidenceRefusal) -> Value {
        do throws(Failure) { return try body() } catch { throw .part(kind, number: number, ErrorCause(error)) }
    }

    private static func vault(
        of bundle: EvidenceBundle, trusting trusted: Document<Vault>
    ) throws(EvidenceRefusal) -> VaultAgreement {
        var versions: [Document<Vault>] = []
        for (number, bytes) in bundle.all(.vault).enumerated() {
            versions.append(try read(.vault, number) { () throws(DocumentError) in try Document(parsing: bytes) })
        }
        var acknowledgements: [Document<Acknowledgement>] = []
        for (number, bytes) in bundle.all(.acknowledgement).enumerated() {
            acknowledgements.append(
                try read(.acknowledgement, number) { () throws(DocumentError) in try Document(parsing: bytes) })
        }
        guard let newest = versions.last, versions.contains(where: { $0.digest == trusted.digest }) else {
            throw .otherVault(given: trusted.digest)
        }
        let history = Array(versions.dropLast())
        let agreement: VaultAgreement
        do throws(VaultError) {
            agreement = try VaultAgreement(vault: newest, acknowledgements: acknowledgements, history: history)
            _ = try VaultAgreement(
                vault: newest, acknowledgements: acknowledgements, history: history, verifier: PublicCurveVerifier())
        } catch {
            throw .vault(error)
        }
        // Nothing stands in the evidence that was not verified.
        guard agreement.history == history, agreement.acknowledgements == acknowledgements else {
            throw .manifest(field: "part")
        }
        return agreement
    }

    private static func log(of bundle: EvidenceBundle) throws(EvidenceRefusal) -> [LogEntry] {
        let manifest = bundle.manifest.body
        let entries: [LogEntry]
        do throws(LogError) { entries = try LogLines.parse(bundle.all(.log).first ?? []) } catch { throw .log(error) }
        for entry in entries {
            guard entry.caseID == manifest.caseID.description else {
                throw .logDiffers(entry: entry.sequence, what: "it is of another case")
            }
            guard UInt64(entry.sequence) <= manifest.logSequence else { throw .manifest(field: "log-sequence") }
            guard entry.sequence != 1 || entry.hash == manifest.logFirst else { throw .manifest(field: "log-first") }
            guard UInt64(entry.sequence) != manifest.logSequence || entry.hash == manifest.logHead else {
                throw .manifest(field: "log-head")
            }
        }
        guard let first = entries.first, first.kind == EvidenceTimeline.openedKind else {
            throw .logDiffers(entry: entries.first?.sequence ?? 0, what: "the case was not opened")
        }
        guard first.text.hasPrefix("digest \(manifest.caseDigest.hex) ") else {
            throw .logDiffers(entry: first.sequence, what: "it opened another case digest")
        }
        return entries
    }

    /// The day on which the case was proposed, by the coordinator's clock: roles and ends are judged by it.
    private static func day(of log: [LogEntry]) -> CalendarDate? {
        (log.first?.at.prefix(10)).flatMap { try? CalendarDate(documentText: String($0)) }
    }

    private static func open(
        _ bundle: EvidenceBundle, under vault: VaultAgreement, on day: CalendarDate?
    ) throws(EvidenceRefusal) -> CaseState {
        let bytes = bundle.all(.proposal).first ?? []
        let file = try read(.proposal, 0) { () throws(PSBTError) in try PSBTFile(fileBytes: bytes) }
        // What is written again is what was read: nothing stands in the file that no rule looks at.
        guard file.fileBytes() == bytes else {
            throw .proposal(.requestChanged([RequestDifference(map: .global, field: "the encoding", kind: .changed)]))
        }
        do throws(CaseError) {
            return try CaseState(opening: file, under: vault, today: day, stops: permissions(in: bundle))
        } catch {
            throw .proposal(error)
        }
    }

    /// What let the case go on: excuses of absent people and overrides. Whatever would have stopped it stands in the evidence
    /// and is shown, and does not undo what was done before or in spite of it.
    private static func permissions(in bundle: EvidenceBundle) -> [StopDocument] {
        bundle.all(.document).compactMap { bytes in
            // One that cannot be read is refused among the documents.
            guard StopDocument.isOne(bytes), let document = try? StopDocument(parsing: bytes) else { return nil }
            return document.isPermission ? document : nil
        }
    }

    private static func check(
        _ manifest: EvidenceManifest, _ opened: CaseState, _ log: [LogEntry]
    ) throws(EvidenceRefusal) {
        guard manifest.network == opened.vault.network else { throw .manifest(field: "network") }
        guard manifest.caseID == opened.caseID else { throw .manifest(field: "case") }
        guard manifest.caseDigest == opened.digest else { throw .manifest(field: "case-digest") }
        guard manifest.vaultHash == opened.agreedCase.vault.digest else { throw .manifest(field: "vault-hash") }
        guard manifest.state == EvidenceTimeline.state(of: log) else { throw .manifest(field: "state") }
    }

    /// Compares what was rendered line by line, so that the first line that differs is named.
    private static func check(_ review: Review, in bundle: EvidenceBundle) throws(EvidenceRefusal) {
        for (kind, language) in [(EvidenceKind.reviewEnglish, ScreenLanguage.english), (.reviewJapanese, .japanese)] {
            let (found, expected) = (bundle.all(kind).first ?? [], review.rendered(in: language))
            guard found == expected else {
                let same = zip(found, expected).prefix { $0 == $1 }
                throw .review(kind, line: 1 + same.count { $0.0 == UInt8(ascii: "\n") })
            }
        }
        let refusals = Set(review.findings.filter { $0.severity == .refuse }.map(\.check)).sorted()
        // A case that waits for an override nobody has answered yet: it has its evidence, and no transaction.
        let waits = bundle.manifest.body.state != .assembled && review.waitsForOverride
        guard review.isSignable || waits else { throw .reviewRefuses(checks: refusals) }
    }

    /// The second implementation's word about orders and approvals; the first one's is among the review's findings.
    private static func checkOrders(of opened: CaseState) throws(EvidenceRefusal) {
        guard let orders = opened.reviewContext.orders else { return }
        let verifier = PublicCurveVerifier()
        do throws(SignatureProblem) {
            for order in orders.orders {
                try order.document.checkSoleSignature(
                    of: order.requester.id, with: order.requester.identityKey, verifier: verifier)
            }
            for approval in orders.approvals.values.flatMap({ $0 }) {
                try approval.document.checkSoleSignature(
                    of: approval.approver.id, with: approval.approver.identityKey, verifier: verifier)
            }
        } catch {
            throw .curvesDisagree(what: error.description)
        }
    }

    private static func documents(
        of bundle: EvidenceBundle, under vault: RegisteredVaultView, _ log: [LogEntry]
    ) throws(EvidenceRefusal) -> [EvidenceDocument] {
        var found: [EvidenceDocument] = []
        for (number, bytes) in bundle.all(.document).enumerated() {
            let document = try read(.document, number) { () throws(DocumentError) in
                try EvidenceDocument(bytes, under: vault, verifier: OpenSSLVerifier())
            }
            let again = try read(.document, number) { () throws(DocumentError) in
                try EvidenceDocument(bytes, under: vault, verifier: PublicCurveVerifier())
            }
            if let problem = document.problem { throw .document(type: document.type, problem: problem) }
            guard again == document else { throw .curvesDisagree(what: "a \(document.type)") }
            try check(document, against: log, of: bundle.manifest.body)
            found.append(document)
        }
        return found
    }

    /// Compares what somebody has countersigned of this log with its lines here.
    private static func check(
        _ document: EvidenceDocument, against log: [LogEntry], of manifest: EvidenceManifest
    ) throws(EvidenceRefusal) {
        let heads = document.logs
        guard document.stop == nil else { return }
        let reach = UInt64(log.first?.sequence ?? 1)...max(UInt64(log.first?.sequence ?? 1), manifest.logSequence)
        guard heads.contains(where: { $0.first == manifest.logFirst && reach.contains($0.sequence) }) else {
            throw .logDiffers(
                entry: log.first?.sequence ?? 0,
                what: "somebody countersigned another log, or another part of it than the one with this case")
        }
        for head in heads where head.first == manifest.logFirst {
            let entries = log.map { (UInt64($0.sequence), $0.hash) } + [(manifest.logSequence, manifest.logHead)]
            if let (sequence, _) = entries.first(where: { $0.0 == head.sequence && $0.1 != head.hash }) {
                throw .logDiffers(entry: Int(clamping: sequence), what: "it is not the one that was countersigned")
            }
        }
    }

    /// Assembles the transaction from what had come when it was assembled, and compares the bytes.
    private static func final(
        of bundle: EvidenceBundle, _ played: EvidenceTimeline.Played
    ) throws(EvidenceRefusal) -> FinalTransaction? {
        let isAssembled = bundle.manifest.body.state == .assembled
        guard let bytes = bundle.all(.transaction).first else {
            guard !isAssembled else { throw .bundle(.count(.transaction, found: 0)) }
            return nil
        }
        guard isAssembled, let state = played.assembled, let confirmed = state.confirmationTally()?.confirmed,
            state.refusedBy.isEmpty
        else { throw .notConfirmed }
        let final: FinalTransaction
        do throws(AssemblyError) { final = try FinalTransaction(confirmed, of: state) } catch { throw .assembly(error) }
        guard EvidenceSource.hex(final.transaction) == bytes else {
            throw .transactionDiffers(found: SHA256.hash(bytes).hex, expected: final.transaction.txid.description)
        }
        let outputs = state.facts.inputs.map { TxOut(amount: $0.amount, scriptPubKey: $0.script.scriptPubKey) }
        do throws(ScriptCheckError) {
            try ScriptCheck.check(final.transaction, spending: outputs, verifier: OpenSSLVerifier())
        } catch {
            throw .assembly(.script(error))
        }
        return final
    }
}
