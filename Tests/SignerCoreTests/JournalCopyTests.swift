import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Review
import SignerCore
import TestSupport
import Testing

@Suite("A copy of a journal that is given away")
struct JournalCopyTests {
    private let world: SigningWorld

    init() throws { world = try SigningWorld() }

    private func export(_ custodian: Custodian, as name: String) throws -> String {
        var home = try world.open(custodian)
        return try JournalExport(output: world.file(name), build: world.build, time: Fixed.time)
            .run(passphrase: .terminal, in: &home, terminal: ScriptedTerminal(secrets: [Custodian.passphrase])).path
    }

    private func verify(_ path: String, by custodian: Custodian) throws -> VerifiedJournalCopy {
        try VerifiedJournalCopy(reading: path, in: world.open(custodian))
    }

    private func write(_ bytes: [UInt8], as name: String) throws -> String {
        try FileAccess.create(world.file(name), bytes)
        return world.file(name)
    }

    @Test("is whole and signed, ends with the entry that it was made, and never overwrites")
    func whole() throws {
        let path = try export(.alice, as: "alice.journal-copy")
        let verified = try verify(path, by: .bob)
        #expect(verified.entries.last?.event == .noted(.journalExported))
        #expect(verified.knownIn.isEmpty && verified.seen == 0 && verified.laterSeen == nil)
        #expect(try verified.entries == world.open(.alice).journal.entries)
        let sequence = try world.open(.alice).journal.sequence
        #expect(throws: SignerError.cause(SignerErrorCause(error: FileError.exists(path: path)))) {
            try export(.alice, as: "alice.journal-copy")
        }
        #expect(try world.open(.alice).journal.sequence == sequence)
    }

    @Test("is refused with any byte changed, cut or added")
    func damaged() throws {
        let bytes = try FileAccess.read(export(.alice, as: "copy"), limit: 1 << 20)
        var number = 0
        func refused(_ changed: [UInt8], _ note: String) throws {
            number += 1
            let path = try write(changed, as: "damaged-\(number)")
            #expect(throws: SignerError.self, "\(note)") { try verify(path, by: .bob) }
        }
        // Every byte of the short lines would take long with the signature checked each time; every seventh does.
        for place in stride(from: 0, to: bytes.count, by: 7) {
            var changed = bytes
            changed[place] ^= 1
            try refused(changed, "byte \(place)")
        }
        for length in stride(from: 0, to: bytes.count, by: 61) { try refused(Array(bytes.prefix(length)), "\(length)") }
        try refused(Array(bytes.dropLast()), "without its last line feed")
        try refused(bytes + [10], "an empty line more")
    }

    @Test("is refused when a registered vault knows the person with another key, and when somebody else signed it")
    func otherKey() throws {
        try world.register(world.vault())
        let path = try export(.alice, as: "copy")
        #expect(try verify(path, by: .bob).knownIn.map(\.description) == ["treasury"])
        let bytes = try FileAccess.read(path, limit: 1 << 20)
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.split(separator: "\n\n", omittingEmptySubsequences: false).map(String.init)
        let document = try Document<JournalCopy>(parsing: Array((parts[0] + "\n\n" + parts[1] + "\n").utf8))
        let forged = try Custodian.bob.signed(document.body)
        let other = try write(forged.encoded + [10] + Array(parts[2].utf8), as: "forged")
        #expect(throws: SignerError.self) { try verify(other, by: .bob) }

        // Other words for the same name, on another machine.
        let foreign = HomeFolder()
        let carol = Custodian(id: "alice", name: "Alice Example", words: Custodian.carol.words)
        _ = try carol.restore(in: foreign.home)
        var home = try SignerHome(opening: foreign.home)
        let second = try JournalExport(output: world.file("second"), build: world.build, time: Fixed.time)
            .run(passphrase: .terminal, in: &home, terminal: ScriptedTerminal(secrets: [Custodian.passphrase])).path
        #expect(
            throws: SignerError.badJournalCopy(path: second, .otherKey(vault: try Identifier("treasury")))
        ) { try verify(second, by: .bob) }
    }

    @Test("is compared with what this machine has seen of that journal: the same, later, or another")
    func compared() throws {
        let held = try HeldWorld()
        func export(_ name: String) throws -> String {
            var home = try held.world.open(.alice)
            return try JournalExport(output: held.world.file(name), build: held.world.build, time: Fixed.time)
                .run(passphrase: .terminal, in: &home, terminal: ScriptedTerminal(secrets: [Custodian.passphrase])).path
        }
        func verify(_ path: String) throws -> VerifiedJournalCopy {
            try VerifiedJournalCopy(reading: path, in: held.world.open(.bob))
        }
        let early = try export("early")
        let journal = FileAccess.join(held.world.home(.alice), "journal")
        let copy = try FileAccess.read(journal, limit: SignerJournal.maximumBytes)
        let share = try held.sign(by: .alice).files[0].path
        _ = try held.sign(held.gather([share]), by: .bob)
        #expect(try verify(early).laterSeen == held.world.open(.alice).journal.sequence)
        let whole = try verify(export("whole"))
        #expect(whole.seen == 1 && whole.laterSeen == nil)
        // The same machine from an old copy of its memory, going another way.
        try OldJournal.putBack(copy, at: journal)
        for name in ["one", "two", "three", "four"] { _ = try export(name) }
        let forked = try export("forked")
        #expect(
            throws: SignerError.badJournalCopy(path: forked, .otherThanSeen(sequence: whole.copy.sequence - 1))
        ) { try verify(forked) }
    }
}

