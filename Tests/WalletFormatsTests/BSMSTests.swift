import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Descriptors
import TestSupport
import Testing
import WalletFormats

@Suite("BSMS")
struct BSMSTests {
    static let tokens = ["a54044308ceac9b7", "108a2360adb302774eb521daebbeda5e"]

    @Test("a record that was encrypted is decrypted, and every changed byte is noticed", arguments: tokens)
    func encryption(_ token: String) throws {
        let encryption = try BSMSEncryption(try BSMSToken(parsing: token))
        let record = try SampleWallet.text(.bsms)
        let file = encryption.encrypt(record)
        #expect(try encryption.decrypt(file) == record)
        var bytes = try Hex.decode(file)
        for place in stride(from: 0, to: bytes.count, by: 13) {
            bytes[place] ^= 0x10
            #expect(throws: BSMSError.wrongMAC) { try encryption.decrypt(Hex.encode(bytes)) }
            bytes[place] ^= 0x10
        }
        let other = try BSMSEncryption(try BSMSToken(parsing: "a54044308ceac9b6"))
        #expect(throws: BSMSError.wrongMAC) { try other.decrypt(file) }
    }

    @Test("tokens of another length or spelling, and no token at all")
    func badTokens() throws {
        for text in ["", "0", "01", "a54044308ceac9", "A54044308CEAC9B7", "a54044308ceac9b7 "] {
            #expect(throws: BSMSError.token) { try BSMSToken(parsing: text) }
        }
        #expect(throws: BSMSError.noEncryption) { try BSMSEncryption(try BSMSToken(parsing: "00")) }
    }

    struct Message: Decodable, Sendable {
        struct Expected: Decodable, Sendable { let variant: String }
        let id: Int
        let message: String
        let signature: String
        let type: String?
        let expect: String
        let expected: Expected?
    }

    /// The public keys stand at the end of the witnesses.
    private static func key(_ signature: String) throws -> PublicKey {
        try PublicKey(try Base64.decode(String(signature.dropFirst(3))).suffix(33))
    }

    @Test("published BIP-322 signatures of P2WPKH are accepted for their message and no other")
    func simpleSignatures() throws {
        let cases: [Message] = try VectorStore.load("bip322/bip322.json", op: "verify")
        let simple = cases.filter {
            $0.type == "p2wpkh" && $0.expect == "valid" && $0.expected?.variant == "simple"
                && $0.signature.hasPrefix("smp")
        }
        #expect(simple.count >= 5)
        for vector in simple {
            let message = try Hex.decode(vector.message)
            let key = try Self.key(vector.signature)
            try SignedMessage.verify(vector.signature, of: message, by: key, verifier: OpenSSLVerifier())
            #expect(throws: SignedMessageError.wrong) {
                try SignedMessage.verify(
                    vector.signature, of: message + [0x21], by: key, verifier: OpenSSLVerifier())
            }
        }
    }

    @Test("signatures that are none")
    func badSignatures() throws {
        let key = try SampleWallet.standard.get().descriptor.keys[0].xpub.publicKey
        func error(_ signature: String) -> SignedMessageError? {
            do throws(SignedMessageError) {
                try SignedMessage.verify(signature, of: [], by: key, verifier: OpenSSLVerifier())
                return nil
            } catch { return error }
        }
        #expect(error("") == .encoding)
        #expect(error("not base64!") == .encoding)
        #expect(error(String(repeating: "A", count: 204)) == .encoding)
        #expect(error(Base64.encode([30] + [UInt8](repeating: 1, count: 64))) == .header(30))
        #expect(error(Base64.encode([43] + [UInt8](repeating: 1, count: 64))) == .header(43))
        #expect(error(Base64.encode([31] + [UInt8](repeating: 1, count: 64))) == .wrong)
        #expect(error(Base64.encode([0x02, 0x01, 0x01, 0x01, 0x02])) == .wrong)
        #expect(error(Base64.encode([0x01, 0x01, 0x01])) == .witness)
        #expect(error(Base64.encode([0x02, 0x01, 0x02, 0x21] + key.bytes)) == .hashType)
        #expect(error(Base64.encode([0x02, 0x01, 0x01, 0x21] + key.bytes)) == .witness)
    }
}
