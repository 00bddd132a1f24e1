import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import CoordinatorStore
import Custody
import Descriptors
import Foundation
import GRDB
import TestSupport
import Testing

/// What the store says about coins and transactions that were paid, overtaken or put in another's place.
@Suite("money in the coordinator's store")
struct StoreMoneyTests {
    private static let now = StoreMaker.now

    /// A case that was signed, confirmed and assembled; its finished transaction.
    private static func assembled(_ fixture: FixtureCase, in maker: borrowing StoreMaker) throws -> Transaction {
        for signer in 0..<2 { _ = try maker.collect(try maker.answer(fixture, by: signer).encoded()) }
        for custodian in 0..<3 {
            _ = try maker.collect(try maker.confirmation(fixture, by: custodian, of: [0, 1]).encoded)
        }
        let state = try maker.store.state(of: fixture.header.caseID)
        let final = try FinalTransaction(try #require(state.confirmationTally()?.confirmed), of: state)
        try maker.store.assembled(final, of: state.caseID, now: now)
        return final.transaction
    }

    /// A whole list of these coins.
    private static func list(_ coins: [ProvenCoin], unconfirmed: Set<OutPoint> = []) -> CoinList {
        CoinList(
            isWhole: true, listed: Set(coins.map(\.outpoint)).union(unconfirmed), unconfirmed: unconfirmed,
            source: "test")
    }

    /// The next version of the maker's vault, with the same keys and another rule, agreed on by its custodians.
    private static func nextVersion(_ maker: borrowing StoreMaker) throws -> (FixtureVault, VaultAgreement) {
        let first = maker.vault.document
        let second = try FixtureVault {
            $0.version = 2
            $0.previous = first.digest
            $0.maximumFeeSat = 200_000
        }
        var document = second.document
        for cosigner in second.cosigners { document.add(try cosigner.signature(over: document.digest)) }
        _ = try maker.store.add(document, now: now)
        return (second, try maker.store.vault(named: "treasury").agreement())
    }

    private static func state(
        _ number: UInt8, _ vault: (FixtureVault, VaultAgreement), replaces: UInt8? = nil,
        _ change: (inout FixtureCase) throws -> Void = { _ in }
    ) throws -> CaseState {
        var fixture = try FixtureCase(vault.0)
        fixture.header = try CaseHeader(
            drill: false, caseID: FixtureCase.caseID(number), replaces: replaces.map { try FixtureCase.caseID($0) },
            reason: replaces.map { _ in try ReplacementReason("the fee was too low") })
        try change(&fixture)
        return try CaseState(opening: PSBTFile(psbt: fixture.proposal(), encoding: .binary), under: vault.1)
    }

    @Test("gives out no transaction but the case's own, with scripts that accept it, and only of an assembled case")
    func otherTransaction() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened(1)
        let final = try Self.assembled(fixture, in: maker)
        let state = try maker.store.state(of: fixture.header.caseID)
        #expect(try maker.store.finalTransaction(of: state) == final)
        func code(_ change: String, _ arguments: StatementArguments = []) throws -> String? {
            try maker.raw { try $0.execute(sql: change, arguments: arguments) }
            do throws(StoreError) {
                _ = try maker.store.finalTransaction(of: state)
                return nil
            } catch {
                return error.code
            }
        }
        func keep(_ transaction: Transaction) throws -> String? {
            try code("UPDATE final_transaction SET bytes = ?", [Data(transaction.encoded())])
        }
        var other = final
        other.outputs[0] = TxOut(amount: final.outputs[0].amount, scriptPubKey: try FixtureCase.stranger(9))
        #expect(try keep(other) == "store.damaged")
        var unsigned = final
        unsigned.inputs[0].witness[1][9] ^= 1
        #expect(unsigned.txid == final.txid)
        #expect(try keep(unsigned) == "store.damaged")
        #expect(try keep(final) == nil)
        #expect(try code("UPDATE payment_case SET state = 'aborted'") == "store.damaged")
        #expect(try code("UPDATE payment_case SET state = 'assembled'") == nil)
        #expect(try code("DELETE FROM final_transaction") == "store.damaged")
    }

