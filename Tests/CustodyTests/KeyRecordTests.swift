import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Testing

@Suite("Key records")
struct KeyRecordTests {
    let custody: TestCustody

    init() throws { custody = try TestCustody.shared.get() }

    @Test("are verified when both keys sign over each other")
    func verifies() throws {
        let record = try custody.alice.keyRecord()
        let document = try custody.alice.signed(Document(body: record))
        #expect(try VerifiedKeyRecord(document).record == record)
        #expect(try Document<KeyRecord>(parsing: document.encoded) == document)
    }

    @Test("of people without coins have no account key")
    func withoutAccountKey() throws {
        let dave = custody.dave
        let record = try change(dave.keyRecord(), accountKey: nil)
        let document = try dave.signed(Document(body: record))
        #expect(String(decoding: document.bodyBytes, as: UTF8.self).hasSuffix("origin: -\nxpub: -\npossession: -\n"))
        #expect(try VerifiedKeyRecord(Document<KeyRecord>(parsing: document.encoded)).record == record)
    }

    @Test("are refused without the identity key's signature")
    func unsigned() throws {
        let record = try custody.alice.keyRecord()
        #expect(throws: KeyRecordError.signature(.unsigned(person: custody.alice.id))) {
            try VerifiedKeyRecord(Document(body: record))
        }
        let byBob = try custody.bob.signed(Document(body: record))
        #expect(throws: KeyRecordError.signature(.otherSigner(found: custody.bob.id, expected: custody.alice.id))) {
            try VerifiedKeyRecord(byBob)
        }
    }

    @Test("are refused when the account key signed over another identity key, or not at all")
    func possession() throws {
        let alice = custody.alice
        let bob = custody.bob
        let stolen = KeyRecord.AccountKey(
            origin: bob.origin, xpub: bob.xpub,
            possession: try #require(try bob.keyRecord().accountKey).possession)
        let record = try change(alice.keyRecord(), accountKey: stolen)
        #expect(throws: KeyRecordError.possession(person: alice.id)) {
            try VerifiedKeyRecord(alice.signed(Document(body: record)))
        }
    }

    @Test("bind the proof to network, identity key and extended key")
    func possessionDigest() throws {
        let alice = custody.alice
        let digest = KeyRecord.possessionDigest(
            network: .regtest, identityKey: alice.identityKey, xpub: alice.xpub)
        #expect(
            digest
                == TaggedHash.hash(
                    tag: "rensho/possession/v1/regtest", alice.identityKey.bytes + alice.xpub.serialized))
        #expect(alice.identityKey.bytes.count == 33 && alice.xpub.serialized.count == 78)
    }

    @Test("are refused when the account key contradicts its origin or network")
    func accountKey() throws {
        let alice = custody.alice
        let key = try #require(try alice.keyRecord().accountKey)
        let fingerprint = key.origin.fingerprint
        let cases: [(String, Network, AccountKeyError)] = [
            ("48h/1h/0h/2h", .mainnet, .otherNetwork),
            ("48h/1h/0h", .regtest, .depth(key: 4, origin: 3)),
            ("48h/1h/0h/1h", .regtest, .childNumber(origin: "\(fingerprint)/48h/1h/0h/1h")),
        ]
        for (path, network, error) in cases {
            let origin = KeyOrigin(fingerprint: fingerprint, path: try DerivationPath(parsing: path))
            #expect(throws: DocumentError.keyRecord(.accountKey(error))) {
                try change(
                    alice.keyRecord(), network: network,
                    accountKey: KeyRecord.AccountKey(origin: origin, xpub: key.xpub, possession: key.possession))
            }
        }
    }

    @Test("are refused when a master key, or its child, has another fingerprint than the origin says")
    func fingerprints() throws {
        // BIP-32 test vector 1, chains m and m/0h, with the version bytes of test networks.
        let master = try ExtendedPublicKey(
            parsing:
                "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8"
        )
        let child = try ExtendedPublicKey(
            parsing:
                "xpub68Gmy5EdvgibQVfPdqkBBCHxA5htiqg55crXYuXoQRKfDBFA1WEjWgP6LHhwBZeNK1VTsfTFUHCdrfp1bgwQ9xv5ski8PX9rL2dZXvgGDnw"
        )
        let right = master.fingerprint
        let wrong = custody.alice.origin.fingerprint
        let possession = try custody.alice.sign(master.chainCode)
        for (xpub, path) in [(master, ""), (child, "0h")] {
            let steps = try DerivationPath(parsing: path)
            for (fingerprint, isRight) in [(right, true), (wrong, false)] {
                let key = KeyRecord.AccountKey(
                    origin: KeyOrigin(fingerprint: fingerprint, path: steps), xpub: xpub, possession: possession)
                let result = Result { try change(custody.alice.keyRecord(), network: .mainnet, accountKey: key) }
                if isRight {
                    #expect(throws: Never.self) { try result.get() }
                } else {
                    #expect(throws: DocumentError.keyRecord(.accountKey(.fingerprint(origin: key.origin.description))))
                    {
                        try result.get()
                    }
                }
            }
        }
    }

    @Test("are refused when one key serves for both, or the account key is given by half")
    func shape() throws {
        let alice = custody.alice
        let record = try alice.keyRecord()
        #expect(throws: DocumentError.keyRecord(.oneKeyForBoth)) {
            try change(record, identityKey: alice.xpub.publicKey)
        }
        let text = String(decoding: Document(body: record).encoded, as: UTF8.self)
        for name in ["origin", "xpub", "possession"] {
            let half = text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.hasPrefix("\(name): ") ? "\(name): -" : String($0) }.joined(separator: "\n")
            #expect(throws: DocumentError.keyRecord(.incompleteAccountKey)) {
                try Document<KeyRecord>(parsing: Array(half.utf8))
            }
        }
    }

    private func change(
        _ record: KeyRecord, network: Network? = nil, identityKey: PublicKey? = nil
    ) throws(DocumentError) -> KeyRecord {
        try change(record, network: network, identityKey: identityKey, accountKey: record.accountKey)
    }

    private func change(
        _ record: KeyRecord, network: Network? = nil, identityKey: PublicKey? = nil, accountKey: KeyRecord.AccountKey?
    ) throws(DocumentError) -> KeyRecord {
        try KeyRecord(
            network: network ?? record.network, person: record.person, name: record.name,
            organisation: record.organisation, site: record.site, device: record.device,
            identityKey: identityKey ?? record.identityKey, accountKey: accountKey)
    }
}
