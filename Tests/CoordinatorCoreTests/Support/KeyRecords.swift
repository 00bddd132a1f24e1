import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import TestSupport

/// Key records of test custodians, signed by both of their keys.
enum KeyRecords {
    static func record(
        _ number: Int, network: Network = .regtest, withAccount: Bool = true, possessionOf other: Int? = nil,
        signedBy signer: Int? = nil, organisation: String = "example"
    ) throws -> Document<KeyRecord> {
        let cosigner = try FixtureCosigner(number: number, network: network)
        let person = try cosigner.person
        var account: KeyRecord.AccountKey?
        if withAccount {
            account = KeyRecord.AccountKey(
                origin: cosigner.origin, xpub: cosigner.xpub,
                possession: try possession(
                    cosigner, key: try FixtureCosigner(number: other ?? number, network: network)))
        }
        let body = try KeyRecord(
            network: network, person: person, name: PersonName(person.description),
            organisation: Identifier(organisation), site: Identifier("site-\(number)"),
            device: FixtureVault.device(of: person), identityKey: cosigner.identityKey, accountKey: account)
        var document = Document(body: body)
        document.add(try FixtureCosigner(number: signer ?? number, network: network).signature(over: document.digest))
        return document
    }

    private static func possession(_ cosigner: FixtureCosigner, key: FixtureCosigner) throws -> ECDSASignature {
        let digest = KeyRecord.possessionDigest(
            network: cosigner.network, identityKey: cosigner.identityKey, xpub: cosigner.xpub)
        return try key.accountSignature(over: digest)
    }
}
