package import ByteCoding

/// What a terminal itself says around the pages that it shows.
package enum TerminalPhrase: Hashable, Sendable {
    /// The question below a screen: which page it belongs to, and whether the page ends with it.
    case page(Int, of: Int, isEnd: Bool)

    /// The sentence in a language.
    package func text(in language: ScreenLanguage) -> String {
        switch language {
        case .english: english
        case .japanese: japanese
        }
    }

    private var english: String {
        switch self {
        case .page(let number, let total, let isEnd):
            "[\(number) of \(total), \(isEnd ? "end of page" : "page continues")] press Enter to go on: "
        }
    }

    private var japanese: String {
        switch self {
        case .page(let number, let total, let isEnd):
            "[\(number)/\(total)、\(isEnd ? "ページの終わり" : "ページの途中")] Enterキーを押すと進みます："
        }
    }
}
