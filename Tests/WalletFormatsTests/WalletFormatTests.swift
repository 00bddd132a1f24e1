import BitcoinPrimitives
import Descriptors
import TestSupport
import Testing
import WalletFormats

@Suite("forms of other wallets, written and read")
struct WalletFormatTests {
    @Test("reading gives back what was written, whatever the wallet", arguments: WalletFormat.allCases)
    func roundTrip(_ format: WalletFormat) throws {
        var generator = SeededGenerator(seed: 388)
        for _ in 0..<8 {
            let count = Int.random(in: 2...7, using: &generator)
            let threshold = Int.random(in: 2...count, using: &generator)
            let network = try #require(Network.allCases.randomElement(using: &generator))
            let type = try #require(MultisigDescriptor.ScriptType.allCases.randomElement(using: &generator))
            let wallet = try SampleWallet.make {
                $0.keyCount = count
                $0.threshold = threshold
                $0.network = network
                $0.scriptType = type
            }
            try Self.check(format, wallet)
        }
    }

    private static func check(_ format: WalletFormat, _ wallet: MultisigWallet) throws {
        let bytes = try format.write(wallet)
        let read = try WalletFormat.read(bytes)
        #expect(read.format == format)
        #expect(WalletComparison(ours: wallet, theirs: read).isSameWallet)
        #expect(read.descriptor.keys == wallet.descriptor.keys)
        #expect(read.descriptor.threshold == wallet.descriptor.threshold)
        #expect(read.descriptor.scriptType == wallet.descriptor.scriptType)
        #expect(read.descriptor.branches == (format == .specter ? [0] : [0, 1]))
        let hasName: Set<WalletFormat> = [.coldcard, .bip388, .caravan, .specter, .specterDIY]
        #expect(read.name == (hasName.contains(format) ? wallet.name : nil))
        #expect(read.keyNames == ([.caravan, .specter].contains(format) ? wallet.keyNames : []))
        // Line ends of another system change nothing, but for BSMS, whose lines are what is signed and authenticated.
        if format != .bsms {
            let text = String(decoding: bytes, as: UTF8.self).replacing("\n", with: "\r\n")
            #expect(try WalletFormat.read(Array(text.utf8)) == read)
        }
    }

    @Test("each form says what it does not carry")
    func notCarried() {
        for format in WalletFormat.allCases { #expect(!format.notCarried.isEmpty, "\(format)") }
        #expect(WalletFormat.neverCarried.count == 2)
    }

    @Test("the exact texts of the standard wallet")
    func exactTexts() throws {
        let wallet = try SampleWallet.standard.get()
        let keys = wallet.descriptor.keys
        #expect(
            try SampleWallet.text(.coldcard) == """
                Name: treasury
                Policy: 2 of 3
                Format: P2WSH

                Derivation: m/48'/0'/0'/2'
                73C5DA0A: \(keys[0].xpub)

                Derivation: m/48'/0'/0'/2'
                \(keys[1].origin.fingerprint.description.uppercased()): \(keys[1].xpub)

                Derivation: m/48'/0'/0'/2'
                \(keys[2].origin.fingerprint.description.uppercased()): \(keys[2].xpub)

                """)
        #expect(try SampleWallet.text(.descriptor) == wallet.descriptor.text + "\n")
        #expect(
            try SampleWallet.text(.specterDIY)
                == "addwallet treasury&wsh(sortedmulti(2," + keys.map { "\($0)/{0,1}/*" }.joined(separator: ",")
                + "))\n")
        let bsms = try SampleWallet.text(.bsms).split(separator: "\n")
        #expect(bsms.count == 4 && bsms[0] == "BSMS 1.0" && bsms[2] == "/0/*,/1/*")
        #expect(try SampleWallet.text(.core).contains("\"internal\": true"))
    }

    @Test("names that not every program shows alike, and wallets too large for a form, are not written")
    func notWritten() throws {
        let descriptor = try SampleWallet.standard.get().descriptor
        func wallet(_ name: String) throws -> MultisigWallet {
            try MultisigWallet(
                name: name, network: .mainnet, descriptor: descriptor, keyNames: ["alice", "bob", "carol"])
        }
        #expect(throws: WalletFileError.name(limit: 64)) { try wallet("金庫") }
        #expect(throws: WalletFileError.name(limit: 64)) { try wallet(" a") }
        #expect(throws: WalletFileError.name(limit: 64)) { try wallet("") }
        #expect(throws: WalletFileError.name(limit: 20)) {
            try WalletFormat.coldcard.write(try wallet("a-vault-with-a-long-name"))
        }
        #expect(throws: WalletFileError.malformed("name", expected: "a name without &")) {
            try WalletFormat.specterDIY.write(try wallet("a&b"))
        }
        #expect(throws: WalletFileError.otherNetwork(stated: "regtest")) {
            try MultisigWallet(
                name: "a", network: .regtest, descriptor: descriptor, keyNames: ["alice", "bob", "carol"])
        }
        #expect(throws: WalletFileError.keyCount(stated: 1, found: 3)) {
            try MultisigWallet(name: "a", network: .mainnet, descriptor: descriptor, keyNames: ["alice"])
        }
        let large = try SampleWallet.make { $0.keyCount = 16 }
        #expect(throws: WalletFileError.tooManyKeys(count: 16, limit: 15)) { try WalletFormat.coldcard.write(large) }
    }
}
