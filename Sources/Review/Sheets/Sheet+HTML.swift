import ByteCoding

extension Sheet {
    /// The sheet as one HTML page that prints on A4: no script, nothing from elsewhere, every text escaped.
    package var html: String {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(Self.escape(title))</title>
        <style>
        \(Self.style)
        </style>
        </head>
        <body>
        <h1>\(Self.escape(title))</h1>
        \(blocks.map(Self.element).joined(separator: "\n"))
        </body>
        </html>

        """
    }

    private static let style = """
        @page { size: A4; margin: 15mm; }
        body { font: 10.5pt/1.5 sans-serif; color: #000; background: #fff; max-width: 180mm; margin: 0 auto; }
        h1 { font-size: 16pt; border-bottom: 1.5pt solid #000; }
        h2 { font-size: 12pt; margin: 6mm 0 2mm; break-after: avoid; }
        code { font-family: monospace; font-size: 9.5pt; overflow-wrap: anywhere; }
        .notice { border: 1.5pt solid #000; padding: 2mm 3mm; font-weight: bold; break-inside: avoid; }
        .exact { border: 0.5pt solid #000; padding: 2mm 3mm; break-inside: avoid; white-space: pre-wrap; }
        table { border-collapse: collapse; width: 100%; margin: 2mm 0; }
        th, td { border: 0.5pt solid #888; padding: 1mm 2mm; text-align: left; vertical-align: top; }
        th { font-weight: normal; background: #eee; }
        table.rows th { width: 38mm; }
        table.rows { break-inside: avoid; }
        tr, li { break-inside: avoid; }
        """

    private static func element(_ block: Block) -> String {
        switch block {
        case .heading(let text): return "<h2>\(escape(text))</h2>"
        case .paragraph(let text): return "<p>\(escape(text))</p>"
        case .notice(let text): return "<p class=\"notice\">\(escape(text))</p>"
        case .exact(let text): return "<p class=\"exact\"><code>\(escape(text))</code></p>"
        case .steps(let steps):
            return "<ol>\n" + steps.map { "<li>\(escape($0))</li>\n" }.joined() + "</ol>"
        case .rows(let rows):
            let lines = rows.map { "<tr><th scope=\"row\">\(escape($0.name))</th><td>\(cell($0.value))</td></tr>\n" }
            return "<table class=\"rows\">\n" + lines.joined() + "</table>"
        case .table(let columns, let rows):
            let head =
                "<thead><tr>" + columns.map { "<th scope=\"col\">\(escape($0))</th>" }.joined() + "</tr></thead>\n"
            let lines = rows.map { row in "<tr>" + row.map { "<td>\(cell($0))</td>" }.joined() + "</tr>\n" }
            return "<table>\n\(head)<tbody>\n" + lines.joined() + "</tbody>\n</table>"
        }
    }

    private static func cell(_ cell: Cell) -> String {
        switch cell {
        case .words(let text): escape(text)
        case .exact(let text): "<code>\(escape(text))</code>"
        }
    }

    /// A text in which nothing is markup.
    static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
