import ArgumentParser

/// `keys`: the keys of this machine.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Restore keys from a backup, try a backup, and export the key record.",
        subcommands: [
            KeysRestoreCommand.self, KeysExportCommand.self, KeysVerifyBackupCommand.self, KeysFinalWordCommand.self,
        ])
}
