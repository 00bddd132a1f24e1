import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing
import WalletFormats

@Suite struct CoinBookTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let problem: CoinProblem?
        let change: @Sendable (inout Setting) throws -> Void
        var testDescription: String { name }
    }

    struct Setting {
        var fixture: FixtureCase
        var transactions: [Txid: Transaction] = [:]
        var outpoint: OutPoint
        var amount: Amount
        var script: Script
        var confirmations: Int? = 6

        init() throws {
            fixture = try FixtureCase(FixtureVault())
            let previous = try fixture.previousTransaction(0)
            transactions[previous.txid] = previous
            outpoint = OutPoint(txid: previous.txid, vout: 1)
            amount = previous.outputs[1].amount
            script = previous.outputs[1].scriptPubKey
        }

        func examine(window: UInt32 = 5) throws -> CoinBook.Examination {
            try CoinBook.examine(
                [CoinClaim(outpoint: outpoint, amount: amount, scriptPubKey: script, confirmations: confirmations)],
                transactions: transactions, descriptor: fixture.vault.descriptor, window: window)
        }
    }

    static let cases: [Case] = [
        Case(name: "proven", problem: nil) { _ in },
        Case(name: "confirmations unknown", problem: nil) { $0.confirmations = nil },
        Case(name: "no previous transaction", problem: .previousTransactionMissing) { $0.transactions = [:] },
        Case(name: "no such output", problem: .noSuchOutput(vout: 2, count: 2)) {
            $0.outpoint = OutPoint(txid: $0.outpoint.txid, vout: 2)
        },
        Case(name: "output number beyond every count", problem: .noSuchOutput(vout: .max, count: 2)) {
            $0.outpoint = OutPoint(txid: $0.outpoint.txid, vout: .max)
        },
        Case(name: "script differs", problem: .scriptDiffers) { $0.script = Script([0x51]) },
        Case(name: "unconfirmed", problem: .unconfirmed) { $0.confirmations = 0 },
        Case(name: "replaced", problem: .unconfirmed) { $0.confirmations = -1 },
    ]

    @Test("takes a coin only when everything about it is proven", arguments: cases)
    func examines(_ example: Case) throws {
        var setting = try Setting()
        try example.change(&setting)
        let found = try setting.examine()
        #expect(found.proven.count == (example.problem == nil ? 1 : 0))
        #expect(found.leftOut.map(\.problem) == (example.problem.map { [$0] } ?? []))
    }

    @Test("names both amounts when the list and the previous transaction disagree")
    func amounts() throws {
        var setting = try Setting()
        let actual = setting.amount
        setting.amount = try Amount(sat: actual.sat + 1)
        #expect(
            try setting.examine().leftOut.map(\.problem) == [.amountDiffers(listed: setting.amount, actual: actual)])
    }

    @Test("leaves out a coin of somebody else, and one beyond the window, whatever the hint says")
    func ownership() throws {
        var setting = try Setting()
        // The change output 0 of the fixture's previous transaction pays a stranger.
        let previous = try #require(setting.transactions.values.first)
        setting.outpoint = OutPoint(txid: previous.txid, vout: 0)
        setting.amount = previous.outputs[0].amount
        setting.script = previous.outputs[0].scriptPubKey
        #expect(try setting.examine().leftOut.map(\.problem) == [.notOfVault(searched: 5)])

        setting = try Setting()
        #expect(try setting.examine(window: 1).leftOut.map(\.problem) == [.notOfVault(searched: 1)])
        let hinted = CoinClaim(
            outpoint: setting.outpoint, amount: setting.amount, scriptPubKey: setting.script, confirmations: 1,
            hint: ScriptPosition(branch: 1, index: 4))
        let found = try CoinBook.examine(
            [hinted], transactions: setting.transactions, descriptor: setting.fixture.vault.descriptor, window: 5)
        #expect(found.proven.map(\.script.position) == [ScriptPosition(branch: 0, index: 1)])
    }

    @Test("does not take a transaction filed under another id")
    func wrongTransaction() throws {
        var setting = try Setting()
        let other = try setting.fixture.previousTransaction(1)
        setting.transactions = [setting.outpoint.txid: other]
        #expect(try setting.examine().leftOut.map(\.problem) == [.wrongPreviousTransaction(actual: other.txid)])
    }

    @Test("proves a stored coin again and refuses one that no longer fits")
    func provesAgain() throws {
        let setting = try Setting()
        let previous = try #require(setting.transactions.values.first)
        let script = try setting.fixture.vault.script(0, 1)
        let coin = try CoinBook.prove(
            setting.outpoint, previousTransaction: previous, script: script, confirmations: 3, label: "x")
        #expect(coin.amount == setting.amount)
        let other = try setting.fixture.previousTransaction(1)
        #expect(throws: CoinProblem.wrongPreviousTransaction(actual: other.txid)) {
            try CoinBook.prove(
                setting.outpoint, previousTransaction: other, script: script, confirmations: nil, label: "")
        }
        #expect(throws: CoinProblem.noSuchOutput(vout: 7, count: 2)) {
            try CoinBook.prove(
                OutPoint(txid: previous.txid, vout: 7), previousTransaction: previous, script: script,
                confirmations: nil, label: "")
        }
        #expect(throws: CoinProblem.scriptDiffers) {
            try CoinBook.prove(
                setting.outpoint, previousTransaction: previous, script: try setting.fixture.vault.script(0, 2),
                confirmations: nil, label: "")
        }
    }

    @Test("takes the script from the previous transaction when the list names none")
    func withoutScript() throws {
        let setting = try Setting()
        let found = try CoinBook.examine(
            [
                CoinClaim(
                    outpoint: setting.outpoint, amount: setting.amount, scriptPubKey: nil, confirmations: nil,
                    height: 812_000)
            ],
            transactions: setting.transactions, descriptor: setting.fixture.vault.descriptor, window: 5)
        #expect(found.proven.map(\.output.scriptPubKey) == [setting.script])
        #expect(found.proven.map(\.height) == [812_000])
    }

    @Test("a miner's reward waits for its hundredth confirmation", arguments: [nil, 99, 100])
    func coinbase(_ confirmations: Int?) throws {
        let setting = try Setting()
        let script = try setting.fixture.vault.script(0, 1)
        let reward = Transaction(
            version: 2,
            inputs: [
                TxIn(
                    previousOutput: OutPoint(txid: Txid(try Bytes32([UInt8](repeating: 0, count: 32))), vout: .max),
                    scriptSig: Script([0x51]), sequence: .final, witness: [])
            ],
            outputs: [TxOut(amount: try Amount(sat: 5_000), scriptPubKey: script.scriptPubKey)], lockTime: .unlocked)
        let claim = CoinClaim(
            outpoint: OutPoint(txid: reward.txid, vout: 0), amount: try Amount(sat: 5_000), scriptPubKey: nil,
            confirmations: confirmations)
        let found = try CoinBook.examine(
            [claim], transactions: [reward.txid: reward], descriptor: setting.fixture.vault.descriptor, window: 5)
        #expect(found.proven.count == (confirmations == 100 ? 1 : 0))
        #expect(
            found.leftOut.map(\.problem) == (confirmations == 100 ? [] : [.immature(confirmations: confirmations)]))
    }

    @Test("a history gives the vault's outputs that none of its transactions spends, and says nothing about others")
    func history() throws {
        let setting = try Setting()
        let previous = try #require(setting.transactions.values.first)
        let change = try setting.fixture.vault.script(1, 2)
        let spending = Transaction(
            version: 2,
            inputs: [TxIn(previousOutput: setting.outpoint, scriptSig: Script([]), sequence: .final, witness: [])],
            outputs: [
                TxOut(amount: try Amount(sat: 7_000), scriptPubKey: try FixtureCase.stranger(3)),
                TxOut(amount: try Amount(sat: 8_000), scriptPubKey: change.scriptPubKey),
            ], lockTime: .unlocked)
        let transactions = [previous.txid: previous, spending.txid: spending]
        func entry(_ transaction: Transaction, _ confirmations: Int?) -> HistoryEntry {
            HistoryEntry(txid: transaction.txid, confirmations: confirmations, height: nil, label: "x")
        }
        func examine(_ confirmations: Int?) throws -> CoinBook.Examination {
            try CoinBook.examine(
                try CoinClaim.unspent(
                    in: [entry(previous, 9), entry(spending, confirmations)], transactions: transactions),
                transactions: transactions, descriptor: setting.fixture.vault.descriptor, window: 5)
        }
        let found = try examine(3)
        #expect(found.proven.map(\.outpoint) == [OutPoint(txid: spending.txid, vout: 1)])
        #expect(found.proven.map(\.label) == ["x"])
        #expect(found.leftOut.isEmpty)
        let young = try examine(0)
        #expect(young.proven.isEmpty)
        #expect(young.leftOut.map(\.coin.outpoint) == [OutPoint(txid: spending.txid, vout: 1)])
        #expect(young.leftOut.map(\.problem) == [.unconfirmed])
        #expect(throws: CoinFileError.historyTransactionMissing(spending.txid)) {
            try CoinClaim.unspent(in: [entry(spending, 1)], transactions: [previous.txid: previous])
        }
    }
}
