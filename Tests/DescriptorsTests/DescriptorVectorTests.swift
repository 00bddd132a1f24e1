import BitcoinPrimitives
import ByteCoding
import Descriptors
import TestSupport
import Testing

@Suite struct DescriptorVectorTests {
    static let file = "descriptor/bip380-389-descriptors.json"

    struct Row: Decodable, Sendable {
        struct Expected: Decodable, Sendable {
            let checksum: String
            let expanded: [String]
            let scripts: [[String]]
        }
        let id: Int
        let descriptor: String
        let expected: Expected
    }

    struct Text: Decodable, Sendable {
        let id: Int
        let descriptor: String
    }

    struct Key: Decodable, Sendable {
        let id: Int
        let key: String
    }

    /// The rows of the two forms that Rensho signs for.
    static let supported = Set(298...305).union(311...316)

    /// A decoder of rows that are supported, and of nothing else: other rows have other shapes.
    struct SupportedRow: Decodable, Sendable {
        let row: Row?

        init(from decoder: any Decoder) throws {
            row = supported.contains(try Text(from: decoder).id) ? try Row(from: decoder) : nil
        }
    }

    @Test func `derives exactly the listed scripts`() throws {
        let rows = try VectorStore.load(Self.file, op: "parse", as: SupportedRow.self).compactMap(\.row)
        #expect(Set(rows.map(\.id)) == Self.supported)
        for row in rows {
            let descriptor = try MultisigDescriptor(parsing: row.descriptor)
            #expect(descriptor.text == row.descriptor, "row \(row.id)")
            #expect(descriptor.text.hasSuffix("#" + row.expected.checksum))
            #expect(descriptor.branches == [0, 1])
            for (branch, scripts) in zip(UInt32(0)..., row.expected.scripts) {
                let positions = scripts.indices.map { ScriptPosition(branch: branch, index: UInt32($0)) }
                let derived = try descriptor.scripts(at: positions)
                #expect(derived.map(\.scriptPubKey.hex) == scripts, "row \(row.id)")
                let single = try MultisigDescriptor(parsing: row.expected.expanded[Int(branch)])
                #expect(single.branches == [branch], "row \(row.id)")
                #expect(try single.scripts(at: positions) == derived, "row \(row.id)")
            }
        }
    }

    /// Every other row, by the reason for which it is refused. A row that is invalid for its inside but stands in a
    /// function out of our scope is refused for the function.
    static let refused: [(DescriptorError, [Int])] = [
        (
            .privateKey,
            [
                47, 49, 52, 54, 56, 58, 60, 62, 68, 70, 72, 73, 74, 76, 78, 80, 81, 84, 91, 94, 96, 98, 99, 103, 114,
                115,
                117, 118, 122, 124, 125, 127, 134, 135, 138, 144, 145, 146, 161, 164, 171, 172, 174, 176, 177, 179, 183,
                186, 188, 190, 191, 193, 195, 197, 198, 202, 203, 206, 209, 212, 217, 219, 220, 223, 225, 227, 228, 229,
                233, 234, 235, 236, 237, 239, 241, 243, 244, 246, 248, 249, 252, 254, 255, 257, 258, 264, 266, 267, 268,
                269, 270, 272, 274, 275, 277, 278, 279, 281, 282, 284, 287, 288, 290, 293,
            ]
        ),
        (.checksumLength(0), [3, 280]), (.checksumLength(7), [5, 285]), (.checksumLength(9), [4, 283, 291]),
        (.wrongChecksum(expected: "xj8ljs75"), [6, 7]), (.wrongChecksum(expected: "d4x0uxyv"), [286]),
        (.wrongChecksum(expected: "tjg09x5t"), [289]), (.wrongChecksum(expected: "ce7x0lna"), [319]),
        (.wrongChecksum(expected: "mxyts3ay"), [320]), (.wrongChecksum(expected: "gxtzk9v5"), [321]),
        (.wrongChecksum(expected: "5cuums95"), [322]), (.wrongChecksum(expected: "5gzg3nwn"), [323]),
        (.wrongChecksum(expected: "6wygelvm"), [324]),
        (.invalidCharacter(offset: 4), [8]),
        (.syntax(offset: 3, expected: "a function with its arguments in brackets"), [66]),
        (.syntax(offset: 4, expected: "a function with its arguments in brackets"), [90]),
        (.syntax(offset: 0, expected: "a function with its arguments in brackets"), [327, 328]),
        (.syntax(offset: 8, expected: "the end of the function"), [260]),
        (.syntax(offset: 448, expected: "the end of the function"), [329]),
        (.threshold(4, keyCount: 3), [325]), (.keyCount(0), [326]), (.unknownFunction(" wsh"), [330]),
        (.unsupportedFunction("raw"), [1, 2, 9, 104, 105, 107]),
        (.unsupportedFunction("pk"), [48, 53, 63, 64, 142, 143, 214]),
        (
            .unsupportedFunction("pkh"),
            [50, 51, 55, 61, 65, 153, 154, 155, 156, 162, 178, 187, 210, 211, 215, 218, 221, 222, 224]
        ),
        (.unsupportedFunction("sh(pk)"), [57]), (.unsupportedFunction("sh(pkh)"), [59]),
        (.unsupportedFunction("sh(sh)"), [67, 273]),
        (.unsupportedFunction("wpkh"), [69, 71, 82, 89, 147, 148, 149, 165, 166, 167, 168, 232, 238, 240, 242]),
        (.unsupportedFunction("wsh(pkh)"), [75]), (.unsupportedFunction("wsh(pk)"), [77, 85]),
        (.unsupportedFunction("sh(wsh(pkh))"), [79]), (.unsupportedFunction("sh(wsh(pk))"), [173]),
        (.unsupportedFunction("sh(wpkh)"), [83, 170, 180, 207, 208]), (.unsupportedFunction("wsh(wpkh)"), [86]),
        (.unsupportedFunction("wsh(wsh)"), [87, 276]), (.unsupportedFunction("sh(wsh(wsh))"), [88]),
        (.unsupportedFunction("multi"), [92, 101, 102, 150, 151, 152, 185, 189, 256, 259, 261, 263]),
        (.unsupportedFunction("sortedmulti"), [93, 95, 192]), (.unsupportedFunction("sh(wsh(multi))"), [97, 200]),
        (.unsupportedFunction("sh(multi)"), [100, 157, 158, 159, 160, 194, 201, 231, 265]),
        (.unsupportedFunction("addr"), [106, 108]), (.unsupportedFunction("sh(raw)"), [109]),
        (.unsupportedFunction("wsh(raw)"), [110]), (.unsupportedFunction("sh(addr)"), [111]),
        (.unsupportedFunction("wsh(addr)"), [112]),
        (
            .unsupportedFunction("tr"),
            [113, 116, 119, 123, 126, 131, 132, 133, 163, 175, 182, 226, 230, 262, 306, 307, 317, 318]
        ),
        (.unsupportedFunction("wsh(tr)"), [120]), (.unsupportedFunction("sh(tr)"), [121]),
        (.unsupportedFunction("multi_a"), [128]), (.unsupportedFunction("sh(multi_a)"), [129]),
        (.unsupportedFunction("wsh(multi_a)"), [130]),
        (.unsupportedFunction("combo"), [136, 137, 141, 169, 181, 213, 216]),
        (.unsupportedFunction("sh(combo)"), [139]),
        (.unsupportedFunction("wsh(combo)"), [140]),
        (.unsupportedFunction("wsh(multi)"), [184, 196, 199, 245, 247, 250, 251, 253]),
        (.unsupportedFunction("rawtr"), [204, 205, 292]), (.unsupportedFunction("wsh(sh)"), [271]),
        (.unsupportedFunction("sh(sortedmulti)"), [294, 295, 296, 297, 308, 309, 310]),
    ]

