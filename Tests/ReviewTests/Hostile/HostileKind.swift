import BitcoinPSBT
import Custody
import Review
import TestSupport
import Testing

/// One kind of fault in a proposal that is valid but for it, and how to make a file of it.
struct HostileKind: Sendable, CustomTestStringConvertible {
    /// What the page of checks calls it.
    let name: String

    /// The versions of PSBT that can have the fault.
    let versions: [PSBTVersion]

    /// The check that the fault is made for; `nil` where the file reader stops it.
    let check: String?

    private let make: @Sendable () throws -> HostileFile?

    var testDescription: String { name }

    /// A file with the fault; `nil` where this version cannot have it.
    func file(_ version: PSBTVersion) throws -> HostileFile? {
        try ReviewFixture.$version.withValue(version) { try make() }
    }

    /// A fault of the container: the bytes of the standard proposal, changed.
    init(
        _ name: String, _ versions: [PSBTVersion] = [.v0, .v2],
        _ change: @escaping @Sendable (inout PSBTBuilder) throws -> Void
    ) {
        self.init(bytes: name, versions) { bytes, psbt in
            var builder = PSBTBuilder(of: psbt)
            try change(&builder)
            bytes = builder.bytes
        }
    }

    /// A fault of the whole file's bytes.
    init(
        bytes name: String, _ versions: [PSBTVersion] = [.v0, .v2],
        _ change: @escaping @Sendable (inout [UInt8], PSBT) throws -> Void
    ) {
        self.name = name
        self.versions = versions
        check = nil
        make = {
            guard versions.contains(ReviewFixture.version) else { return nil }
            let fixture = try ReviewFixture.standardCase()
            let psbt = try fixture.proposal()
            var bytes = psbt.encoded()
            try change(&bytes, psbt)
            return HostileFile(bytes: bytes, vault: fixture.vault.view, machine: try ReviewFixture.alice())
        }
    }

    /// The fault for which a check has a refusing case.
    init(_ pair: CheckPair) {
        name = "\(pair.check): \(pair.name)"
        versions = [.v0, .v2]
        check = pair.check
        make = {
            let context = try pair.refusing()
            guard context.psbt.version == ReviewFixture.version else { return nil }
            var psbt = context.psbt
            try ProposalFields.attach(context.attachments, to: &psbt)
            return HostileFile(
                bytes: psbt.encoded(), vault: context.vault, machine: context.machine,
                ownAddresses: context.ownAddresses, acknowledgements: context.acknowledgements)
        }
    }

    /// What every review of the standard vault warns of: no fault of a file.
    static let standing: Set<String> = ["vault.second-look", "vault.orders-optional"]

    /// Every kind: what the reader stops, then what each check speaks against.
    static let all: [HostileKind] =
        container
        + CheckPair.all.filter { $0.severity != .note && !standing.contains($0.check) }.map(HostileKind.init)
}

/// A file with a fault, and the machine that it is brought to.
struct HostileFile: Sendable {
    let bytes: [UInt8]
    let vault: RegisteredVaultView
    let machine: MachineView
    var ownAddresses: [KnownAddress] = []
    /// What the machine holds itself.
    var acknowledgements: [Document<Acknowledgement>] = []
}
