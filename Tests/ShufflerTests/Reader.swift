import BitcoinPrimitives
import CommandSupport

/// One whole display of a case as somebody saw it, read back from the pages, not from the program's values.
struct Display: Hashable, Sendable {
    /// An output as it stood on its page.
    struct Line: Hashable, Sendable {
        enum Kind: String, Hashable, Sendable {
            case destination = "Destination"
            case change = "Change"
            case receive = "Payment to ourselves"
        }

        let kind: Kind
        let output: Int
        let address: String
        let sat: UInt64
    }

    var lines: [Line] = []
    /// The outputs for which characters were asked, and those for which the amount was.
    var askedCharacters: Set<Int> = []
    var askedAmounts: Set<Int> = []

    /// Reads pages; `nil` when none of them shows an output.
    init?(pages: [[String]]) {
        for page in pages {
            guard let title = page.first,
                let kind = [Line.Kind.destination, .change, .receive].first(where: {
                    title.hasPrefix($0.rawValue + " ") && title.contains("(output ")
                }),
                let output = Reader.numbers(in: title).last
            else { continue }
            let address = page.dropFirst().prefix { !$0.hasPrefix("Amount: ") }
                .joined().filter { $0 != " " }
            guard let satoshi = page.first(where: { $0.hasSuffix(" sat") }),
                let sat = Reader.numbers(in: satoshi).last
            else { continue }
            lines.append(Line(kind: kind, output: output, address: address, sat: UInt64(sat)))
        }
        if lines.isEmpty { return nil }
    }

    /// What leaves the vault.
    var destinations: [Line] { lines.filter { $0.kind == .destination } }
}

/// A custodian in front of his machine: reads every page and types what he is asked.
///
/// A careful one compares with the paper in his hand and walks away from anything else; a careless one types from the
/// screen whatever it shows. Used by one schedule on one thread.
final class Reader: ReviewTerminal, @unchecked Sendable {
    /// What a careful person's paper says: address and satoshi of each payment.
    struct Paper: Hashable, Sendable {
        let address: String
        let sat: UInt64
    }

    private(set) var displays: [Display] = []
    private var written: [String] = []
    private var secrets: [String]
    private let paper: [Paper]?
    private let goesOn: Bool
    private let saysBoth: Bool
    /// The earlier cases of which this person typed that they are to be paid beside this one, by their short names.
    private(set) var typedBoth: Set<String> = []

    init(
        secrets: [String] = [Enrolment.passphrase], paper: [Paper]? = nil, goesOn: Bool = false, saysBoth: Bool = false
    ) {
        self.secrets = secrets
        self.paper = paper
        self.goesOn = goesOn
        // Whoever has one order on his paper has none for a second payment.
        self.saysBoth = saysBoth && paper == nil
    }

    var isAttended: Bool { true }

    func write(_ lines: [String]) throws(TerminalError) { written += lines }

    func show(pages: [[String]]) throws(TerminalError) {
        guard let display = Display(pages: pages) else { return }
        displays.append(display)
        guard let paper else { return }
        let shown = display.destinations.map { Paper(address: $0.address, sat: $0.sat) }
        guard Set(shown) == Set(paper), shown.count == paper.count else { throw .closed }
    }

    func ask(_ question: String) throws(TerminalError) -> String {
        if question.contains("second look") { return goesOn ? "yes" : "" }
        if question.contains("\"refuse\"") { return "refuse" }
        if question.contains("if you have read this"),
            let word = question.split(separator: "\"").dropFirst().first
        {
            return String(word)
        }
        if let words = question.split(separator: "\"").first(where: { $0.hasPrefix("both ") }) {
            guard saysBoth else { return "" }
            typedBoth.insert(String(words.dropFirst("both ".count)))
            return String(words)
        }
        guard let title = written.last(where: { $0.contains("(output ") }),
            let output = Self.numbers(in: String(title.drop { $0 != "(" })).first,
            let last = displays.indices.last,
            let line = displays[last].lines.first(where: { $0.output == output })
        else { throw .closed }
        if question.contains("amount") {
            displays[last].askedAmounts.insert(output)
            return "\(line.sat) sat"
        }
        displays[last].askedCharacters.insert(output)
        let positions = Self.numbers(in: question)
        guard positions.count == 2 || positions.count == 3, positions[0] >= 1 else { throw .closed }
        return String(line.address.dropFirst(positions[0] - 1).prefix(positions[1] - positions[0] + 1))
    }

    func askSecret(_ question: String) throws(TerminalError) -> TypedSecret {
        guard !secrets.isEmpty else { throw .closed }
        return TypedSecret(publicBytes: Array(secrets.removeFirst().utf8))
    }

    static func numbers(in text: String) -> [Int] {
        text.split { !$0.isNumber }.compactMap { Int($0) }
    }
}
