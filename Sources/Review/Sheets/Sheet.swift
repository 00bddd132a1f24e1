package import ByteCoding

/// A page for paper: what stands on it, before it becomes text or HTML.
package struct Sheet: Hashable, Sendable {
    /// One part of a sheet.
    package enum Block: Hashable, Sendable {
        /// The title of what follows.
        case heading(String)
        /// A paragraph.
        case paragraph(String)
        /// A paragraph that nobody may overlook.
        case notice(String)
        /// Names with their values.
        case rows([Row])
        /// A table; every row has a cell for each column.
        case table(columns: [String], rows: [[Cell]])
        /// Steps, one after the other.
        case steps([String])
        /// Text that is copied exactly, on one line.
        case exact(String)
    }

    /// A name with its value.
    package struct Row: Hashable, Sendable {
        /// The name.
        package let name: String
        /// The value.
        package let value: Cell

        /// Puts a value beside its name.
        package init(name: String, value: Cell) {
            self.name = name
            self.value = value
        }
    }

    /// What stands in a cell.
    package enum Cell: Hashable, Sendable {
        /// Words.
        case words(String)
        /// Characters that are compared one by one.
        case exact(String)

        /// The characters.
        package var text: String {
            switch self {
            case .words(let text), .exact(let text): text
            }
        }
    }

    /// The language of the words.
    package let language: ScreenLanguage

    /// The sheet's name.
    package let title: String

    /// What stands below it.
    package let blocks: [Block]

    /// Puts a sheet together.
    package init(language: ScreenLanguage, title: String, blocks: [Block]) {
        self.language = language
        self.title = title
        self.blocks = blocks
    }
}
