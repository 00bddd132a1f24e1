package import ByteCoding
package import Custody

/// What one collected file changed.
package struct CollectReport: Sendable, Hashable {
    /// The SHA-256 of the file.
    package let file: Bytes32
    /// The word for the kind of file.
    package let kindName: String
    /// The signatures that were not there before.
    package internal(set) var signatures: [VerifiedSignature] = []
    /// The number of signatures in the file that were there before.
    package internal(set) var knownSignatures = 0
    /// The documents that were not there before.
    package internal(set) var answers: [CaseAnswerDocument] = []
    /// Whose release became whole: every signature is there and is one that the share stands for.
    package internal(set) var released: [Identifier] = []
    /// The number of documents in the file that were there before.
    package internal(set) var knownAnswers = 0
    /// What was not taken and was not known before.
    package internal(set) var quarantined: [QuarantinedItem] = []
    /// The number of signatures by keys that are nobody's in the vault, beyond those that were kept as evidence.
    package internal(set) var strangers = 0
    /// The number of refused things in the file that were known before.
    package internal(set) var knownQuarantined = 0

    init(file: Bytes32, kindName: String) {
        self.file = file
        self.kindName = kindName
    }

    /// Whether the file brought nothing that was not there.
    package var bringsNothingNew: Bool { signatures.isEmpty && answers.isEmpty && quarantined.isEmpty }

    /// Whether something in the file was refused.
    package var hasRefusals: Bool { !quarantined.isEmpty || knownQuarantined > 0 || strangers > 0 }

    /// The most sentences in one entry of a log.
    private static let loggedSentences = 30

    /// What happened, as one entry of a log says it.
    package var logText: String {
        let all = sentences
        let rest = all.count - Self.loggedSentences
        return (all.prefix(Self.loggedSentences) + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: "; ")
    }

    /// What happened, one sentence each.
    package var sentences: [String] {
        var lines: [String] = []
        for person in Set(signatures.map(\.person)).sorted() {
            let inputs = signatures.filter { $0.person == person }.map(\.slot.input).sorted()
            let word = inputs.count == 1 ? "signature" : "signatures"
            lines.append("+\(inputs.count) \(word) by \(person), verified (\(Self.ranges(inputs)))")
        }
        for answer in answers { lines.append("+\(answer.kind.rawValue) by \(answer.person)") }
        for person in released {
            lines.append("\(person)'s release is whole: its signatures are those that the share stands for")
        }
        for item in quarantined { lines.append("not taken: \(item.sentence)") }
        if strangers > 0 {
            lines.append("not kept: \(strangers) more signatures by keys that are nobody's in this vault")
        }
        if bringsNothingNew {
            let known = knownSignatures + knownAnswers + knownQuarantined
            lines.append(
                known == 0
                    ? "the file carries no signature and no document that answers the case"
                    : "the file brings nothing new; everything in it was collected before")
        }
        return lines
    }

    /// Inputs as `inputs 0-4, 7`.
    private static func ranges(_ inputs: [Int]) -> String {
        var parts: [(Int, Int)] = []
        for input in inputs {
            if let last = parts.last, last.1 + 1 == input {
                parts[parts.count - 1].1 = input
            } else {
                parts.append((input, input))
            }
        }
        let text = parts.map { $0 == $1 ? "\($0)" : "\($0)-\($1)" }.joined(separator: ", ")
        return (inputs.count == 1 ? "input " : "inputs ") + text
    }
}
