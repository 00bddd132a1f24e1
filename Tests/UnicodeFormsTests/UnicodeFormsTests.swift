@_spi(_Unicode) import Swift
import TestSupport
import Testing
import UnicodeForms

private func text(_ scalars: [UInt32]) -> String {
    var view = String.UnicodeScalarView()
    for scalar in scalars.compactMap(Unicode.Scalar.init) { view.append(scalar) }
    return String(view)
}

private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

@Suite("Normal forms")
struct UnicodeFormsTests {
    static let allScalars = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init)
    static let hasPython = IndependentScript.interpreter != nil

    @Test(
        "of every scalar are those of another implementation",
        .enabled(if: hasPython, "make test names the interpreter in RENSHO_PYTHON"))
    func independentScalars() throws {
        let theirs = try IndependentForms()
        var unknown = 0
        let wrong = Self.allScalars.filter { scalar in
            let (value, one) = (scalar.value, String(Character(scalar)))
            let forms = (scalars(NFC.normalized(one)), scalars(NFKD.normalized(one)))
            guard UnicodeFacts.isAssigned(value) else {
                // What this version does not know stays as it is.
                if theirs.nfkd[value] != nil || theirs.classes[value] != nil { unknown += 1 }
                return forms != ([value], [value]) || UnicodeFacts.combiningClass(of: value) != 0
            }
            return forms != (theirs.nfc[value] ?? [value], theirs.nfkd[value] ?? [value])
                || UnicodeFacts.combiningClass(of: value) != theirs.classes[value] ?? 0
        }
        #expect(wrong == [])
        #expect(theirs.nfkd.count > 17_000 && theirs.classes.count > 900 && unknown < 200)
        let known = Self.allScalars.map(\.value).filter(UnicodeFacts.isAssigned)
        #expect(Set(known).isSubset(of: theirs.assigned.flatMap { $0 }))
    }

    /// Texts of scalars that decompose, combine or compose, mixed so that marks meet in every order.
    static func mixedTexts(_ count: Int) -> [[UInt32]] {
        var generator = SeededGenerator(seed: 5)
        let changing = allScalars.map(\.value).filter { value in
            UnicodeFacts.isAssigned(value) && scalars(NFKD.normalized(text([value]))) != [value]
        }
        let marks = allScalars.map(\.value).filter { UnicodeFacts.combiningClass(of: $0) != 0 }
        let others: [UInt32] =
            [
                0x20, 0x41, 0x61, 0x65, 0x69, 0x3B1, 0x5D0, 0x915, 0x9C7, 0x9BE, 0xDD9, 0xDCF, 0x1025, 0x102E, 0x304B,
                0x30CF,
            ]
            + Array(0x1100...0x1112) + Array(0x1161...0x1175) + Array(0x11A7...0x11C2) + [0xAC00, 0xAC01, 0x1D157]
        return (0..<count).map { _ in
            (0..<Int.random(in: 1...9, using: &generator)).compactMap { _ in
                [changing, marks, marks, others, others].randomElement(using: &generator)?
                    .randomElement(using: &generator)
            }
        }
    }

    @Test(
        "of mixed texts are those of another implementation",
        .enabled(if: hasPython, "make test names the interpreter in RENSHO_PYTHON"))
    func independentTexts() throws {
        let texts = Self.mixedTexts(20_000)
        let theirs = try IndependentForms.forms(of: texts)
        #expect(theirs.count == texts.count)
        let wrong = zip(texts, theirs).filter { mixed, forms in
            scalars(NFC.normalized(text(mixed))) != forms.nfc || scalars(NFKD.normalized(text(mixed))) != forms.nfkd
        }
        #expect(wrong.map(\.0) == [])
    }

    @Test("NFC is that of the standard library, for every scalar and for mixed texts")
    func standardLibrary() {
        let known = Self.allScalars.map(\.value).filter(UnicodeFacts.isAssigned)
        // The library cuts a text in pieces before every scalar of class 0, also before these three, whose parts are
        // marks that belong to the piece before.
        let mixed = Self.mixedTexts(5_000).filter { Set($0).isDisjoint(with: [0xF73, 0xF75, 0xF81]) }
        #expect(mixed.count > 4_900)
        let wrong = (known.map { [$0] } + mixed).filter { given in
            let one = text(given)
            let theirs = one._nfc.map(\.value)
            return scalars(NFC.normalized(one)) != theirs || NFC.isNormalized(one) != (given == theirs)
        }
        #expect(wrong == [])
    }

    @Test("knows exactly the characters of its version")
    func assigned() {
        #expect(UnicodeFacts.version == "15.0.0")
        let wrong = Self.allScalars.filter { scalar in
            let isKnown = scalar.properties.age.map { ($0.major, $0.minor) <= (15, 0) } ?? false
            // Noncharacters have an age, and no use that a text could have.
            let isCharacter = !(0xFDD0...0xFDEF).contains(scalar.value) && scalar.value & 0xFFFE != 0xFFFE
            return UnicodeFacts.isAssigned(scalar.value) != (isKnown && isCharacter)
        }
        #expect(wrong == [])
    }

    @Test("a text normalised in lent memory is the text normalised as a value, and normalising again changes nothing")
    func lentMemory() throws {
        let wrong = try (Self.mixedTexts(5_000) + Self.allScalars.map { [$0.value] }).filter { given in
            let normal = NFKD.normalized(text(given))
            let isStable = scalars(NFKD.normalized(normal)) == scalars(normal)
            return try scalars(Self.written(text(given))) != scalars(normal) || !isStable
        }
        #expect(wrong == [])
    }

    /// The normal form as secrets get it: from bytes into lent memory.
    private static func written(_ text: String) throws -> String {
        let bytes = Array(text.utf8)
        var room = [UInt8](repeating: 0, count: try NFKD.byteCount(of: bytes.span))
        var span = room.mutableSpan
        let count = try NFKD.write(bytes.span, into: &span)
        return count == room.count ? String(decoding: room, as: UTF8.self) : ""
    }

    @Test("composes what belongs together and keeps what is excluded")
    func compositions() {
        let cases: [([UInt32], [UInt32])] = [
            ([0x65, 0x301], [0xE9]), ([0x304B, 0x3099], [0x304C]), ([0x1112, 0x1161, 0x11AB], [0xD55C]),
            ([0x212B], [0xC5]), ([0x958], [0x915, 0x93C]), ([0x61, 0x323, 0x302], [0x1EAD]),
            ([0x61, 0x302, 0x323], [0x1EAD]), ([0x3D2, 0x301], [0x3D3]), ([0xAC00, 0x11A7], [0xAC00, 0x11A7]),
            ([0x61, 0x302, 0x302], [0xE2, 0x302]), ([0xF900], [0x8C48]), ([0x1D15E], [0x1D157, 0x1D165]),
        ]
        for (given, expected) in cases { #expect(scalars(NFC.normalized(text(given))) == expected, "\(given)") }
    }

    struct Malformed: Sendable {
        let bytes: [UInt8]
        let offset: Int
    }

    @Test(
        "refuses what is no UTF-8, and says from where on",
        arguments: [
            Malformed(bytes: [0x80], offset: 0), Malformed(bytes: [0x61, 0xC3], offset: 1),
            Malformed(bytes: [0xC0, 0x80], offset: 0), Malformed(bytes: [0xC1, 0xBF], offset: 0),
            Malformed(bytes: [0x61, 0x62, 0xED, 0xA0, 0x80], offset: 2),
            Malformed(bytes: [0xED, 0xBF, 0xBF], offset: 0), Malformed(bytes: [0xE0, 0x80, 0x80], offset: 0),
            Malformed(bytes: [0xE3, 0x81], offset: 0), Malformed(bytes: [0xE3, 0x81, 0x41], offset: 0),
            Malformed(bytes: [0xF0, 0x80, 0x80, 0x80], offset: 0),
            Malformed(bytes: [0xF4, 0x90, 0x80, 0x80], offset: 0),
            Malformed(bytes: [0xF5, 0x80, 0x80, 0x80], offset: 0), Malformed(bytes: [0xFF], offset: 0),
            Malformed(bytes: [0xC3, 0xA9, 0xC3, 0x28], offset: 2),
        ])
    func malformed(_ malformed: Malformed) {
        #expect(throws: UnicodeFormsError.notUTF8(offset: malformed.offset)) {
            try NFKD.byteCount(of: malformed.bytes.span)
        }
        var room = [UInt8](repeating: 0, count: 64)
        #expect(throws: UnicodeFormsError.notUTF8(offset: malformed.offset)) {
            var span = room.mutableSpan
            _ = try NFKD.write(malformed.bytes.span, into: &span)
        }
    }

    @Test("writes nothing beyond the room that it is lent")
    func room() throws {
        let bytes = Array("ﷺ".utf8)
        let needed = try NFKD.byteCount(of: bytes.span)
        #expect(needed == 33)
        var room = [UInt8](repeating: 0, count: needed - 1)
        #expect(throws: UnicodeFormsError.noRoom(bytes: needed - 1)) {
            var span = room.mutableSpan
            _ = try NFKD.write(bytes.span, into: &span)
        }
    }
}
