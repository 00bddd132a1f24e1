/// The sentences about restored machines in English.
enum EnglishRestoration {
    static func text(_ phrase: RestorationPhrase) -> String {
        switch phrase {
        case .wordsHistory:
            "Did a machine ever hold these words, this one or another? Then it may have answered cases of which this "
                + "machine knows nothing, and this machine begins in quarantine until the other custodians' records "
                + "are imported."
        case .wordsHistoryPrompt:
            "Type \"\(RestorationPhrase.neverUsedWord)\" if no machine ever held them, or nothing: "
        }
    }
}
