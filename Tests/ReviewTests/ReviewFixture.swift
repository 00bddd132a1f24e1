import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import Review
import TestSupport

/// Contexts for reviews of fixture cases.
enum ReviewFixture {
    /// The version of the PSBTs that are made until a test says otherwise.
    @TaskLocal static var version = PSBTVersion.v0

    /// The day on which every test machine believes to live.
    static func today() throws -> CalendarDate { try CalendarDate(year: 2026, month: 6, day: 15) }

    /// Alice's machine, which is asked to sign.
    static func alice(_ purpose: MachineView.Purpose = .sign) throws -> MachineView {
        MachineView(person: try Identifier("alice"), keyIndex: 0, purpose: purpose, today: try today())
    }

    /// A search through the standard vault that has been made, for the many reviews that make it again.
    private static let madeSearch = Result {
        let vault = try FixtureVault.standard.get()
        var search = OwnershipSearch(vault.descriptor)
        _ = try search.find(
            Script([0x00, 0x20] + [UInt8](repeating: 5, count: 32)), window: OwnershipLimits.smallestOutputWindow)
        return search
    }

    /// The made search where the vault is the standard one; `nil` for another vault.
    static func search(of vault: RegisteredVaultView) throws -> OwnershipSearch? {
        try vault == FixtureVault.standard.get().view ? madeSearch.get() : nil
    }

    /// Alice's machine, which has paid this in another case.
    static func alice(having paid: [TxOut]) throws -> MachineView {
        let earlier = AnsweredCase(
            caseID: try FixtureCase.caseID(9), digest: try Bytes32([UInt8](repeating: 5, count: 32)), spends: [],
            pays: paid, isConfirmed: true, day: try CalendarDate(year: 2026, month: 6, day: 1))
        return MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: .sign, answered: [earlier], today: try today())
    }

    /// The words that stand for the slow ones of a digest.
    static let words = ["one", "two", "three", "four", "five", "six", "seven", "eight"]

    /// The first addresses of the standard vault.
    static let ownAddresses = Result { KnownAddress.own(of: try FixtureVault.standard.get().view) }

    /// A review that does not wait for its words.
    static func review(_ context: ReviewContext, checks: [any SigningCheck] = SigningChecks.all) -> Review {
        Review(context, checks: checks) { _ in words }
    }

    /// The standard case over the standard vault.
    static func standardCase() throws -> FixtureCase { try standardCase(over: FixtureVault.standard.get()) }

    /// The standard case over another vault.
    static func standardCase(over vault: FixtureVault) throws -> FixtureCase {
        var fixture = try FixtureCase(vault)
        fixture.version = version
        return fixture
    }

    /// A context for a case.
    /// - Parameters:
    ///   - fixture: the case; a case without facts carries the document of the standard case.
    ///   - machine: the machine; Alice's until said otherwise.
    ///   - ownAddresses: the vault's own, to find what looks like them.
    ///   - mutate: a change to the PSBT after the case document was made.
    ///   - attach: a change to the documents in it.
    static func context(
        _ fixture: FixtureCase, machine: MachineView? = nil, ownAddresses: [KnownAddress] = [],
        mutate: (inout PSBT) throws -> Void = { _ in },
        attach: (inout ProposalAttachments) throws -> Void = { _ in }
    ) throws -> ReviewContext {
        var psbt = try fixture.psbt()
        let document =
            try (try? fixture.caseDocument()) ?? FixtureCase(fixture.vault).caseDocument()
        try mutate(&psbt)
        var attachments = ProposalAttachments(
            caseDocument: document, acknowledgements: fixture.vault.acknowledgements, orders: fixture.orders,
            approvals: fixture.approvals)
        try attach(&attachments)
        return ReviewContext(
            psbt: psbt, fileHash: SHA256.hash(psbt.encoded()), vault: fixture.vault.view, attachments: attachments,
            machine: try machine ?? alice(), ownAddresses: ownAddresses, search: try search(of: fixture.vault.view))
    }

    /// A context for the standard case with one thing changed.
    static func changed(
        machine: MachineView? = nil, version: PSBTVersion? = nil,
        _ change: (inout FixtureCase) throws -> Void = { _ in },
        mutate: (inout PSBT) throws -> Void = { _ in },
        attach: (inout ProposalAttachments) throws -> Void = { _ in }
    ) throws -> ReviewContext {
        var fixture = try standardCase()
        if let version { fixture.version = version }
        try change(&fixture)
        return try context(fixture, machine: machine, mutate: mutate, attach: attach)
    }

    /// A context for the standard case over a vault with other options.
    static func vault(
        _ options: (inout FixtureVault.Options) -> Void, _ change: (inout FixtureCase) throws -> Void = { _ in }
    ) throws -> ReviewContext {
        var fixture = try standardCase(over: FixtureVault(options))
        try change(&fixture)
        return try context(fixture)
    }
}
