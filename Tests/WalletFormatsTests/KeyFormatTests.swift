import BitcoinCrypto
import BitcoinPrimitives
import Descriptors
import TestSupport
import Testing
import WalletFormats

@Suite("keys of other programs")
struct KeyFormatTests {
    @Test("the written forms are read back", arguments: KeyFormat.written, MultisigDescriptor.ScriptType.allCases)
    func roundTrip(_ format: KeyFormat, _ type: MultisigDescriptor.ScriptType) throws {
        for network in Network.allCases {
            let wallet = try SampleWallet.make {
                $0.network = network
                $0.scriptType = type
            }
            for key in wallet.descriptor.keys {
                let read = try ForeignKey.read(try #require(format.write(key, for: type)))
                #expect(read.map(\.key) == [key])
                #expect(read.map(\.scriptType) == [format == .ccxp ? type : nil])
            }
        }
    }

    @Test("only a signer writes a BSMS key record")
    func onlySigners() throws {
        let key = try SampleWallet.standard.get().descriptor.keys[0]
        #expect(KeyFormat.bsms.write(key, for: .p2wsh) == nil)
        #expect(KeyFormat.genericJSON.write(key, for: .p2wsh) == nil)
    }

    @Test("both keys of a device's file are read, and each is checked")
    func bothScripts() throws {
        let native = try SampleWallet.standard.get().descriptor.keys[0]
        let nested = try SampleWallet.make {
            $0.network = .mainnet
            $0.scriptType = .p2shP2wsh
        }.descriptor.keys[0]
        let ccxp = """
            {"p2sh_deriv": "m/45h", "p2sh": "ignored", "p2wsh_deriv": "m/48h/0h/0h/2h",
             "p2wsh": "\(SLIP132.text(native.xpub, for: .p2wsh))", "p2sh_p2wsh_deriv": "m/48h/0h/0h/1h",
             "p2sh_p2wsh": "\(SLIP132.text(nested.xpub, for: .p2shP2wsh))", "account": "0", "xfp": "73C5DA0A"}
            """
        #expect(try ForeignKey.read(Array(ccxp.utf8)).map(\.key) == [native, nested])
        let generic = """
            {"chain": "BTC", "xfp": "73C5DA0A", "account": 0, "xpub": "ignored",
             "bip48_2": {"name": "p2wsh", "xfp": "0C5F9A1E", "deriv": "m/48h/0h/0h/2h", "xpub": "\(native.xpub)",
                         "_pub": "\(SLIP132.text(native.xpub, for: .p2wsh))"}}
            """
        #expect(try ForeignKey.read(Array(generic.utf8)).map(\.key) == [native])
        let changes: [(String, String, String, String)] = [
            (ccxp, "m/48h/0h/0h/2h", "m/48h/0h/0h/3h", "wallet-file.origin-contradicts-key"),
            (ccxp, "\"Zpub", "\"Ypub", "extended-key.base58check.wrong-checksum"),
            (
                ccxp, SLIP132.text(native.xpub, for: .p2wsh), SLIP132.text(native.xpub, for: .p2shP2wsh),
                "slip132.other-script"
            ),
            (ccxp, "\"xfp\"", "\"fingerprint\"", "wallet-file.unknown"),
            (ccxp, "73C5DA0A", "73C5DA", "derivation.fingerprint-syntax"),
            (generic, "BTC", "XTN", "wallet-file.other-network"), (generic, "BTC", "LTC", "wallet-file.malformed"),
            (
                generic, SLIP132.text(native.xpub, for: .p2wsh), SLIP132.text(nested.xpub, for: .p2wsh),
                "wallet-file.origin-contradicts-key"
            ),
            (generic, "bip48_2", "bip84", "wallet-file.missing"),
        ]
        for (text, old, new, code) in changes {
            let bad = text.replacing(old, with: new)
            try #require(bad != text)
            #expect(Self.code(bad) == code, "\(old) -> \(new)")
        }
    }

    @Test("a key on a line needs its origin, and nothing after it")
    func expressions() throws {
        let key = try SampleWallet.standard.get().descriptor.keys[0]
        #expect(try ForeignKey.read(Array("\(key)\n".utf8)).map(\.key) == [key])
        #expect(Self.code("\(key.xpub)") == "wallet-file.origin-missing")
        #expect(Self.code("\(key)/0/*") == "extended-key.base58.invalid-character")
        #expect(Self.code("[73c5da0a/48h/0h/0h]\(key.xpub)") == "wallet-file.origin-contradicts-key")
        #expect(Self.code("[\(key.origin)]\(key.xpub.publicKey.hex)") == "descriptor.fixed-key")
        #expect(Self.code("[\(key.origin)]" + WalletRefusalTests.privateKey) == "wallet-file.private-key")
        #expect(Self.code(SLIP132.text(key.xpub, for: .p2wsh)) == "wallet-file.origin-missing")
        #expect(Self.code("[\(key.origin)]" + SLIP132.text(key.xpub, for: .p2wsh)) == "extended-key.foreign-version")
    }

    private static func code(_ text: String) -> String? {
        do throws(WalletFileError) {
            _ = try ForeignKey.read(Array(text.utf8))
            return nil
        } catch {
            return error.code
        }
    }
}
