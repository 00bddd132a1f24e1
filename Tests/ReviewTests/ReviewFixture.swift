import BitcoinCrypto
import BitcoinPSBT
import ByteCoding
import Custody
import Review
import TestSupport

/// Contexts for reviews of fixture cases.
enum ReviewFixture {
    /// The day on which every test machine believes to live.
    static func today() throws -> CalendarDate { try CalendarDate(year: 2026, month: 6, day: 15) }

    /// Alice's machine, which is asked to sign.
    static func alice(_ purpose: MachineView.Purpose = .sign) throws -> MachineView {
        MachineView(person: try Identifier("alice"), keyIndex: 0, purpose: purpose, today: try today())
    }

    /// The words that stand for the slow ones of a digest.
    static let words = ["one", "two", "three", "four", "five", "six", "seven", "eight"]

    /// A review that does not wait for its words.
    static func review(_ context: ReviewContext, checks: [any SigningCheck] = SigningChecks.all) -> Review {
        Review(context, checks: checks) { _ in words }
    }

    /// The standard case over the standard vault.
    static func standardCase() throws -> FixtureCase { try FixtureCase(FixtureVault.standard.get()) }

    /// A context for a case.
    /// - Parameters:
    ///   - fixture: the case; a case without facts carries the document of the standard case.
    ///   - machine: the machine; Alice's until said otherwise.
    ///   - mutate: a change to the PSBT after the case document was made.
    ///   - attach: a change to the documents in it.
    static func context(
        _ fixture: FixtureCase, machine: MachineView? = nil, mutate: (inout PSBT) throws -> Void = { _ in },
        attach: (inout ProposalAttachments) throws -> Void = { _ in }
    ) throws -> ReviewContext {
        var psbt = try fixture.psbt()
        let document =
            try (try? fixture.caseDocument()) ?? FixtureCase(fixture.vault).caseDocument()
        try mutate(&psbt)
        var attachments = ProposalAttachments(
            caseDocument: document, acknowledgements: fixture.vault.acknowledgements)
        try attach(&attachments)
        return ReviewContext(
            psbt: psbt, fileHash: SHA256.hash(psbt.encoded()), vault: fixture.vault.view, attachments: attachments,
            machine: try machine ?? alice())
    }

    /// A context for the standard case with one thing changed.
    static func changed(
        machine: MachineView? = nil, version: PSBTVersion = .v0,
        _ change: (inout FixtureCase) throws -> Void = { _ in },
        mutate: (inout PSBT) throws -> Void = { _ in },
        attach: (inout ProposalAttachments) throws -> Void = { _ in }
    ) throws -> ReviewContext {
        var fixture = try standardCase()
        fixture.version = version
        try change(&fixture)
        return try context(fixture, machine: machine, mutate: mutate, attach: attach)
    }

    /// A context for the standard case over a vault with other options.
    static func vault(
        _ options: (inout FixtureVault.Options) -> Void, _ change: (inout FixtureCase) throws -> Void = { _ in }
    ) throws -> ReviewContext {
        var fixture = try FixtureCase(FixtureVault(options))
        try change(&fixture)
        return try context(fixture)
    }
}
