package import BitcoinPrimitives
import ByteCoding

/// Labels as wallets exchange them (BIP-329): one JSON object on each line.
package struct CoinLabels: Sendable, Hashable {
    /// The name of the form, as reasons give it.
    package static let standard = "BIP-329"

    /// The file size allowed, in bytes: some 100,000 labels.
    package static let maximumFileSize = 32 << 20

    /// What is said about one output.
    package struct Output: Sendable, Hashable {
        /// The output.
        package let outpoint: OutPoint
        /// Its label; `nil` when none is given.
        package let label: String?
        /// Whether it may be spent; `nil` when nothing is said.
        package let isSpendable: Bool?

        /// States what is said.
        package init(outpoint: OutPoint, label: String?, isSpendable: Bool?) {
            self.outpoint = outpoint
            self.label = label
            self.isSpendable = isSpendable
        }
    }

    /// The labels of outputs, in file order.
    package let outputs: [Output]
    /// The labels of transactions.
    package let transactions: [Txid: String]
    /// The labels of addresses, by their text.
    package let addresses: [String: String]
    /// The lines about anything else: keys, inputs, types that came later.
    package let others: Int

    /// Reads the lines; of two labels for one thing the later counts, as BIP-329 says of an import.
    package init(parsing bytes: [UInt8]) throws(CoinLabelError) {
        guard bytes.count <= Self.maximumFileSize else {
            throw .tooLarge(bytes: bytes.count, limit: Self.maximumFileSize)
        }
        var outputs: [Output] = []
        var places: [OutPoint: Int] = [:]
        var transactions: [Txid: String] = [:]
        var addresses: [String: String] = [:]
        var others = 0
        // Line by line: a file of line feeds would cost many times its size as a list of lines.
        var (start, number) = (bytes.startIndex, 0)
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
            let text = bytes[start..<end]
            start = end + 1
            number += 1
            if text.allSatisfy({ $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: " ") }) { continue }
            let line = try Line(Array(text), line: number)
            switch line.type {
            case "output":
                let output = try line.output()
                if let place = places[output.outpoint] {
                    outputs[place] = output
                } else {
                    places[output.outpoint] = outputs.count
                    outputs.append(output)
                }
            case "tx":
                if let label = line.label { transactions[try line.txid()] = label }
            case "addr":
                if let label = line.label { addresses[line.ref] = label }
            default: others += 1
            }
        }
        (self.outputs, self.transactions, self.addresses, self.others) = (outputs, transactions, addresses, others)
    }

    /// The lines of outputs, as BIP-329 has them; text beyond ASCII is escaped.
    package static func encoded(_ outputs: [Output]) -> [UInt8] {
        var text = ""
        for output in outputs {
            text += "{\"type\":\"output\",\"ref\":\"\(output.outpoint)\""
            if let label = output.label { text += ",\"label\":\"\(escaped(label))\"" }
            if let isSpendable = output.isSpendable { text += ",\"spendable\":\(isSpendable)" }
            text += "}\n"
        }
        return Array(text.utf8)
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for unit in text.utf16 {
            switch unit {
            case 0x22: result += "\\\""
            case 0x5c: result += "\\\\"
            case 0x20..<0x7f: result.unicodeScalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: unit)))
            default:
                let digits = String(unit, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return result
    }

    /// One line.
    private struct Line {
        let number: Int
        let type: String
        let ref: String
        let label: String?
        let isSpendable: Bool?

        init(_ bytes: [UInt8], line: Int) throws(CoinLabelError) {
            number = line
            let node: JSONNode
            do throws(JSONError) { node = try JSONReader.read(bytes, limit: CoinLabels.maximumFileSize) } catch {
                throw .json(line: line, error)
            }
            guard case .string(let type)? = node.member("type")?.value,
                case .string(let ref)? = node.member("ref")?.value
            else { throw .missingField(line: line) }
            (self.type, self.ref) = (type, ref)
            switch node.member("label")?.value {
            case nil, .null?: label = nil
            case .string(let text)?:
                guard PrintableText.isLine(text) else { throw .unprintable(line: line) }
                label = text
            default: throw .missingField(line: line)
            }
            switch node.member("spendable")?.value {
            case nil, .null?: isSpendable = nil
            case .bool(let value)?: isSpendable = value
            default: throw .missingField(line: line)
            }
        }

        func output() throws(CoinLabelError) -> Output {
            do throws(TxidError) {
                return Output(outpoint: try OutPoint(parsing: ref), label: label, isSpendable: isSpendable)
            } catch {
                throw .reference(line: number, error)
            }
        }

        func txid() throws(CoinLabelError) -> Txid {
            do throws(TxidError) { return try Txid(parsing: ref) } catch { throw .reference(line: number, error) }
        }
    }
}

/// Says why a file of labels is refused, and where.
package enum CoinLabelError: CodedError, Equatable {
    /// The file is larger than any wallet's labels.
    case tooLarge(bytes: Int, limit: Int)
    /// A line is no strict JSON.
    case json(line: Int, JSONError)
    /// A line lacks type or reference, or a field is of another kind than BIP-329 has.
    case missingField(line: Int)
    /// A label is longer than a line, or has characters that do not print.
    case unprintable(line: Int)
    /// A reference does not read.
    case reference(line: Int, TxidError)

    package var code: String {
        switch self {
        case .tooLarge: "labels.too-large"
        case .json(_, let error): error.code
        case .missingField: "labels.missing-field"
        case .unprintable: "labels.unprintable"
        case .reference: "labels.reference"
        }
    }

    package var description: String {
        switch self {
        case .tooLarge(let bytes, let limit): "the file of labels has \(bytes) bytes, more than the limit of \(limit)"
        case .json(let line, let error): "line \(line) of the labels: \(error)"
        case .missingField(let line):
            "line \(line) of the labels is no label: type, ref, label and spendable are texts and a truth value"
        case .unprintable(let line):
            "the label on line \(line) has characters that do not print, or more than \(PrintableText.maximumLength)"
        case .reference(let line, let error): "the reference on line \(line) of the labels: \(error)"
        }
    }
}
