import BitcoinCrypto
import ByteCoding

/// A document as lines that can be changed, right or wrong, and signed again.
struct MadeText: Sendable {
    /// The lines above the empty one.
    var fields: [String]
    /// The lines below it.
    var signatures: [String]

    /// Takes the text of a document apart.
    init(_ bytes: [UInt8]) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        let end = lines.firstIndex(of: "") ?? lines.endIndex
        fields = Array(lines[..<end])
        signatures = lines[end...].filter { !$0.isEmpty }
    }

    /// The bytes above the empty line: what is signed.
    var body: [UInt8] { Array(fields.map { $0 + "\n" }.joined().utf8) }

    /// The whole text.
    var text: String { (fields + [""] + signatures).map { $0 + "\n" }.joined() }

    /// The value of the first field with a name.
    func value(_ name: String) -> String {
        place(name).map { String(fields[$0].dropFirst(name.count + 2)) } ?? ""
    }

    /// The text with another value in a field, the first of that name.
    func with(_ name: String, _ value: String) -> MadeText {
        changed { text in
            if let place = text.place(name) { text.fields[place] = "\(name): \(value)" }
        }
    }

    /// The text with a part of a field's value replaced.
    func replacing(_ name: String, _ part: String, _ other: String) -> MadeText {
        with(name, value(name).replacing(part, with: other))
    }

    /// The text without the first field of a name.
    func without(_ name: String) -> MadeText {
        changed { text in
            if let place = text.place(name) { text.fields.remove(at: place) }
        }
    }

    /// The text without any field of a name.
    func withoutAll(_ name: String) -> MadeText {
        changed { text in text.fields.removeAll { $0.hasPrefix("\(name): ") } }
    }

    /// The text with a line put in behind the first field of a name.
    func adding(_ line: String, after name: String) -> MadeText {
        changed { text in
            if let place = text.place(name) { text.fields.insert(line, at: place + 1) }
        }
    }

    /// The text with two lines changed for each other, counted from 0, the first line included.
    func swapping(_ one: Int, _ other: Int) -> MadeText { changed { $0.fields.swapAt(one, other) } }

    /// The text with another first line.
    func titled(_ title: String) -> MadeText { changed { $0.fields[0] = title } }

    /// The text with exactly these signature lines.
    func with(signatures: [String]) -> MadeText { changed { $0.signatures = signatures } }

    /// The text signed by one person, under the tag that a document of its type and network has.
    func signed(by party: MadeParty) throws -> MadeText {
        with(signatures: [try line(party)])
    }

    /// The signature line of one person; `tag` in place of the right tag.
    func line(_ party: MadeParty, tag: String? = nil) throws -> String {
        try Self.line(party, TaggedHash.hash(tag: tag ?? self.tag, body))
    }

    /// A signature line over any digest.
    static func line(_ party: MadeParty, _ digest: Bytes32) throws -> String {
        "-- \(party.id) \(party.identityKey.hex) \(Base64.encode(try party.sign(digest).compact))"
    }

    /// The first line and the network make the tag.
    var tag: String { "\(fields.first ?? "")/\(value("network"))" }

    /// The line number of the first field with a name.
    func place(_ name: String) -> Int? { fields.firstIndex { $0.hasPrefix("\(name): ") } }

    private func changed(_ change: (inout MadeText) -> Void) -> MadeText {
        var copy = self
        change(&copy)
        return copy
    }
}
