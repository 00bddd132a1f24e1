import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import SecretKeys

/// The vectors of keystores, key files and identity keys.
extension MadeWorld {
    /// `keystore.json`.
    func keystoreFile() throws -> MadeFile {
        let file = try sealed(passphrase: Self.passphrase)
        let count = file.count
        // Behind the header: 64 bytes of seed, 16 of the tag, 32 of the checksum.
        let header = 11..<(count - 112)
        let withKeyFile = try sealed(passphrase: Self.passphrase, keyFile: Self.keyFile)
        let identity = try sealed(passphrase: Self.passphrase, isIdentityOnly: true)
        // Before its end stand log2 N, r, p, 32 bytes of salt, 12 of the nonce and 16 of the key check.
        let cost = header.upperBound - 63
        let kind = header.lowerBound + 27
        func changed(_ place: Int, to value: UInt8? = nil) -> [UInt8] {
            var copy = Array(file.dropLast(32))
            copy[place] = value ?? copy[place] ^ 1
            return copy + SHA256.hash(copy).bytes
        }
        func refused(
            _ comment: String, _ file: [UInt8], _ code: String, passphrase: String = MadeWorld.passphrase,
            keyFile: [UInt8]? = nil
        ) -> MadeCase {
            var inputs: [(key: String, value: JSONValue)] = [
                ("file", .hex(file)), ("passphrase", .string(passphrase)),
            ]
            if let keyFile { inputs.append(("key_file", .hex(keyFile))) }
            return .invalid("keystore-open", comment, inputs, code)
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
        cases += try keystoreCases("with a key file", Self.passphrase, .forTests, keyFile: Self.keyFile)
        cases += try keystoreCases("an identity alone", Self.passphrase, .forTests, isIdentityOnly: true)
        cases += keyFileCases
        cases += [
            refused("a wrong passphrase", file, "keystore.wrong-passphrase", passphrase: Self.passphrase + " "),
            refused("an empty passphrase", file, "keystore.empty-passphrase", passphrase: ""),
            refused("nothing at all", [], "keystore.not-a-keystore"),
            refused("another beginning", changed(0), "keystore.not-a-keystore"),
            refused("version 1", changed(8, to: 1), "keystore.unsupported-version"),
            refused("version 3", changed(8, to: 3), "keystore.unsupported-version"),
            refused("a wrong checksum", damaged, "keystore.damaged"),
            refused("cut short", Array(file.dropLast(40)), "keystore.damaged"),
            refused("a byte behind the checksum", file + [0], "keystore.damaged"),
            refused("a byte before a right checksum", longer + SHA256.hash(longer).bytes, "keystore.malformed"),
            refused("a header longer than the file", changed(10, to: 7), "keystore.malformed"),
            refused("a header longer than 2048 bytes", changed(10, to: 9), "keystore.malformed"),
            refused("a person in capitals", changed(12, to: 0x41), "keystore.identifier"),
            refused("another person", changed(12, to: 0x62), "keystore.not-authentic"),
            refused("an unknown network", changed(kind - 1, to: 0x78), "keystore.network"),
            refused("kind 0", changed(kind, to: 0), "keystore.unknown-kind"),
            refused("kind 3", changed(kind, to: 3), "keystore.unknown-kind"),
            refused("the kind without an account before an account", changed(kind, to: 2), "keystore.unknown-factors"),
            refused("unlock factors 0", changed(cost - 1, to: 0), "keystore.unknown-factors"),
            refused("unlock factors 2: a key file alone", changed(cost - 1, to: 2), "keystore.unknown-factors"),
            refused("no key file", withKeyFile, "keystore.key-file-needed"),
            refused("another key file", withKeyFile, "keystore.wrong-key-file", keyFile: Self.keyFileBytes(0x70)),
            refused("a damaged key file", withKeyFile, "key-file.damaged", keyFile: Self.keyFile.dropLast() + [0]),
            refused(
                "a wrong passphrase beside the right key file", withKeyFile, "keystore.wrong-passphrase",
                passphrase: "another", keyFile: Self.keyFile),
            refused("a key file that is not needed", file, "keystore.key-file-not-needed", keyFile: Self.keyFile),
            refused("an identity alone, cut short", Array(identity.dropLast(33)), "keystore.damaged"),
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

    /// The bytes of a key file whose secret counts from a number.
    private static func keyFileBytes(_ first: UInt8) -> [UInt8] {
        let body = Array("RENSHOKF".utf8) + [1] + (0..<32).map { first + $0 }
        return body + SHA256.hash(body).bytes
    }

    private static let keyFile = keyFileBytes(0x30)

    private var keyFileCases: [MadeCase] {
        let file = Self.keyFile
        func changed(_ place: Int, to value: UInt8) -> [UInt8] {
            var body = Array(file.dropLast(32))
            body[place] = value
            return body + SHA256.hash(body).bytes
        }
        func refused(_ comment: String, _ file: [UInt8], _ code: String) -> MadeCase {
            .invalid("key-file", comment, [("key_file", .hex(file))], code)
        }
        // HMAC-SHA256 under the file's secret, of which a keystore keeps 16 bytes.
        let id = HMAC.sha256(key: (0..<32).map { 0x30 + $0 }, Array("rensho/key-file/v1".utf8)).bytes.prefix(16)
        return [
            .valid("key-file", "a key file and its name in a keystore", [("key_file", .hex(file))], [("id", .hex(id))]),
            refused("nothing at all", [], "key-file.not-a-key-file"),
            refused("another beginning", changed(7, to: 0x53), "key-file.not-a-key-file"),
            refused("version 2", changed(8, to: 2), "key-file.unsupported-version"),
            refused("a wrong checksum", Array(file.dropLast()) + [(file.last ?? 0) ^ 1], "key-file.damaged"),
            refused("cut short", Array(file.dropLast(1)), "key-file.damaged"),
            refused("a byte too many", file + [0], "key-file.damaged"),
        ]
    }

    private func sealed(
        passphrase: String, cost: ScryptCost = .forTests, keyFile: [UInt8]? = nil, isIdentityOnly: Bool = false
    ) throws -> [UInt8] {
        let seed = try Seed(SecretBytes(copying: alice.seed))
        let header = try KeystoreHeader(
            describing: seed, person: alice.id.description, device: alice.device.description, network: .regtest,
            account: isIdentityOnly ? nil : alice.origin.path)
        let secret = try SecretBytes(copying: Array(passphrase.utf8))
        guard let keyFile else {
            return try Keystore.seal(
                seed: seed, header: header, passphrase: secret, cost: cost, salt: Self.salt, nonce: Self.nonce)
        }
        let factor = Optional(try KeyFile(parsing: SecretBytes(copying: keyFile)))
        return try Keystore.seal(
            seed: seed, header: header, passphrase: secret, keyFile: factor, cost: cost, salt: Self.salt,
            nonce: Self.nonce)
    }

    private func keystoreCases(
        _ comment: String, _ passphrase: String, _ cost: ScryptCost, keyFile: [UInt8]? = nil,
        isIdentityOnly: Bool = false
    ) throws -> [MadeCase] {
        let file = try sealed(passphrase: passphrase, cost: cost, keyFile: keyFile, isIdentityOnly: isIdentityOnly)
        let words: [(key: String, value: JSONValue)] = [
            ("person", .string(alice.id.description)), ("device", .string(try alice.device.description)),
            ("network", .string("regtest")), ("identity_number", .integer(0)),
        ]
        let factors: [(key: String, value: JSONValue)] =
            [("passphrase", .string(passphrase))] + (keyFile.map { [("key_file", .hex($0))] } ?? [])
        let account: [(key: String, value: JSONValue)] =
            isIdentityOnly ? [] : [("account", .string(alice.origin.path.description))]
        let sealing: [(key: String, value: JSONValue)] =
            [("seed", .hex(alice.seed))] + factors + [
                ("log2_n", .integer(Int(cost.log2N))), ("r", .integer(Int(cost.r))), ("p", .integer(Int(cost.p))),
                ("salt", .hex(Self.salt)), ("nonce", .hex(Self.nonce)),
            ]
        let opened: [(key: String, value: JSONValue)] = [
            ("seed", .hex(alice.seed)), ("identity_key", .string(alice.identityKey.hex)),
            ("fingerprint", .string(alice.origin.fingerprint.description)),
            ("path", .string(isIdentityOnly ? "-" : alice.origin.path.description)),
            ("xpub", .string(isIdentityOnly ? "-" : alice.xpub.description)),
        ]
        return [
            .valid("keystore-seal", comment, sealing + words + account, [("file", .hex(file))]),
            .valid("keystore-open", comment, [("file", .hex(file))] + factors, words + opened),
        ]
    }

}
