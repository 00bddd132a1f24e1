import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Foundation
import TestSupport
import Testing

/// The policies of `Docs/policies`.
@Suite("Ready policies")
struct ReadyPolicyTests {
    /// A policy with the organisations of its custodians, and what else its vault lists.
    struct Ready: Sendable, CustomTestStringConvertible {
        let file: String
        let custodians: [String]
        let others: Int
        let allowlist: AllowlistRule
        let entries: [String]

        var testDescription: String { file }
    }

    static let all = [
        Ready(
            file: "small-company-2of3", custodians: ["example", "example", "example"], others: 4, allowlist: .off,
            entries: ["hot", "supplier"]),
        Ready(
            file: "exchange-cold-3of5", custodians: ["example", "example", "trustee", "trustee", "bank"], others: 7,
            allowlist: .tiered, entries: ["hot-1", "partner"]),
        Ready(
            file: "long-term-2of3", custodians: ["example", "trustee", "bank"], others: 4, allowlist: .required,
            entries: ["short-term"]),
    ]

    static let folder = VectorStore.root.deletingLastPathComponent().appending(path: "Docs/policies")

    static func plan(_ file: String) throws -> VaultBuilding.Plan {
        try VaultPolicy.plan(parsing: Array(Data(contentsOf: folder.appending(path: file + ".policy"))))
    }

    @Test("are all tested here")
    func complete() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path(percentEncoded: false))
        #expect(
            Set(files.filter { $0.hasSuffix(".policy") }) == Set(Self.all.map { $0.file + ".policy" }))
    }

    @Test("build a vault with made people, and the vault follows them", arguments: all)
    func builds(_ ready: Ready) throws {
        let plan = try Self.plan(ready.file)
        let custodians = try ready.custodians.enumerated().map { number, organisation in
            try KeyRecords.record(number, organisation: organisation)
        }
        let others = try (0..<ready.others).map { number in
            try KeyRecords.record(ready.custodians.count + number, withAccount: false)
        }
        let vault = try VaultBuilding.build(plan, from: custodians + others, network: .regtest).body
        #expect(vault.cosigners.count == ready.custodians.count && vault.threshold == plan.threshold)
        #expect(vault.rules == plan.rules && vault.policy == plan.policy)
        #expect(vault.rules.allowlist == ready.allowlist && vault.rules.orders == .required)
        #expect(vault.addressBook.destinations.map(\.id.description) == ready.entries)
        #expect(try Document<Vault>(parsing: Document(body: vault).encoded).body == vault)
        // On the main network nobody is paid at an address of these files.
        let error = try #require(throws: VaultBuildingError.self) {
            try VaultBuilding.build(
                plan,
                from: ready.custodians.enumerated().map { number, organisation in
                    try KeyRecords.record(number, network: .mainnet, organisation: organisation)
                }
                    + (0..<ready.others).map { number in
                        try KeyRecords.record(
                            ready.custodians.count + number, network: .mainnet, withAccount: false)
                    }, network: .mainnet)
        }
        #expect(error.code == "vault.destination-network")
    }

    @Test(
        "are played: a usual payment goes with its approvals and not without, and the theft of 2024 never",
        arguments: all)
    func played(_ ready: Ready) throws {
        let plan = try Self.plan(ready.file)
        let entry = try #require(plan.destinations.first)
        let day = try #require(entry.firstUse.advanced(byDays: 5))
        func people(_ role: Role) -> [Identifier] { plan.roles.filter { $0.value.contains(role) }.keys.sorted() }
        let requester = try #require(people(.requester).first)
        let address = try Address(parsing: entry.address.documentText, network: .regtest)
        let order = Document(
            body: try Order(
                network: .regtest, vault: plan.name, founding: Bytes32([UInt8](repeating: 7, count: 32)),
                requester: requester, number: 1, lines: [Order.Line(amount: Amount(btc: "0.5"), address: address)],
                maximumFee: Amount(sat: 5_000), notAfter: .date(day)))
        func trial(_ approvers: [Identifier]) throws -> PolicyTrial {
            let approvals = try approvers.map {
                Document(body: try OrderApproval(of: order, approver: $0, device: $0, date: entry.firstUse))
            }
            return try PolicyTrial(
                unverified: order, approvals, under: plan, balance: Amount(btc: "100"), on: day)
        }
        let approved = try trial(people(.approver))
        #expect(!approved.isRefused && approved.certain.isComplete)
        #expect(try !trial([]).certain.isComplete)
        #expect(throws: OrderRefusal.selfApproval(requester)) { try trial([requester]) }
        let rules = PolicyExplanation.Rules(of: plan)
        let usual = PolicyExplanation(rules, paying: try Amount(btc: "0.5"), to: .known(entry), on: day)
        #expect(!usual.isRefused)
        let theft = PolicyExplanation(
            rules, paying: try Amount(btc: "4502.9"), to: .new, on: day, balance: try Amount(btc: "4852.9"))
        #expect(theft.isRefused)
        for statement in theft.statements + usual.statements {
            #expect(
                statement.text.first.map { $0.isUppercase || $0.isNumber } == true && statement.text.hasSuffix("."),
                "\(statement.text)")
        }
    }

    @Test("let a long-term vault pay only the short-term one, however large the theft")
    func longTerm() throws {
        let rules = PolicyExplanation.Rules(of: try Self.plan("long-term-2of3"))
        let day = try CalendarDate(year: 2026, month: 5, day: 31)
        let theft = PolicyExplanation(rules, paying: try Amount(btc: "4502.9"), to: .new, on: day)
        #expect(theft.isRefused)
        let known = PolicyExplanation.Recipient.known(rules.destinations[0])
        #expect(!PolicyExplanation(rules, paying: try Amount(btc: "500"), to: known, on: day).isRefused)
        #expect(PolicyExplanation(rules, paying: try Amount(btc: "500.00000001"), to: known, on: day).isRefused)
    }
}
