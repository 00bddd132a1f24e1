import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import TestSupport

/// The evidence of an ordered case of test custodians, as a coordinator's store would write it.
struct EvidenceMaker {
    /// An ordered and approved case: dave orders, erin approves, grace audits; alice, bob and carol hold keys.
    static let ordered = Result { try orderedCase() }

    /// The same with something done to it after it was ordered and approved.
    static func orderedCase(_ change: (inout FixtureCase) -> Void = { _ in }) throws -> HeldCase {
        try HeldCase {
            $0.orders = .required
            $0.approvals = 1
            $0.otherRoles = [.requester, .approver, .approver, .auditor]
        } change: { fixture in
            let order = try FixtureOrder(of: fixture)
            fixture.orders = [try order.order()]
            fixture.approvals = try order.approvals()
            try fixture.cite()
            change(&fixture)
        }
    }

    /// Its evidence after it was assembled: alice and bob signed, all confirmed, alice and bob released.
    static let assembled = Result { () throws -> EvidenceBundle in
        var maker = EvidenceMaker(try ordered.get())
        try maker.walk()
        try maker.assemble()
        return try maker.source().bundle()
    }

    let held: HeldCase
    var state: EvidenceState = .open
    var files: [[UInt8]] = []
    var documents: [[UInt8]] = []
    var transaction: Transaction?
    var log: [LogEntry] = []
    private var collected: CaseState?
    private let caseID: String?

    init(_ held: HeldCase) {
        self.held = held
        caseID = try? held.state().caseID.description
        note("store-created", "store made", ofCase: false)
        note("case-opened", "digest \((try? held.state().digest.hex) ?? "") txid x leaving 1 sat fee 1 sat")
        receive(held.proposal.fileBytes(), "no signature")
    }

    /// Writes an entry.
    mutating func note(_ kind: String, _ text: String, ofCase: Bool = true) {
        log.append(
            LogEntry(
                sequence: log.count + 1, at: "2026-06-15T09:00:\(10 + log.count % 50)Z", kind: kind,
                caseID: ofCase ? caseID : nil,
                text: text, after: log.last?.hash ?? LogEntry.start))
    }

    private mutating func receive(_ bytes: [UInt8], _ outcome: String) {
        note("file-received", "sha256 \(SHA256.hash(bytes).hex): \(outcome)")
    }

    /// Takes a file in, as the store does; the outcome is what collecting says.
    mutating func collect(_ bytes: [UInt8], saying outcome: String? = nil) throws {
        var state = try collected ?? held.state()
        if !files.contains(bytes) { files.append(bytes) }
        do throws(CaseError) {
            _ = try state.collect(try CollectedFile(bytes))
            receive(bytes, outcome ?? "+1 something")
        } catch {
            receive(bytes, outcome ?? "refused, \(error.code)")
        }
        collected = state
    }

    /// The whole walk of a case.
    mutating func walk() throws {
        for signer in [0, 1] { try collect(held.answer(signer)) }
        for confirmer in 0...2 { try collect(held.confirmation(confirmer, of: [0, 1]).encoded) }
        for releaser in [0, 1] { try collect(held.released(releaser).encoded()) }
    }

    /// Finishes the transaction.
    mutating func assemble() throws {
        guard let now = collected, let confirmed = now.confirmationTally()?.confirmed else {
            throw FixtureError.noFacts
        }
        let final = try FinalTransaction(confirmed, of: now)
        transaction = final.transaction
        state = .assembled
        note("case-assembled", "txid \(final.transaction.txid)")
    }

    /// What the evidence is made of.
    func source() throws -> EvidenceSource {
        let own = log.filter { $0.caseID != nil }
        return EvidenceSource(
            opened: try held.state(), state: state, proposal: held.proposal.fileBytes(), files: files,
            documents: documents, transaction: transaction, log: own,
            head: LogHead(first: log[0].hash, sequence: UInt64(log.count), hash: log[log.count - 1].hash))
    }

    func replay() throws -> EvidenceReplay {
        try EvidenceReplay(source().bundle(), trusting: held.agreement.document)
    }

    /// The code with which an evidence is refused; `nil` when it holds.
    static func refusal(_ bundle: @autoclosure () throws -> EvidenceBundle, _ vault: Document<Vault>) throws -> String?
    {
        do {
            _ = try EvidenceReplay(try bundle(), trusting: vault)
            return nil
        } catch let error as EvidenceRefusal {
            return error.code
        } catch let error as EvidenceError {
            return error.code
        }
    }

    /// An evidence with other parts, sealed anew: what a forger can do who holds no key.
    static func resealed(
        _ bundle: EvidenceBundle, _ change: (inout [EvidencePart]) throws -> Void
    ) throws -> EvidenceBundle {
        var parts = bundle.parts
        try change(&parts)
        return try EvidenceBundle(bundle.manifest.body, parts)
    }
}
