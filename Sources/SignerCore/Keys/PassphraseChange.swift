package import CommandSupport
package import SecretKeys

/// Changes what a keystore opens with; its keys stay the same.
package enum PassphraseChange {
    /// Opens the keystore with what it has, and replaces it in one step by one that opens with something else.
    ///
    /// Until that step the old file is whole and opens as before. The new one is opened once before it.
    /// - Parameter cost: What a try of the new passphrase costs; `nil` for as much as one of the old.
    package static func run(
        in home: inout SignerHome, old: SecretSource, new: NewLock, cost newCost: ScryptCost? = nil,
        terminal: some ReviewTerminal, at time: UTCTime
    ) throws(SignerError) {
        try new.check(home: home.folder)
        let signer = try OpenSigner.open(home, with: old, from: terminal)
        let keystore = home.keystoreFile
        let cost = try SignerError.lifting { try newCost ?? Keystore.readCost(keystore) }
        let path = FileAccess.join(home.folder, HomeFile.keystore)
        let hasKeyFile = new.newKeyFile != nil || new.passphrase.keyFile != nil
        try new.use(for: path, from: terminal) { (passphrase, keyFile) throws(SignerError) in
            let file = try signer.sealed(passphrase, keyFile, cost: cost)
            _ = try home.record(.noted(.passphraseChanged(hasKeyFile: hasKeyFile)), at: time, signer)
            try SignerError.lifting { try FileAccess.replaceAtomically(path, file) }
        }
    }
}
