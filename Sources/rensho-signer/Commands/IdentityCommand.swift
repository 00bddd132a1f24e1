import ArgumentParser

/// `identity`: the key of somebody who holds no coins.
struct IdentityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity", abstract: "Make or restore the identity key of somebody who holds no coins.",
        subcommands: [IdentityCreateCommand.self, IdentityRestoreCommand.self])
}
