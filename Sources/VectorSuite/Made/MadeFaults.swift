import BitcoinCrypto
import ByteCoding
import CommandSupport
import Custody

/// The ways in which any document can be wrong, each with the code of its refusal.
struct MadeFaults: Sendable {
    /// The operation, which is the type of the document.
    let operation: String
    /// A right document.
    let text: MadeText
    /// The inputs beside the document, such as the key that must have signed.
    let beside: [(key: String, value: JSONValue)]

    /// Cases about a document that is right except for what is described.
    init(_ operation: String, _ text: MadeText, beside: [(key: String, value: JSONValue)] = []) {
        self.operation = operation
        self.text = text
        self.beside = beside
    }

    /// A case of a text that is refused.
    func refused(_ comment: String, _ text: String, _ code: String) -> MadeCase {
        .invalid(operation, comment, [("document", .string(text))] + beside, code)
    }

    /// A case of changed lines that are refused whoever signs them.
    func refused(_ comment: String, _ text: MadeText, _ code: String) -> MadeCase {
        refused(comment, text.text, code)
    }

    /// Faults of lines, characters and values.
    var ofText: [MadeCase] {
        let whole = text.text
        let first = text.fields[0]
        let last = text.fields.last?.prefix { $0 != ":" } ?? ""
        // Without signatures the last line is the empty one itself.
        let cutShort = text.signatures.isEmpty ? "document.missing-separator" : "document.unterminated-line"
        let binary: [UInt8] = Array("\(first)\nnetwork: regtest".utf8) + [0xff, 0x0a, 0x0a]
        return [
            refused("nothing at all", "", "document.missing-separator"),
            refused("no line feed at the end", String(whole.dropLast()), cutShort),
            refused("bytes behind the last line", whole + "x", "document.unterminated-line"),
            refused("an empty line behind the last", whole + "\n", "document.malformed-value"),
            refused("line ends of another system", whole.replacing("\n", with: "\r\n"), "document.forbidden-character"),
            refused("a byte order mark", "\u{feff}" + whole, "document.forbidden-character"),
            .invalid(operation, "not UTF-8", [("document_hex", .hex(binary))] + beside, "document.not-utf8"),
            refused("another version", text.titled("rensho/\(operation)/v2"), "document.unknown-version"),
            refused("another type", text.titled("rensho/coin/v1"), "document.wrong-type"),
            refused("capitals in the first line", text.titled("Rensho/\(operation)/v1"), "document.wrong-type"),
            refused("an unknown field", text.adding("colour: red", after: "network"), "document.unknown-field"),
            refused("a line without a colon", text.adding("regtest", after: "network"), "document.malformed-line"),
            refused(
                "no space behind the colon", text.replacingLine("network: ", "network:"), "document.malformed-line"),
            refused("two fields change places", text.swapping(1, 2), "document.order"),
            refused("the last field is missing", text.withoutAll(String(last)), "document.missing-field"),
            refused("a field stands twice", text.adding(text.fields[1], after: "network"), "document.repeated-field"),
            refused("a space at the end of a value", text.with("network", "regtest "), "document.outer-space"),
            refused("two spaces before a value", text.with("network", " regtest"), "document.outer-space"),
            refused("an empty value", text.with("network", ""), "document.empty-text"),
            refused("an unknown network", text.with("network", "regtest2"), "document.malformed-value"),
            refused("capitals in a value", text.with("network", "Regtest"), "document.malformed-value"),
            refused("a tab", text.with("network", "reg\ttest"), "document.forbidden-character"),
            refused("a zero byte", text.with("network", "regtest\u{0}"), "document.forbidden-character"),
            refused(
                "a space that does not break", text.with("network", "reg\u{a0}test"), "document.forbidden-character"),
            refused(
                "a character drawn as nothing", text.with("network", "reg\u{200b}test"), "document.forbidden-character"),
            refused("a combining mark", text.with("network", "regte\u{301}st"), "document.not-normalised"),
        ]
    }

