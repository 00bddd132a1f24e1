import BitcoinPrimitives
import Custody
import TestSupport
import Testing

/// Tiers of approval and rules about anomalies in a vault's document, and how payments are measured against them.
@Suite("Tiers of approval")
struct VaultTierTests {
    private static let usual = "tier: 1 1000000000 sat (10.00000000 BTC) 30 first-time,unlisted 2 compliance,risk 3"

    private static func vault() throws -> Vault {
        try FixtureVault {
            $0.orders = .required
            $0.approvals = 1
            $0.otherRoles = [.requester, .approver, .approver]
            $0.units = ["sales", "operations", "risk"]
            $0.tiers = [
                VaultTier(
                    number: 1, above: try? Amount(btc: "10"), sharePercent: 30, destinations: [.unlisted, .firstTime],
                    approvals: 2, units: [try? Identifier("risk"), try? Identifier("compliance")].compactMap(\.self),
                    coolingDays: 3)
            ]
            $0.anomalies = [
                AnomalyRule(.unusualFee(times: 10), .acknowledge), AnomalyRule(.firstDestination, .raise),
            ]
        }.document.body
    }

    @Test("stand in the vault's document in one way, and a vault without them has the bytes that it always had")
    func document() throws {
        let vault = try Self.vault()
        let document = Document(body: vault)
        let text = String(decoding: document.encoded, as: UTF8.self)
        #expect(text.contains("\nunit: dave sales\nunit: erin operations\nunit: frank risk\n"))
        #expect(
            text.contains(
                "\napprovals: 1\n\(Self.usual)\nanomaly: first-destination raise\nanomaly: unusual-fee 10 acknowledge\n"
            ))
        #expect(try Document<Vault>(parsing: document.encoded).body == vault)
        #expect(try Document<Vault>(parsing: document.encoded).digest == document.digest)
        let plain = String(decoding: try FixtureVault.standard.get().document.encoded, as: UTF8.self)
        for field in ["unit:", "tier:", "anomaly:"] { #expect(!plain.contains("\n\(field)")) }
    }

    /// A line of the document in other words, and the code by which it is refused.
    struct Fault: Sendable, CustomTestStringConvertible {
        let name: String
        let old: String
        let new: String
        let code: String

        var testDescription: String { name }
    }

