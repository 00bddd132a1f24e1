import ArgumentParser

/// `vault`: the vaults of this machine.
struct VaultCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vault", abstract: "Accept a vault, agree to its next version, and show the accepted ones.",
        subcommands: [VaultRegisterCommand.self, VaultSignCommand.self, VaultShowCommand.self])
}
