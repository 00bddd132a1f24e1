package import ByteCoding
package import ScreenText

/// What a terminal itself says around the pages that it shows.
package enum TerminalPhrase: Hashable, Sendable {
    /// The question below a screen: which page and part it is, and how many pages were seen to their end.
    case page(Pager.Screen, seen: Int)

    /// Names a part of a page that is higher than the screen.
    case part(Int, of: Int)

    /// What is said when the window was changed while a page stood on it.
    case resized

    /// What is asked while the window is too small.
    case tooSmall(columns: Int, rows: Int)

    /// The sentence in a language.
    package func text(in language: ScreenLanguage) -> String {
        switch language {
        case .english: english
        case .japanese: japanese
        }
    }

    private var english: String {
        switch self {
        case .page(let screen, let seen):
            "[\(screen.page) of \(screen.pageCount)"
                + (screen.partCount > 1 ? ", part \(screen.part) of \(screen.partCount)" : "")
                + "; \(seen) seen] \(Terminal.backKey): back; press Enter to go on: "
        case .part(let part, let count): "(part \(part) of \(count))"
        case .resized: "The window was changed: this page begins again."
        case .tooSmall(let columns, let rows):
            "The window has \(columns) columns and \(rows) rows. Enlarge it to \(TerminalError.minimumColumns) columns and "
                + "\(TerminalError.minimumRows) rows, then press Enter to go on: "
        }
    }

    private var japanese: String {
        switch self {
        case .page(let screen, let seen):
            "[\(screen.page)/\(screen.pageCount)"
                + (screen.partCount > 1 ? "（\(screen.partCount)分割の\(screen.part)）" : "")
                + "、既読\(seen)]「\(Terminal.backKey)」で戻ります。Enterキーを押すと進みます："
        case .part(let part, let count): "（\(count)分割の\(part)）"
        case .resized: "画面の大きさが変わったため、このページを初めから表示します。"
        case .tooSmall(let columns, let rows):
            "画面の大きさは\(columns)桁×\(rows)行です。\(TerminalError.minimumColumns)桁×\(TerminalError.minimumRows)行以上に"
                + "広げてください。Enterキーを押すと進みます："
        }
    }
}
