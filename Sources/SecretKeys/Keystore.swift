import BitcoinPrimitives
import ByteCoding
import COpenSSLSecret

/// A seed in a file: encrypted with AES-256-GCM under a key that scrypt and HKDF make from a passphrase and, where one
/// is used, a key file.
///
/// The format is in `Docs/formats.md`. Values in, values out: the caller reads and writes the file.
package enum Keystore {
    /// The most bytes that a keystore file has.
    package static let longestFile = KeystoreFile.longestFile

    /// Encrypts a seed with fresh randomness; refuses a header that describes other keys than those of the seed.
    package static func seal(
        seed: borrowing Seed, header: KeystoreHeader, passphrase: borrowing SecretBytes,
        keyFile: borrowing KeyFile? = nil, cost: ScryptCost = .standard
    ) throws(KeystoreError) -> [UInt8] {
        let salt: [UInt8]
        let nonce: [UInt8]
        do throws(SecretError) {
            salt = try SystemRandom.bytes(KeystoreFile.Lock.saltLength)
            nonce = try SystemRandom.bytes(KeystoreFile.Lock.nonceLength)
        } catch {
            throw .secret(error)
        }
        return try seal(
            seed: seed, header: header, passphrase: passphrase, keyFile: keyFile, cost: cost, salt: salt, nonce: nonce)
    }

    /// Encrypts a seed with a given salt and nonce, which must never be used twice: for tests that compare bytes.
    package static func seal(
        seed: borrowing Seed, header: KeystoreHeader, passphrase: borrowing SecretBytes,
        keyFile: borrowing KeyFile? = nil, cost: ScryptCost, salt: [UInt8], nonce: [UInt8]
    ) throws(KeystoreError) -> [UInt8] {
        guard seed.count == KeystoreFile.seedLength else { throw .key(.seedLength(seed.count)) }
        guard passphrase.count > 0 else { throw .emptyPassphrase }
        guard try header.describes(seed) else { throw .foreignHeader }
        let id = try self.id(of: keyFile)
        let keys = try KeystoreKeys(passphrase, keyFile, salt: salt, cost: cost)
        let lock = KeystoreFile.Lock(keyFile: id, cost: cost, salt: salt, nonce: nonce, keyCheck: keys.check)
        let associated = KeystoreFile.associated(header, lock)
        var cipher = [UInt8](repeating: 0, count: seed.count)
        var tag = [UInt8](repeating: 0, count: KeystoreFile.tagLength)
        let result = unsafe rensho_secret_aes256_gcm_seal(
            keys.bytes.address, nonce, associated, associated.count, seed.bytes.address, seed.count, &cipher, &tag)
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

    /// Reads which key file the keystore needs, `nil` for none.
    package static func readKeyFile(_ file: [UInt8]) throws(KeystoreError) -> KeyFileID? {
        try KeystoreFile(decoding: file).lock.keyFile
    }

    /// Writes again what a file says; the bytes are the same for every file that is read at all.
    package static func rewritten(_ file: [UInt8]) throws(KeystoreError) -> [UInt8] {
        try KeystoreFile(decoding: file).encoded()
    }

    /// Refuses a key file that is missing, not asked for or another one; needs no passphrase.
    package static func check(_ keyFile: borrowing KeyFile?, opens file: [UInt8]) throws(KeystoreError) {
        try check(id(of: keyFile), for: KeystoreFile(decoding: file).lock)
    }

    /// Decrypts the seed, checks the header's authenticity and that it describes the seed's keys.
    package static func open(
        _ file: [UInt8], passphrase: borrowing SecretBytes, keyFile: borrowing KeyFile? = nil
    ) throws(KeystoreError) -> OpenKeystore {
        let content = try KeystoreFile(decoding: file)
        try check(id(of: keyFile), for: content.lock)
        guard passphrase.count > 0 else { throw .emptyPassphrase }
        let keys = try KeystoreKeys(passphrase, keyFile, salt: content.lock.salt, cost: content.lock.cost)
        guard keys.check == content.lock.keyCheck else { throw .wrongPassphrase }
        let seed = try decrypt(content, keys: keys.bytes)
        guard try content.header.describes(seed) else { throw .foreignHeader }
        return OpenKeystore(header: content.header, seed: seed)
    }

    private static func id(of keyFile: borrowing KeyFile?) throws(KeystoreError) -> KeyFileID? {
        switch keyFile {
        case .some(let keyFile): keyFile.id
        case .none: nil
        }
    }

    private static func check(_ id: KeyFileID?, for lock: KeystoreFile.Lock) throws(KeystoreError) {
        guard id != lock.keyFile else { return }
        guard lock.keyFile != nil else { throw .keyFileNotNeeded }
        throw id == nil ? .keyFileNeeded : .wrongKeyFile
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

/// A keystore that was opened.
package struct OpenKeystore: ~Copyable, Sendable {
    /// What the file says about its keys, now authenticated.
    package let header: KeystoreHeader
    /// The seed.
    package let seed: Seed

    /// The person's identity key.
    package borrowing func identityKey() throws(SecretKeyError) -> IdentityKey {
        try IdentityKey(seed: seed, network: header.network, number: header.identityNumber)
    }

    /// The key that seals the home's journal.
    package borrowing func journalKey() throws(SecretKeyError) -> JournalKey {
        try JournalKey(seed: seed, network: header.network, number: header.identityNumber)
    }
}
