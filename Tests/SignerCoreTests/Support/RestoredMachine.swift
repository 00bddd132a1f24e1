import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Glibc
import Review
import SignerCore
import TestSupport

extension HeldWorld {
    /// Removes a person's home as a broken disk does, and makes it again from the words; the vault is registered anew.
    func wipe(_ custodian: Custodian, history: WordsHistory = .unknown, registering: Bool = true) throws {
        let home = world.home(custodian)
        let vaults = FileAccess.join(home, "vaults")
        for name in [
            "keystore", "key-record", "journal", "journal-mark", "vaults/treasury.vault",
            "vaults/treasury.acknowledgement",
        ] {
            _ = unsafe unlink(FileAccess.join(home, name))
        }
        _ = unsafe rmdir(vaults)
        _ = try custodian.restore(in: home, history: history)
        guard registering else { return }
        var opened = try world.open(custodian)
        _ = try VaultRegistration.run(
            vault, in: &opened, acceptance: .expectedDigest(vault.digest), passphrase: .terminal,
            terminal: ScriptedTerminal(secrets: [Custodian.passphrase]), output: next("acknowledgement"), at: Fixed.time
        )
    }

    /// The record that one person makes of another one's machine.
    func record(of other: Custodian, by custodian: Custodian, at time: UTCTime? = nil) throws -> String {
        var home = try world.open(custodian)
        let path = next("\(custodian.id).record")
        return try Recording(
            of: other.person, vault: nil, output: path, build: world.build, time: time ?? Fixed.time
        ).run(
            passphrase: .terminal, in: &home, terminal: ScriptedTerminal(secrets: [Custodian.passphrase])
        ).path
    }

    /// Takes records over, with a person who types so; gives what he was shown.
    @discardableResult
    func adopt(
        _ records: [String], by custodian: Custodian, typing word: String = RestorationPhrase.adoptionWord
    ) throws -> [String] {
        var home = try world.open(custodian)
        let terminal = ScriptedTerminal(secrets: [Custodian.passphrase]) { (_, _) throws(TerminalError) in word }
        _ = try Restoration.run(records, in: &home, passphrase: .terminal, terminal: terminal, at: Fixed.time)
        return terminal.shown
    }

    /// Takes over the records of everybody else.
    @discardableResult
    func adoptAll(by custodian: Custodian) throws -> [String] {
        let others = Custodian.all.filter { $0.id != custodian.id }
        return try adopt(others.map { try record(of: custodian, by: $0) }, by: custodian)
    }

    /// A record with other contents, signed by its author or by somebody else in his name.
    func changed(
        _ path: String, signedBy custodian: Custodian, _ change: (inout RecordParts) throws -> Void
    ) throws -> String {
        let record = try Document<MachineRecord>(
            parsing: FileAccess.read(path, limit: DocumentLimits.bytes)
        ).body
        var parts = RecordParts(record)
        try change(&parts)
        return try write(custodian.signed(parts.record()).encoded, as: "changed.record")
    }

    /// Writes bytes under a new name.
    func write(_ bytes: [UInt8], as name: String) throws -> String {
        let path = next(name)
        try FileAccess.create(path, bytes)
        return path
    }

    /// The journal's bytes, for putting an old copy back.
    func journal(of custodian: Custodian) throws -> [UInt8] {
        try FileAccess.read(FileAccess.join(world.home(custodian), "journal"), limit: SignerJournal.maximumBytes)
    }

    func putBack(_ journal: [UInt8], of custodian: Custodian) throws {
        try OldJournal.putBack(journal, at: FileAccess.join(world.home(custodian), "journal"))
    }

    private func next(_ name: String) -> String {
        var number = 1
        while FileAccess.exists(world.file("\(number)-\(name)")) { number += 1 }
        return world.file("\(number)-\(name)")
    }
}

/// Everything that makes a record, for a test to change.
struct RecordParts {
    var network: Network
    var vault: Identifier
    var vaultVersion: UInt32
    var vaultHash: Bytes32
    var person: Identifier
    var device: Identifier
    var of: Identifier
    var cases: [RecordedCase]
    var machine: MachineWitness
    private let build: Bytes32

    init(_ record: MachineRecord) {
        network = record.network
        vault = record.vault
        vaultVersion = record.vaultVersion
        vaultHash = record.vaultHash
        person = record.person
        device = record.device
        of = record.of
        cases = record.cases
        machine = record.machine
        build = record.build
    }

    func record() throws -> MachineRecord {
        try MachineRecord(
            network: network, vault: vault, vaultVersion: vaultVersion, vaultHash: vaultHash, person: person,
            device: device, of: of, cases: cases, build: build, machine: machine)
    }

    /// The machine with another head of somebody's journal, or without one.
    mutating func setHead(of person: Identifier, _ sequence: UInt64?) {
        let others = machine.heads.filter { $0.person != person }
        let hash = Bytes32(bigEndianWords: (7, 7, 7, sequence ?? 0))
        machine = MachineWitness(
            journalSequence: machine.journalSequence, journalHead: machine.journalHead,
            heads: others + (sequence.map { [PeerHead(person: person, sequence: $0, hash: hash)] } ?? []),
            height: machine.height, date: machine.date)
    }

    /// The machine on another day.
    mutating func setDate(_ date: CalendarDate?) {
        machine = MachineWitness(
            journalSequence: machine.journalSequence, journalHead: machine.journalHead, heads: machine.heads,
            height: machine.height, date: date)
    }
}
