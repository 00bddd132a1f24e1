import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import SecretKeys

/// The self-test's secret half, with keys that everybody knows: the same functions that will touch the real ones.
enum SelfTestKeys {
    private static let one = "0000000000000000000000000000000000000000000000000000000000000001"
    private static let beforeOrder = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140"
    private static let afterOrder = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364142"
    private static let zero = "0000000000000000000000000000000000000000000000000000000000000000"
    private static let words = "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong"
    /// The same with a wrong checksum.
    private static let wrongWords = "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo"

    static func randomSource(_ answer: [UInt8]) throws -> Bool {
        let first = try SystemRandom.bytes(32)
        let second = try SystemRandom.bytes(32)
        return SystemRandom.probe() == answer.map(Int32.init) && first != second && Set(first).count > 1
    }

    static func privateKey(_ answer: [UInt8]) throws -> Bool {
        try SecretMemory.prepare()
        return try key(one).publicKey.bytes == answer && key(beforeOrder).publicKey.hex == SelfTestCurve.negative
            && [zero, SelfTestCurve.order, afterOrder].allSatisfy { scalar in
                (try? { _ = try key(scalar) }()) == nil
            }
    }

    static func nonce(_ answer: [UInt8]) throws -> Bool {
        let digest = try Bytes32(Hex.decode(SelfTestCurve.digest))
        return try key(one).nonceCandidate(digest, number: 0).equals(SecretBytes(copying: answer))
    }

    static func sign(_ answer: [UInt8]) throws -> Bool {
        let key = try key(one)
        let digest = try Bytes32(Hex.decode(SelfTestCurve.digest))
        let signature = try key.signWithoutGrinding(digest)
        let again = try key.signWithoutGrinding(digest)
        let check = SignatureCheck(publicKey: key.publicKey.encoded, digest: digest, signature: signature)
        let other = try PublicKey(Hex.decode(SelfTestCurve.negative))
        return signature.compact == answer && signature.hasLowS && OpenSSLVerifier().verify(check)
            && again == signature && (try? key.sign(digest, expecting: other)) == nil
    }

    static func signLowR(_ answer: [UInt8]) throws -> Bool {
        let key = try key("12b004fff7f4b69ef8650e767f18f11ede158148b425660723b9f9a66e61f747")
        let digest = try Bytes32(Hex.decode("e34e812f4c659156ac2279b92c22a53c9822ac10396fe8da12a2fcfef8813566"))
        let signature = try key.sign(digest, expecting: key.publicKey)
        return signature.compact == answer && signature.hasLowR && signature.hasLowS
    }

    static func mnemonic(_ answer: [UInt8]) throws -> Bool {
        try trezorSeed().withSpan { span in
            span.count == answer.count && answer.indices.allSatisfy { span[$0] == answer[$0] }
        } && (try? { _ = try Mnemonic(parsing: secret(wrongWords.utf8)) }()) == nil
    }

    static func derivation(_ answer: [UInt8]) throws -> Bool {
        let master = try ExtendedPrivateKey(
            master: Seed(secret(Hex.decode("000102030405060708090a0b0c0d0e0f"))), network: .mainnet)
        let account = try master.derived(DerivationPath(parsing: "0h/1/2h"))
        let child = try ChildNumber.normal(2)
        let key = try account.derived(child)
        let publicChild = try account.extendedPublicKey().derived(child)
        let digest = try Bytes32(Hex.decode(SelfTestCurve.digest))
        let signature = try account.sign(digest, child: child, expecting: publicChild.publicKey)
        let check = SignatureCheck(publicKey: publicChild.publicKey.encoded, digest: digest, signature: signature)
        let publicHalf = try key.extendedPublicKey()
        return try key.serialized().equals(SecretBytes(copying: answer)) && publicHalf == publicChild
            && OpenSSLVerifier().verify(check)
    }

    static func identityKey(_ answer: [UInt8]) throws -> Bool {
        let seed = try trezorSeed()
        let mainnet = try IdentityKey(seed: seed, network: .mainnet, number: 0)
        let regtest = try IdentityKey(seed: seed, network: .regtest, number: 0)
        return mainnet.publicKey.bytes == answer && regtest.publicKey != mainnet.publicKey
    }

    static func keystore(_ answer: [UInt8]) throws -> Bool {
        let seed = try trezorSeed()
        let passphrase = try secret("a passphrase that everybody knows".utf8)
        let header = try KeystoreHeader(
            describing: seed, person: "self-test", device: "none", network: .mainnet,
            account: DerivationPath(parsing: "48h/0h/0h/2h"))
        var file = try Keystore.seal(
            seed: seed, header: header, passphrase: passphrase, cost: .forTests,
            salt: [UInt8](repeating: 0x53, count: 32), nonce: [UInt8](repeating: 0x4e, count: 12))
        guard SHA256.hash(file).bytes == answer else { return false }
        guard try Keystore.open(file, passphrase: passphrase).header == header else { return false }
        // The last byte of the tag, with the checksum that fits it: only the cipher can see the change.
        file.removeLast(Bytes32.count)
        file[file.count - 1] ^= 1
        file += SHA256.hash(file).bytes
        do throws(KeystoreError) {
            _ = try Keystore.open(file, passphrase: passphrase)
            return false
        } catch {
            return error == .notAuthentic
        }
    }

    private static func trezorSeed() throws -> Seed {
        try Mnemonic(parsing: secret(words.utf8)).seed(passphrase: secret("TREZOR".utf8))
    }

    private static func key(_ hex: String) throws -> SigningKey {
        try SigningKey(scalar: secret(Hex.decode(hex)))
    }

    private static func secret(_ bytes: some Collection<UInt8>) throws -> SecretBytes {
        try SecretBytes(copying: bytes)
    }
}
