import BitcoinCrypto
package import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody

/// In what two files differ, in words: not at all, only in who signed, or in what they say.
package struct FileDifference: Sendable, Hashable {
    /// The worst that was found.
    package enum Verdict: String, Sendable, Hashable, CaseIterable {
        /// Every byte is the same.
        case identical
        /// Other bytes that say the same: another encoding, another order of fields.
        case same
        /// What they say is the same; signatures or signed documents were added or taken away.
        case signatures
        /// They say different things.
        case changed
    }

    /// The worst that was found.
    package let verdict: Verdict
    /// Every difference, one sentence each: first what changed, then signatures and documents.
    package let sentences: [String]

    /// Compares two files: PSBTs of any version and encoding, transactions, or documents of one type.
    package init(_ left: [UInt8], _ right: [UInt8]) throws(FileDifferenceError) {
        if left == right {
            self.init([], [], isIdentical: true)
            return
        }
        switch (try Content(left), try Content(right)) {
        case (.psbt(let one), .psbt(let other)): self.init(one, other)
        case (.transaction(let one), .transaction(let other)): self.init(one, other)
        case (.document(let one), .document(let other)) where one.type == other.type: self.init(one, other)
        case (let one, let other): throw .otherTypes(one.name, other.name)
        }
    }

    private init(_ changes: [String], _ signatures: [String], isIdentical: Bool = false) {
        verdict = isIdentical ? .identical : !changes.isEmpty ? .changed : signatures.isEmpty ? .same : .signatures
        sentences = changes + signatures
    }

    private init(_ left: PSBT, _ right: PSBT) {
        var changes: [String] = []
        if let one = try? left.unsignedTransaction(), let other = try? right.unsignedTransaction() {
            changes += Self.changes(one, other)
        }
        var (base, compared) = (left, right)
        if left.version != right.version, let one = try? left.converted(to: .v0),
            let other = try? right.converted(to: .v0)
        {
            (base, compared) = (one, other)
        }
        changes += RequestComparison.differences(proposal: base, returned: compared)
            .filter { changes.isEmpty || !Self.describesTransaction($0.field) }.map(\.description)
        let documents = Self.documents(left, right)
        self.init(
            changes + documents.filter(\.isAsked).map(\.sentence),
            Self.signatures(left, right) + documents.filter { !$0.isAsked }.map(\.sentence))
    }

    /// What the sentences about the transaction have said already.
    private static func describesTransaction(_ field: String) -> Bool {
        [
            "PSBT_GLOBAL_UNSIGNED_TX", "PSBT_OUT_AMOUNT", "PSBT_OUT_SCRIPT", "PSBT_IN_SEQUENCE",
            "PSBT_IN_PREVIOUS_TXID",
            "PSBT_IN_OUTPUT_INDEX", "PSBT_GLOBAL_FALLBACK_LOCKTIME", "PSBT_GLOBAL_TX_VERSION",
        ].contains(field)
    }

    private init(_ left: Transaction, _ right: Transaction) {
        var witnesses: [String] = []
        if left.inputs.count == right.inputs.count {
            for (index, (one, other)) in zip(left.inputs, right.inputs).enumerated()
            where one.witness != other.witness || one.scriptSig != other.scriptSig {
                witnesses.append("input \(index) is signed otherwise")
            }
        }
        self.init(Self.changes(left, right), witnesses)
    }

    private init(_ left: ReadDocument, _ right: ReadDocument) {
        var changes: [String] = []
        var rest = right.fields
        for field in left.fields {
            if let place = rest.firstIndex(of: field) { rest.remove(at: place) } else { changes.append("- \(field)") }
        }
        changes += rest.map { "+ \($0)" }
        let (one, other) = (Set(left.signatures), Set(right.signatures))
        self.init(
            changes,
            other.subtracting(one).sorted().map { "+signature of \($0)" }
                + one.subtracting(other).sorted().map { "-signature of \($0)" })
    }

    /// What one transaction does that the other does not, outputs by what they pay and not by their place.
    private static func changes(_ left: Transaction, _ right: Transaction) -> [String] {
        var changes: [String] = []
        if left.version != right.version { changes.append("the version is \(left.version) and \(right.version)") }
        if left.lockTime != right.lockTime {
            changes.append("the lock time is \(left.lockTime.rawValue) and \(right.lockTime.rawValue)")
        }
        changes += inputChanges(left, right)
        if left.outputs == right.outputs { return changes }
        var rest = Array(right.outputs.enumerated())
        var gone: [(offset: Int, element: TxOut)] = []
        for output in left.outputs.enumerated() {
            if let place = rest.firstIndex(where: { $0.element == output.element }) {
                rest.remove(at: place)
            } else {
                gone.append(output)
            }
        }
        if gone.isEmpty, rest.isEmpty { return changes + ["the outputs stand in another order"] }
        for output in gone {
            if let place = rest.firstIndex(where: { $0.element.scriptPubKey == output.element.scriptPubKey }) {
                changes.append(
                    "output \(output.offset): \(output.element.amount.text) became \(rest[place].element.amount.text), to "
                        + "the same script \(output.element.scriptPubKey.hex)")
                rest.remove(at: place)
            } else if let place = rest.firstIndex(where: { $0.element.amount == output.element.amount }) {
                changes.append(
                    "output \(output.offset): \(output.element.amount.text) goes to script "
                        + "\(rest[place].element.scriptPubKey.hex) and no more to \(output.element.scriptPubKey.hex)")
                rest.remove(at: place)
            } else {
                changes.append("output \(output.offset) is gone: \(describe(output.element))")
            }
        }
        return changes + rest.map { "output \($0.offset) is new: \(describe($0.element))" }
    }

    private static func inputChanges(_ left: Transaction, _ right: Transaction) -> [String] {
        let (one, other) = (left.inputs.map(\.previousOutput), right.inputs.map(\.previousOutput))
        if Set(one) != Set(other) {
            return Set(one).subtracting(other).sorted().map { "the coin \($0) is spent no more" }
                + Set(other).subtracting(one).sorted().map { "the coin \($0) is spent in addition" }
        }
        if one != other { return ["the inputs stand in another order"] }
        return zip(left.inputs, right.inputs).enumerated().compactMap { index, pair in
            pair.0.sequence == pair.1.sequence
                ? nil : "the sequence of input \(index) is \(pair.0.sequence.rawValue) and \(pair.1.sequence.rawValue)"
        }
    }

    private static func describe(_ output: TxOut) -> String {
        "\(output.amount.text) to script \(output.scriptPubKey.hex)"
    }

    private static func signatures(_ left: PSBT, _ right: PSBT) -> [String] {
        let (one, other) = (slots(left), slots(right))
        var sentences: [String] = []
        for slot in Set(one.keys).union(other.keys).sorted() {
            let place = "input \(slot.input) by key \(slot.publicKey)"
            switch (one[slot], other[slot]) {
            case (nil, .some): sentences.append("+signature of \(place)")
            case (.some, nil): sentences.append("-signature of \(place)")
            case (let before, let after) where before != after: sentences.append("another signature of \(place)")
            default: break
            }
        }
        return sentences
    }

    private static func slots(_ psbt: PSBT) -> [SignatureSlot: [UInt8]] {
        Dictionary(
            SignatureCheckpoint.candidates(in: psbt).map { ($0.slot, $0.value) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The Rensho fields that only one of the two has, or that are not the same in both.
    private static func documents(_ left: PSBT, _ right: PSBT) -> [(sentence: String, isAsked: Bool)] {
        func fields(_ psbt: PSBT) -> [[UInt8]: [UInt8]] {
            let own = psbt.global.proprietary.filter { $0.identifier == ProposalFields.identifier }
            return Dictionary(
                own.map { ([UInt8(truncatingIfNeeded: $0.subtype)] + $0.keyData, $0.value) },
                uniquingKeysWith: { first, _ in first })
        }
        func name(_ key: [UInt8]) -> String {
            let item = key.first.flatMap { ProposalItem(rawValue: UInt64($0)) }?.name ?? "document"
            let whose = String(decoding: key.dropFirst(), as: UTF8.self)
            return whose.isEmpty ? item : "\(item) of \(whose)"
        }
        let (one, other) = (fields(left), fields(right))
        let keys = Set(one.keys).union(other.keys).sorted { $0.lexicographicallyPrecedes($1) }
        return keys.compactMap { key -> (sentence: String, isAsked: Bool)? in
            let isAsked = key.first.flatMap { ProposalItem(rawValue: UInt64($0)) }?.isAsked ?? true
            switch (one[key], other[key]) {
            case (nil, .some): return (sentence: "+\(name(key))", isAsked: isAsked)
            // Other signers leave out what they do not know; a file that says less asks for nothing else.
            case (.some, nil): return (sentence: "-\(name(key))", isAsked: false)
            case (let before, let after):
                if before == after { return nil }
                return (sentence: "another \(name(key))", isAsked: isAsked)
            }
        }
    }
}

extension ProposalItem {
    /// Whether the document says what is asked for, and not who answered.
    fileprivate var isAsked: Bool {
        switch self {
        case .caseDocument, .order, .approval, .snapshot: true
        case .acknowledgement, .share, .confirmation, .refusal, .release, .stop: false
        }
    }
}

/// A document of any type as lines: enough to compare it with another one.
private struct ReadDocument {
    let type: String
    let fields: [String]
    let signatures: [String]

    init(_ type: String, _ bytes: [UInt8]) throws(FileDifferenceError) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .document(type) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let end = lines.firstIndex(of: "") else { throw .document(type) }
        self.type = type
        fields = Array(lines[1..<max(1, end)])
        signatures = lines[(end + 1)...].compactMap { line in
            let words = line.split(separator: " ")
            return words.count == 4 && words[0] == "--" ? "\(words[1]) \(words[3])" : nil
        }
    }
}

/// What a file is.
private enum Content {
    case psbt(PSBT)
    case transaction(Transaction)
    case document(ReadDocument)

    init(_ bytes: [UInt8]) throws(FileDifferenceError) {
        if let type = DocumentType.name(in: bytes) {
            self = .document(try ReadDocument(type, bytes))
            return
        }
        if let transaction = Self.transaction(in: bytes) {
            self = .transaction(transaction)
            return
        }
        do throws(PSBTError) { self = .psbt(try PSBTFile(fileBytes: bytes).psbt) } catch { throw .psbt(error) }
    }

    var name: String {
        switch self {
        case .psbt: "PSBT"
        case .transaction: "transaction"
        case .document(let document): document.type
        }
    }

    /// A raw transaction in binary or hex.
    private static func transaction(in bytes: [UInt8]) -> Transaction? {
        if let transaction = try? Transaction(decoding: bytes) { return transaction }
        let end = bytes.lastIndex { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") } ?? 0
        guard let raw = try? Hex.decode(bytes.prefix(end + 1)) else { return nil }
        return try? Transaction(decoding: raw)
    }
}

/// Why two files are not compared.
package enum FileDifferenceError: CodedError, Equatable {
    /// They are of different types.
    case otherTypes(String, String)
    /// A file is neither a document nor a transaction nor a PSBT.
    case psbt(PSBTError)
    /// A document is no text of lines.
    case document(String)

    package var code: String {
        switch self {
        case .otherTypes: "diff.other-types"
        case .psbt(let error): error.code
        case .document: "diff.document"
        }
    }

    package var description: String {
        switch self {
        case .otherTypes(let one, let other): "one is a \(one) and the other a \(other)"
        case .psbt(let error): "\(error)"
        case .document(let type): "a \(type) is no text of lines"
        }
    }

    package var remedy: String? {
        switch self {
        case .otherTypes: "Compare two PSBTs, two transactions, or two documents of one type."
        case .psbt(let error): error.remedy
        case .document: nil
        }
    }
}
