import BitcoinPrimitives
import ByteCoding
import COpenSSLSecret

/// A seed in a file: encrypted with AES-256-GCM under a key that scrypt makes from a passphrase.
///
/// The format is in `Docs/formats.md`. Values in, values out: the caller reads and writes the file.
package enum Keystore {
    /// The most bytes that a keystore file has.
    package static let longestFile = KeystoreFile.longestFile

    /// Encrypts a seed with fresh randomness; refuses a header that describes other keys than those of the seed.
    package static func seal(
        seed: borrowing Seed, header: KeystoreHeader, passphrase: borrowing SecretBytes, cost: ScryptCost = .standard
    ) throws(KeystoreError) -> [UInt8] {
        let salt: [UInt8]
        let nonce: [UInt8]
        do throws(SecretError) {
            salt = try SystemRandom.bytes(KeystoreFile.Lock.saltLength)
            nonce = try SystemRandom.bytes(KeystoreFile.Lock.nonceLength)
        } catch {
            throw .secret(error)
        }
        return try seal(seed: seed, header: header, passphrase: passphrase, cost: cost, salt: salt, nonce: nonce)
    }

    /// Encrypts a seed with a given salt and nonce, which must never be used twice: for tests that compare bytes.
    package static func seal(
        seed: borrowing Seed, header: KeystoreHeader, passphrase: borrowing SecretBytes, cost: ScryptCost,
        salt: [UInt8], nonce: [UInt8]
    ) throws(KeystoreError) -> [UInt8] {
        guard seed.count == KeystoreFile.seedLength else { throw .key(.seedLength(seed.count)) }
        guard passphrase.count > 0 else { throw .emptyPassphrase }
        guard try header.describes(seed) else { throw .foreignHeader }
        let keys = try stretch(passphrase, salt: salt, cost: cost)
        let keyCheck = keys.withSpan { span in (keyLength..<span.count).map { span[$0] } }
        let lock = KeystoreFile.Lock(cost: cost, salt: salt, nonce: nonce, keyCheck: keyCheck)
        let associated = KeystoreFile.associated(header, lock)
        var cipher = [UInt8](repeating: 0, count: seed.count)
        var tag = [UInt8](repeating: 0, count: KeystoreFile.tagLength)
        let result = unsafe rensho_secret_aes256_gcm_seal(
            keys.address, nonce, associated, associated.count, seed.bytes.address, seed.count, &cipher, &tag)
        do throws(SecretError) { try SecretCall.check(result, "AES-256-GCM") } catch { throw .secret(error) }
        return KeystoreFile(header: header, lock: lock, cipher: cipher, tag: tag).encoded()
    }

    /// Reads what the file says about its keys; anybody could have written it.
    package static func readHeader(_ file: [UInt8]) throws(KeystoreError) -> KeystoreHeader {
        try KeystoreFile(decoding: file).header
    }

    /// Reads what a try of a passphrase costs.
    package static func readCost(_ file: [UInt8]) throws(KeystoreError) -> ScryptCost {
        try KeystoreFile(decoding: file).lock.cost
    }

    /// Writes again what a file says; the bytes are the same for every file that is read at all.
    package static func rewritten(_ file: [UInt8]) throws(KeystoreError) -> [UInt8] {
        try KeystoreFile(decoding: file).encoded()
    }

    /// Decrypts the seed, checks the header's authenticity and that it describes the seed's keys.
    package static func open(
        _ file: [UInt8], passphrase: borrowing SecretBytes
    ) throws(KeystoreError) -> OpenKeystore {
        let content = try KeystoreFile(decoding: file)
        guard passphrase.count > 0 else { throw .emptyPassphrase }
        let keys = try stretch(passphrase, salt: content.lock.salt, cost: content.lock.cost)
        guard try isRight(keys, check: content.lock.keyCheck) else { throw .wrongPassphrase }
        let seed = try decrypt(content, keys: keys)
        guard try content.header.describes(seed) else { throw .foreignHeader }
        return OpenKeystore(header: content.header, seed: seed)
    }

    /// The bytes of the AES key; behind them scrypt gives the key check.
    private static let keyLength = 32

    private static func stretch(
        _ passphrase: borrowing SecretBytes, salt: [UInt8], cost: ScryptCost
    ) throws(KeystoreError) -> SecretBytes {
        do throws(SecretError) {
            var keys = try SecretBytes(count: keyLength + KeystoreFile.Lock.keyCheckLength)
            let result = unsafe rensho_secret_scrypt(
                passphrase.address, passphrase.count, salt, salt.count, cost.n, UInt32(cost.r), UInt32(cost.p),
                keys.mutableAddress, keys.count)
            try SecretCall.check(result, "scrypt")
            return keys
        } catch {
            throw .secret(error)
        }
    }

    private static func isRight(_ keys: borrowing SecretBytes, check: [UInt8]) throws(KeystoreError) -> Bool {
        do throws(SecretError) {
            return try keys.slice(keyLength..<keys.count).equals(SecretBytes(copying: check))
        } catch {
            throw .secret(error)
        }
    }

    private static func decrypt(
        _ content: KeystoreFile, keys: borrowing SecretBytes
    ) throws(KeystoreError) -> Seed {
        let associated = KeystoreFile.associated(content.header, content.lock)
        let seedLength = KeystoreFile.seedLength
        let made: SecretBytes
        let result: Int32
        do throws(SecretError) {
            var seed = try SecretBytes(count: seedLength)
            result = unsafe rensho_secret_aes256_gcm_open(
                keys.address, content.lock.nonce, associated, associated.count, content.cipher, content.cipher.count,
                content.tag, seed.mutableAddress)
            if result != RENSHO_SECRET_NOT_AUTHENTIC { try SecretCall.check(result, "AES-256-GCM") }
            made = seed
        } catch {
            throw .secret(error)
        }
        guard result == RENSHO_SECRET_OK else { throw .notAuthentic }
        return Seed(bip39: made)
    }
}

/// A keystore whose passphrase was right.
package struct OpenKeystore: ~Copyable, Sendable {
    /// What the file says about its keys, now authenticated.
    package let header: KeystoreHeader
    /// The seed.
    package let seed: Seed

    /// The account's private key.
    package borrowing func accountKey() throws(SecretKeyError) -> ExtendedPrivateKey {
        try ExtendedPrivateKey(master: seed, network: header.network).derived(header.origin.path)
    }

    /// The person's identity key.
    package borrowing func identityKey() throws(SecretKeyError) -> IdentityKey {
        try IdentityKey(seed: seed, network: header.network, number: header.identityNumber)
    }
}
