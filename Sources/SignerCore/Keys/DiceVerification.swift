import ByteCoding
package import CommandSupport
import Review
package import SecretKeys

/// Computes the words of dice again, as other signers do: to compare two machines, or a paper.
package enum DiceVerification {
    /// Takes the digits at the terminal and shows the words there; nothing is stored.
    package static func run(
        wordCount: Int, wordsLanguage: MnemonicLanguage = .english, terminal: some ReviewTerminal
    ) throws(SignerError) {
        try SelfTest.require()
        guard terminal.isAttended else { throw .needsPerson }
        let language = terminal.language
        let fewest = WordEntropy.fewestDice[wordCount] ?? ThrowMethod.dice.fewest
        let dice = try ThrowsCeremony(method: .dice, fewest: fewest, language: language).run(on: terminal)
        let entropy = try SignerError.lifting { try WordEntropy.diceOnly(dice, wordCount: wordCount) }
        let mnemonic = try WordsCeremony.words(of: entropy, in: wordsLanguage)
        try SignerError.lifting { try terminal.write([""] + language.lines(.verified(count: wordCount))) }
        try WordsCeremony(language: language).show(mnemonic, on: terminal)
    }
}
