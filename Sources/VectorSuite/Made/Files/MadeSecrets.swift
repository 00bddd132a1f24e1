import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import SecretKeys

/// The vectors of words, commitments, identity keys and keystores.
extension MadeWorld {
    /// `words.json`.
    func wordsFile() throws -> MadeFile {
        var cases: [MadeCase] = []
        for (comment, digest) in [
            ("the case of these vectors", caseDocument.digest), ("zeros", Bytes32(bigEndianWords: (0, 0, 0, 0))),
            ("another last bit", Self.hash(1)),
        ] {
            cases.append(
                .valid(
                    "case-words", comment, [("digest", .string(digest.hex))],
                    [("words", .string(try DigestWords.caseWords(digest).joined(separator: " ")))]))
        }
        for (comment, digest) in [
            ("the vault of these vectors", vault.digest), ("the digest of the case above", caseDocument.digest),
        ] {
            cases.append(
                .valid(
                    "vault-words", comment, [("digest", .string(digest.hex))],
                    [("words", .string(try DigestWords.vaultWords(digest).joined(separator: " ")))]))
        }
        for party in [alice, bob, carol, dave] {
            cases.append(
                .valid(
                    "identity-words", "\(party.id)'s key", [("identity_key", .string(party.identityKey.hex))],
                    [("words", .string(try DigestWords.identityWords(party.identityKey).joined(separator: " ")))]))
        }
        return MadeFile(
            name: "words", about: "digests and keys as words",
            notes: "words: cut from scrypt with N = 2^15, r = 8, p = 1; the salt is the tag of the purpose.",
            cases: cases)
    }

    /// `commitment.json`.
    func commitmentFile() throws -> MadeFile {
        var cases: [MadeCase] = []
        func hex(_ signatures: [ECDSASignature]) -> JSONValue { .texts(signatures.map { Hex.encode($0.compact) }) }
        for party in custodians {
            let salt = try party.salt(caseDocument.digest)
            let signatures = try signatures(party)
            let commitment = CaseCommitment.digest(network: .regtest, salt: salt, signatures: signatures)
            cases.append(
                .valid(
                    "commitment", "\(party.id)'s signatures of the case",
                    [
                        ("seed", .hex(party.seed)), ("network", .string("regtest")),
                        ("case_digest", .string(caseDocument.digest.hex)), ("signatures", hex(signatures)),
                    ], [("salt", .string(salt.hex)), ("commitment", .string(commitment.hex))]))
        }
        let right = try signatures(carol)
        let salt = release.body.salt
        func opens(_ comment: String, _ salt: Bytes32, _ signatures: [ECDSASignature], _ answer: Bool) -> MadeCase {
            .valid(
                "opens", comment,
                [
                    ("share", .document(shares[1].encoded)), ("salt", .string(salt.hex)),
                    ("signatures", hex(signatures)),
                ], [("opens", .bool(answer))])
        }
        let otherNetwork = CaseCommitment.digest(network: .signet, salt: salt, signatures: right)
        cases += [
            opens("the signatures and the salt of the release", salt, right, true),
            opens("another salt", Self.hash(1), right, false),
            opens("the signatures in another order", salt, right.reversed(), false),
            opens("one signature too few", salt, Array(right.dropLast()), false),
            opens("one signature too many", salt, right + [right[0]], false),
            opens("somebody else's signatures", salt, try signatures(bob), false),
            .invalid(
                "opens", "the tag of another network: not the share's commitment, and the share not signed",
                [
                    (
                        "share",
                        .string(MadeText(shares[1].encoded).with("commitment", otherNetwork.hex).text)
                    ), ("salt", .string(salt.hex)), ("signatures", hex(right)),
                ], "signature.invalid"),
        ]
        return MadeFile(
            name: "commitment", about: "the commitment of a share to signatures that are not released yet",
            notes:
                "signatures: 64 bytes r and s of each input in order. salt: HMAC-SHA256 of the case digest under the "
                + "private identity key, which comes from the seed. opens: whether salt and signatures are what a share, "
                + "signed with the identity key in its signature line, stands for.",
            cases: cases)
    }

