import Foundation

/// The paper with the payments, from which a custodian answers, and how a person reads numbers off the screen.
struct Paper {
    /// The payments in their order.
    let payments: [(address: String, amount: String)]

    /// Reads a payouts file.
    init(_ path: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        payments = text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            let fields = line.split(separator: ",").map(String.init)
            return (fields[0], fields[1])
        }
    }

    /// The destination that a question is about, from 1; of a case that pays nobody the vault's own address.
    static func destination(in text: String) -> Int {
        number(after: "Destination ", in: text) ?? number(after: "Own address ", in: text) ?? 0
    }

    /// The amount of a destination.
    func amount(of destination: Int) -> String {
        payments.indices.contains(destination - 1) ? payments[destination - 1].amount : ""
    }

    /// The characters of a destination's address that the text asks for.
    func characters(of destination: Int, askedIn text: String) -> String {
        guard payments.indices.contains(destination - 1),
            let first = Self.number(after: "Type characters ", in: text),
            let last = Self.number(after: " to ", in: text)
        else { return "" }
        let address = Array(payments[destination - 1].address)
        guard first >= 1, last <= address.count, first <= last else { return "" }
        return String(address[(first - 1)...(last - 1)])
    }

    private static func number(after stem: String, in text: String) -> Int? {
        guard let range = text.range(of: stem, options: .backwards) else { return nil }
        return Int(text[range.upperBound...].prefix { $0.isNumber })
    }
}
