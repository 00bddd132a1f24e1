package import CommandSupport

/// What another signer program did with one case.
package struct ConformanceResult: Sendable, Equatable {
    /// The name of the case.
    package let id: String
    /// What is special about the case.
    package let title: String
    /// Whether a signature was wanted.
    package let isHonest: Bool
    /// How the program ended.
    package let ending: ForeignProgram.Ending
    /// What is wrong; empty when the case is passed.
    package let problems: [String]
    /// The last line that the program said on standard error.
    package let said: String

    /// Whether nothing is wrong.
    package var isPassed: Bool { problems.isEmpty }
}

/// What another signer program did with every case.
package struct ConformanceReport: Sendable {
    /// The words of the command.
    package let command: [String]
    /// Case by case.
    package let results: [ConformanceResult]

    /// Takes the results of a run.
    package init(command: [String], results: [ConformanceResult]) {
        self.command = command
        self.results = results
    }

    /// Whether nothing is wrong; a run of no case proves nothing.
    package var isPassed: Bool { !results.isEmpty && results.allSatisfy(\.isPassed) }

    /// The lines for people.
    package var text: String {
        let width = results.map(\.id.count).max() ?? 0
        var text = ""
        for (title, isHonest) in [("to be signed", true), ("to be refused", false)] {
            let chosen = results.filter { $0.isHonest == isHonest }
            guard !chosen.isEmpty else { continue }
            text += "\(title): \(chosen.count(where: \.isPassed)) of \(chosen.count)\n"
            for result in chosen {
                let space = String(repeating: " ", count: width - result.id.count)
                text += "  \(result.isPassed ? "ok    " : "WRONG ")  \(result.id)\(space)  \(result.ending.text)\n"
            }
        }
        for result in results where !result.isPassed {
            text += "WRONG \(result.id): \(result.title)\n"
            for problem in result.problems { text += "  \(HostileText.escapeInvisible(problem))\n" }
            if !result.said.isEmpty { text += "  it said: \(HostileText.escapeInvisible(result.said))\n" }
        }
        return text + (isPassed ? "passed\n" : "NOT PASSED\n")
    }

    /// The report for programs.
    package var json: JSONValue {
        .object([
            ("passed", .bool(isPassed)), ("command", .array(command.map(JSONValue.string))),
            ("cases", .integer(results.count)), ("passed_cases", .integer(results.count(where: \.isPassed))),
            (
                "results",
                .array(
                    results.map { result in
                        .object([
                            ("case", .string(result.id)), ("title", .string(result.title)),
                            ("wanted", .string(result.isHonest ? "sign" : "refuse")),
                            ("ending", .string(result.ending.text)), ("passed", .bool(result.isPassed)),
                            ("problems", .array(result.problems.map(JSONValue.string))),
                            ("said", .string(result.said)),
                        ])
                    })
            ),
        ])
    }
}
