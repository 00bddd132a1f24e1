import BitcoinPrimitives
import Custody
import Descriptors
import Review
import TestSupport
import Testing

@Suite("Addresses that look alike")
struct LikenessTests {
    @Test("P-11: finds the address of the theft of 2024 beside the usual one, and nothing where only that is there")
    func goldenPair() throws {
        let usual = try Address(parsing: "1B6rJ6ZKfZmkqMyBGe5KR27oWkEbQdNM7P", network: .mainnet)
        let thief = try Address(parsing: "1B6rJRfjTXwEy36SCs5zofGMmdv2kdZw7P", network: .mainnet)
        let known = KnownAddress(usual, .output(0))
        let index = LikenessIndex([known])
        #expect(index.match(thief) == LikenessIndex.Match(known: known, prefix: 4, suffix: 2))
        #expect(index.match(usual) == nil)
    }

    @Test("asks for six characters, at whichever end", arguments: 0...6)
    func threshold(prefix: Int) throws {
        // Base58check cannot be chosen character by character; the words of a bech32 program can, but for the checksum.
        var dice = SeededGenerator(seed: UInt64(prefix))
        let program = dice.bytes(20)
        let address = try Self.address(program)
        for other in try (0..<3_000).map({ _ in try Self.address(dice.bytes(20)) }) {
            let (start, end) = AddressLikeness.agreement(address, other)
            #expect((LikenessIndex([KnownAddress(address, .output(0))]).match(other) != nil) == (start + end >= 6))
        }
        // The first characters alone: five bits each.
        let bits = 5 * prefix
        let alike = try Self.address(
            program.enumerated().map { place, byte in
                byte ^ UInt8(truncatingIfNeeded: 0xff >> min(8, max(0, bits - 8 * place)))
            })
        let (start, end) = AddressLikeness.agreement(address, alike)
        #expect(start == prefix)
        #expect((LikenessIndex([KnownAddress(address, .output(0))]).match(alike) != nil) == (start + end >= 6))
    }

    @Test("finds the other one of any two that are alike, however many are", arguments: [2, 3, 50])
    func crowded(count: Int) throws {
        let addresses = try (0..<count).map {
            try Self.address([1, 2, 3, 4] + [UInt8](repeating: UInt8($0), count: 16))
        }
        let index = LikenessIndex(addresses.enumerated().map { KnownAddress($1, .output($0)) })
        for (number, address) in addresses.enumerated() {
            let match = try #require(index.match(address))
            #expect(match.known.name != .output(number))
            #expect(match.known.address != address)
        }
    }

    @Test("keeps kinds of addresses apart")
    func kinds() throws {
        let bytes = [UInt8](repeating: 7, count: 32)
        let p2wsh = try Address(scriptPubKey: Script([0x00, 0x20] + bytes), network: .mainnet).orThrow()
        let p2tr = try Address(scriptPubKey: Script([0x51, 0x20] + bytes), network: .mainnet).orThrow()
        #expect(LikenessIndex([KnownAddress(p2wsh, .output(0))]).match(p2tr) == nil)
    }

    /// `Docs/checks.md`: two random bech32 addresses agree in k characters with a probability of (1 + 31k/32) ÷ 32^k; with
    /// k = 6 that is 6.3 in 10^9, which no test can count, so that the formula is held to what can be counted.
    @Test("raises a false alarm as rarely as Docs/checks.md says")
    func falseAlarms() throws {
        var dice = SeededGenerator(seed: 20_240_531)
        let addresses = try (0..<600).map { _ in try Self.address(dice.bytes(20)) }
        var agreeing = [Int](repeating: 0, count: 4)
        var pairs = 0.0
        for (number, one) in addresses.enumerated() {
            for other in addresses[..<number] {
                let (prefix, suffix) = AddressLikeness.agreement(one, other)
                for length in 1...3 where prefix + suffix >= length { agreeing[length] += 1 }
                pairs += 1
            }
        }
        for (length, power) in [(1, 32.0), (2, 1_024.0), (3, 32_768.0)] {
            let expected = pairs * (1 + 31.0 / 32 * Double(length)) / power
            // Four standard deviations.
            #expect(abs(Double(agreeing[length]) - expected) < 4 * expected.squareRoot(), "\(length)")
        }
        let many = try (0..<4_000).map { KnownAddress(try Self.address(dice.bytes(20)), .output($0)) }
        let index = LikenessIndex(many)
        #expect(many.allSatisfy { index.match($0.address) == nil })
    }

    @Test("knows the first addresses of every version of a vault by their version and place")
    func ownAddresses() throws {
        let vault = try FixtureVault.standard.get()
        let known = try ReviewFixture.ownAddresses.get()
        #expect(known.count == 200)
        #expect(known[7].name == .own(version: 1, ScriptPosition(branch: 0, index: 7)))
        #expect(known[7].address.scriptPubKey == (try vault.script(0, 7).scriptPubKey))
        #expect(known[107].address.scriptPubKey == (try vault.script(1, 7).scriptPubKey))
        // A later version with the same keys has the same addresses, and they are its own.
        let later = try FixtureVault {
            $0.version = 2
            $0.previous = vault.document.digest
        }
        let both = KnownAddress.own(of: RegisteredVaultView(later.document, history: [vault.document]))
        #expect(both.count == 200)
        #expect(both[7].name == .own(version: 2, ScriptPosition(branch: 0, index: 7)))
    }

    private static func address(_ program: [UInt8]) throws -> Address {
        try Address(scriptPubKey: Script([0x00, 0x14] + program), network: .mainnet).orThrow()
    }
}
