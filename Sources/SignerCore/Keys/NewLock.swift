import CommandSupport
import SecretKeys

/// What a new keystore is to open with.
package struct NewLock: Sendable, Hashable {
    /// Where the passphrase comes from, with the path of a key file that is there already, if it is to be used.
    package let passphrase: SecretSource
    /// The path of a key file that is to be made.
    package let newKeyFile: String?

    /// States what a new keystore is to open with.
    package init(passphrase: SecretSource, newKeyFile: String? = nil) {
        self.passphrase = passphrase
        self.newKeyFile = newKeyFile
    }

    /// Refuses what cannot be done before anything is asked for: a key file in the place of another one, two of them, or
    /// one beside the keystore that it is to protect.
    func check(home: String) throws(SignerError) {
        if let known = passphrase.keyFile { try Self.requireApart(known, from: home) }
        guard let newKeyFile else { return }
        guard passphrase.keyFile == nil else { throw .twoKeyFiles }
        try Self.requireApart(newKeyFile, from: home)
        try WrittenFile.requireFree(newKeyFile)
    }

    /// Refuses a key file in the home: whoever takes the one folder would have both.
    private static func requireApart(_ path: String, from home: String) throws(SignerError) {
        let folder = try SignerError.lifting { try FileAccess.split(path).folder }
        guard !FileAccess.isSame(folder, orInside: home) else { throw .keyFileInHome(path: path) }
    }

    /// Asks for the new passphrase, reads the key file that is to be used, and lends both to what writes the keystore.
    ///
    /// A key file that is made on the way is taken back when that fails, unless the keystore that lies at `path` then
    /// needs it: an error may come after the new file has taken its place.
    func use<Result>(
        for path: String, from terminal: some ReviewTerminal,
        _ body: (borrowing SecretBytes, borrowing KeyFile?) throws(SignerError) -> Result
    ) throws(SignerError) -> Result {
        let known = try KeyFileAccess.read(passphrase.keyFile)
        let secret = try KeystorePassphrase.readNew(passphrase, from: terminal)
        guard let newKeyFile else { return try body(secret, known) }
        let made = Optional(try KeyFileAccess.create(newKeyFile))
        do throws(SignerError) {
            return try body(secret, made)
        } catch {
            if case .some(let keyFile) = made, !Self.mayNeed(keyFile.id, path) {
                try? KeyFileAccess.remove(newKeyFile, holding: keyFile)
            }
            throw error
        }
    }

    /// Whether a keystore needs a key file, or cannot be asked.
    private static func mayNeed(_ id: KeyFileID, _ path: String) -> Bool {
        guard FileAccess.exists(path), FileAccess.isFolder(path) == false else { return false }
        guard let file = try? FileAccess.read(path, limit: Keystore.longestFile) else { return true }
        guard let needed = try? Keystore.readKeyFile(file) else { return false }
        return needed == id
    }
}
