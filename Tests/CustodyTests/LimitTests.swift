import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import TestSupport
import Testing

@Suite("Limits of a vault")
struct LimitTests {
    private static func limit(_ text: String) throws -> VaultLimit { try VaultLimit(documentText: text) }

    @Test(
        "read as they are written",
        arguments: [
            "vault case 5000000000 sat (50.00000000 BTC)", "vault 1-days 1 sat (0.00000001 BTC)",
            "vault 366-days 100 percent", "destination 144-blocks 1 percent", "requester 52704-blocks 7 percent",
        ])
    func written(text: String) throws {
        #expect(try Self.limit(text).documentText == text)
    }

    @Test(
        "are refused where they cannot be kept, or are written otherwise",
        arguments: [
            ("vault 0-days 1 percent", "document.malformed-value"),
            ("vault 367-days 1 percent", "document.malformed-value"),
            ("vault 0-blocks 1 percent", "document.malformed-value"),
            ("vault 52705-blocks 1 percent", "document.malformed-value"),
            ("vault case 0 percent", "document.malformed-value"),
            ("vault case 101 percent", "document.malformed-value"),
            ("vault 07-days 1 percent", "document.not-canonical"), ("vault case 01 percent", "document.not-canonical"),
            ("vault week 1 percent", "document.malformed-value"), ("wallet case 1 percent", "document.malformed-value"),
            ("vault case 1 sat (0.00000002 BTC)", "document.amount-forms"), ("vault case", "document.missing-word"),
        ])
    func refused(text: String, code: String) throws {
        let error = try #require(throws: DocumentError.self) { try Self.limit(text) }
        #expect(error.code == code)
    }

