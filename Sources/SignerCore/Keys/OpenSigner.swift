import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import SecretKeys

/// The keys of a home, open for as short as possible: verified to be the ones that its key record names.
struct OpenSigner: ~Copyable {
    /// The key that signs documents.
    let identity: IdentityKey
    /// The key that seals the journal.
    let journalKey: JournalKey
    private let keystore: OpenKeystore
    private let owner: KeyRecord

    /// Opens the keystore of a home.
    init(
        _ home: borrowing SignerHome, passphrase: borrowing SecretBytes, keyFile: borrowing KeyFile?
    ) throws(SignerError) {
        try SelfTest.require()
        // Opening verifies that the header, which the key record was compared with, describes these keys.
        let keystore = try Self.open(home.keystoreFile, passphrase, keyFile)
        let identity = try Self.identity(of: keystore)
        guard keystore.header == home.header, identity.publicKey == home.keyRecord.body.identityKey else {
            throw .keystoreKeysDiffer
        }
        let journalKey = try Self.journalKey(of: keystore)
        self.keystore = keystore
        self.identity = identity
        self.journalKey = journalKey
        owner = home.keyRecord.body
    }

    /// Asks for the passphrase and opens the keystore; the passphrase is gone when this returns.
    static func open(
        _ home: borrowing SignerHome, with source: SecretSource, from terminal: some ReviewTerminal
    ) throws(SignerError) -> OpenSigner {
        // Before the first secret: a passphrase typed into a faulty program is a secret lost.
        try SelfTest.require()
        let keyFile = try KeyFileAccess.read(source.keyFile)
        // A missing or wrong key file is said before a passphrase is typed.
        try check(keyFile, opens: home.keystoreFile)
        let passphrase = try KeystorePassphrase.read(source, from: terminal)
        let signer = try OpenSigner(home, passphrase: passphrase, keyFile: keyFile)
        // With the keys at hand: a journal that was written without them is no memory, and a vault that they did not bind is
        // none of this machine's.
        try home.verifyJournal(signer)
        for vault in home.vaults + home.earlierVaults { try vault.checkBinding(home, signer) }
        return signer
    }

    private static func check(_ keyFile: borrowing KeyFile?, opens file: [UInt8]) throws(SignerError) {
        do throws(KeystoreError) {
            try Keystore.check(keyFile, opens: file)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }

    private static func open(
        _ file: [UInt8], _ passphrase: borrowing SecretBytes, _ keyFile: borrowing KeyFile?
    ) throws(SignerError) -> OpenKeystore {
        do throws(KeystoreError) {
            return try Keystore.open(file, passphrase: passphrase, keyFile: keyFile)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }

    /// Encrypts the same keys anew; the new file is opened once before anybody may rely on it.
    borrowing func sealed(
        _ passphrase: borrowing SecretBytes, _ keyFile: borrowing KeyFile?, cost: ScryptCost
    ) throws(SignerError) -> [UInt8] {
        let header = keystore.header
        let file: [UInt8]
        do throws(KeystoreError) {
            file = try Keystore.seal(
                seed: keystore.seed, header: header, passphrase: passphrase, keyFile: keyFile, cost: cost)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
        guard try Self.open(file, passphrase, keyFile).header == header else { throw .keystoreKeysDiffer }
        return file
    }

    private static func identity(of keystore: borrowing OpenKeystore) throws(SignerError) -> IdentityKey {
        do throws(SecretKeyError) {
            return try keystore.identityKey()
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }

    private static func journalKey(of keystore: borrowing OpenKeystore) throws(SignerError) -> JournalKey {
        do throws(SecretKeyError) {
            return try keystore.journalKey()
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }

    /// The private key at a path below the master key.
    borrowing func accountKey(_ path: DerivationPath) throws(SignerError) -> ExtendedPrivateKey {
        do throws(SecretKeyError) {
            return try ExtendedPrivateKey(master: keystore.seed, network: owner.network).derived(path)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }

    /// Signs a document in this person's name.
    borrowing func sign<Body>(_ body: Body) throws(SignerError) -> Document<Body> {
        var document = Document(body: body)
        let digest = document.digest
        let signature = try SignerError.lifting { try identity.sign(digest) }
        document.add(
            DocumentSignature(person: owner.person, identityKey: identity.publicKey, signature: signature))
        return document
    }
}
