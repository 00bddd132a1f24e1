import ArgumentParser

/// `order`: what is to be paid, before anybody has signed it, and what signed orders say.
struct OrderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "order", abstract: "Write an order for its requester to sign, and show orders.",
        discussion: """
            Only rensho-signer signs, approves and prints orders: the paper that custodians type from never comes
            from this program.
            """,
        subcommands: [OrderNewCommand.self, OrderShowCommand.self])
}
