import BitcoinPSBT
import BitcoinPrimitives
import Custody
import Descriptors
import Review
import TestSupport

extension CheckPair {
    static let payments: [CheckPair] = [
        CheckPair(
            "output.change-gap", "201 indexes beyond the inputs", .warn, about: .output(2),
            accepting: { try ReviewFixture.changed({ try $0.addOwnOutput(1, 202, sat: 0) }) },
            refusing: { try ReviewFixture.changed({ try $0.addOwnOutput(1, 203, sat: 0) }) }),
        CheckPair(
            "output.to-ourselves", "the receive branch", .warn, about: .output(2),
            accepting: { try ReviewFixture.changed({ try $0.addOwnOutput(1, 6, sat: 0) }) },
            refusing: { try ReviewFixture.changed({ try $0.addOwnOutput(0, 6, sat: 0) }) }),
        CheckPair(
            "output.change-count", "two", .warn, about: .transaction,
            refusing: { try ReviewFixture.changed({ try $0.addOwnOutput(1, 6, sat: 0) }) }),
        CheckPair(
            "output.change-count", "eleven", about: .transaction,
            accepting: { try dividing(into: 10) }, refusing: { try dividing(into: 11) }),
        CheckPair(
            "output.repeated", "one destination twice", .warn, about: .output(0),
            accepting: { try paying(FixtureCase.stranger(2)) }, refusing: { try paying(FixtureCase.stranger(1)) }),
        CheckPair(
            "output.repeated", "our change twice", .warn, about: .output(1),
            refusing: { try ReviewFixture.changed({ try $0.addOwnOutput(1, 5, sat: 400) }) }),
        CheckPair("output.former-own", "back to the address of a coin of the case", .note, about: .output(2)) {
            try ReviewFixture.changed({ try $0.addOwnOutput(0, 2, sat: 400) })
        },
        CheckPair(
            "output.former-own", "an address of the version before", .warn, about: .output(0),
            accepting: { try paying(former: 99, underLater: false) },
            refusing: { try paying(former: 99, underLater: true) }),
        CheckPair(
            "output.former-own", "the address of a coin that was the vault's", .warn, about: .output(0),
            accepting: { try remembering(coinAt: try FixtureCase.stranger(2)) },
            refusing: { try remembering(coinAt: try FixtureCase.stranger(1)) }),
        CheckPair(
            "output.look-alike", "our own address, six characters at the beginning", .warn, about: .output(0),
            accepting: { try alike(to: try ownScript(), bits: 25) },
            refusing: { try alike(to: try ownScript(), bits: 30) }),
        CheckPair(
            "output.look-alike", "another output of the case", .warn, about: .output(2),
            accepting: { try paying(alike(25)) }, refusing: { try paying(alike(30)) }),
        CheckPair(
            "output.look-alike", "a destination of an earlier case", .warn, about: .output(0),
            accepting: { try paidBefore(FixtureCase.stranger(1)) }, refusing: { try paidBefore(alike(30)) }),
        CheckPair(
            "output.look-alike", "a coin that was signed for", .warn, about: .output(0),
            accepting: { try remembering(coinAt: try FixtureCase.stranger(1)) },
            refusing: { try remembering(coinAt: alike(30)) }),
        CheckPair(
            "output.look-alike", "P-11: the theft of 2024", .warn, about: .output(0),
            accepting: { try theft(paying: GoldenPair.usual) }, refusing: { try theft(paying: GoldenPair.thief) }),
    ]

    /// The two addresses of the theft of May 2024.
    enum GoldenPair {
        static let usual = "1B6rJ6ZKfZmkqMyBGe5KR27oWkEbQdNM7P"
        static let thief = "1B6rJRfjTXwEy36SCs5zofGMmdv2kdZw7P"
    }

    private static func dividing(into count: Int) throws -> ReviewContext {
        try ReviewFixture.changed({
            for index in 6..<(5 + count) { try $0.addOwnOutput(1, UInt32(index), sat: 400) }
            $0.payments[1].sat -= UInt64(400 * (count - 1))
        })
    }

    private static func paying(_ script: Script) throws -> ReviewContext {
        try ReviewFixture.changed({
            $0.payments.append(FixtureCase.Payment(script: script, derived: nil, sat: 400))
        })
    }

    /// The P2WPKH script of the standard stranger with only so many first bits kept.
    private static func alike(_ bits: Int) throws -> Script {
        Script([0x00, 0x14] + flipped([UInt8](repeating: 1, count: 20), after: bits))
    }

    private static func ownScript() throws -> Script { try FixtureVault.standard.get().script(0, 50).scriptPubKey }

    /// Pays a P2WSH program that begins as another script's does, on a machine that knows the vault's addresses.
    private static func alike(to script: Script, bits: Int) throws -> ReviewContext {
        var fixture = try ReviewFixture.standardCase()
        let program = Array(script.bytes.dropFirst(2))
        fixture.payments[0].script = Script([0x00, 0x20] + flipped(program, after: bits))
        return try ReviewFixture.context(fixture, ownAddresses: ReviewFixture.ownAddresses.get())
    }

    /// The bytes with every bit from a place on turned over.
    private static func flipped(_ bytes: [UInt8], after bits: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let kept = min(8, max(0, bits - 8 * index))
            return byte ^ UInt8(truncatingIfNeeded: 0xff >> kept)
        }
    }

    private static func remembering(coinAt script: Script) throws -> ReviewContext {
        let outpoint = try FixtureCase(FixtureVault.standard.get()).transaction().inputs[0].previousOutput
        let other = OutPoint(txid: outpoint.txid, vout: 7)
        return try ReviewFixture.changed(
            machine: MachineView(
                person: try Identifier("alice"), keyIndex: 0, purpose: .sign,
                seenCoins: [other: TxOut(amount: try Amount(sat: 5), scriptPubKey: script)],
                today: try ReviewFixture.today()))
    }

    private static func paidBefore(_ script: Script) throws -> ReviewContext {
        try ReviewFixture.changed(
            machine: try ReviewFixture.alice(having: [TxOut(amount: try Amount(sat: 5), scriptPubKey: script)]))
    }

    /// Pays an address of version 1 of a vault, under a later version with another key, or under version 1 itself.
    private static func paying(former index: UInt32, underLater isLater: Bool) throws -> ReviewContext {
        let first = try FixtureVault.standard.get()
        var fixture = try ReviewFixture.standardCase(
            over: isLater
                ? FixtureVault {
                    $0.version = 2
                    $0.previous = first.document.digest
                    $0.keyCount = 4
                } : first)
        fixture.payments[0].script = try first.script(0, index).scriptPubKey
        let view = RegisteredVaultView(fixture.vault.document, history: isLater ? [first.document] : [])
        return try ReviewFixture.context(fixture, ownAddresses: KnownAddress.own(of: view))
    }

    private static func theft(paying text: String) throws -> ReviewContext {
        let usual = try Address(parsing: GoldenPair.usual, network: .mainnet).scriptPubKey
        var fixture = try ReviewFixture.standardCase(over: FixtureVault { $0.network = .mainnet })
        fixture.payments[0].script = try Address(parsing: text, network: .mainnet).scriptPubKey
        return try ReviewFixture.context(
            fixture,
            machine: ReviewFixture.alice(having: [TxOut(amount: try Amount(sat: 10_000_000_000), scriptPubKey: usual)]))
    }
}