@Suite("The journal when the keys are open")
struct JournalSealTests {
    @Test("a home whose journal was written anew without its keys opens, and its keys do nothing")
    func rewritten() throws {
        let held = try HeldWorld()
        let journal = FileAccess.join(held.world.home(.alice), "journal")
        // Somebody with other keys writes the same events with the right hashes.
        let entries = try held.world.open(.alice).journal.entries
        _ = try FileAccess.remove(journal + "-mark", holding: FileAccess.read(journal + "-mark", limit: 200))
        try FileAccess.replaceAtomically(journal, [])
        var forged = try SignerJournal(opening: journal)
        let foreign = try JournalFolder.key(9)
        for entry in entries { _ = try forged.append(entry.event, at: entry.time, sealedBy: foreign) }
        let seal = SignerErrorCause(error: JournalError.seal(line: 1))
        #expect(throws: SignerError.cause(seal)) {
            let home = try held.world.open(.alice)
            _ = try JournalState.verify(
                home, passphrase: .terminal, terminal: ScriptedTerminal(secrets: [Custodian.passphrase]))
        }
        #expect(throws: SignerError.cause(seal)) { try held.sign(by: .alice) }
        #expect(try held.answers().isEmpty)
    }

    @Test("counts entries, codes and what no code covers yet; a look alone is an entry")
    func states() throws {
        let held = try HeldWorld()
        var home = try held.world.open(.alice)
        let before = home.journal.entries.count
        let reviewed = try CaseInspection.run(held.proposal, in: &home, at: Fixed.time)
        guard case .noted(.reviewed(let note)) = home.journal.entries.last?.event else {
            Issue.record("the look is not in the journal")
            return
        }
        #expect(note.purpose == .inspect && note.caseDigest == reviewed.caseDigest && note.isSignable)
        let state = try JournalState.verify(
            home, passphrase: .terminal, terminal: ScriptedTerminal(secrets: [Custodian.passphrase]))
        #expect(state.entries == before + 1 && state.sealed == before && state.uncovered == 1)
        #expect(state.head == home.journal.head && state.unfinishedBytes == 0)
        _ = consume home
        _ = try held.sign(by: .alice)
        #expect(try held.world.open(.alice).journal.uncovered == 0)
    }

    @Test("a change of the passphrase and a key record that was given away are entries, before they happen")
    func notes() throws {
        let world = try SigningWorld()
        var home = try world.open(.alice)
        try PassphraseChange.run(
            in: &home, old: .terminal, new: NewLock(passphrase: .terminal),
            terminal: ScriptedTerminal(secrets: [Custodian.passphrase, "another passphrase", "another passphrase"]),
            at: Fixed.time)
        #expect(home.journal.entries.last?.event == .noted(.passphraseChanged(hasKeyFile: false)))
        #expect(home.journal.uncovered == 0)
        let record = home.keyRecord.digest
        _ = try KeyRecordExport.write(in: &home, to: world.file("record"), at: Fixed.time)
        #expect(home.journal.entries.last?.event == .noted(.keyRecordExported(document: record)))
    }
}
