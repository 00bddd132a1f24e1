import BitcoinCrypto
import ByteCoding
import CommandSupport
import Custody
import SignerCore
import TestSupport
import Testing

/// What is left of a journal after a power cut, on a bad medium, or after somebody changed it.
@Suite("A damaged journal")
struct JournalDamageTests {
    private let folder = JournalFolder()
    private static let feed = UInt8(ascii: "\n")

    private static func hash(_ number: UInt64) -> Bytes32 { Bytes32(bigEndianWords: (number, 0, 0, number)) }

    /// A small journal: with a code, without, with, without.
    private static func events(_ first: UInt64 = 1) throws -> [JournalEvent] {
        let caseID = try CaseID([UInt8](repeating: UInt8(first), count: 16))
        let asked = JournalEvent.asked(
            .init(step: .sign, caseID: caseID, caseDigest: hash(first), file: hash(2), challenge: []))
        return [
            .vaultRegistered(.init(name: try Identifier("treasury"), version: 1, digest: hash(first))), asked,
            .recordGiven(.init(vault: try Identifier("treasury"), of: try Identifier("bob"))), asked,
        ]
    }

    private func write(_ events: [JournalEvent], to folder: JournalFolder) throws {
        let key = try JournalFolder.key()
        var journal = try SignerJournal(opening: folder.journal)
        for (index, event) in events.enumerated() {
            _ =
                index.isMultiple(of: 2)
                ? try journal.append(event, at: Fixed.time, sealedBy: key) : try journal.append(event, at: Fixed.time)
        }
    }