    @Test("a version of the vault with the same keys replaces a case of an earlier one, which stays armed")
    func laterVersion() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened(1)
        for signer in 0..<2 { _ = try maker.collect(try maker.answer(fixture, by: signer).encoded()) }
        try maker.store.abort(fixture.header.caseID, reason: "a mistake", now: Self.now)
        let second = try Self.nextVersion(maker)
        let new = try Self.state(2, second, replaces: 1) { $0.payments[1].sat -= 1_000 }
        #expect(new.vault.version == 2)
        _ = try maker.store.open(new, now: Self.now)
        #expect(try maker.store.caseNamed("0202").replaces == fixture.header.caseID)
    }

    @Test("points out the same payment under another version of the vault, and reads no answers for it")
    func repetitions() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened(1)
        _ = try maker.collect(try maker.answer(fixture, by: 0).encoded())
        try maker.store.abort(fixture.header.caseID, reason: "a mistake", now: Self.now)
        // The case does not even restore any more.
        try maker.raw { try $0.execute(sql: "DROP TRIGGER signature_stays; UPDATE signature SET value = x'3001'") }
        #expect(throws: StoreError.self) { try maker.store.state(of: fixture.header.caseID) }
        let second = try Self.nextVersion(maker)
        let beside = try Self.state(2, second) { fixture in for place in 0...1 { fixture.coins[place].sat += 7 } }
        let other = try Self.state(3, second) { fixture in
            for place in 0...1 { fixture.coins[place].sat += 9 }
            fixture.payments[0].sat -= 1
        }
        #expect(try maker.store.repetitions(of: [beside, other]) == [[fixture.header.caseID], []])
        #expect(try maker.store.repetitions(of: []).isEmpty)
    }

    @Test("withdraws a case in one transaction: all of it, or nothing")
    func withdrawsWhole() throws {
        let maker = try StoreMaker.make()
        _ = try maker.opened(1)
        let new = try maker.fixture(2) { fixture in
            fixture.header = try CaseHeader(
                drill: false, caseID: FixtureCase.caseID(2), replaces: FixtureCase.caseID(1),
                reason: ReplacementReason("the fee was too low"))
            fixture.payments[1].sat -= 1_000
        }
        _ = try maker.store.open(try maker.state(new), now: Self.now)
        let log = try maker.store.log()
        func lives() throws -> [String] {
            try maker.store.cases().map { "\($0.caseID.short) \($0.life.rawValue)" }.sorted()
        }
        try maker.raw {
            try $0.execute(
                sql: """
                    CREATE TRIGGER late BEFORE INSERT ON log WHEN NEW.kind = 'case-reopened'
                    BEGIN SELECT RAISE(ABORT, 'full'); END
                    """)
        }
        #expect(throws: StoreError.self) {
            try maker.store.withdraw(new.header.caseID, usesFreshChange: false, reason: "full", now: Self.now)
        }
        #expect(try lives() == ["01010101 replaced", "02020202 open"])
        #expect(try maker.store.log() == log)
        try maker.raw { try $0.execute(sql: "DROP TRIGGER late") }
        try maker.store.withdraw(new.header.caseID, usesFreshChange: false, reason: "full", now: Self.now)
        #expect(try lives() == ["01010101 open", "02020202 aborted"])
        #expect(try maker.store.log().map(\.kind).suffix(2) == ["case-aborted", "case-reopened"])
    }

    @Test("another wallet's change index stays used when its case is withdrawn: an earlier case may have it, too")
    func adoptedChange() throws {
        let maker = try StoreMaker.make()
        _ = try maker.store.open(try maker.state(try maker.fixture(1)), usesFreshChange: true, now: Self.now)
        let adopted = try maker.fixture(2) { fixture in
            fixture.coins = []
            try fixture.addCoin(0, 20, sat: 300_000_000)
        }
        _ = try maker.store.open(try maker.state(adopted), now: Self.now)
        #expect(try maker.store.vault(named: nil).nextChangeIndex == 6)
        try maker.store.withdraw(adopted.header.caseID, usesFreshChange: false, reason: "full", now: Self.now)
        #expect(try maker.store.vault(named: nil).nextChangeIndex == 6)
    }

    @Test("coins of a transaction that was paid are not shown, nor listed as armed, once a whole list lacks them")
    func paid() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.fixture(1)
        let coins = try maker.coins(fixture)
        let document = maker.vault.document
        func take(_ coins: [ProvenCoin], unconfirmed: Set<OutPoint> = []) throws -> CoinImport {
            try maker.store.importCoins(
                coins, of: document, list: Self.list(coins, unconfirmed: unconfirmed), now: Self.now)
        }
        _ = try take(coins)
        _ = try maker.store.open(try maker.state(fixture), now: Self.now)
        // What an open case holds stays in sight, also when a list lacks it.
        _ = try take([])
        #expect(try maker.store.coins(of: document).count == 2)
        _ = try take(coins)
        _ = try Self.assembled(fixture, in: maker)
        #expect(try maker.store.coins(of: document).map(\.isAssembled) == [true, true])
        #expect(try maker.store.heldCoins().map(\.isArmed) == [true, true])
        #expect(try take([]) == CoinImport(added: 0, gone: 2))
        #expect(try maker.store.coins(of: document).isEmpty)
        #expect(try maker.store.heldCoins().isEmpty)
        // A transaction that still waits for a block can be replaced all the same.
        let again = try maker.store.coins(of: document, replacing: fixture.header.caseID)
        #expect(Set(again.map(\.coin.outpoint)) == Set(coins.map(\.outpoint)))
        // A list that shows them again brings them back, and the case still holds them.
        #expect(try take(coins) == CoinImport(added: 0, gone: 0))
        #expect(try maker.store.coins(of: document).map(\.lockedBy) == [fixture.header.caseID, fixture.header.caseID])
    }

    @Test("coins of an assembled case are free again when another transaction has spent one of them, and only then")
    func overtaken() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.fixture(1)
        let coins = try maker.coins(fixture)
        let document = maker.vault.document
        _ = try maker.store.importCoins(coins, of: document, list: Self.list(coins), now: Self.now)
        _ = try maker.store.open(try maker.state(fixture), now: Self.now)
        let final = try Self.assembled(fixture, in: maker)
        let state = try maker.store.state(of: fixture.header.caseID)
        let id = fixture.header.caseID
        func take(_ shown: [ProvenCoin], _ list: CoinList) throws -> Int {
            try maker.store.importCoins(shown, of: document, list: list, now: Self.now).freed
        }
        func holders() throws -> [CaseID?] { try maker.store.coins(of: document).map(\.lockedBy) }
        #expect(try !maker.store.isOvertaken(state))
        // Not by a list that is not whole, nor where the other coin only lost its confirmation.
        #expect(try take([coins[1]], .partial) == 0)
        #expect(try take([coins[1]], Self.list([coins[1]], unconfirmed: [coins[0].outpoint])) == 0)
        #expect(try holders() == [id])
        // Nor by a list that shows what the case's own transaction made.
        let change = try #require(try RescuePlan.Parent(state, transaction: final).change.first)
        #expect(try take([coins[1], change], Self.list([coins[1], change])) == 0)
        #expect(try !maker.store.isOvertaken(state))
        #expect(try take([coins[1]], Self.list([coins[1]])) == 1)
        #expect(try holders() == [nil])
        #expect(try maker.store.isOvertaken(state))
        #expect(try maker.store.heldCoins().isEmpty)
        #expect(try maker.store.log().last?.text.hasSuffix("1 gone, 1 free again") == true)
    }

    @Test("keeps nothing of a list with which the vault would have more than there can ever be")
    func tooMuch() throws {
        let maker = try StoreMaker.make()
        let document = maker.vault.document
        func coins(_ sat: UInt64) throws -> [ProvenCoin] {
            try maker.coins(maker.fixture { fixture in for place in 0...1 { fixture.coins[place].sat = sat } })
        }
        let half = Amount.maximum.sat / 2
        _ = try maker.store.importCoins(try coins(half), of: document, now: Self.now)
        let log = try maker.store.log()
        let more = try coins(half + 1)
        #expect(throws: StoreError.moreThanMoney) {
            try maker.store.importCoins(more, of: document, list: Self.list(more), now: Self.now)
        }
        // One coin beside those that are there already.
        #expect(throws: StoreError.moreThanMoney) {
            try maker.store.importCoins(Array(more.prefix(1)), of: document, now: Self.now)
        }
        #expect(StoreError.moreThanMoney.code == "coins.too-much")
        #expect(try maker.store.log() == log)
        #expect(try maker.store.coins(of: document).map(\.coin.amount.sat) == [half, half])
    }
}
