import ArgumentParser
import CommandSupport
import Custody
import SignerCore

/// `order approve`.
struct OrderApproveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Read somebody's order in full and approve it.",
        discussion: """
            For an approver's own machine. Verifies with the vault that the requester has signed the order, shows it \
            with every line in full, asks for the word "approve", and then for the passphrase. Nobody approves his own \
            order, and nobody who holds a key of the vault approves at all.

            Writes VAULT.REQUESTER.NUMBER.PERSON.approval beside the file, or to the file given with -o.

            Example:
              rensho-signer order approve treasury.rita.17.order --vault vault/*
            """)

    @OptionGroup var order: OrderOptions

    @Option(
        name: .customLong("not-after"),
        help: ArgumentHelp(
            "The last day (YYYY-MM-DD) or block (\"height N\") for the approval; without it, as long as the order.",
            valueName: "bound"))
    var notAfter: ValidityBound?

    func run() throws {
        try order.run { input, home, terminal in
            try OrderApproving.run(input, until: notAfter, in: &home, terminal: terminal)
        }
    }
}
