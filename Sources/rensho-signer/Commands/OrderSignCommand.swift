import ArgumentParser
import CommandSupport
import Custody
import SignerCore

/// `order sign`.
struct OrderSignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Read an order in full and sign it as its requester.",
        discussion: """
            For the requester's own machine, which holds an identity key only. Shows the order and every one of its \
            lines with the whole address, amount, recipient and reference, asks for the word "order", and then for the \
            passphrase. The journal has the order before it is signed. The number must be above every number that was \
            signed here for the vault; the same order gives the same bytes again.

            Writes VAULT.PERSON.NUMBER.order beside the file, or to the file given with -o. It goes to the approvers \
            and to rensho propose --order; its sheet goes to the custodians on paper.

            Example:
              rensho-signer order sign treasury.rita.17.draft --vault vault/*
            """)

    @OptionGroup var order: OrderOptions

    func run() throws {
        try order.run { input, home, terminal in
            try OrderSigning.run(input, in: &home, terminal: terminal)
        }
    }
}