    static let faults: [Fault] = [
        Fault(name: "a tier that is not number 1", old: "tier: 1", new: "tier: 2", code: "vault.tier-number"),
        Fault(name: "no approval", old: "unlisted 2 ", new: "unlisted 0 ", code: "vault.tier-without-approval"),
        Fault(
            name: "more approvals than approvers", old: "unlisted 2 ", new: "unlisted 3 ", code: "vault.tier-approvers"),
        Fault(name: "units of nobody", old: "compliance,risk", new: "compliance", code: "vault.tier-units"),
        Fault(
            name: "units in another order", old: "compliance,risk", new: "risk,compliance",
            code: "document.not-canonical"),
        Fault(name: "a share of everything", old: ") 30 ", new: ") 100 ", code: "vault.tier-share"),
        Fault(name: "an endless cooling time", old: "risk 3", new: "risk 367", code: "vault.tier-cooling"),
        Fault(name: "a cooling time of nothing", old: "risk 3", new: "risk 0", code: "document.not-canonical"),
        Fault(name: "a word more", old: "risk 3", new: "risk 3 4", code: "document.surplus-words"),
        Fault(
            name: "another destination", old: "first-time,unlisted", new: "anybody", code: "document.malformed-value"),
        Fault(
            name: "a higher tier that is easier", old: "\nanomaly: first", new: "\ntier: 2 - - - 1 - -\nanomaly: first",
            code: "vault.tier-easier"),
        Fault(
            name: "a higher tier for other units", old: "\nanomaly: first",
            new: "\ntier: 2 - - - 2 operations 3\nanomaly: first", code: "vault.tier-easier"),
        Fault(
            name: "a higher tier that begins lower", old: "\nanomaly: first",
            new: "\ntier: 2 1 sat (0.00000001 BTC) - - 2 risk 3\nanomaly: first", code: "vault.tier-easier"),
        Fault(
            name: "a tier that nothing leads to", old: "anomaly: first-destination raise",
            new: "tier: 2 - - - 2 risk 3", code: "vault.tier-without-condition"),
        Fault(
            name: "tiers without orders", old: "orders: required", new: "orders: optional",
            code: "vault.tiers-without-orders"),
        Fault(
            name: "less than every order needs",
            old: "approvals: 1\ntier: 1 1000000000 sat (10.00000000 BTC) 30 first-time,unlisted 2",
            new: "approvals: 2\ntier: 1 1000000000 sat (10.00000000 BTC) 30 first-time,unlisted 1",
            code: "vault.tier-easier"),
        Fault(
            name: "no tier about addresses outside of the book",
            old:
                "first-time,unlisted 2 compliance,risk 3\nanomaly: first-destination raise\nanomaly: unusual-fee 10 acknowledge\n",
            new: "first-time 2 compliance,risk 3\nallowlist: tiered\n", code: "vault.unlisted-without-tier"),
        Fault(name: "a unit of nobody", old: "unit: dave", new: "unit: dana", code: "vault.unit-of-nobody"),
        Fault(
            name: "two units of one person", old: "unit: dave sales", new: "unit: dave law\nunit: dave sales",
            code: "document.list-order"),
        Fault(
            name: "a rule twice", old: "anomaly: first-destination raise",
            new: "anomaly: first-destination acknowledge\nanomaly: first-destination raise", code: "document.list-order"
        ),
        Fault(name: "a fee of no times", old: "unusual-fee 10", new: "unusual-fee 0", code: "vault.anomaly-bound"),
        Fault(
            name: "hours that end before they begin", old: "unusual-fee 10",
            new: "off-hours 18:00-09:00 +09:00 weekdays",
            code: "document.malformed-value"),
        Fault(
            name: "an hour in another form", old: "anomaly: unusual-fee 10",
            new: "anomaly: off-hours 9:00-18:00 +09:00 weekdays", code: "document.not-canonical"),
    ]

    @Test("that contradict themselves are refused", arguments: faults)
    func refused(fault: Fault) throws {
        let text = String(decoding: Document(body: try Self.vault()).encoded, as: UTF8.self)
        #expect(text.contains(fault.old))
        let edited = text.replacing(fault.old, with: fault.new, maxReplacements: 1)
        let error = #expect(throws: DocumentError.self) { try Document<Vault>(parsing: Array(edited.utf8)) }
        #expect(error?.code == fault.code, "\(String(describing: error))")
        #expect(error?.description.isEmpty == false)
    }

