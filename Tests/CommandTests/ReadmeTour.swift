import Foundation

/// The commands that a page tells its reader to type: the README's five-minute tour, the guide of the key ceremony.
struct ReadmeTour {
    /// One fenced block of commands.
    struct Step {
        /// The heading above the block.
        let title: String

        /// The commands, as they stand.
        let commands: [String]
    }

    /// The blocks in their order.
    let steps: [Step]

    /// Takes every ```sh block of a page, or those below one of its headings.
    init(page: String, below heading: String? = nil) {
        var steps: [Step] = []
        var isTour = heading == nil
        var title = ""
        var block: [String]?
        for line in page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if var open = block {
                if line == "```" {
                    steps.append(Step(title: title, commands: Self.joined(open)))
                    block = nil
                } else {
                    open.append(line)
                    block = open
                }
            } else if line.hasPrefix("## ") {
                title = line
                isTour = heading.map { line.contains($0) } ?? true
            } else if line.hasPrefix("### ") || line.hasPrefix("**") {
                title = line
            } else if isTour, line == "```sh" {
                block = []
            }
        }
        self.steps = steps
    }

    /// Reads the README's tour.
    static func load() throws -> ReadmeTour {
        ReadmeTour(page: try text(of: "README.md"), below: "Five-minute tour")
    }

    /// Reads all commands of a page.
    static func load(page: String) throws -> ReadmeTour { ReadmeTour(page: try text(of: page)) }

    private static func text(of page: String) throws -> String {
        try String(contentsOfFile: BuiltPrograms.repository + "/" + page, encoding: .utf8)
    }

    // A command that goes on after a backslash is one command; comments and empty lines are none.
    private static func joined(_ lines: [String]) -> [String] {
        var commands: [String] = []
        var pending = ""
        for line in lines {
            if line.hasSuffix("\\") {
                pending += String(line.dropLast())
                continue
            }
            let whole = (pending + line).trimmingCharacters(in: .whitespaces)
            pending = ""
            if !whole.isEmpty, !whole.hasPrefix("#") { commands.append(whole) }
        }
        return commands
    }
}
