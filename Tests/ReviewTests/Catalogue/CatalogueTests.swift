import BitcoinPrimitives
import ByteCoding
import Foundation
import Review
import ScreenText
import TestSupport
import Testing

@Suite("The catalogue of sentences in two languages")
struct CatalogueTests {
    /// Everything that the catalogue can say, with the values of one seed.
    private static func all(seed: UInt64) throws -> [Saying] {
        var values = SampleValues(seed: seed)
        return try Saying.facts(&values) + Saying.findings(&values) + Saying.visits(&values)
    }

    @Test(
        "has the same numbers, amounts, addresses, ids, hex and words in both languages",
        arguments: 1...40 as ClosedRange<UInt64>)
    func values(seed: UInt64) throws {
        for saying in try Self.all(seed: seed) {
            #expect(
                Saying.values(in: saying.english) == Saying.values(in: saying.japanese),
                "\(saying.testDescription)\n\(saying.english)\n\(saying.japanese)")
        }
    }

    @Test("shows the words of a digest alike and in their order")
    func words() throws {
        var values = SampleValues(seed: 7)
        for _ in 0..<20 {
            let words = try values.words()
            for language in ScreenLanguage.allCases {
                #expect(language.text(.identity(.words(words))).hasSuffix(words.joined(separator: " ")))
            }
        }
    }

    /// What stands in Latin letters in Japanese too: units, names of formats, keywords of documents, keys.
    private static let terms: Set<String> = [
        "BTC", "sat", "vB", "UTC", "txid", "DER", "S", "SIGHASH", "ALL", "SINGLE", "BIP", "SegWit", "redeem", "taproot",
        "of", "mainnet", "regtest", "id", "Enter", "never", "take", "over",
    ]

    @Test(
        "has no English left in its Japanese, and no Japanese in its English", arguments: 1...3 as ClosedRange<UInt64>)
    func language(seed: UInt64) throws {
        for saying in try Self.all(seed: seed) {
            let left = Saying.words(in: saying.japanese).filter { !Self.terms.contains($0) }
            #expect(left.isEmpty, "\(left) in \(saying.japanese)")
            #expect(
                saying.english.unicodeScalars.allSatisfy { $0.value < 0x2e80 }, "\(saying.english)")
            #expect(
                saying.japanese.unicodeScalars.contains { $0.value >= 0x3000 }
                    || saying.english.filter(\.isLetter) == saying.japanese.filter(\.isLetter),
                "\(saying.japanese)")
        }
    }

    @Test("writes digits and Latin letters in half width, and marks in full width")
    func widths() throws {
        for saying in try Self.all(seed: 5) {
            let text = saying.japanese
            #expect(!text.unicodeScalars.contains { (0xff10...0xff5a).contains($0.value) && $0 != "：" }, "\(text)")
            #expect(!text.contains("。."), "\(text)")
            #expect(!text.contains(". "), "\(text)")
        }
    }

    @Test("fits every line into its columns, whatever the values", arguments: [60, 76, 78, 120])
    func columns(_ columns: Int) throws {
        for saying in try Self.all(seed: 9) {
            for text in [saying.english, saying.japanese] {
                let lines = LineBreaking.lines(text, columns: columns, indent: "  -> ", hanging: "     ")
                #expect(lines.allSatisfy { DisplayWidth.columns(of: $0) <= columns }, "\(lines)")
                #expect(
                    lines.joined().filter { $0 != " " } == "->" + text.filter { $0 != " " }, "\(lines)")
            }
        }
    }

    @Test("is sampled by these tests in every case that the sources have")
    func isComplete() throws {
        let sampled = Set(try Self.all(seed: 1).flatMap(\.cases))
        let sources = VectorStore.root.deletingLastPathComponent().appending(path: "Sources")
        let files = [
            "Review/Text/ReviewPhrase.swift", "Review/Text/FindingSentence.swift", "Review/Text/VisitPhrase.swift",
            "Review/Text/RestorationPhrase.swift", "Review/Text/SecretPhrase.swift",
            "Custody/Facts/InputProblem.swift", "Custody/Facts/OutputProblem.swift", "Custody/Facts/CaseProblem.swift",
        ]
        for file in files {
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            for name in Self.cases(in: text) { #expect(sampled.contains(name), "\(file): no sample of \(name)") }
        }
    }

    /// Every `Enum.case` that a source file declares.
    private static func cases(in text: String) -> [String] {
        var found: [String] = []
        var name = ""
        for line in text.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if let start = line.range(of: "enum ") {
                name = String(line[start.upperBound...].prefix { $0.isLetter })
            } else if line.hasPrefix("case "), !line.hasPrefix("case .") {
                var depth = 0
                let flat = line.dropFirst(5).filter { letter in
                    if letter == "(" { depth += 1 }
                    if letter == ")" { depth -= 1 }
                    return depth == 0 && letter != ")"
                }
                found += flat.split(separator: ",").map { "\(name).\($0.filter { $0.isLetter || $0.isNumber })" }
            }
        }
        return found
    }
}
