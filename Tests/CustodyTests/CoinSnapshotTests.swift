import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import TestSupport
import Testing

@Suite("Coin snapshots")
struct CoinSnapshotTests {
    private let vault: FixtureVault
    private let snapshot: FixtureSnapshot

    init() throws {
        vault = try FixtureVault {
            $0.auditorCount = 1
            $0.otherRoles = [.watcher, .requester]
        }
        snapshot = try FixtureSnapshot(of: vault)
    }

    @Test("read as they are written, with and without signatures, and prove their coins")
    func written() throws {
        let file = try snapshot.file()
        #expect(try SnapshotFile(parsing: file.encoded) == file)
        #expect(file.document.body.total.sat == 1_000_000_000)
        #expect(throws: Never.self) { try file.prove(under: vault.view) }
        #expect(file.transactions.allSatisfy { !$0.hasWitness })
        var draft = snapshot
        draft.signers = []
        #expect(try SnapshotFile(parsing: draft.file().encoded).document.signatures.isEmpty)
        draft.sats = []
        #expect(try SnapshotFile(parsing: draft.file().encoded).transactions.isEmpty)
    }

    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? any CodedError)?.code
        }
    }

    @Test("are refused with another total, another height or a coin twice")
    func contradictions() throws {
        let text = String(decoding: try snapshot.document().encoded, as: UTF8.self)
        func parse(_ old: String, _ new: String) -> String? {
            code { _ = try Document<CoinSnapshot>(parsing: Array(text.replacing(old, with: new).utf8)) }
        }
        #expect(
            parse("total: 1000000000 sat (10.00000000 BTC)", "total: 1000000001 sat (10.00000001 BTC)")
                == "snapshot.total")
        #expect(parse("height: 900000", "height: 500000000") == "document.malformed-value")
        #expect(parse("height: 900000", "height: 0900000") == "document.not-canonical")
        let coin = try #require(text.split(separator: "\n").first { $0.hasPrefix("coin: ") })
        #expect(parse("\(coin)\n", "\(coin)\n\(coin)\n") == "document.list-order")
        let many = try (0...DocumentLimits.snapshotCoins).map { place in
            CoinSnapshot.Coin(
                outpoint: OutPoint(txid: Txid(vault.document.digest), vout: UInt32(place)), amount: try Amount(sat: 1),
                position: ScriptPosition(branch: 0, index: 0))
        }
        func made(_ coins: [CoinSnapshot.Coin]) throws -> CoinSnapshot {
            let body = try snapshot.body()
            return try CoinSnapshot(
                network: body.network, vault: body.vault, founding: body.founding, height: body.height, date: body.date,
                coins: coins)
        }
        #expect(code { _ = try made(many) } == "snapshot.too-many-coins")
        #expect(try Document(body: made(Array(many.dropLast()))).encoded.count < DocumentLimits.bytes)
    }

    @Test("are refused without a transaction, with one too many, in another order, or with witnesses")
    func transactions() throws {
        let file = try snapshot.file()
        let head = file.document.encoded + [UInt8(ascii: "\n")]
        let lines = file.transactions.map { Hex.encode($0.encodedWithoutWitness()) + "\n" }
        func parse(_ lines: [String]) -> String? {
            code { _ = try SnapshotFile(parsing: head + lines.flatMap { Array($0.utf8) }) }
        }
        #expect(parse(lines) == nil)
        #expect(parse([lines[0]]) == "snapshot.transaction-count")
        #expect(parse(lines + [lines[0]]) == "snapshot.transaction-count")
        #expect(parse(lines.reversed()) == "snapshot.other-transaction")
        #expect(parse([lines[0], lines[1].uppercased()]) == "snapshot.transaction")
        #expect(parse([lines[0], String(lines[1].dropLast())]) == "snapshot.form")
        #expect(parse([lines[0], "\n"]) == "snapshot.transaction")
        let first = try #require(
            snapshot.sats.indices.map { try snapshot.transaction($0) }.first { $0.txid == file.transactions[0].txid })
        #expect(parse([Hex.encode(first.encoded()) + "\n", lines[1]]) == "snapshot.transaction")
        #expect(code { _ = try SnapshotFile(parsing: file.document.encoded) } == "snapshot.form")
        #expect(code { _ = try SnapshotFile(parsing: []) } == "snapshot.form")
        #expect(code { _ = try SnapshotFile(snapshot.document(), from: [:]) } == "snapshot.transaction-missing")
    }

    @Test("prove no coin of another amount, another position or another vault")
    func unproven() throws {
        func prove(_ change: (CoinSnapshot.Coin) throws -> CoinSnapshot.Coin) throws -> String? {
            let body = try snapshot.body()
            let coins = try body.coins.enumerated().map { try $0 == 0 ? change($1) : $1 }
            let other = try CoinSnapshot(
                network: body.network, vault: body.vault, founding: body.founding, height: body.height, date: body.date,
                coins: coins)
            return code {
                try SnapshotFile(Document(body: other), from: snapshot.file().transactionsByID).prove(under: vault.view)
            }
        }
        #expect(try prove { $0 } == nil)
        #expect(
            try prove {
                .init(outpoint: $0.outpoint, amount: try Amount(sat: $0.amount.sat + 1), position: $0.position)
            } == "snapshot.unproven-coin")
        #expect(
            try prove {
                .init(
                    outpoint: $0.outpoint, amount: $0.amount,
                    position: ScriptPosition(branch: 1, index: $0.position.index))
            } == "snapshot.unproven-coin")
        #expect(
            try prove {
                .init(outpoint: OutPoint(txid: $0.outpoint.txid, vout: 7), amount: $0.amount, position: $0.position)
            } == "snapshot.unproven-coin")
        #expect(
            code {
                let other = try FixtureVault { $0.keyCount = 5 }
                try snapshot.file().prove(under: other.view)
            } == "snapshot.unproven-coin")
    }

    @Test("count with the signatures of auditors and watchers of the vault, and of nobody else")
    func countersigned() throws {
        let day = snapshot.date
        func verify(
            _ change: (inout FixtureSnapshot) throws -> Void = { _ in }, today: CalendarDate? = nil
        ) throws -> String? {
            var changed = snapshot
            try change(&changed)
            let document = try changed.document()
            return code { _ = try VerifiedSnapshot(document, under: vault.view, clock: day, today: today ?? day) }
        }
        let (watcher, requester) = (vault.others[0], vault.others[1])
        #expect(try verify() == nil)
        #expect(try verify({ $0.signers = [watcher] }) == nil)
        #expect(try verify({ $0.signers.append(watcher) }) == nil)
        #expect(try verify({ $0.signers = [] }) == "snapshot.not-countersigned")
        #expect(try verify({ $0.signers = [requester] }) == "snapshot.no-role")
        #expect(try verify({ $0.signers.append(requester) }) == "snapshot.no-role")
        #expect(try verify({ $0.signers = [vault.cosigners[0]] }) == "snapshot.no-role")
        let stranger = try FixtureCosigner(number: 9, network: .regtest)
        #expect(try verify({ $0.signers = [stranger] }) == "snapshot.unknown-person")
        #expect(try verify({ $0.founding = vault.acknowledgements[0].digest }) == "snapshot.other-founding")
        #expect(try verify({ $0.date = try CalendarDate(year: 2026, month: 6, day: 17) }) == "snapshot.from-the-future")
        #expect(try verify({ $0.date = try CalendarDate(year: 2026, month: 6, day: 16) }) == nil)
        func elsewhere(network: Network = .regtest, vault name: String = "treasury") throws -> String? {
            let body = try snapshot.body()
            var document = Document(
                body: try CoinSnapshot(
                    network: network, vault: Identifier(name), founding: body.founding, height: body.height,
                    date: body.date, coins: body.coins))
            document.add(try snapshot.signers[0].signature(over: document.digest))
            return code { _ = try VerifiedSnapshot(document, under: vault.view, clock: day, today: day) }
        }
        #expect(try elsewhere() == nil)
        #expect(try elsewhere(network: .signet) == "snapshot.other-network")
        #expect(try elsewhere(vault: "other") == "snapshot.other-vault")
        var forged = try snapshot.document()
        let other = try FixtureSnapshot(of: vault, on: CalendarDate(year: 2026, month: 6, day: 14)).document()
        forged.add(other.signatures[0])
        #expect(
            code { _ = try VerifiedSnapshot(forged, under: vault.view, clock: day, today: day) } == "signature.invalid")
        let lapsed = try FixtureVault {
            $0.otherRoles = [.watcher]
            $0.expiry = try? CalendarDate(year: 2026, month: 6, day: 14)
        }
        var late = try FixtureSnapshot(of: lapsed)
        late.signers = [lapsed.others[0]]
        let document = try late.document()
        #expect(
            code { _ = try VerifiedSnapshot(document, under: lapsed.view, clock: day, today: day) }
                == "snapshot.role-lapsed")
    }

    @Test("P-48: are of no height that the main network's chain cannot have reached by their day")
    func height() throws {
        func verify(_ height: UInt32, on network: Network = .mainnet) throws -> String? {
            let vault = try FixtureVault {
                $0.network = network
                $0.auditorCount = 1
            }
            var snapshot = try FixtureSnapshot(of: vault)
            snapshot.height = height
            let document = try snapshot.document()
            return code {
                _ = try VerifiedSnapshot(document, under: vault.view, clock: snapshot.date, today: snapshot.date)
            }
        }
        // 2026-06-15 is the 6,373rd day of the chain.
        #expect(try verify(6_373 * 155) == nil)
        #expect(try verify(6_373 * 155 + 1) == "snapshot.implausible-height")
        #expect(try verify(6_373 * 155 + 1, on: .regtest) == nil)
    }

    @Test("P-48: stay young only as long as the vault says, by the latest day that is known")
    func age() throws {
        let verified = try VerifiedSnapshot(
            snapshot.document(), under: vault.view, clock: snapshot.date, today: snapshot.date)
        let age = try SnapshotAge(days: 3)
        func isFresh(_ day: Int) throws -> Bool {
            verified.isFresh(under: age, on: try CalendarDate(year: 2026, month: 6, day: day))
        }
        #expect(try isFresh(15) && isFresh(17) && !isFresh(18) && isFresh(10))
        #expect(!verified.isFresh(under: nil, on: snapshot.date) && !verified.isFresh(under: age, on: nil))
    }

    @Test("counts days over months, years and leap days")
    func days() throws {
        func day(_ text: String) throws -> CalendarDate { try CalendarDate(documentText: text) }
        #expect(try day("1970-01-01".replacing("1970", with: "2000")).dayNumber == 10_957)
        #expect(try day("2024-03-01").days(after: day("2024-02-28")) == 2)
        #expect(try day("2100-03-01").days(after: day("2100-02-28")) == 1)
        #expect(try day("2026-01-01").days(after: day("2025-01-01")) == 365)
        #expect(try day("2025-01-01").days(after: day("2026-01-01")) == -365)
    }

    @Test("a balance is a snapshot less what has left since, and never less than what a case spends")
    func balance() throws {
        func sat(_ value: UInt64) throws -> Amount { try Amount(sat: value) }
        let date = snapshot.date
        func balance(_ left: UInt64, _ inputs: UInt64) throws -> UInt64 {
            VaultBalance(
                total: try sat(1_000), date: date, height: 1, left: try sat(left), inputs: try sat(inputs)
            ).amount.sat
        }
        #expect(try balance(0, 10) == 1_000)
        #expect(try balance(300, 10) == 700)
        #expect(try balance(995, 10) == 10)
        #expect(try balance(2_000, 10) == 10)
        #expect(VaultBalance(inputs: try sat(199)).share(percent: 50) == (try sat(99)))
        #expect(VaultBalance(inputs: .maximum).share(percent: 100) == .maximum)
    }
}
