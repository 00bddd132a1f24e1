import BitcoinPrimitives
import ByteCoding
import Descriptors
import TestSupport
import Testing
import WalletFormats

/// What makes a good file a refused one: each rule with the change that it refuses.
@Suite("refusals of wallet files")
struct WalletRefusalTests {
    struct Change: Sendable, CustomTestStringConvertible {
        let format: WalletFormat
        let old: String
        let new: String
        let code: String

        init(_ format: WalletFormat, _ old: String, _ new: String, _ code: String) {
            self.format = format
            self.old = old
            self.new = new
            self.code = code
        }

        var testDescription: String { "\(format): \(old) -> \(new.prefix(40))" }
    }

    /// An extended private key of a BIP-32 vector: public, and never to be repeated all the same.
    static let privateKey =
        "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi"

    static let changes: [Change] = [
        // Coldcard.
        Change(.coldcard, "Format: P2WSH\n", "", "wallet-file.format-missing"),
        Change(.coldcard, "Format: P2WSH", "Format: P2SH", "wallet-file.script"),
        Change(.coldcard, "Format: P2WSH", "Format: P2WSH\nFormat: P2WSH", "wallet-file.repeated"),
        Change(.coldcard, "Format: P2WSH", "Format: P2WSH\nSorted: False", "wallet-file.unsorted"),
        Change(.coldcard, "Format: P2WSH", "Format: P2WSH\nSorted: perhaps", "wallet-file.malformed"),
        Change(.coldcard, "Format: P2WSH", "Format: P2WSH\nBlindingKey: 00", "wallet-file.unknown"),
        Change(.coldcard, "Format: P2WSH", "Format: P2WSH\nwhat is this", "wallet-file.malformed"),
        Change(.coldcard, "Name: treasury\n", "", "wallet-file.missing"),
        Change(.coldcard, "Policy: 2 of 3\n", "", "wallet-file.missing"),
        Change(.coldcard, "Policy: 2 of 3", "Policy: two of three", "wallet-file.malformed"),
        Change(.coldcard, "Policy: 2 of 3", "Policy: 2 of 4", "wallet-file.key-count"),
        Change(.coldcard, "Policy: 2 of 3", "Policy: 4 of 3", "descriptor.threshold"),
        Change(.coldcard, "Policy: 2 of 3", "Policy: 02 of 3", "wallet-file.malformed"),
        Change(.coldcard, "\nDerivation: m/48'/0'/0'/2'\n73C5DA0A", "\n73C5DA0A", "wallet-file.origin-missing"),
        Change(.coldcard, "m/48'/0'/0'/2'\n73C5DA0A", "m/48'/0'/0'\n73C5DA0A", "wallet-file.origin-contradicts-key"),
        Change(.coldcard, "m/48'/0'/0'/2'\n73C5DA0A", "m/48'/0'/0'/1'\n73C5DA0A", "wallet-file.origin-contradicts-key"),
        Change(.coldcard, "m/48'/0'/0'/2'\n73C5DA0A", "m/48'/x'/0'/2'\n73C5DA0A", "derivation.step-syntax"),
        Change(.coldcard, "73C5DA0A: xpub", "73C5DA0A: xpuB", "extended-key.base58check.wrong-checksum"),
        // Descriptors.
        Change(.descriptor, "wsh(sortedmulti(", "wsh(multi(", "descriptor.wrong-checksum"),
        Change(.descriptor, "<0;1>", "<0;2>", "descriptor.wrong-checksum"),
        Change(.descriptorPair, "wsh(", "sh(wsh(", "descriptor.wrong-checksum"),
        Change(.sparrow, "# Receive descriptor (Bitcoin Core):\n", "wpkh(\n", "wallet-file.contradiction"),
        Change(.sparrow, "# Receive and change descriptor (BIP389):\n", "wpkh(\n", "wallet-file.contradiction"),
        // BSMS.
        Change(.bsms, "BSMS 1.0", "BSMS 1.1", "bsms.version"),
        Change(.bsms, "wsh(sortedmulti(", "wsh(multi(", "wallet-file.unsorted"),
        Change(.bsms, "/0/*,/1/*", "/0/*,/2/*", "bsms.restrictions"),
        Change(.bsms, "/0/*,/1/*", "/1/*,/0/*", "bsms.restrictions"),
        Change(.bsms, "/0/*,/1/*", "No path restrictions", "bsms.template"),
        Change(.bsms, "\nbc1q", "\nbc1p", "bsms.first-address"),
        Change(.bsms, "\nbc1q", "\n\nbc1q", "bsms.line-count"),
        Change(.bsms, "sortedmulti(2,", "sortedmulti(3,", "bsms.first-address"),
        // BIP-388.
        Change(.bip388, "sortedmulti(2", "sortedmulti(3", "policy.other-id"),
        Change(.bip388, "\"treasury\"", "\"treasure\"", "policy.other-id"),
        Change(.bip388, "wsh(sortedmulti(", "wsh(multi(", "wallet-file.unsorted"),
        Change(.bip388, "@1/**", "@2/**", "policy.order"),
        Change(.bip388, "@1/**", "@0/**", "policy.repeated"),
        Change(.bip388, "@1/**", "@1/<0;2>/*", "policy.steps"),
        Change(.bip388, "@1/**", "@01/**", "policy.number"),
        Change(.bip388, ",@2/**", "", "policy.key-count"),
        Change(.bip388, "\"name\"", "\"label\"", "wallet-file.unknown"),
        // Caravan.
        Change(.caravan, "\"P2WSH\"", "\"P2SH\"", "wallet-file.script"),
        Change(.caravan, "\"mainnet\"", "\"testnet\"", "wallet-file.other-network"),
        Change(.caravan, "\"mainnet\"", "\"liquid\"", "wallet-file.malformed"),
        Change(.caravan, "\"totalSigners\": 3", "\"totalSigners\": 2", "wallet-file.key-count"),
        Change(.caravan, "\"requiredSigners\": 2", "\"requiredSigners\": 0", "descriptor.threshold"),
        Change(.caravan, "\"requiredSigners\": 2", "\"requiredSigners\": \"2\"", "wallet-file.malformed"),
        Change(.caravan, "\"m/48'/0'/0'/2'\"", "\"Unknown\"", "wallet-file.origin-missing"),
        Change(.caravan, "\"startingAddressIndex\": 0", "\"segwitVersion\": 1", "wallet-file.unknown"),
        Change(
            .caravan, "\"name\": \"treasury\",", "\"name\": \"treasury\", \"name\": \"x\",", "json.duplicate-member"),
        // Bitcoin Core.
        Change(.core, "\"internal\": false", "\"internal\": true", "wallet-file.contradiction"),
        Change(.core, "/0/*", "/1/*", "descriptor.wrong-checksum"),
        Change(.core, "\"active\"", "\"passive\"", "wallet-file.unknown"),
        // Specter.
        Change(.specter, "\"descriptor\": \"wsh(", "\"descriptor\": \"sh(", "descriptor.wrong-checksum"),
        Change(.specter, "\"label\": \"carol\"", "\"label\": 3", "wallet-file.malformed"),
        Change(.specterDIY, "treasury&", "treasury ", "wallet-file.malformed"),
        Change(.specterDIY, "sortedmulti", "multi", "wallet-file.unsorted"),
    ]

