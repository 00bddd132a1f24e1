import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Review
import SecretKeys

/// Shows a vault and asks what must be answered before it is signed or registered.
struct VaultAcceptance {
    let text: VaultText
    let acceptance: VaultRegistration.Acceptance

    /// Shows every page; a person types the word for a lower threshold, if there is one, and the words of the vault.
    /// - Parameter notice: what is said after the pages.
    func run(_ terminal: some ReviewTerminal, notice: [String] = []) throws(SignerError) {
        let vault = text.document.body
        let lowered = text.before.flatMap { vault.lowersThreshold(of: $0) ? $0.threshold : nil }
        switch acceptance {
        case .person:
            guard terminal.isAttended else { throw .needsPerson }
            try SignerError.lifting { try terminal.show(pages: text.pages) }
            if let lowered { try askThreshold(from: lowered, vault, terminal) }
            let random = try SignerError.lifting { try SystemRandom.bytes(64) }
            try WordChallenge(wordCount: text.words.count, random: random).ask(text, on: terminal)
            try SignerError.lifting { try terminal.write(notice) }
        case .expectedDigest(let expected):
            guard vault.network.isTest else { throw .unattendedOnMainnet }
            // Nobody would have read that fewer people are enough.
            guard lowered == nil else { throw .needsPerson }
            guard expected == text.document.digest else {
                throw .digestDiffers(expected: expected, found: text.document.digest)
            }
            try SignerError.lifting { try terminal.write(text.pages.flatMap { $0 + [""] } + notice) }
        }
    }

    private func askThreshold(
        from earlier: Int, _ vault: Vault, _ terminal: some ReviewTerminal
    ) throws(SignerError) {
        let word = "\(vault.threshold) of \(vault.cosigners.count)"
        let typed = try SignerError.lifting {
            try terminal.write(["", text.text(.thresholdDrops(from: earlier, to: vault.threshold))])
            return try terminal.ask(text.text(.thresholdQuestion(word: word)))
        }
        guard typed == word else { throw .lowerThreshold(from: earlier, to: vault.threshold) }
    }
}
