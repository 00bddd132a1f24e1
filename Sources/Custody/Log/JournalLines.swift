package import BitcoinCrypto
import BitcoinPrimitives
package import ByteCoding

/// One line of a custodian's journal, as anybody can check it: the number, what happened, and the chain.
///
/// What an event's fields mean is the signer's business; here only what other documents name is read out of them.
package struct JournalLine: Hashable, Sendable {
    /// The number.
    package let sequence: UInt64
    /// When, in UTC.
    package let time: String
    /// The event's name.
    package let event: String
    /// Its fields, in order.
    package let fields: [(name: String, value: String)]
    /// The hash that chains it to the line before.
    package let hash: Bytes32

    private static let tag = "rensho/journal/v1"
    /// The event with which a restored machine begins a new range of numbers.
    private static let newEra = "adopted"
    private static let eraLength: UInt64 = 1_000_000

    init(line: String, number: Int, after previous: (sequence: UInt64, hash: Bytes32)?) throws(JournalLinesError) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count >= 5, let last = words.last, let hash = try? Bytes32(Hex.decode(last)), hash.hex == last,
            let sequence = UInt64(words[0]), String(sequence) == words[0]
        else { throw .malformedLine(number: number) }
        let text = Array(line.utf8.dropLast(last.utf8.count + 1))
        guard TaggedHash.hash(tag: Self.tag, (previous?.hash ?? LogEntry.start).bytes + text) == hash else {
            throw .chain(line: number)
        }
        self.sequence = sequence
        time = words[1]
        event = words[2]
        self.hash = hash
        fields = words[3..<(words.count - 2)].compactMap { word in
            guard let sign = word.firstIndex(of: "=") else { return nil }
            return (name: String(word[..<sign]), value: String(word[word.index(after: sign)...]))
        }
        let before = previous?.sequence ?? 0
        let follows = before < .max && sequence == before + 1
        let begins = event == Self.newEra && sequence > before && sequence.isMultiple(of: Self.eraLength)
        guard follows || begins else { throw .sequence(line: number, found: sequence) }
    }

    /// The value of a field; `nil` where the event has none of that name.
    package func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The heads of other journals that the line names.
    package var heads: [PeerHead] {
        (value("heads") ?? "").split(separator: ",").compactMap { word in
            try? PeerHead(documentText: String(word).replacing("/", with: " "))
        }
    }

    /// The heads of coordinators' logs that the line names.
    package var logs: [LogHead] {
        (value("logs") ?? "").split(separator: ",").compactMap { word in
            try? LogHead(documentText: String(word).replacing("/", with: " "))
        }
    }

    package static func == (left: Self, right: Self) -> Bool { left.hash == right.hash }

    package func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

/// A copy of somebody's journal as any machine can check it: the chain of its lines, and its author's signature over the end.
///
/// Whether the key is the author's only a vault can say.
package struct JournalCopyFile: Sendable {
    /// The most bytes: a document and 64 MiB of lines, as the signer writes them.
    package static let maximumBytes = DocumentLimits.bytes + 64 << 20

    /// What its author states.
    package let document: Document<JournalCopy>
    /// Every line, oldest first.
    package let lines: [JournalLine]
    /// The identity key that the journal begins with and that has signed the copy.
    package let identityKey: PublicKey

    /// Whether bytes begin as such a copy does.
    package static func isOne(_ bytes: [UInt8]) -> Bool { DocumentType.name(in: bytes) == JournalCopy.typeName }

    /// Reads and verifies a copy.
    package init(parsing bytes: [UInt8], verifier: some SignatureVerifier = OpenSSLVerifier()) throws(JournalLinesError)
    {
        guard let end = Self.documentEnd(bytes) else { throw .form }
        do throws(DocumentError) { document = try Document(parsing: Array(bytes[..<end])) } catch {
            throw .document(error)
        }
        let payload = Array(bytes[(end + 1)...])
        lines = try Self.parse(payload)
        let copy = document.body
        guard let first = lines.first, ["keys-created", "keys-restored"].contains(first.event),
            first.value("network") == copy.network.rawValue, first.value("person") == copy.person.description,
            first.value("device") == copy.device.description,
            let key = first.value("identity-key").flatMap({ try? PublicKey(documentText: $0) })
        else { throw .otherBeginning }
        identityKey = key
        do throws(SignatureProblem) {
            try document.checkSoleSignature(of: copy.person, with: key, verifier: verifier)
        } catch {
            throw .signature(error)
        }
        guard SHA256.hash(payload) == copy.lines, UInt64(lines.count) == copy.entries,
            lines.last?.sequence == copy.sequence, lines.last?.hash == copy.head
        else { throw .otherEnd }
    }

    private static func parse(_ payload: [UInt8]) throws(JournalLinesError) -> [JournalLine] {
        let words = payload.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard words.last?.isEmpty == true else { throw .malformedLine(number: words.count) }
        var lines: [JournalLine] = []
        for (index, line) in words.dropLast().enumerated() {
            guard let text = String(validating: line, as: UTF8.self) else { throw .malformedLine(number: index + 1) }
            let previous = lines.last.map { (sequence: $0.sequence, hash: $0.hash) }
            lines.append(try JournalLine(line: text, number: index + 1, after: previous))
        }
        return lines
    }

    /// Where the signed document ends and an empty line parts it from the lines of the journal.
    private static func documentEnd(_ bytes: [UInt8]) -> Int? {
        let feed = UInt8(ascii: "\n")
        let head = bytes.prefix(DocumentLimits.bytes)
        guard let body = head.indices.first(where: { $0 > 0 && head[$0] == feed && head[$0 - 1] == feed }) else {
            return nil
        }
        return head.indices.first { $0 > body + 1 && head[$0] == feed && head[$0 - 1] == feed }
    }
}

/// Why a file is no whole copy of a journal.
package enum JournalLinesError: CodedError, Equatable {
    /// It is not a document and the lines of a journal.
    case form
    /// The document does not read.
    case document(DocumentError)
    /// A line has not the form of an entry.
    case malformedLine(number: Int)
    /// A line does not continue the chain.
    case chain(line: Int)
    /// A line has a number that does not follow.
    case sequence(line: Int, found: UInt64)
    /// The journal does not begin with the keys of the person, network and machine that the document names.
    case otherBeginning
    /// Its author has not signed it.
    case signature(SignatureProblem)
    /// The lines are not those that the document states.
    case otherEnd

    package var code: String {
        switch self {
        case .form: "journal-copy.form"
        case .document(let error): error.code
        case .malformedLine: "journal-copy.malformed-line"
        case .chain: "journal-copy.chain"
        case .sequence: "journal-copy.sequence"
        case .otherBeginning: "journal-copy.other-beginning"
        case .signature(let error): error.code
        case .otherEnd: "journal-copy.other-end"
        }
    }

    package var description: String {
        switch self {
        case .form: "it is not a signed copy of a journal"
        case .document(let error): error.description
        case .malformedLine(let number): "line \(number) of the journal has not the form of an entry"
        case .chain(let line): "line \(line) of the journal does not continue the chain"
        case .sequence(let line, let found):
            "line \(line) of the journal has the number \(found), which does not follow"
        case .otherBeginning: "it does not begin with the person and the machine that it names"
        case .signature(let error): error.description
        case .otherEnd: "its lines are not those that its author has signed"
        }
    }

    package var remedy: String? { "Ask its author for the file again: rensho-signer log export" }
}
