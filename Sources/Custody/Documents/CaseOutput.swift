package import BitcoinPrimitives
package import ByteCoding
package import Descriptors

/// One output of a case.
package struct CaseOutput: Hashable, Sendable {
    /// Whose an output is, as derivation in the registered vault shows it.
    package enum Role: Hashable, Sendable {
        /// Somebody else's, with the order line that it pays.
        case external(OrderLine?)
        /// The vault's own, on the branch for change.
        case change(ScriptPosition)
        /// The vault's own, on the branch for receiving.
        case receive(ScriptPosition)
    }

    /// What the output is worth.
    package let amount: Amount
    /// The script that locks the output.
    package let scriptPubKey: Script
    /// Whose the output is.
    package let role: Role

    /// Takes one output.
    package init(amount: Amount, scriptPubKey: Script, role: Role) {
        self.amount = amount
        self.scriptPubKey = scriptPubKey
        self.role = role
    }
}

/// A line of an order.
package struct OrderLine: Hashable, Sendable {
    /// The digest of the order.
    package let order: Bytes32
    /// The number of the line, from 0.
    package let line: UInt32

    /// Names one line.
    package init(order: Bytes32, line: UInt32) {
        self.order = order
        self.line = line
    }
}

extension OrderLine: DocumentValue {
    package static var documentKind: String { "an order line \"hash/line\"" }

    package var documentText: String { "\(order.hex)/\(line)" }

    package init(documentText: String) throws(DocumentError) {
        let parts = documentText.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let line = UInt32(parts[1]) else {
            throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
        self.init(order: try Bytes32(documentText: String(parts[0])), line: line)
    }
}

/// An output with its number, as a line of the case shows it.
struct NumberedOutput: DocumentValue {
    let number: UInt32
    let output: CaseOutput

    init(number: UInt32, output: CaseOutput) {
        self.number = number
        self.output = output
    }

    static var documentKind: String { "an output" }

    var documentText: String {
        var words = [
            number.documentText, output.amount.documentText, output.scriptPubKey.documentText,
            OutputWord(output.role).rawValue,
        ]
        switch output.role {
        case .external(let line): words.append(line?.documentText ?? DocumentField.absent)
        case .change(let position), .receive(let position): words.append(position.documentText)
        }
        return words.joined(separator: " ")
    }

    init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        number = try words.next()
        let amount: Amount = try words.next()
        let scriptPubKey: Script = try words.next()
        let role: CaseOutput.Role =
            switch try words.next(OutputWord.self) {
            case .external: .external(try words.nextOptional())
            case .change: .change(try words.next())
            case .receive: .receive(try words.next())
            }
        try words.finish()
        output = CaseOutput(amount: amount, scriptPubKey: scriptPubKey, role: role)
    }
}

private enum OutputWord: String, DocumentKeyword {
    case external, change, receive

    static var documentKind: String { "\"external\", \"change\" or \"receive\"" }

    init(_ role: CaseOutput.Role) {
        switch role {
        case .external: self = .external
        case .change: self = .change
        case .receive: self = .receive
        }
    }
}
