import Foundation
import Testing

/// The page of properties names for each an accepting and a refusing test, and each of them is there and bears its name.
@Suite("the properties that are proved")
struct PropertyTests {
    /// The properties of orders, roles, records and limits, by their numbers.
    private static let numbers = [
        "05", "11", "14", "17", "19", "20", "27", "30", "31", "32", "33", "34", "35", "36", "40", "41", "42", "43",
        "44",
        "45", "46", "47", "48",
    ]

    /// A row of the page: a property and the tests in its cells.
    private struct Row {
        let id: String
        let accepting: [String]
        /// By a custodian's program or the libraries that both share.
        let refusing: [String]
        /// By the coordinator's program.
        let coordinator: [String]
        /// Why the coordinator has nothing to refuse.
        let reason: String
    }

    private static func rows() throws -> [Row] {
        let page = try String(contentsOf: Repository.root.appendingPathComponent("Docs/properties.md"), encoding: .utf8)
        return page.split(separator: "\n").filter { $0.hasPrefix("| P-") }.map { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            func tests(_ place: Int) -> [String] {
                guard cells.indices.contains(place) else { return [] }
                return cells[place].split(separator: "`", omittingEmptySubsequences: false).enumerated()
                    .filter { $0.offset % 2 == 1 }.map { String($0.element) }
            }
            return Row(
                id: String(cells[1].trimmingCharacters(in: .whitespaces).prefix(4)), accepting: tests(2),
                refusing: tests(3), coordinator: tests(4),
                reason: cells.indices.contains(4) ? cells[4].trimmingCharacters(in: .whitespaces) : "")
        }
    }

    /// The text of every file of tests, by target and name without its ending.
    private static func files() throws -> [String: String] {
        let folder = Repository.root.appendingPathComponent("Tests")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var texts: [String: String] = [:]
        for case let file as URL in files where file.pathExtension == "swift" {
            let parts = file.pathComponents
            guard let top = parts.lastIndex(of: "Tests"), parts.count > top + 2 else { continue }
            let name = "\(parts[top + 1])/\(file.deletingPathExtension().lastPathComponent)"
            texts[name] = try String(contentsOf: file, encoding: .utf8)
        }
        return texts
    }

    /// Says what is wrong with a test that a row names: `Target/File.function` for a test, `Target/File` for pairs of cases.
    private static func problem(of test: String, proving id: String, in files: [String: String]) -> String? {
        let parts = test.split(separator: ".", maxSplits: 1).map(String.init)
        guard let text = files[parts[0]] else { return "\(id): there is no file \(parts[0])" }
        // A name as it stands in the source: at the beginning of a text, or after another property.
        func isNamed(in part: Substring) -> Bool {
            part.split(separator: "\"", omittingEmptySubsequences: false).enumerated().contains { place, literal in
                guard place % 2 == 1, literal.hasPrefix("P-") else { return false }
                return literal.prefix { $0 != ":" }.split(separator: ",").contains {
                    $0.trimmingCharacters(in: .whitespaces) == id
                }
            }
        }
        guard parts.count == 2 else {
            return isNamed(in: text[...]) ? nil : "\(id): no pair of \(test) is named after it"
        }
        guard let function = text.range(of: "func \(parts[1])(") else { return "\(id): there is no test \(test)" }
        let before = text[..<function.lowerBound]
        guard let start = before.range(of: "@Test", options: .backwards) else { return "\(id): \(test) is no test" }
        let attribute = before[start.lowerBound...]
        if isNamed(in: attribute) { return nil }
        // A table has the names in its rows.
        return attribute.contains("arguments:") && isNamed(in: text[...]) ? nil : "\(id): \(test) is not named after it"
    }

    @Test("every property has an accepting and a refusing test that is named after it")
    func named() throws {
        let rows = try Self.rows()
        let files = try Self.files()
        #expect(rows.map(\.id) == Self.numbers.map { "P-\($0)" })
        for row in rows {
            #expect(!row.accepting.isEmpty, "\(row.id): nothing is accepted")
            #expect(!row.refusing.isEmpty, "\(row.id): nothing is refused")
            #expect(!row.coordinator.isEmpty || row.reason.count > 20, "\(row.id): what of the coordinator?")
            for test in row.accepting + row.refusing + row.coordinator {
                let problem = Self.problem(of: test, proving: row.id, in: files)
                #expect(problem == nil, "\(problem ?? "")")
            }
        }
    }

    @Test("the check misses a test that is not there, one of another name, and one that is no test")
    func misses() throws {
        let files = try Self.files()
        let own = "ArchitectureTests/PropertyTests"
        #expect(Self.problem(of: "CustodyTests/NoTests.named", proving: "P-05", in: files) != nil)
        #expect(Self.problem(of: "\(own).nothing", proving: "P-05", in: files) != nil)
        #expect(Self.problem(of: "\(own).named", proving: "P-05", in: files) != nil)
        #expect(Self.problem(of: "CommandTests/OrderWalkTests.paid", proving: "P-05", in: files) == nil)
        #expect(Self.problem(of: "CommandTests/OrderWalkTests.paid", proving: "P-50", in: files) != nil)
        #expect(Self.problem(of: "ReviewTests/CheckPairs+Orders", proving: "P-41", in: files) == nil)
        #expect(Self.problem(of: "ReviewTests/CheckPairs+Orders", proving: "P-36", in: files) != nil)
    }
}
