import ArgumentParser
import CommandSupport
import SignerCore

/// `countersign`.
struct CountersignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "countersign", abstract: "Countersign what a watch-only machine says that a vault has.",
        discussion: """
            For an auditor's or watcher's own machine. Proves every coin of the snapshot by its previous transaction and by \
            derivation from the vault, shows the number, the sum, the height and the day, asks for the word "countersign", \
            and then for the passphrase. Compare with what you see of the chain yourself: nothing in the file can prove \
            that a coin is unspent.

            Writes VAULT.HEIGHT.PERSON.coin-snapshot beside the file, or to the file given with -o.

            Example:
              rensho-signer countersign treasury.958000.coin-snapshot --vault vault/*
            """)

    @OptionGroup var snapshot: OrderOptions

    func run() throws {
        try snapshot.run { input, home, terminal in
            try SnapshotCountersigning.run(input, in: &home, terminal: terminal)
        }
    }
}