    @Test func `refuses every other row for a reason of its own`() throws {
        #expect(try VectorStore.operationCounts(Self.file) == ["parse": 293, "key": 37])
        let rows: [Text] = try VectorStore.load(Self.file, op: "parse")
        let reasons = Dictionary(
            Self.refused.flatMap { error, ids in ids.map { ($0, error) } }, uniquingKeysWith: { first, _ in first })
        #expect(Set(reasons.keys).union(Self.supported) == Set(rows.map(\.id)))
        #expect(Set(reasons.keys).isDisjoint(with: Self.supported))
        for row in rows {
            guard let reason = reasons[row.id] else { continue }
            #expect(throws: reason, "row \(row.id)") { try MultisigDescriptor(parsing: row.descriptor) }
        }
    }

    /// The key expressions of BIP-380 as the only key of a multisig: none has both an origin and our steps.
    static let keys: [(DescriptorError, [Int])] = [
        (.originMissing(key: 0), [10, 11, 17, 21, 22]), (.fixedKey(key: 0), [12, 13, 14]),
        (.privateKey, [15, 16] + Array(24...30) + Array(38...45)), (.notRanged(key: 0), [18, 19]),
        (.unsupportedSteps(key: 0), [20]), (.hardenedStep(key: 0), [23]),
        (.origin(.stepSyntax(step: "*", path: "0h/0h/0h/*"), key: 0), [31]),
        (.origin(.stepSyntax(step: "", path: "0h/0h/0h/"), key: 0), [32]),
        (.origin(.fingerprintSyntax(text: "deadbef"), key: 0), [33]),
        (.origin(.fingerprintSyntax(text: "deadbeeef"), key: 0), [34]),
        (.origin(.stepSyntax(step: "0f", path: "0f/0f/0f"), key: 0), [35]),
        (.origin(.stepSyntax(step: "-0", path: "-0/-0/-0"), key: 0), [36]),
        (.origin(.stepSyntax(step: "0H", path: "0H/0H/0H"), key: 0), [37]),
        (.extendedKey(.base58(.tooShort(count: 0)), key: 0), [46]),
    ]

    @Test func `refuses key expressions without origin or steps`() throws {
        let rows: [Key] = try VectorStore.load(Self.file, op: "key")
        let reasons = Dictionary(
            Self.keys.flatMap { error, ids in ids.map { ($0, error) } }, uniquingKeysWith: { first, _ in first })
        #expect(Set(reasons.keys) == Set(rows.map(\.id)))
        for row in rows {
            guard let reason = reasons[row.id] else { continue }
            #expect(throws: reason, "row \(row.id)") {
                try MultisigDescriptor(parsing: "wsh(sortedmulti(1,\(row.key)))")
            }
        }
    }
}
