import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Testing

@Suite("Digests as words")
struct DigestWordsTests {
    static let digest = SHA256.hash(Array("rensho".utf8))

    @Test("are cut from scrypt, eleven bits for a word")
    func golden() throws {
        // Computed independently with Python's hashlib.scrypt.
        #expect(
            try DigestWords.caseWords(Self.digest).joined(separator: " ")
                == "such merit rival balance bunker adjust resist suffer")
        #expect(
            try DigestWords.vaultWords(Self.digest).joined(separator: " ")
                == "joy spice annual expire pumpkin food year order machine tonight change ivory")
        let custody = try TestCustody.shared.get()
        #expect(
            try DigestWords.identityWords(custody.alice.identityKey).joined(separator: " ")
                == "image emotion scheme yellow convince symptom squirrel square electric surge alley upon")
    }

    @Test("differ in every word's chance when one bit differs")
    func differs() throws {
        var bytes = Self.digest.bytes
        bytes[31] ^= 1
        #expect(try DigestWords.caseWords(Bytes32(bytes)) != DigestWords.caseWords(Self.digest))
        #expect(try DigestWords.caseWords(Self.digest).count == 8)
        #expect(try DigestWords.vaultWords(Self.digest).count == 12)
    }
}
