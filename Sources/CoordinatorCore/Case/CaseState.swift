package import BitcoinCrypto
package import BitcoinPSBT
import BitcoinPrimitives
package import ByteCoding
package import Custody
package import Review

/// One case as the coordinator knows it: the proposal, and everything verified that came back.
///
/// The proposal is the base for good: of what comes back only signatures and signed documents are taken, and each only
/// after it was verified here. The order in which files arrive does not matter.
package struct CaseState: Sendable {
    /// The case under its vault.
    package let agreedCase: AgreedCase
    /// The proposal as it went out.
    package let proposal: PSBTFile
    /// What the transaction does.
    package let facts: CaseFacts
    /// What the checks of the review look at.
    package let reviewContext: ReviewContext
    /// The verified signatures, one per input and key; the first that came stays.
    package internal(set) var signatures: [SignatureSlot: VerifiedSignature] = [:]
    /// Further verified signatures by the same keys, in the order in which they came; a share may stand for them.
    private(set) var furtherSignatures: [SignatureSlot: [VerifiedSignature]] = [:]
    /// How many further signatures there are.
    package var furtherSignatureCount: Int { furtherSignatures.values.reduce(0) { $0 + $1.count } }
    /// The verified documents in the order in which they came.
    package private(set) var answers: [CaseAnswerDocument] = []
    /// What was not taken, by identity.
    package internal(set) var quarantine: [Bytes32: QuarantinedItem] = [:]

    private var knownAnswers: Set<Bytes32> = []
    private let knownFactsHash = OnceOnly<Bytes32>()

    /// Opens a case from its proposal; the transaction and the vault must make exactly the case document inside it.
    /// - Parameter stops: what is known to stop the vault, its orders or cases, or to let them go on.
    package init(
        opening proposal: PSBTFile, under vault: VaultAgreement, today: CalendarDate? = nil,
        stops: [StopDocument] = [],
        verifier: any SignatureVerifier = OpenSSLVerifier()
    ) throws(CaseError) {
        let attachments: ProposalAttachments
        do { attachments = try ProposalFields.read(from: proposal.psbt) } catch { throw .attachments(error) }
        guard let document = attachments.caseDocument else { throw .noCaseDocument }
        reviewContext = ReviewContext(
            psbt: proposal.psbt, fileHash: SHA256.hash(proposal.fileBytes()), vault: RegisteredVaultView(vault),
            attachments: ProposalAttachments(
                caseDocument: document, orders: attachments.orders, approvals: attachments.approvals,
                snapshot: attachments.snapshot, stops: attachments.stops),
            acknowledgements: vault.travellingAcknowledgements,
            machine: MachineView(purpose: .inspect, stops: stops, today: today), verifier: verifier)
        guard let facts = reviewContext.examination.facts else {
            throw .notEstablished(reasons: Review(reviewContext).reasonsAgainstFacts)
        }
        self.facts = facts
        guard facts.digest == document.digest else { throw .caseDocumentDiffers(document.body.header.caseID) }
        do { agreedCase = try AgreedCase(document, under: vault) } catch {
            throw .otherVault(file: document.body.vaultHash.hex, this: vault.digest.hex)
        }
        self.proposal = proposal
    }

    /// The same review that the custodians see, from the coordinator's side.
    package func review() -> Review { Review(reviewContext) }

    /// The case's name.
    package var caseID: CaseID { agreedCase.document.body.header.caseID }

    /// The digest `D`.
    package var digest: Bytes32 { agreedCase.digest }

    /// The vault.
    package var vault: Vault { agreedCase.vault.vault }

    /// What stops the case, or lets it go on: what its proposal carries, and what the store knew when it was opened.
    package var stops: StopBook { reviewContext.stops }

    /// The shares that were verified.
    package var shares: [Document<Share>] {
        answers.compactMap { if case .share(let document) = $0 { document } else { nil } }
    }

    /// The confirmations that were verified.
    package var confirmations: [Document<Confirmation>] {
        answers.compactMap { if case .confirmation(let document) = $0 { document } else { nil } }
    }

    /// The refusals that were verified.
    package var refusals: [Document<Refusal>] {
        answers.compactMap { if case .refusal(let document) = $0 { document } else { nil } }
    }

    /// The releases that were verified.
    package var releases: [Document<Release>] {
        answers.compactMap { if case .release(let document) = $0 { document } else { nil } }
    }

    /// Takes what a file brings; a file of something else, or one that changes the request, changes nothing.
    ///
    /// Our own curve arithmetic verifies here, as one batch over all cores; whatever goes into a transaction is verified by
    /// OpenSSL as well when it is assembled (``FinalTransaction``), and documents when they are counted.
    package mutating func collect(
        _ file: CollectedFile, verifier: some SignatureVerifier = PublicCurveVerifier()
    ) throws(CaseError) -> CollectReport {
        var report = CollectReport(file: file.hash, kindName: file.kindName)
        let released = Set(releasedBy)
        switch file.content {
        case .psbt(let answer, let attachments):
            try checkRequest(answer.psbt, attachments)
            let final = try FinalWitness.signatures(in: answer.psbt, of: facts, verifier: verifier)
            // The documents first: they say what the signatures have to be.
            for document in attachments.shares { take(.share(document), verifier, &report) }
            for document in attachments.confirmations { take(.confirmation(document), verifier, &report) }
            for document in attachments.refusals { take(.refusal(document), verifier, &report) }
            for document in attachments.releases { take(.release(document), verifier, &report) }
            take(SignatureCheckpoint.candidates(in: answer.psbt) + final.candidates, verifier, &report)
            for item in final.strays { keep(item, &report) }
        case .share(let document): try takeDetached(.share(document), verifier, &report)
        case .confirmation(let document): try takeDetached(.confirmation(document), verifier, &report)
        case .refusal(let document): try takeDetached(.refusal(document), verifier, &report)
        case .release(let document): try takeDetached(.release(document), verifier, &report)
        }
        takeWaiting(verifier, &report)
        settleQuarantine()
        report.released = releasedBy.filter { !released.contains($0) }
        return report
    }

    /// Takes back what the store kept, verifying all of it again as ``collect(_:verifier:)`` did.
    package mutating func restore(
        signatures candidates: [SignatureCheckpoint.Candidate], answers: [CaseAnswerDocument],
        quarantine items: [QuarantinedItem], verifier: some SignatureVerifier = PublicCurveVerifier()
    ) throws(CaseError) {
        for (candidate, verdict) in zip(
            candidates, SignatureCheckpoint.verify(candidates, against: facts, verifier: verifier))
        {
            guard case .verified(let signature) = verdict else {
                throw .storedDataFails(what: "the signature of input \(candidate.slot.input)")
            }
            signatures[signature.slot] = signature
        }
        for answer in answers {
            guard answer.problem(in: agreedCase, verifier: verifier) == nil else {
                throw .storedDataFails(what: "the \(answer.kind.rawValue) of \(answer.person)")
            }
            insert(answer)
        }
        for item in items { quarantine[item.identity] = item }
        restoreFurther(items, verifier)
        settleQuarantine()
    }

    /// Takes back the further signatures, which are kept among the evidence.
    private mutating func restoreFurther(_ items: [QuarantinedItem], _ verifier: some SignatureVerifier) {
        let candidates = items.compactMap { item -> SignatureCheckpoint.Candidate? in
            guard item.reasonCode == SecondSignature.code, case .signature(let slot) = item.subject else { return nil }
            return SignatureCheckpoint.Candidate(slot: slot, value: item.value)
        }
        for verdict in SignatureCheckpoint.verify(candidates, against: facts, verifier: verifier) {
            if case .verified(let signature) = verdict { addFurther(signature) }
        }
    }

    mutating func addFurther(_ signature: VerifiedSignature) {
        guard furtherSignatures[signature.slot]?.contains(signature) != true else { return }
        furtherSignatures[signature.slot, default: []].append(signature)
    }

    private func checkRequest(_ psbt: PSBT, _ attachments: ProposalAttachments) throws(CaseError) {
        if let document = attachments.caseDocument { try checkIdentity(document.body) }
        let differences = RequestComparison.changes(proposal: proposal.psbt, returned: psbt)
        guard differences.isEmpty else { throw .requestChanged(differences) }
        if let document = attachments.caseDocument, document.digest != digest { throw .caseDocumentDiffers(caseID) }
    }

    private func checkIdentity(_ document: CaseDocument) throws(CaseError) {
        guard document.network == vault.network else {
            throw .otherNetwork(file: document.network, this: vault.network)
        }
        guard document.header.caseID == caseID else { throw .otherCase(file: document.header.caseID, this: caseID) }
        guard document.vaultHash == agreedCase.vault.digest else {
            throw .otherVault(
                file: "\(document.vault) version \(document.vaultVersion)",
                this: "\(vault.name) version \(vault.version)")
        }
    }

    private mutating func takeDetached(
        _ answer: CaseAnswerDocument, _ verifier: some SignatureVerifier, _ report: inout CollectReport
    ) throws(CaseError) {
        let statement = answer.statement
        guard statement.network == vault.network else {
            throw .otherNetwork(file: statement.network, this: vault.network)
        }
        guard statement.caseID == caseID else { throw .otherCase(file: statement.caseID, this: caseID) }
        guard statement.vaultHash == agreedCase.vault.digest else {
            throw .otherVault(file: statement.vaultHash.hex, this: agreedCase.vault.digest.hex)
        }
        take(answer, verifier, &report)
    }

    private mutating func take(
        _ answer: CaseAnswerDocument, _ verifier: some SignatureVerifier, _ report: inout CollectReport
    ) {
        if knownAnswers.contains(answer.fileHash) {
            report.knownAnswers += 1
            return
        }
        if let problem = answer.problem(in: agreedCase, verifier: verifier) {
            keep(item(answer, problem), &report)
            return
        }
        if let found = answer.facts {
            let expected = factsHash()
            guard found == expected else {
                keep(item(answer, AnswerRefusal.factsDiffer(found: found, expected: expected)), &report)
                return
            }
        }
        insert(answer)
        report.answers.append(answer)
    }

    private func item(_ answer: CaseAnswerDocument, _ reason: any CodedError) -> QuarantinedItem {
        QuarantinedItem(
            subject: .document(answer.kind.rawValue), person: answer.person, reason: reason, value: answer.encoded)
    }

    private mutating func insert(_ answer: CaseAnswerDocument) {
        let hash = answer.fileHash
        if knownAnswers.insert(hash).inserted { answers.append(answer) }
    }

    mutating func keep(_ item: QuarantinedItem, _ report: inout CollectReport) {
        if quarantine.updateValue(item, forKey: item.identity) == nil {
            report.quarantined.append(item)
        } else {
            report.knownQuarantined += 1
        }
    }

    /// The hash of the facts that every machine shows for this case.
    package func factsHash() -> Bytes32 { knownFactsHash.value { review().factsHash } }
}

extension Review {
    /// What keeps the facts from being established, in the review's words.
    var reasonsAgainstFacts: [String] {
        let reasons = findings.filter { finding in
            guard finding.severity == .refuse else { return false }
            switch finding.subject {
            case .input, .output, .transaction, .fee: return true
            case .file, .vault, .caseDocument, .machine: return false
            }
        }
        return reasons.map { "\($0.subject.name): \($0.text)" }
    }
}
