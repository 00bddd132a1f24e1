import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite struct VaultRevisionTests {
    let first: Document<Vault>

    init() throws {
        let records = try [0, 1, 2].map { try KeyRecords.record($0) }
        first = try VaultBuilding.build(try VaultBuildingTests.plan(), from: records, network: .regtest)
    }

    @Test("the next version keeps everybody who does not leave, and names the version before")
    func replaces() throws {
        let (alice, bob, carol) = (try Identifier("alice"), try Identifier("bob"), try Identifier("carol"))
        let two = try VaultBuilding.build(
            try VaultBuildingTests.plan(accepts: ["no-spare-key", "organisation example"]),
            from: try [0, 1].map { try KeyRecords.record($0) }, network: .regtest)
        let three = try VaultBuilding.revise(two, to: try VaultBuildingTests.plan(), from: [try KeyRecords.record(2)])
        #expect(three.body.version == 2 && three.body.previous == two.digest)
        #expect(three.body.custodians == [alice, bob, carol])
        #expect(three.body.person(alice) == two.body.person(alice))
        #expect(three.body.cosigner(bob) == two.body.cosigner(bob))
        let others = try VaultBuilding.revise(
            three, to: try VaultBuildingTests.plan(accepts: ["no-spare-key", "organisation example"]), from: [],
            without: [bob])
        #expect(others.body.version == 3 && others.body.previous == three.digest)
        #expect(others.body.custodians == [alice, carol])
    }

    @Test("the plan of an existing vault makes the same rules again")
    func following() throws {
        let plan = VaultBuilding.Plan(following: first.body)
        #expect(throws: VaultBuildingError.nothingChanged) { try VaultBuilding.revise(first, to: plan, from: []) }
    }

    @Test("a new version that changes nothing, is of another name, or lets a stranger leave is refused")
    func refuses() throws {
        let plan = VaultBuilding.Plan(following: first.body)
        let zoe = try Identifier("zoe")
        #expect(throws: VaultBuildingError.leavesUnknown(zoe)) {
            try VaultBuilding.revise(first, to: plan, from: [], without: [zoe])
        }
        let other = VaultBuilding.Plan(
            name: zoe, threshold: 2, scriptType: .p2wsh, rules: plan.rules, accepts: plan.accepts)
        #expect(throws: VaultBuildingError.otherName(plan: zoe, vault: first.body.name)) {
            try VaultBuilding.revise(first, to: other, from: [])
        }
        // Two of two are left, and the plan does not say that every key is needed now.
        #expect(throws: VaultBuildingError.vault(.unstated(.noSpareKey))) {
            try VaultBuilding.revise(first, to: plan, from: [], without: [try Identifier("carol")])
        }
    }

    @Test("a record whose proof fails changes no version either")
    func badRecord() throws {
        let error = try #require(throws: VaultBuildingError.self) {
            try VaultBuilding.revise(
                first, to: VaultBuilding.Plan(following: first.body), from: [try KeyRecords.record(2, possessionOf: 1)])
        }
        #expect(error.code == "key-record.possession")
    }
}
