import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import SecretKeys
import TestSupport

/// Key records of test custodians, signed by both of their keys.
enum HeldKeyRecord {
    static func make(_ number: Int) throws -> Document<KeyRecord> {
        let cosigner = try FixtureCosigner(number: number, network: .regtest)
        let person = try cosigner.person
        let digest = KeyRecord.possessionDigest(
            network: .regtest, identityKey: cosigner.identityKey, xpub: cosigner.xpub)
        let words = cosigner.sentence ?? ""
        let seed = try Mnemonic(parsing: SecretBytes(copying: Array(words.utf8))).seed(passphrase: nil)
        let account = try ExtendedPrivateKey(master: seed, network: .regtest).derived(cosigner.origin.path)
        let body = try KeyRecord(
            network: .regtest, person: person, name: PersonName(person.description),
            organisation: Identifier("example"), site: Identifier("site-\(number)"),
            device: FixtureVault.device(of: person), identityKey: cosigner.identityKey,
            accountKey: KeyRecord.AccountKey(
                origin: cosigner.origin, xpub: cosigner.xpub,
                possession: try account.signingKey().sign(digest, expecting: account.publicKey)))
        var document = Document(body: body)
        document.add(try cosigner.signature(over: document.digest))
        return document
    }
}