    /// `keystore.json`.
    func keystoreFile() throws -> MadeFile {
        let file = try sealed(passphrase: Self.passphrase)
        let count = file.count
        // Behind the header: 64 bytes of seed, 16 of the tag, 32 of the checksum.
        let header = 11..<(count - 112)
        // Before its end stand log2 N, r, p, 32 bytes of salt, 12 of the nonce and 16 of the key check.
        let cost = header.upperBound - 63
        let kind = header.lowerBound + 27
        func changed(_ place: Int, to value: UInt8? = nil) -> [UInt8] {
            var copy = Array(file.dropLast(32))
            copy[place] = value ?? copy[place] ^ 1
            return copy + SHA256.hash(copy).bytes
        }
        func refused(_ comment: String, _ file: [UInt8], _ code: String, passphrase: String = MadeWorld.passphrase)
            -> MadeCase
        {
            .invalid("keystore-open", comment, [("file", .hex(file)), ("passphrase", .string(passphrase))], code)
        }
        let longer = Array(file.dropLast(32)) + [0]
        let damaged = Array(file.dropLast()) + [(file.last ?? 0) ^ 1]
        var cases = try [
            ("N = 2^10, for tests", Self.passphrase, UInt8(10), UInt8(1)), ("p = 2", Self.passphrase, 10, 2),
            ("the usual cost", Self.passphrase, 17, 1), ("a passphrase that is not ASCII", "秘密の合言葉 é", 10, 1),
            ("the same passphrase decomposed: other bytes, another key", "秘密の合言葉 e\u{301}", 10, 1),
        ].flatMap { comment, passphrase, log2N, p in
            try keystoreCases(comment, passphrase, ScryptCost(log2N: log2N, p: p))
        }
        cases += [
            refused("a wrong passphrase", file, "keystore.wrong-passphrase", passphrase: Self.passphrase + " "),
            refused("an empty passphrase", file, "keystore.empty-passphrase", passphrase: ""),
            refused("nothing at all", [], "keystore.not-a-keystore"),
            refused("another beginning", changed(0), "keystore.not-a-keystore"),
            refused("version 2", changed(8, to: 2), "keystore.unsupported-version"),
            refused("a wrong checksum", damaged, "keystore.damaged"),
            refused("cut short", Array(file.dropLast(40)), "keystore.damaged"),
            refused("a byte behind the checksum", file + [0], "keystore.damaged"),
            refused("a byte before a right checksum", longer + SHA256.hash(longer).bytes, "keystore.malformed"),
            refused("a header longer than the file", changed(10, to: 7), "keystore.malformed"),
            refused("a header longer than 2048 bytes", changed(10, to: 9), "keystore.malformed"),
            refused("a person in capitals", changed(12, to: 0x41), "keystore.identifier"),
            refused("another person", changed(12, to: 0x62), "keystore.not-authentic"),
            refused("an unknown network", changed(kind - 1, to: 0x78), "keystore.network"),
            refused("kind 2", changed(kind, to: 2), "keystore.unknown-kind"),
            refused("another number of the identity key", changed(kind + 1), "keystore.not-authentic"),
            refused("an identity key without its prefix", changed(kind + 5, to: 5), "keystore.identity-key"),
            refused("another fingerprint", changed(kind + 38), "keystore.not-authentic"),
            refused("a path with another last step", changed(kind + 55), "keystore.account-mismatch"),
            refused("an xpub that is none", changed(kind + 59), "keystore.account"),
            refused("N = 2^9", changed(cost, to: 9), "keystore.cost-out-of-range"),
            refused("N = 2^21", changed(cost, to: 21), "keystore.cost-out-of-range"),
            refused("r = 4", changed(cost + 1, to: 4), "keystore.cost-out-of-range"),
            refused("p = 0", changed(cost + 2, to: 0), "keystore.cost-out-of-range"),
            refused("p = 5", changed(cost + 2, to: 5), "keystore.cost-out-of-range"),
            refused("another salt", changed(cost + 3), "keystore.wrong-passphrase"),
            refused("another nonce", changed(cost + 35), "keystore.not-authentic"),
            refused("another key check", changed(cost + 47), "keystore.wrong-passphrase"),
            refused("another encrypted seed", changed(header.upperBound), "keystore.not-authentic"),
            refused("another tag", changed(header.upperBound + 64), "keystore.not-authentic"),
        ]
        for party in [alice, bob] {
            for (network, number) in [
                (Network.regtest, UInt32(0)), (.mainnet, 0), (.mainnet, 1), (.testnet4, 4_294_967_295),
            ] {
                let seed = try Seed(SecretBytes(copying: party.seed))
                let key = try IdentityKey(seed: seed, network: network, number: number).publicKey
                cases.append(
                    .valid(
                        "identity-key", "\(party.id), \(network), number \(number)",
                        [
                            ("seed", .hex(party.seed)), ("network", .string(network.rawValue)),
                            ("number", .unsigned(UInt64(number))),
                        ], [("identity_key", .string(key.hex))]))
            }
        }
        return MadeFile(
            name: "keystore", about: "keystore files and identity keys",
            notes:
                "keystore-seal: salt and nonce are given, which is for vectors alone. passphrase: its UTF-8 bytes as they "
                + "stand here, not normalised. Changed files carry a right checksum where their comment does not say "
                + "otherwise.",
            cases: cases)
    }

