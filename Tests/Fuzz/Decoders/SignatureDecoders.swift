import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import SecretKeys
import TestSupport

extension FuzzDecoder {
    /// A signature in strict DER: what is read is written again byte for byte, and its compact form is the same.
    static let der = FuzzDecoder(
        "der", longestInput: 160,
        seeds: { try SeedCorpus.hex(in: "der", "ecdsa") { $0.first == 0x30 && $0.count <= 100 } },
        decode: { bytes in
            try FuzzBreach.anyOf([
                { try check(signature: bytes) },
                // Vectors end in the byte of the hash type.
                { try check(signature: Array(bytes.dropLast())) },
            ])
        })

    /// A keystore file, also with the checksum that fits it: its header reads, and no passphrase is tried.
    static let keystore = FuzzDecoder(
        "keystore", longestInput: 4_096, seeds: keystoreSeeds,
        decode: { bytes in
            let body = Array(bytes.dropLast(Bytes32.count))
            try FuzzBreach.anyOf([
                { try check(keystore: bytes) },
                { try check(keystore: body + SHA256.hash(body).bytes) },
            ])
        })

    private static func check(signature bytes: [UInt8]) throws {
        let signature = try ECDSASignature(strictDER: bytes)
        try FuzzBreach.unless(signature.der == bytes, "strict DER is written as it was read")
        let compact = try FuzzBreach.never("the compact form reads") {
            try ECDSASignature(compact: signature.compact)
        }
        try FuzzBreach.unless(compact == signature, "the compact form reads as the same")
    }

    private static func check(keystore file: [UInt8]) throws {
        let header = try Keystore.readHeader(file)
        let cost = try FuzzBreach.never("a file with a header has a cost") { try Keystore.readCost(file) }
        try FuzzBreach.unless(
            (ScryptCost.leastLog2N...ScryptCost.greatestLog2N).contains(cost.log2N), "the cost is within its limits")
        let again = try FuzzBreach.never("a header that was read can be made") {
            try KeystoreHeader(
                person: header.person, device: header.device, network: header.network,
                identityNumber: header.identityNumber, identityKey: header.identityKey,
                fingerprint: header.fingerprint, account: header.account)
        }
        try FuzzBreach.unless(again == header, "a header is its parts")
        try FuzzBreach.unless(
            try FuzzBreach.never("a keystore file is written again") { try Keystore.rewritten(file) } == file,
            "a keystore file is written as it was read")
    }

    private static func keystoreSeeds() throws -> [[UInt8]] {
        let people: [(String, Network, String?)] = [
            ("alice", .regtest, "48h/1h/0h/2h"), ("bob-2", .mainnet, "48h/0h/7h/1h"), ("dora", .signet, nil),
        ]
        return try people.map { person, network, account in
            let words = FixtureCosigner.publicSentence
            let seed = try Mnemonic(parsing: SecretBytes(copying: Array(words.utf8))).seed(passphrase: nil)
            let header = try KeystoreHeader(
                describing: seed, person: person, device: "laptop-1", network: network,
                account: account.map { try DerivationPath(parsing: $0) })
            return try Keystore.seal(
                seed: seed, header: header, passphrase: SecretBytes(copying: Array("public".utf8)), cost: .forTests,
                salt: [UInt8](repeating: 0x11, count: 32), nonce: [UInt8](repeating: 0x22, count: 12))
        }
    }
}
