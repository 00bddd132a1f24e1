package import CommandSupport

extension VectorReport {
    /// The longest value that the table shows; the JSON has all of it.
    private static let shownLength = 160

    /// The report for people: a table, then every reason, failure and problem.
    package var text: String {
        var lines = Self.table(rows)
        for file in files {
            for (operation, reason, cases) in file.reasons {
                lines.append("out of scope: \(file.path), \(operation) (\(cases.count)): \(reason)")
            }
        }
        for file in files {
            for result in file.results {
                guard case .failed(let expected, let got) = result.outcome else { continue }
                lines.append("FAILED \(file.path), case \(result.id), \(result.operation): \(result.comment)")
                lines.append("  expected \(Self.cut(expected))")
                lines.append("  got      \(Self.cut(got))")
            }
        }
        lines += problems.map { "PROBLEM \($0) [\($0.code)]" }
        lines.append(isPassed ? "passed" : "NOT PASSED")
        return lines.map { HostileText.escapeInvisible($0) + "\n" }.joined()
    }

    private var rows: [[String]] {
        let head = [["kind", "file", "cases", "passed", "out of scope", "failed"]]
        let body = files.map { file in
            [
                file.kind, file.path.split(separator: "/").last.map(String.init) ?? "", "\(file.results.count)",
                "\(file.passed)", "\(file.outOfScope)", "\(file.failed)",
            ]
        }
        return head + body + [
            ["all", "\(files.count) files", "\(caseCount)", "\(passed)", "\(outOfScope)", "\(failed)"]
        ]
    }

    /// The rows with the first two columns to the left and the numbers to the right.
    private static func table(_ rows: [[String]]) -> [String] {
        let widths = (0..<6).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row.indices, zip(row, widths)).map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return column < 2 ? cell.0 + space : space + cell.0
            }.joined(separator: "  ")
        }
    }

    private static func cut(_ text: String) -> String {
        text.count > shownLength ? text.prefix(shownLength) + "…" : text
    }
}

extension VectorReport {
    /// The report for programs; `Docs/vectors.md` names the members.
    package var json: JSONValue {
        .object([
            ("passed", .bool(isPassed)),
            ("cases", .integer(caseCount)),
            ("passed_cases", .integer(passed)),
            ("out_of_scope_cases", .integer(outOfScope)),
            ("failed_cases", .integer(failed)),
            ("files", .array(files.map(Self.json))),
            (
                "problems",
                .array(
                    problems.map { .object([("code", .string($0.code)), ("message", .string($0.description))]) })
            ),
        ])
    }

    private static func json(_ file: FileReport) -> JSONValue {
        .object([
            ("kind", .string(file.kind)),
            ("file", .string(file.path)),
            ("source", .string(file.source)),
            ("cases", .integer(file.results.count)),
            ("passed_cases", .integer(file.passed)),
            ("out_of_scope_cases", .integer(file.outOfScope)),
            ("failed_cases", .integer(file.failed)),
            (
                "out_of_scope",
                .array(
                    file.reasons.map { operation, reason, cases in
                        .object([
                            ("op", .string(operation)), ("reason", .string(reason)),
                            ("cases", .array(cases.map(JSONValue.integer))),
                        ])
                    })
            ),
            ("failures", .array(file.results.compactMap(failure))),
        ])
    }

    private static func failure(_ result: CaseResult) -> JSONValue? {
        guard case .failed(let expected, let got) = result.outcome else { return nil }
        return .object([
            ("case", .integer(result.id)), ("op", .string(result.operation)), ("comment", .string(result.comment)),
            ("expected", .string(expected)), ("got", .string(got)),
        ])
    }
}
