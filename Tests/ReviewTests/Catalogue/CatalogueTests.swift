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
            + Saying.ceremonies(&values) + Saying.vaults(&values) + Saying.papers(&values)
            + Saying.journal(&values) + Saying.replacements(&values) + Saying.machine(&values)
            + Saying.orders(&values) + Saying.limits(&values) + Saying.stops(&values)
            + Saying.policies(&values) + Saying.evidence(&values)
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
        "of", "mainnet", "regtest", "id", "b", "Enter", "never", "take", "over", "no", "other",
        // The ceremony: the formula of the words, sides of a coin, ranks and suits of cards.
        "SHA", "HMAC", "UTF", "rensho", "entropy", "R", "H", "T", "A", "J", "Q", "K", "C", "D", "AS", "TD",
        // A vault's document.
        "M", "N", "xpub", "sortedmulti", "held", "open", "required", "optional", "no", "spare", "key", "organisation",
        "allowlist", "off", "tiered", "site", "approver", "auditor", "custodian", "operator", "requester", "watcher",
        "administrator", "developer",
        // Sheets: programs and commands.
        "Rensho", "Bitcoin", "Core", "Sparrow", "BDK", "PSBT", "signer", "keys", "restore", "vault", "register", "init",
        "import", "address",
        // Evidence: commands and the auditor's word.
        "log", "verify", "countersign",
        // The machine: users, variables, paths and commands of the system.
        "root", "TERM", "landlock", "UTC", "sys", "proc", "etc", "fstab", "swapoff", "a", "ip", "link", "set", "NAME",
        "down", "chmod", "go", "rwx", "chown", "date", "utc", "YYYY", "MM", "DD", "HH",
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
            // A sentence that stands in several lines is broken line by line.
            for text in [saying.english, saying.japanese].flatMap({ $0.split(separator: "\n").map(String.init) }) {
                let lines = LineBreaking.lines(text, columns: columns, indent: "  -> ", hanging: "     ")
                #expect(lines.allSatisfy { DisplayWidth.columns(of: $0) <= columns }, "\(lines)")
                #expect(
                    lines.joined().filter { $0 != " " } == "->" + text.filter { $0 != " " }, "\(lines)")
            }
        }
    }

    /// What sentences tell apart although it is no phrase itself.
    private static let facts = [
        "Custody/Facts/InputProblem.swift", "Custody/Facts/OutputProblem.swift", "Custody/Facts/CaseProblem.swift",
        "Custody/Documents/VaultWeakness.swift", "Custody/Documents/VaultException.swift",
        "Custody/Documents/VaultChange.swift", "Custody/Rules/OrderRefusal.swift", "Custody/Stops/StopProblem.swift",
        "Custody/Facts/OrderedLine.swift",
        "Custody/Rules/CaseOrders.swift", "Custody/Rules/TierChoice.swift", "Review/Known/PolicyJudgement.swift",
    ]

    @Test("is sampled by these tests in every case that the sources have")
    func isComplete() throws {
        let sampled = Set(try Self.all(seed: 1).flatMap(\.cases))
        // A phrase is found by its place or its name, so that nobody has to think of this test.
        let phrases = Sources.files.filter { file in
            file.hasSuffix("Phrase.swift") || file.hasSuffix("Sentence.swift")
                || file.hasPrefix("Review/Text/") && Sources.language(of: file) == nil
        }
        #expect(phrases.count >= 9)
        for file in phrases + Self.facts {
            for name in try Sources.cases(in: file) {
                #expect(sampled.contains(name), "\(file): no sample of \(name) in Tests/ReviewTests/Catalogue")
            }
        }
        #expect(try Sources.cases(in: "Review/Text/CeremonyPhrase.swift").contains("Throwing.dice"))
        #expect(try Sources.cases(in: "Custody/Documents/VaultWeakness.swift").count == 10)
    }

    @Test("is the only place of the sources where Japanese sentences stand")
    func onlyPlace() throws {
        // What is Japanese without being a sentence of a screen or a sheet: word list, rules of line breaks, test vectors.
        let others: Set<String> = [
            "BitcoinPrimitives/JapaneseWordList.swift", "ScreenText/LineRules.swift",
            "CommandSupport/TerminalPhrase.swift",
            "VectorSuite/Made/MadeWorld.swift", "VectorSuite/Made/Files/MadeKeyRecords.swift",
            "VectorSuite/Made/Files/MadeStops.swift", "VectorSuite/Made/Files/MadeRules.swift",
            "VectorSuite/Made/Files/MadeKeystores.swift",
        ]
        let kana: ClosedRange<Unicode.Scalar> = "\u{3041}"..."\u{30ff}"
        for file in Sources.files where !others.contains(file) && Sources.language(of: file) != .japanese {
            let text = try Sources.text(of: file)
            #expect(!text.unicodeScalars.contains { kana.contains($0) }, "\(file): Japanese outside of the catalogue")
        }
    }
}
