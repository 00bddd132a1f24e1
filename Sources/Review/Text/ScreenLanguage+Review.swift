package import ByteCoding

extension ScreenLanguage {
    /// A sentence of the facts.
    package func text(_ phrase: ReviewPhrase) -> String {
        switch self {
        case .english: EnglishFacts.text(phrase)
        case .japanese: JapaneseFacts.text(phrase)
        }
    }

    /// What a finding says.
    package func text(_ sentence: FindingSentence) -> String {
        switch self {
        case .english: EnglishFindings.text(sentence)
        case .japanese: JapaneseFindings.text(sentence)
        }
    }

    /// What to do about a finding.
    package func remedy(_ sentence: FindingSentence) -> String {
        switch self {
        case .english: EnglishRemedies.text(sentence)
        case .japanese: JapaneseRemedies.text(sentence)
        }
    }

    /// A sentence of a visit.
    package func text(_ phrase: VisitPhrase) -> String {
        switch self {
        case .english: EnglishVisit.text(phrase)
        case .japanese: JapaneseVisit.text(phrase)
        }
    }
}
