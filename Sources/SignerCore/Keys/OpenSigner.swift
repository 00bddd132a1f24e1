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
    private let keystore: OpenKeystore
    private let owner: KeyRecord

    /// Opens the keystore of a home.
    init(_ home: borrowing SignerHome, passphrase: borrowing SecretBytes) throws(SignerError) {
        try SelfTest.require()
        let file = home.keystoreFile
        // Opening verifies that the header, which the key record was compared with, describes these keys.
        let keystore = try SignerError.lifting { try Keystore.open(file, passphrase: passphrase) }
        let identity = try Self.identity(of: keystore)
        guard keystore.header == home.header, identity.publicKey == home.keyRecord.body.identityKey else {
            throw .keystoreKeysDiffer
        }
        self.keystore = keystore
        self.identity = identity
        owner = home.keyRecord.body
    }

    /// Asks for the passphrase and opens the keystore; the passphrase is gone when this returns.
    static func open(
        _ home: borrowing SignerHome, with source: SecretSource, from terminal: some ReviewTerminal
    ) throws(SignerError) -> OpenSigner {
        // Before the first secret: a passphrase typed into a faulty program is a secret lost.
        try SelfTest.require()
        let passphrase = try KeystorePassphrase.read(source, from: terminal)
        let signer = try OpenSigner(home, passphrase: passphrase)
        // With the keys at hand: a vault that they did not bind is none of this machine's.
        for vault in home.vaults + home.earlierVaults { try vault.checkBinding(home, signer) }
        return signer
    }

    private static func identity(of keystore: borrowing OpenKeystore) throws(SignerError) -> IdentityKey {
        do throws(SecretKeyError) {
            return try keystore.identityKey()
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