    @Test("a file with one change", arguments: changes)
    func oneChange(_ change: Change) throws {
        let good = try SampleWallet.text(change.format)
        let bad = good.replacing(change.old, with: change.new, maxReplacements: 1)
        try #require(bad != good)
        _ = try WalletFormat.read(Array(good.utf8))
        #expect(Self.code(bad) == change.code)
    }

    @Test(
        "a private key anywhere is refused before anything else and is not repeated", arguments: WalletFormat.allCases)
    func privateKey(_ format: WalletFormat) throws {
        let good = try SampleWallet.text(format)
        for bad in [good + " " + Self.privateKey, Self.privateKey + "\n" + good] {
            let error = #expect(throws: WalletFileError.self) { try WalletFormat.read(Array(bad.utf8)) }
            #expect(error == .privateKey)
            let text = try #require(error).description
            #expect(!text.contains("xprv"))
        }
    }

    @Test("keys that no signer could place")
    func keys() throws {
        let wallet = try SampleWallet.standard.get()
        let key = wallet.descriptor.keys[0]
        let text = try SampleWallet.text(.descriptor)
        let body = String(text.prefix { $0 != "#" })
        #expect(Self.code(body.replacing("[\(key.origin)]", with: "")) == "descriptor.origin-missing")
        #expect(Self.code(body.replacing("sortedmulti", with: "multi")) == "wallet-file.unsorted")
        let uncompressed = "04" + String(repeating: "11", count: 64)
        #expect(Self.code("wsh(sortedmulti(2,\(uncompressed),\(uncompressed)))") == "descriptor.origin-missing")
        #expect(Self.code(body.replacing("\(wallet.descriptor.keys[1])", with: "\(key)")) == "descriptor.duplicate-key")
        let testKey = try SampleWallet.make().descriptor.keys[1]
        #expect(
            Self.code(body.replacing("\(wallet.descriptor.keys[1])", with: "\(testKey)")) == "descriptor.mixed-networks"
        )
        let lines = try SampleWallet.text(.descriptorPair).split(separator: "\n")
        #expect(Self.code("\(lines[0])\n\(lines[0])") == "wallet-file.contradiction")
        let other = try SampleWallet.make {
            $0.network = .mainnet
            $0.threshold = 3
        }
        let others = String(decoding: try WalletFormat.descriptorPair.write(other), as: UTF8.self).split(
            separator: "\n")
        #expect(Self.code("\(lines[0])\n\(others[1])") == "wallet-file.contradiction")
        #expect(Self.code("\(lines[0])\n\(lines[1])\n\(text)\(text)") == "wallet-file.contradiction")
    }

    @Test("what is no wallet file, and what is too large for one")
    func noWallet() {
        #expect(Self.code("") == "wallet-file.unknown-format")
        #expect(Self.code("hello") == "wallet-file.unknown-format")
        #expect(Self.code("{}") == "wallet-file.unknown-format")
        #expect(Self.code("{") == "json.truncated")
        #expect(Self.code("[{}]") == "wallet-file.missing")
        #expect(Self.code(String(repeating: "ab", count: 100)) == "wallet-file.encrypted")
        #expect(Self.code("tr(xpub)") == "descriptor.unsupported-function")
        #expect(Self.code([0xff, 0xfe, 0x00]) == "wallet-file.not-text")
        #expect(Self.code([UInt8](repeating: 0x20, count: 131_073)) == "wallet-file.too-large")
        #expect(Self.code("[" + String(repeating: "[", count: 60_000) + "\"desc\"") == "json.too-deep")
        let keys = (0..<30).map { "0000000\($0 % 10): xpub" }.joined(separator: "\n")
        #expect(
            Self.code("Name: a\nPolicy: 2 of 30\nFormat: P2WSH\nDerivation: m/1\n" + keys)
                == "wallet-file.too-many-keys")
    }

    private static func code(_ text: String) -> String? { code(Array(text.utf8)) }

    private static func code(_ bytes: [UInt8]) -> String? {
        do throws(WalletFileError) {
            _ = try WalletFormat.read(bytes)
            return nil
        } catch {
            return error.code
        }
    }
}