    @Test("stand in the vault's document, sorted; a vault without them has the bytes that it always had")
    func document() throws {
        let plain = try FixtureVault()
        #expect(!String(decoding: plain.document.encoded, as: UTF8.self).contains("limit:"))
        let lines = [
            "requester 1-days 3 percent", "vault 7-days 2 percent", "vault case 1 percent",
            "vault 7-days 5000000000 sat (50.00000000 BTC)",
        ]
        let vault = try FixtureVault {
            $0.limits = lines.compactMap { try? VaultLimit(documentText: $0) }
            $0.snapshotAge = try? SnapshotAge(days: 3)
        }.document
        let text = String(decoding: vault.encoded, as: UTF8.self)
        #expect(
            text.contains(
                """
                limit: vault case 1 percent
                limit: vault 7-days 5000000000 sat (50.00000000 BTC)
                limit: vault 7-days 2 percent
                limit: requester 1-days 3 percent
                snapshot-age: 3-days

                """.dropLast()))
        #expect(try Document<Vault>(parsing: vault.encoded) == vault)
        let turned = text.replacing("limit: vault case 1 percent\n", with: "")
            .replacing("snapshot-age", with: "limit: vault case 1 percent\nsnapshot-age")
        #expect(
            try #require(throws: DocumentError.self) { try Document<Vault>(parsing: Array(turned.utf8)) }.code
                == "document.list-order")
        let twice = text.replacing("snapshot-age: 3-days\n", with: "snapshot-age: 3-days\nsnapshot-age: 4-days\n")
        #expect(
            try #require(throws: DocumentError.self) { try Document<Vault>(parsing: Array(twice.utf8)) }.code
                == "document.surplus-words")
        let changes = vault.body.changes(from: plain.document.body).map(\.line)
        #expect(changes.contains("limit: - -> vault case 1 percent") && changes.contains("snapshotAge: - -> 3-days"))
    }

    @Test("a vault refuses two of a kind, too many, and one that lets nothing leave")
    func vault() throws {
        func code(_ limits: [String]) throws -> String? {
            do {
                let limits = try limits.map(Self.limit)
                _ = try FixtureVault { $0.limits = limits }
                return nil
            } catch let error as VaultError {
                return error.code
            }
        }
        #expect(try code(["vault 7-days 1 percent", "vault 7-days 2 percent"]) == "vault.repeated-limit")
        #expect(try code(["vault case 0 sat (0.00000000 BTC)"]) == "vault.empty-limit")
        #expect(try code((1...25).map { "vault \($0)-days 1 percent" }) == "vault.too-many-limits")
        #expect(try code((1...24).map { "vault \($0)-days 1 percent" }) == nil)
    }

    @Test(
        "P-27, P-40: nobody who says how much there is orders or signs",
        arguments: [Role.requester, .custodian, .auditor])
    func watcher(other: Role) throws {
        let custody = try TestCustody.shared.get()
        var parts = try custody.vaultParts()
        parts.people.append(try custody.dave.person(roles: [.watcher, other]))
        let error = try #require(throws: VaultError.self) { _ = try parts.vault() }
        #expect(["vault.forbidden-roles", "vault.custodian-without-key"].contains(error.code))
        parts.people[parts.people.count - 1] = try custody.dave.person(roles: [.watcher])
        #expect(throws: Never.self) { try parts.vault() }
    }

    // MARK: Counting

    private static let clock = try? CalendarDate(year: 2026, month: 6, day: 15)

    private static func one(
        _ number: UInt8, _ sat: UInt64, on day: CalendarDate?, spending coins: [UInt8]? = nil, to: UInt8 = 1,
        isOpen: Bool = false, surely: [UInt8]? = nil
    ) throws -> CountedCase {
        func outpoints(_ coins: [UInt8]) -> Set<OutPoint> {
            Set(coins.map { OutPoint(txid: Txid(SHA256.hash([$0])), vout: 0) })
        }
        return CountedCase(
            caseID: try FixtureCase.caseID(number), spends: outpoints(coins ?? [number]),
            surelySpends: surely.map(outpoints),
            pays: [TxOut(amount: try Amount(sat: sat), scriptPubKey: try FixtureCase.stranger(to))], fee: .zero,
            requesters: [], day: day, isOpen: isOpen)
    }

    private static func rules(_ limits: [String]) throws -> VaultRules {
        VaultRules(
            maximumFee: try Amount(sat: 1_000), maximumFeePercent: 5, maximumFeeRate: 50, confirmations: .all,
            orders: .optional, limits: try limits.map(limit))
    }

    private func after(
        _ limit: String, _ earlier: [CountedCase], _ new: CountedCase, clock: CalendarDate? = LimitTests.clock,
        marks: [ChainMark] = []
    ) throws -> UInt64 {
        let book = LimitBook(under: try Self.rules([limit]), earlier: earlier, clock: clock, marks: marks)
        let use = try #require(
            book.uses(by: new, balance: VaultBalance(inputs: Amount(sat: 1_000_000))).first)
        #expect(use.before <= use.after)
        return use.after.sat
    }

    @Test("of cases that spend a coin in common only the largest counts, replaced or burned")
    func exclusive() throws {
        let day = Self.clock
        let paid = try Self.one(1, 60, on: day, spending: [1, 2])
        let replacement = try Self.one(2, 50, on: day, spending: [2, 3])
        #expect(try after("vault 1-days 9 percent", [paid], replacement) == 60)
        #expect(try after("vault 1-days 9 percent", [paid], Self.one(3, 50, on: day)) == 110)
        // A coin that not everybody names makes no two cases exclude each other.
        let told = try Self.one(1, 60, on: day, spending: [1, 2], surely: [1])
        #expect(try after("vault 1-days 9 percent", [told], replacement) == 110)
        // The third shares a coin with each of the two and they share none with one another.
        let both = try Self.one(4, 100, on: day, spending: [1, 9])
        #expect(try after("vault 1-days 9 percent", [paid, Self.one(5, 70, on: day, spending: [9])], both) == 170)
    }

    @Test("a case that the newest snapshot still shows a coin of counts on, however old it is")
    func open() throws {
        let old = try CalendarDate(year: 2025, month: 1, day: 1)
        let new = try Self.one(2, 5, on: Self.clock)
        #expect(try after("vault 7-days 9 percent", [Self.one(1, 60, on: old)], new) == 5)
        #expect(try after("vault 7-days 9 percent", [Self.one(1, 60, on: old, isOpen: true)], new) == 65)
        #expect(try after("vault 144-blocks 9 percent", [Self.one(1, 60, on: old, isOpen: true)], new) == 65)
    }

    @Test("P-48: without a clock, without a day or without a height no window ends")
    func unknownTime() throws {
        let old = try CalendarDate(year: 2025, month: 1, day: 1)
        let new = try Self.one(2, 5, on: Self.clock)
        #expect(try after("vault 7-days 9 percent", [Self.one(1, 60, on: old)], new, clock: nil) == 65)
        #expect(try after("vault 7-days 9 percent", [Self.one(1, 60, on: nil)], new) == 65)
        #expect(try after("vault 144-blocks 9 percent", [Self.one(1, 60, on: old)], new) == 65)
        func marks(_ first: UInt32, _ last: UInt32) throws -> [ChainMark] {
            [
                ChainMark(date: old, height: 1),
                ChainMark(date: try CalendarDate(year: 2025, month: 1, day: 2), height: first),
                ChainMark(date: try CalendarDate(year: 2025, month: 2, day: 1), height: last),
            ]
        }
        #expect(try after("vault 144-blocks 9 percent", [Self.one(1, 60, on: old)], new, marks: marks(100, 243)) == 65)
        #expect(try after("vault 144-blocks 9 percent", [Self.one(1, 60, on: old)], new, marks: marks(100, 244)) == 5)
        // A height of the day itself may be from before the case, and says nothing.
        #expect(
            try after(
                "vault 144-blocks 9 percent", [Self.one(1, 60, on: old)], new,
                marks: [ChainMark(date: old, height: 1), ChainMark(date: old, height: 900)]) == 65)
    }

    @Test("a fee that nobody told of counts as the highest, one of an internal case as it is")
    func fees() throws {
        let day = Self.clock
        func inside(_ fee: UInt64?) throws -> CountedCase {
            CountedCase(
                caseID: try FixtureCase.caseID(9), spends: [OutPoint(txid: Txid(SHA256.hash([99])), vout: 0)], pays: [],
                fee: try fee.map { try Amount(sat: $0) }, requesters: [], day: day)
        }
        let new = try Self.one(2, 5, on: day)
        #expect(try after("vault 1-days 9 percent", [inside(7)], new) == 12)
        #expect(try after("vault 1-days 9 percent", [inside(nil)], new) == 1_005)
    }

    /// What can leave together at the most: the largest sum of cases of which no two spend a coin in common.
    private static func most(_ cases: ArraySlice<CountedCase>, besides taken: Set<OutPoint> = []) -> UInt64 {
        guard let first = cases.first else { return 0 }
        let without = most(cases.dropFirst(), besides: taken)
        guard first.spends.isDisjoint(with: taken) else { return without }
        let sat = first.pays.reduce(0) { $0 + $1.amount.sat }
        return max(without, sat + most(cases.dropFirst(), besides: taken.union(first.spends)))
    }

    @Test("P-47: no order of cases lets more leave in any window than the limit", arguments: 0..<60)
    func shuffled(seed: Int) throws {
        var dice = SeededGenerator(seed: UInt64(seed))
        let ceiling: UInt64 = 100
        let days = UInt32.random(in: 1...9, using: &dice)
        let limit = "vault \(days)-days \(ceiling) sat (0.00000100 BTC)"
        let rules = try Self.rules([limit])
        let start = try CalendarDate(year: 2026, month: 1, day: 1)
        // Cases of a month, some over coins of others, offered in any order while the clock jumps forward and a little back.
        var offers: [(sat: UInt64, coins: [UInt8])] = (0..<40).map { _ in
            (
                UInt64.random(in: 1...70, using: &dice),
                (0..<Int.random(in: 1...2, using: &dice)).map { _ in UInt8.random(in: 0...30, using: &dice) }
            )
        }
        offers.shuffle(using: &dice)
        var (taken, clock, latest, refused) = ([CountedCase](), 0, 0, 0)
        func date(_ day: Int) throws -> CalendarDate {
            try CalendarDate(year: 2026, month: day / 28 + 1, day: day % 28 + 1)
        }
        #expect(try date(0) == start)
        for (number, offer) in offers.enumerated() {
            clock += Int.random(in: -1...2, using: &dice)
            clock = max(clock, latest - 1, 0)
            latest = max(latest, clock)
            let new = try Self.one(UInt8(number), offer.sat, on: date(latest), spending: offer.coins)
            let book = LimitBook(under: rules, earlier: taken, clock: try date(clock), marks: [])
            guard book.uses(by: new, balance: VaultBalance(inputs: .zero)).allSatisfy({ !$0.isExceeded }) else {
                refused += 1
                continue
            }
            taken.append(new)
        }
        #expect(refused > 0 && !taken.isEmpty)
        for first in taken {
            guard let day = first.day else { continue }
            let window = taken.filter { one in
                one.day.map { (0..<Int(days)).contains($0.days(after: day)) } ?? false
            }
            #expect(Self.most(window[...]) <= ceiling)
        }
    }
}
