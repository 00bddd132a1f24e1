import Foundation

/// The five-minute tour of the README: the commands that it tells a new user to paste.
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

    /// Takes every ```sh block below the heading "Five-minute tour".
    init(readme: String) {
        var steps: [Step] = []
        var isTour = false
        var title = ""
        var block: [String]?
        for line in readme.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if var open = block {
                if line == "```" {
                    steps.append(Step(title: title, commands: Self.joined(open)))
                    block = nil
                } else {
                    open.append(line)
                    block = open
                }
            } else if line.hasPrefix("## ") {
                isTour = line.contains("Five-minute tour")
            } else if line.hasPrefix("### ") || line.hasPrefix("**") {
                title = line
            } else if isTour, line == "```sh" {
                block = []
            }
        }
        self.steps = steps
    }

    /// Reads the repository's README.
    static func load() throws -> ReadmeTour {
        ReadmeTour(readme: try String(contentsOfFile: BuiltPrograms.repository + "/README.md", encoding: .utf8))
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
