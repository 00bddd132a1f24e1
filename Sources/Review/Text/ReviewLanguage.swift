/// A language that the review is written in. English is the canonical one: its facts are what the facts hash covers.
package enum ReviewLanguage: Hashable, Sendable {
    case english

    /// A sentence of the facts.
    package func text(_ phrase: ReviewPhrase) -> String {
        switch self {
        case .english: EnglishFacts.text(phrase)
        }
    }

    /// What a finding says.
    package func text(_ sentence: FindingSentence) -> String {
        switch self {
        case .english: EnglishFindings.text(sentence)
        }
    }

    /// What to do about a finding.
    package func remedy(_ sentence: FindingSentence) -> String {
        switch self {
        case .english: EnglishRemedies.text(sentence)
        }
    }

    /// The name of a severity.
    package func text(_ severity: Severity) -> String {
        switch self {
        case .english: EnglishFindings.text(severity)
        }
    }
}
