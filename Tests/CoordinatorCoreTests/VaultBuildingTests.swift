import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite struct VaultBuildingTests {
    static func plan(
        threshold: Int = 2, roles: [Identifier: Set<Role>] = [:], release: ReleaseRule = .open,
        accepts: [String] = ["organisation example"], orders: OrderRule = .optional
    ) throws -> VaultBuilding.Plan {
        VaultBuilding.Plan(
            name: try Identifier("treasury"), threshold: threshold, scriptType: .p2wsh,
            rules: VaultRules(
                maximumFee: try Amount(sat: 100_000), maximumFeePercent: 5, maximumFeeRate: 50, confirmations: .all,
                orders: orders),
            release: release, roles: roles, accepts: try accepts.map { try VaultException(documentText: $0) })
    }

    @Test("makes a vault of verified key records, in whatever order they come")
    func builds() throws {
        let records = try [2, 0, 1].map { try KeyRecords.record($0) }
        let vault = try VaultBuilding.build(try Self.plan(), from: records, network: .regtest)
        #expect(vault.body.custodians.map(\.description) == ["alice", "bob", "carol"])
        #expect(vault.body.threshold == 2)
        #expect(vault.body.cosigners.allSatisfy { $0.release == .open })
        let again = try VaultBuilding.build(
            try Self.plan(), from: [records[1], records[2], records[0]], network: .regtest)
        #expect(again == vault)
        let held = try VaultBuilding.build(try Self.plan(release: .held), from: records, network: .regtest)
        #expect(held.body.cosigners.allSatisfy { $0.release == .held })
    }

    @Test("gives people without a key the roles they were given")
    func roles() throws {
        let dave = try Identifier("carol")
        let records = [
            try KeyRecords.record(0), try KeyRecords.record(1), try KeyRecords.record(2, withAccount: false),
        ]
        let vault = try VaultBuilding.build(
            try Self.plan(roles: [dave: [.auditor]], accepts: ["no-spare-key", "organisation example"]), from: records,
            network: .regtest)
        #expect(vault.body.custodians.count == 2)
        #expect(vault.body.person(dave)?.roles == [.auditor])
        #expect(throws: VaultBuildingError.noRole(dave)) {
            try VaultBuilding.build(try Self.plan(), from: records, network: .regtest)
        }
        let stranger = try Identifier("zoe")
        #expect(throws: VaultBuildingError.roleWithoutRecord(stranger)) {
            try VaultBuilding.build(
                try Self.plan(roles: [stranger: [.auditor], dave: [.auditor]]), from: records, network: .regtest)
        }
    }

    @Test("needs somebody who orders where orders are required")
    func orders() throws {
        let (carol, accepts) = (try Identifier("carol"), ["no-spare-key", "organisation example"])
        let records = [
            try KeyRecords.record(0), try KeyRecords.record(1), try KeyRecords.record(2, withAccount: false),
        ]
        for roles: Set<Role> in [[.auditor], [.approver]] {
            #expect(throws: VaultBuildingError.nobodyOrders) {
                try VaultBuilding.build(
                    try Self.plan(roles: [carol: roles], accepts: accepts, orders: .required), from: records,
                    network: .regtest)
            }
        }
        let vault = try VaultBuilding.build(
            try Self.plan(roles: [carol: [.requester]], accepts: accepts, orders: .required), from: records,
            network: .regtest)
        #expect(vault.body.rules.orders == .required)
    }

    @Test("refuses a record of another network, with a proof by another key, or signed by somebody else")
    func refusesRecords() throws {
        let alice = try Identifier("alice")
        let good = try [1, 2].map { try KeyRecords.record($0) }
        #expect(throws: VaultBuildingError.otherNetwork(person: alice, record: .testnet4, wanted: .regtest)) {
            try VaultBuilding.build(
                try Self.plan(), from: good + [try KeyRecords.record(0, network: .testnet4)], network: .regtest)
        }
        #expect(throws: VaultBuildingError.keyRecord(person: alice, .possession(person: alice))) {
            try VaultBuilding.build(
                try Self.plan(), from: good + [try KeyRecords.record(0, possessionOf: 1)], network: .regtest)
        }
        let error = try #require(throws: VaultBuildingError.self) {
            try VaultBuilding.build(
                try Self.plan(), from: good + [try KeyRecords.record(0, signedBy: 1)], network: .regtest)
        }
        #expect(error.code == "signature.other-signer")
    }

    @Test("refuses what the vault's own rules refuse")
    func refusesRules() throws {
        let records = try [0, 1, 2].map { try KeyRecords.record($0) }
        #expect(throws: VaultBuildingError.vault(.thresholdTooLow(1))) {
            try VaultBuilding.build(try Self.plan(threshold: 1), from: records, network: .regtest)
        }
        let error = try #require(throws: VaultBuildingError.self) {
            try VaultBuilding.build(try Self.plan(), from: records + [records[0]], network: .regtest)
        }
        #expect(error.code == "vault.repeated-cosigner")
    }
}