    @Test("that raise nothing, repeat a rule or are too many are refused where a vault is made")
    func made() throws {
        func code(_ change: @escaping (inout FixtureVault.Options) -> Void) -> String? {
            do {
                _ = try FixtureVault(change)
                return nil
            } catch {
                return (error as? VaultError)?.code
            }
        }
        #expect(code { $0.anomalies = [AnomalyRule(.firstDestination, .raise)] } == "vault.anomaly-without-tier")
        #expect(
            code {
                $0.anomalies = [
                    AnomalyRule(.unusualFee(times: 2), .acknowledge), AnomalyRule(.unusualFee(times: 3), .acknowledge),
                ]
            } == "vault.repeated-anomaly")
        #expect(
            code {
                $0.orders = .required
                $0.otherRoles = [.approver]
                $0.tiers = (1...10).map { VaultTier(number: $0, above: .zero, approvals: 1) }
            } == "vault.too-many-tiers")
        #expect(code { $0.anomalies = [AnomalyRule(.firstDestination, .acknowledge)] } == nil)
    }

    /// How a payment stands to the tiers of an exchange.
    struct Measured: Sendable, CustomTestStringConvertible {
        let btc: String
        let balance: String?
        let entry: DestinationClass?
        let isFirst: Bool?
        let held: UInt32?
        let possible: UInt32?

        var testDescription: String { "\(btc) of \(balance ?? "?") to \(entry?.rawValue ?? "unlisted")" }
    }

    static let measured: [Measured] = [
        Measured(btc: "1", balance: "100", entry: .ownHotWallet, isFirst: false, held: nil, possible: nil),
        Measured(btc: "10", balance: "100", entry: .ownHotWallet, isFirst: false, held: nil, possible: nil),
        Measured(btc: "10.00000001", balance: "100", entry: .ownHotWallet, isFirst: false, held: 1, possible: 1),
        Measured(btc: "1", balance: "100", entry: .customer, isFirst: false, held: 1, possible: 1),
        Measured(btc: "1", balance: "100", entry: .customer, isFirst: true, held: 2, possible: 2),
        Measured(btc: "1", balance: "100", entry: .customer, isFirst: nil, held: 1, possible: 2),
        Measured(btc: "1", balance: "100", entry: nil, isFirst: nil, held: 2, possible: 2),
        Measured(btc: "60", balance: "100", entry: .ownHotWallet, isFirst: false, held: 3, possible: 3),
        Measured(btc: "60", balance: nil, entry: .ownHotWallet, isFirst: false, held: 1, possible: 3),
    ]

    @Test("P-46: the highest tier that holds counts, and what nobody can tell stays open", arguments: measured)
    func choice(_ measured: Measured) throws {
        let tiers = [
            VaultTier(number: 1, above: try Amount(btc: "10"), destinations: [.customer], approvals: 1),
            VaultTier(number: 2, destinations: [.unlisted, .firstTime], approvals: 2),
            VaultTier(number: 3, sharePercent: 50, approvals: 3),
        ]
        let payment = JudgedPayment(
            amount: try Amount(btc: measured.btc),
            balance: try measured.balance.map { VaultBalance(inputs: try Amount(btc: $0)) },
            destinations: [.init(number: 0, entry: measured.entry, isFirstTime: measured.isFirst)])
        let choice = TierChoice(payment, tiers: tiers)
        #expect(choice.held?.tier.number == measured.held)
        #expect(choice.possible?.tier.number == measured.possible)
        #expect(choice.raised(by: 0).tier?.number == measured.held)
        let next = min((measured.held ?? 0) + 1, 3)
        #expect(choice.raised(by: 1).tier?.number == next)
        #expect(choice.raised(by: 9).tier?.number == 3)
        #expect(choice.raised(by: 9).steps == 3 - Int(measured.held ?? 0))
    }

    @Test("P-43, P-45: approvals count by their number, a unit among them, and the days since each was given")
    func standing() throws {
        let vault = try FixtureVault {
            $0.orders = .required
            $0.otherRoles = [.requester, .approver, .approver]
            $0.units = ["sales", "operations", "risk"]
        }
        let order = try FixtureOrder(of: FixtureCase(vault))
        let verified = try VerifiedOrder(order.order(), under: vault.view, on: nil)
        func approval(_ place: Int) throws -> VerifiedApproval {
            try VerifiedApproval(
                FixtureOrder.approval(of: verified.document, by: vault.others[place]), of: verified, under: vault.view,
                on: nil)
        }
        let (erin, frank) = (try approval(1), try approval(2))
        let risk = [try Identifier("risk")]
        func day(_ day: Int) throws -> CalendarDate { try CalendarDate(year: 2026, month: 6, day: day) }
        func standing(
            _ approvals: [VerifiedApproval], _ need: ApprovalNeed, _ clock: CalendarDate?
        ) -> ApprovalStanding { ApprovalStanding(approvals, need: need, clock: clock) }
        let two = ApprovalNeed(approvals: 2)
        #expect(standing([erin, frank], two, nil).isComplete)
        #expect(!standing([erin], two, nil).isNumberEnough)
        let one = ApprovalNeed(approvals: 1, units: risk)
        #expect(standing([frank], one, nil).isComplete)
        #expect(!standing([erin], one, nil).hasUnit)
        // The approvals are of 14 June.
        let cooled = ApprovalNeed(tier: 1, approvals: 1, units: risk, coolingDays: 2)
        #expect(try standing([erin, frank], cooled, day(16)).isComplete)
        #expect(try !standing([erin, frank], cooled, day(15)).isComplete)
        #expect(try standing([erin, frank], cooled, day(15)).ripeOn == day(16))
        #expect(!standing([erin, frank], cooled, nil).isComplete)
        #expect(standing([erin], cooled, nil).ripeOn == nil)
        let name = verified.order.name
        #expect(
            try standing([frank], cooled, day(15)).problems(of: name, clock: day(15)) == [
                .notCooled(name, days: 2, until: day(16), clock: day(15))
            ])
        #expect(
            try standing([], cooled, day(15)).problems(of: name, clock: day(15)) == [
                .approvalsMissing(name, found: 0, needed: 1), .unitMissing(name, units: risk),
            ])
    }

    @Test("P-27: who orders or approves does not look after machines or make programs, at the vault and at the order")
    func forbiddenRoles() throws {
        let pairs: [(Role, Role)] = [
            (.requester, .approver), (.requester, .custodian), (.operator, .custodian), (.auditor, .requester),
            (.auditor, .operator), (.auditor, .developer), (.auditor, .administrator), (.developer, .operator),
            (.developer, .custodian), (.developer, .approver), (.developer, .administrator),
            (.administrator, .custodian), (.administrator, .approver), (.administrator, .requester),
        ]
        let cosigner = try FixtureCosigner(number: 5, network: .regtest)
        func person(_ roles: Set<Role>) throws -> Person {
            Person(
                id: try Identifier("dana"), roles: roles, identityKey: cosigner.identityKey,
                organisation: try Identifier("example"), site: try Identifier("here"), device: nil, expiry: nil,
                name: try PersonName("Dana"))
        }
        for (one, other) in pairs {
            let both = try person([one, other])
            let error = #expect(throws: OrderRefusal.self) { try OrderSigner.checkRoles(of: both) }
            #expect(error?.code == "order.forbidden-roles")
        }
        for allowed: Set<Role> in [
            [.requester, .operator], [.approver, .operator], [.approver, .custodian], [.developer, .requester],
            [.administrator, .operator], [.auditor],
        ] {
            try OrderSigner.checkRoles(of: person(allowed))
        }
    }

    @Test("days are counted by the calendar, and no bound reaches past its end")
    func days() throws {
        let start = try CalendarDate(documentText: "2024-02-27")
        #expect(start.advanced(byDays: 0) == start)
        #expect(start.advanced(byDays: 3)?.description == "2024-03-01")
        #expect(start.advanced(byDays: 366)?.description == "2025-02-27")
        #expect(try CalendarDate(documentText: "9999-12-31").advanced(byDays: 1) == nil)
        #expect(start.advanced(byDays: .max) == nil)
        // 31 May 2024 was a Friday.
        #expect(try !CalendarDate(documentText: "2024-05-31").isWeekend)
        #expect(try CalendarDate(documentText: "2024-06-01").isWeekend)
        #expect(try CalendarDate(documentText: "2024-06-02").isWeekend)
        #expect(try !CalendarDate(documentText: "2024-06-03").isWeekend)
        let hours = try WorkingHours(documentText: "09:00-18:00 -03:30 weekdays")
        #expect(try hours.contains(12 * 60 + 30, on: CalendarDate(documentText: "2024-05-31")))
        #expect(try !hours.contains(12 * 60 + 29, on: CalendarDate(documentText: "2024-05-31")))
        // Monday in UTC, and still Sunday at the place.
        #expect(try hours.local(3 * 60, on: CalendarDate(documentText: "2024-06-03")).isWeekend)
    }
}
