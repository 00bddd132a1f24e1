/// One page of the review: a title and lines that fit the terminal.
package struct ReviewPage: Hashable, Sendable {
    /// What the page is about.
    package let title: String

    /// The lines, none longer than `TextLayout.columns`.
    package let lines: [String]

    package init(title: String, lines: [String]) {
        self.title = title
        self.lines = lines
    }
}