    /// Faults of the signature of a document that one person signs.
    func ofSignature(by signer: MadeParty, other: MadeParty) throws -> [MadeCase] {
        let right = try text.line(signer)
        let digest = TaggedHash.hash(tag: text.tag, text.body)
        let compact = try signer.sign(digest).compact
        let foreignTag = text.tag.replacing("regtest", with: "mainnet")
        let otherType = text.tag.replacing(
            "rensho/\(operation)/", with: "rensho/\(operation == "order" ? "approval" : "order")/")
        let begin = "-- \(signer.id) \(signer.identityKey.hex) "
        func signed(_ comment: String, _ lines: [String], _ code: String) -> MadeCase {
            refused(comment, text.with(signatures: lines), code)
        }
        func bytes(_ comment: String, _ bytes: [UInt8], _ code: String) -> MadeCase {
            signed(comment, [begin + Base64.encode(bytes)], code)
        }
        let flipped = Array(compact.dropLast()) + [(compact.last ?? 0) ^ 1]
        let unordered = [try text.line(other), right].sorted { $0 > $1 }
        return [
            signed("nobody signed", [], "signature.missing"),
            signed("somebody else signed", [try text.line(other)], "signature.other-signer"),
            signed("two people signed", unordered.reversed(), "signature.other-signer"),
            signed("two signatures in the wrong order", unordered, "document.signature-order"),
            signed("a signature twice", [right, right], "document.signature-order"),
            signed(
                "signed under the right name with another key",
                [try text.line(other).replacing("-- \(other.id) ", with: "-- \(signer.id) ")], "signature.other-key"),
            bytes("another signature", flipped, "signature.invalid"),
            bytes("high s", MadeScalar.highS(compact), "document.high-s"),
            bytes("r is zero", [UInt8](repeating: 0, count: 32) + compact[32...], "document.malformed-value"),
            bytes("r is the order of the group", MadeScalar.order + compact[32...], "document.malformed-value"),
            bytes("63 bytes", Array(compact.dropLast()), "document.malformed-value"),
            bytes("65 bytes", compact + [0], "document.malformed-value"),
            bytes("DER", try signer.sign(digest).der, "document.malformed-value"),
            signed("signed for another network", [try text.line(signer, tag: foreignTag)], "signature.invalid"),
            signed("signed as another type", [try text.line(signer, tag: otherType)], "signature.invalid"),
            signed(
                "signed without a tag", [try MadeText.line(signer, SHA256.hash(text.body))], "signature.invalid"),
            signed(
                "signed with the empty line",
                [try MadeText.line(signer, TaggedHash.hash(tag: text.tag, text.body + [0x0a]))], "signature.invalid"),
            signed("base64 without its padding", [String(right.dropLast(2))], "document.malformed-value"),
            signed("hex in place of base64", [begin + Hex.encode(compact)], "document.malformed-value"),
            signed("a word too many", [right + " x"], "document.surplus-words"),
            signed("a word too few", [String(begin.dropLast())], "document.missing-word"),
            signed("another mark", [right.replacing("-- ", with: "--- ")], "document.malformed-value"),
            signed("the key in capitals", [Self.capitals(right, signer)], "document.not-canonical"),
        ]
    }

    private static func capitals(_ line: String, _ party: MadeParty) -> String {
        line.replacing(party.identityKey.hex, with: party.identityKey.hex.uppercased())
    }
}

extension MadeText {
    /// The text with the beginning of one line replaced.
    func replacingLine(_ beginning: String, _ other: String) -> MadeText {
        var copy = self
        if let place = fields.firstIndex(where: { $0.hasPrefix(beginning) }) {
            copy.fields[place] = other + fields[place].dropFirst(beginning.count)
        }
        return copy
    }
}

/// Arithmetic of public scalars for signatures that are wrong on purpose.
enum MadeScalar {
    /// The order n of secp256k1 (SEC 2), big-endian.
    static let order: [UInt8] =
        [UInt8](repeating: 0xff, count: 15) + [
            0xfe, 0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41,
        ]

    /// The other signature of the same digest: n − s in place of s.
    static func highS(_ compact: [UInt8]) -> [UInt8] {
        var result = compact
        var borrow = 0
        for place in (0..<32).reversed() {
            let difference = Int(order[place]) - Int(compact[32 + place]) - borrow
            borrow = difference < 0 ? 1 : 0
            result[32 + place] = UInt8(truncatingIfNeeded: difference)
        }
        return result
    }
}
