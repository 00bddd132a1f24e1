import Foundation

/// What the programs ask at a terminal, as it stands on the screen.
enum TerminalQuestion: String, CaseIterable {
    case page = "press Enter to go on: "
    case words = "Word 1, or all words in one line (not shown): "
    case newPassphrase = "New passphrase for the keystore: "
    case samePassphrase = "The same passphrase again: "
    case passphrase = "Passphrase of the keystore: "
    case vaultWord = " of 12: "
    case orderWord = "to sign this order: "
    case warning = "if you have read this, or nothing to stop: "
    case destination = "answer from the"
    case characters = "(they begin in group "
    case amount = "Type the amount, in BTC (2.50000000) or in sat (250000000 sat): "
    case secondLook = "for the second look, or nothing to stop here: "

    /// The word in the question about a warning, which a custodian who has read it types.
    static func word(ofWarning text: String) -> String {
        let quoted = text.components(separatedBy: "\"")
        return quoted.count >= 3 ? quoted[quoted.count - 2] : ""
    }
}
