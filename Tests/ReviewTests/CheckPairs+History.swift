import BitcoinPrimitives
import Custody
import Review
import TestSupport

extension CheckPair {
    static let history: [CheckPair] = [
        CheckPair(
            "journal.coin-amount", "another amount than before", about: .input(1),
            accepting: { try remembering(200_000_000) }, refusing: { try remembering(199_999_999) }),
        CheckPair("journal.coin-amount", "another script than before", about: .input(1)) {
            try remembering(200_000_000, script: FixtureCase.stranger(1))
        },
        CheckPair(
            "journal.first-payment", "an address that was never paid", .note, about: .transaction,
            accepting: { try paid(1, sat: 1) }, refusing: { try paid(2, sat: 1) }),
        CheckPair(
            "journal.largest-payment", "a satoshi more than ever", .note, about: .output(0),
            accepting: { try paid(2, sat: 250_000_000) }, refusing: { try paid(2, sat: 249_999_999) }),
    ]

    private static func remembering(_ sat: UInt64, script: Script? = nil) throws -> ReviewContext {
        let fixture = try ReviewFixture.standardCase()
        let coin = TxOut(amount: try Amount(sat: sat), scriptPubKey: script ?? fixture.coins[1].script)
        let machine = MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: .sign,
            seenCoins: [try fixture.transaction().inputs[1].previousOutput: coin], today: try ReviewFixture.today())
        return try ReviewFixture.context(fixture, machine: machine)
    }

    private static func paid(_ stranger: UInt8, sat: UInt64) throws -> ReviewContext {
        let payment = TxOut(amount: try Amount(sat: sat), scriptPubKey: try FixtureCase.stranger(stranger))
        return try ReviewFixture.changed(machine: ReviewFixture.alice(having: [payment]))
    }
}
