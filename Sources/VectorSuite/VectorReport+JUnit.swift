import CommandSupport

extension VectorReport {
    /// The report in the XML that build servers read: one test suite per file, one test case per case.
    package var junit: String {
        let problemSuite = problems.isEmpty ? 0 : problems.count
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuites name=\"rensho-vectors\" tests=\"\(caseCount + problemSuite)\" "
                + "failures=\"\(failed + problemSuite)\" skipped=\"\(outOfScope)\">",
        ]
        for file in files { lines += Self.suite(file) }
        if !problems.isEmpty {
            lines.append("  <testsuite name=\"vectors\" tests=\"\(problems.count)\" failures=\"\(problems.count)\">")
            for problem in problems {
                lines.append("    <testcase classname=\"vectors\" name=\"\(Self.escape(problem.code))\">")
                lines.append("      <failure message=\"\(Self.escape(problem.description))\"/>")
                lines.append("    </testcase>")
            }
            lines.append("  </testsuite>")
        }
        lines.append("</testsuites>")
        return lines.map { $0 + "\n" }.joined()
    }

    private static func suite(_ file: FileReport) -> [String] {
        var lines = [
            "  <testsuite name=\"\(escape(file.path))\" tests=\"\(file.results.count)\" failures=\"\(file.failed)\" "
                + "skipped=\"\(file.outOfScope)\">"
        ]
        for result in file.results {
            let name = escape("\(result.id) \(result.operation) \(result.comment)")
            let head = "    <testcase classname=\"\(escape(file.kind))\" name=\"\(name)\""
            switch result.outcome {
            case .passed: lines.append(head + "/>")
            case .outOfScope(let reason):
                lines.append(head + "><skipped message=\"\(escape(reason))\"/></testcase>")
            case .failed(let expected, let got):
                let message = escape("expected \(expected), got \(got)")
                lines.append(head + "><failure message=\"\(message)\"/></testcase>")
            }
        }
        lines.append("  </testsuite>")
        return lines
    }

    /// The text inside an attribute; what XML cannot hold at all is made visible first.
    private static func escape(_ text: String) -> String {
        HostileText.escapeInvisible(text).unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