    private func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.split(separator: Self.feed).map { Array($0) + [Self.feed] }
    }

    /// The mark of the first lines of a journal.
    private func mark(_ lines: some Collection<[UInt8]>) throws {
        guard let last = lines.suffix(1).first else { return folder.removeMark() }
        let words = String(decoding: last.dropLast(), as: UTF8.self).split(separator: " ")
        let text = "\(try #require(words.first)) \(try #require(words.last))\n"
        try FileAccess.replaceAtomically(folder.mark, Array(text.utf8))
    }

    @Test("cut at any byte behind the last marked entry is recovered, and says so to the next reader and in itself")
    func cutBehindMark() throws {
        try write(Self.events(), to: folder)
        let whole = try folder.read()
        let lines = lines(whole)
        let kept = lines.dropLast().joined().count
        for length in kept..<whole.count {
            try folder.replace(Array(whole.prefix(length)))
            try mark(lines.dropLast())
            var journal = try SignerJournal(opening: folder.journal)
            #expect(journal.sequence == 3 && journal.unfinishedBytes == length - kept)
            // Looking alone changes nothing.
            #expect(try folder.read().count == length)
            _ = try journal.append(Self.events()[1], at: Fixed.time)
            let events = try SignerJournal(opening: folder.journal).entries.dropFirst(3).map(\.event)
            let said = JournalEvent.noted(.recovered(bytes: length - kept))
            #expect(events == (length == kept ? [] : [said]) + [try Self.events()[1]])
            #expect(journal.unfinishedBytes == 0)
        }
    }

    @Test("cut at any byte that the mark knows is refused")
    func cutBeforeMark() throws {
        try write(Self.events(), to: folder)
        let whole = try folder.read()
        for length in 0..<whole.count {
            try folder.replace(Array(whole.prefix(length)))
            let entries = whole.prefix(length).count { $0 == Self.feed }
            #expect(throws: JournalError.endMissing(last: UInt64(entries), marked: 4), "\(length) bytes") {
                try SignerJournal(opening: folder.journal)
            }
        }
    }

    @Test("with any byte flipped is refused, without the keys")
    func flipped() throws {
        try write(Self.events(), to: folder)
        let whole = try folder.read()
        for place in whole.indices {
            for bit in [UInt8(1), 0x20] {
                var changed = whole
                changed[place] ^= bit
                try folder.replace(changed)
                #expect(throws: JournalError.self, "byte \(place)") { try SignerJournal(opening: folder.journal) }
            }
        }
    }

    @Test("with a line removed, swapped, doubled or moved is refused, whatever the mark says")
    func rearranged() throws {
        try write(Self.events(), to: folder)
        let lines = lines(try folder.read())
        var others: [[[UInt8]]] = []
        for index in lines.indices {
            if index < lines.count - 1 { others.append(Array(lines[..<index] + lines[(index + 1)...])) }
            others.append(Array(lines[...index] + lines[index...]))
            for other in lines.indices where other > index {
                var swapped = lines
                swapped.swapAt(index, other)
                others.append(swapped)
            }
        }
        for changed in others {
            try folder.replace(Array(changed.joined()))
            try mark(changed)
            #expect(throws: JournalError.self) { try SignerJournal(opening: folder.journal) }
        }
    }

    @Test("made of two journals is refused")
    func spliced() throws {
        try write(Self.events(), to: folder)
        let other = JournalFolder()
        try write(Self.events(2), to: other)
        let (one, two) = (lines(try folder.read()), lines(try other.read()))
        for cut in 1..<one.count {
            for (front, back) in [(one, two), (two, one)] {
                let spliced = Array(front[..<cut] + back[cut...])
                try folder.replace(Array(spliced.joined()))
                try mark(spliced)
                #expect(throws: JournalError.chain(line: cut + 1)) { try SignerJournal(opening: folder.journal) }
            }
        }
    }

    @Test("written anew without the keys is refused when they are open; with other keys, too")
    func forged() throws {
        let events = try Self.events()
        // Somebody who can compute hashes, and has keys of his own.
        let foreign = try JournalFolder.key(1)
        var journal = try SignerJournal(opening: folder.journal)
        for event in events { _ = try journal.append(event, at: Fixed.time, sealedBy: foreign) }
        let opened = try SignerJournal(opening: folder.journal)
        let key = try JournalFolder.key()
        #expect(throws: JournalError.seal(line: 1)) { try opened.verify(with: key) }
        try opened.verify(with: foreign)
        // What needs keys is not written without them, and not read without a code.
        #expect(throws: JournalError.keyNeeded(event: "vault-registered")) {
            try journal.append(events[0], at: Fixed.time)
        }
    }

    /// Lines as somebody writes them who knows the format and has no keys: the right hashes, the codes as they were.
    private func rehashed(_ texts: [String]) -> [[UInt8]] {
        var previous = SignerJournal.start
        return texts.map { text in
            previous = TaggedHash.hash(tag: "rensho/journal/v1", previous.bytes + Array(text.utf8))
            return Array("\(text) \(previous.hex)\n".utf8)
        }
    }

    @Test(
        "with a line changed, added or taken away before a code is refused when the keys are open, whatever its hashes say"
    )
    func rewritten() throws {
        try write(Self.events(), to: folder)
        let texts = lines(try folder.read()).map { line in
            String(decoding: line, as: UTF8.self).split(separator: " ").dropLast().joined(separator: " ")
        }
        let key = try JournalFolder.key()
        let later = texts.dropFirst(2).map { text in
            // The numbers follow; everything else of the lines is as it was.
            text.replacing(/^\d+/) { match in "\((Int(match.output) ?? 0) - 1)" }
        }
        let changes: [([String], line: Int)] = [
            (Array(texts.prefix(1)) + later, 2),
            ([texts[0], texts[1].replacing("step=sign", with: "step=confirm")] + texts.dropFirst(2), 3),
            ([texts[0].replacing("vault-version=1", with: "vault-version=2")] + texts.dropFirst(), 1),
            ([texts[0], texts[1], texts[2].replacing("of=bob", with: "of=carol"), texts[3]], 3),
        ]
        for (changed, line) in changes {
            let lines = rehashed(changed)
            try folder.replace(Array(lines.joined()))
            try mark(lines)
            let journal = try SignerJournal(opening: folder.journal)
            #expect(throws: JournalError.seal(line: line)) { try journal.verify(with: key) }
        }
        // Behind the last code nothing binds a line but the mark and the next code.
        let lines = rehashed(Array(texts.prefix(3)))
        try folder.replace(Array(lines.joined()))
        try mark(lines)
        try SignerJournal(opening: folder.journal).verify(with: key)
    }

    @Test("with a code taken away from a line that needs one is refused without the keys")
    func stripped() throws {
        try write(Self.events(), to: folder)
        let texts = lines(try folder.read()).map { line in
            String(decoding: line, as: UTF8.self).split(separator: " ").dropLast().joined(separator: " ")
        }
        let bare = texts[2].split(separator: " ").dropLast().joined(separator: " ") + " -"
        let lines = rehashed([texts[0], texts[1], bare, texts[3]])
        try folder.replace(Array(lines.joined()))
        try mark(lines)
        #expect(throws: JournalError.unsealed(line: 3)) { try SignerJournal(opening: folder.journal) }
    }

    @Test("without its mark, or with a damaged one, is refused")
    func marks() throws {
        try write(Self.events(), to: folder)
        let mark = try FileAccess.read(folder.mark, limit: 100)
        for place in mark.indices {
            var changed = mark
            changed[place] ^= 1
            try FileAccess.replaceAtomically(folder.mark, changed)
            #expect(throws: JournalError.self, "byte \(place)") { try SignerJournal(opening: folder.journal) }
            try FileAccess.replaceAtomically(folder.mark, Array(mark.prefix(place)))
            #expect(throws: JournalError.self, "\(place) bytes") { try SignerJournal(opening: folder.journal) }
        }
        folder.removeMark()
        #expect(throws: JournalError.markMissing(last: 4)) { try SignerJournal(opening: folder.journal) }
    }

    @Test("whose mark is of an earlier entry is whole: the power went between the two")
    func behind() throws {
        try write(Self.events(), to: folder)
        try mark(lines(try folder.read()).prefix(3))
        var journal = try SignerJournal(opening: folder.journal)
        #expect(journal.sequence == 4)
        _ = try journal.append(Self.events()[1], at: Fixed.time)
        #expect(try SignerJournal(opening: folder.journal).sequence == 5)
    }

    @Test("of a home whose making was broken off in its first line begins with the next one")
    func neverBegun() throws {
        try write(Array(Self.events().prefix(1)), to: folder)
        let whole = try folder.read()
        for length in 1..<whole.count {
            try folder.replace(Array(whole.prefix(length)))
            folder.removeMark()
            let key = try JournalFolder.key()
            var journal = try SignerJournal(opening: folder.journal)
            _ = try journal.append(Self.events()[0], at: Fixed.time, sealedBy: key)
            #expect(try folder.read() == whole)
        }
    }

    @Test("counts what no code covers yet")
    func uncovered() throws {
        try write(Self.events(), to: folder)
        #expect(try SignerJournal(opening: folder.journal).uncovered == 1)
    }
}
