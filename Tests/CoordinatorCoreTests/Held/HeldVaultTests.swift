import BitcoinPrimitives
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite struct HeldVaultTests {
    static func plan(open: [String]) throws -> VaultBuilding.Plan {
        VaultBuilding.Plan(
            name: try Identifier("treasury"), threshold: 2, scriptType: .p2wsh,
            rules: VaultRules(
                maximumFee: try Amount(sat: 100_000), maximumFeePercent: 5, maximumFeeRate: 50, confirmations: .all,
                orders: .optional),
            openPeople: Set(try open.map { try Identifier($0) }),
            accepts: [.organisation(try Identifier("example"))])
    }

    @Test("a new vault holds every signature, but of those named")
    func builds() throws {
        let records = try (0..<3).map { try HeldKeyRecord.make($0) }
        let held = try VaultBuilding.build(try Self.plan(open: []), from: records, network: .regtest)
        #expect(held.body.cosigners.map(\.release) == [.held, .held, .held])
        let mixed = try VaultBuilding.build(try Self.plan(open: ["bob"]), from: records, network: .regtest)
        #expect(mixed.body.cosigners.map(\.release) == [.held, .open, .held])
        #expect(throws: VaultBuildingError.openWithoutKey(try Identifier("zoe"))) {
            try VaultBuilding.build(try Self.plan(open: ["zoe"]), from: records, network: .regtest)
        }
    }
}
