import ByteCoding
import CommandSupport
import Custody
import Review

/// What commands print: data on standard output, the review and remarks on standard error.
enum Output {
    /// Prints lines for people.
    static func lines(_ lines: [String]) throws {
        let text = lines.map { HostileText.escapeInvisible($0) + "\n" }.joined()
        guard StandardStreams.writeOutput(text) else { throw OutputError() }
    }

    /// Prints one JSON document; the first member names its schema.
    static func json(_ schema: String, _ members: [(key: String, value: JSONValue)]) throws {
        let document = JSONValue.object([(key: "schema", value: .string("rensho/\(schema)/v1"))] + members)
        guard StandardStreams.writeOutput(document.text) else { throw OutputError() }
    }

    /// Prints a remark for people, not part of the data.
    static func remark(_ text: String) {
        StandardStreams.writeError("rensho: \(HostileText.escapeInvisible(text))\n")
    }

    /// Prints the whole review, page after page; nothing skips it.
    static func review(_ review: Review, in options: LanguageOptions) {
        for page in review.pages(in: options.language(of: "rensho")) { self.page(page) }
    }

    /// Prints one page for people.
    static func page(_ page: ReviewPage) {
        StandardStreams.writeError(([page.title] + page.lines).map { $0 + "\n" }.joined() + "\n")
    }

    /// The findings as JSON.
    static func findings(_ findings: [Finding]) -> JSONValue {
        .array(
            findings.map { finding in
                .object([
                    (key: "check", value: .string(finding.check)),
                    (key: "severity", value: .string(finding.severity.name)),
                    (key: "subject", value: .string(finding.subject.name)),
                    (key: "text", value: .string(finding.text)), (key: "remedy", value: .string(finding.remedy)),
                ])
            })
    }

    /// A list of texts as JSON.
    static func strings(_ texts: some Sequence<some CustomStringConvertible>) -> JSONValue {
        .array(texts.map { .string($0.description) })
    }
}

/// Says that standard output cannot be written.
struct OutputError: CommandError, Equatable {
    var code: String { "output.not-written" }
    var exitStatus: ExitStatus { .cannotWrite }
    var description: String { "standard output cannot be written" }
}