    private static let passphrase = "correct horse battery staple"

    private static let salt = (0..<32).map { UInt8($0) }

    private static let nonce = (0..<12).map { UInt8(0xa0 + $0) }

    private func sealed(passphrase: String, cost: ScryptCost = .forTests) throws -> [UInt8] {
        let seed = try Seed(SecretBytes(copying: alice.seed))
        let header = try KeystoreHeader(
            describing: seed, person: alice.id.description, device: alice.device.description, network: .regtest,
            account: alice.origin.path)
        return try Keystore.seal(
            seed: seed, header: header, passphrase: SecretBytes(copying: Array(passphrase.utf8)), cost: cost,
            salt: Self.salt, nonce: Self.nonce)
    }

    private func keystoreCases(_ comment: String, _ passphrase: String, _ cost: ScryptCost) throws -> [MadeCase] {
        let file = try sealed(passphrase: passphrase, cost: cost)
        let words: [(key: String, value: JSONValue)] = [
            ("person", .string(alice.id.description)), ("device", .string(try alice.device.description)),
            ("network", .string("regtest")), ("identity_number", .integer(0)),
        ]
        let account: [(key: String, value: JSONValue)] = [("account", .string(alice.origin.path.description))]
        let sealing: [(key: String, value: JSONValue)] = [
            ("seed", .hex(alice.seed)), ("passphrase", .string(passphrase)), ("log2_n", .integer(Int(cost.log2N))),
            ("r", .integer(Int(cost.r))), ("p", .integer(Int(cost.p))), ("salt", .hex(Self.salt)),
            ("nonce", .hex(Self.nonce)),
        ]
        let opened: [(key: String, value: JSONValue)] = [
            ("seed", .hex(alice.seed)), ("identity_key", .string(alice.identityKey.hex)),
            ("origin", .string(alice.origin.description)), ("xpub", .string(alice.xpub.description)),
        ]
        return [
            .valid("keystore-seal", comment, sealing + words + account, [("file", .hex(file))]),
            .valid(
                "keystore-open", comment, [("file", .hex(file)), ("passphrase", .string(passphrase))], words + opened),
        ]
    }
}
