import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import SecretKeys

/// The vectors of words and commitments.
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
}
