import ArgumentParser

/// `keys`: the keys of this machine.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Make or restore keys, try a backup, change the passphrase, and export the key record.",
        subcommands: [
            KeysCreateCommand.self, KeysRestoreCommand.self, KeysExportCommand.self, KeysVerifyBackupCommand.self,
            KeysFinalWordCommand.self, KeysPassphraseCommand.self, KeysDiceVerifyCommand.self,
        ])
}
