import BitcoinPrimitives
import ByteCoding

/// The ceremony in English.
enum EnglishCeremony {
    static func text(_ phrase: CeremonyPhrase) -> String {
        switch phrase {
        case .machineDrawn(let commitment):
            "This machine has drawn its part of your words, and can no longer change it. Its SHA-256:\n"
                + commitment.hex
                + "\nWrite down the beginning of it before your first throw."
        case .diceAlone:
            "Your words will come from your dice alone, without any part of this machine. Whoever learns the throws has "
                + "the keys: burn the paper when you are done."
        case .howTo(let throwing, let fewest): howTo(throwing, fewest)
        case .soFar(let count, let millibits, let missing):
            "\(count) throws: at most \(bits(millibits)) bits, if they are fair. "
                + (missing > 0 ? "\(missing) more are needed." : "That is enough; more do no harm.")
        case .throwsPrompt(let next): "From throw \(next) on (not shown; Enter alone ends): "
        case .throwsTitle(let first, let last): "Throws \(first) to \(last), to be compared with your paper:"
        case .throwsAccept(let word): "Type \(word) if all of them are right, or anything else to type them anew: "
        case .throwsAgain: "Type all throws anew, from the first."
        case .wordsIntroduction(let count):
            "The \(count) words follow, 4 on a page. Write each down with its number. Nobody else may see this screen; "
                + "no camera, no photograph. Each page is cleared when you go on, and all words are asked for afterwards."
        case .wordsPrompt: "Press Enter when you are alone and have paper and pen: "
        case .wordsTitle(let first, let last, let count): "Words \(first) to \(last) of \(count):"
        case .secretPagePrompt: "Press Enter; the page is then cleared: "
        case .recipeTitle: "How another tool computes the words. It is as secret as they are."
        case .recipeMachine: "R, this machine's part:"
        case .recipeFormula(let method, let bytes):
            "entropy = the first \(bytes) bytes of HMAC-SHA512(key R,\n\"rensho/entropy/v1\" 00 \"\(method)\" 00 throws)"
        case .quizIntroduction:
            "Now type the words from your paper, one or several at a time. Enter alone shows all of them again."
        case .quizPrompt(let number, let count): "Word \(number) of \(count) (not shown): "
        case .quizWrong(let number):
            "That is not word \(number). Look at your paper and type it again; Enter alone shows all words again."
        case .quizPassed(let count): "All \(count) words are right."
        case .wordsPassphraseWarning:
            "A BIP-39 passphrase makes other keys of the same words. Every mistake in it is a valid wallet, too: only the "
                + "fingerprint tells. Without it your paper is worth nothing, so it needs a backup of its own."
        case .wordsPassphrasePrompt: "BIP-39 passphrase of the words (not shown): "
        case .wordsPassphraseAgain: "The same BIP-39 passphrase again: "
        case .fingerprint(let fingerprint, let withPassphrase):
            "Fingerprint of your keys\(withPassphrase ? ", with the BIP-39 passphrase" : ""): \(fingerprint)"
        case .fingerprintPrompt: "Write it on the paper with the words, then press Enter: "
        case .verified(let count): "The \(count) words that these dice give follow. Compare them with your paper."
        }
    }

    private static func howTo(_ throwing: CeremonyPhrase.Throwing, _ fewest: Int) -> String {
        switch throwing {
        case .dice:
            "Throw a die at least \(fewest) times. Write every face down, then type the faces as digits 1 to 6."
        case .coins:
            "Flip a coin at least \(fewest) times. Write every side down, then type H for heads and T for tails."
        case .cards:
            "Draw at least \(fewest) cards from a deck of 52. Put each one back and shuffle before you draw the next. Write "
                + "them down, then type rank (A 2 to 9 T J Q K) and suit (C D H S): AS TD 7H."
        case .deck:
            "Shuffle a deck of 52 cards well, at least 7 times, and turn up at least \(fewest) of them. Put none back. "
                + "Write them down, then type rank (A 2 to 9 T J Q K) and suit (C D H S): AS TD 7H."
        }
    }

    private static func bits(_ millibits: Int) -> String { "\(millibits / 1000).\(millibits % 1000 / 100)" }
}
