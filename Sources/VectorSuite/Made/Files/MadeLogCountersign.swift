import BitcoinCrypto
import ByteCoding
import CommandSupport
import Custody

/// The vectors of an auditor's word about logs and journals.
extension MadeWorld {
    /// `log-countersign.json`.
    func logCountersignFile() throws -> MadeFile {
        let logs = [
            LogHead(first: Self.hash(0x41), sequence: 12, hash: Self.hash(0x42)),
            LogHead(first: Self.hash(0x43), sequence: 1, hash: Self.hash(0x43)),
        ]
        let heads = [
            PeerHead(person: alice.id, sequence: 12, hash: Self.hash(0x10)),
            PeerHead(person: bob.id, sequence: 1_000_001, hash: Self.hash(0x11)),
        ]
        let whole = try countersign(logs, heads)
        let text = MadeText(whole.encoded)
        let faults = MadeFaults(LogCountersign.typeName, text, beside: key(dave))
        let (log, head) = (text.place("log") ?? 0, text.place("head") ?? 0)
        var cases = [
            accepted("two logs and two journals", whole, dave),
            accepted("one log alone", try countersign([logs[0]], []), dave),
            accepted("one journal alone", try countersign([], [heads[1]]), dave),
        ]
        cases += faults.ofText
        cases += try faults.ofSignature(by: dave, other: bob)
        cases += [
            faults.refused("logs out of order", text.swapping(log, log + 1), "document.list-order"),
            faults.refused("journals out of order", text.swapping(head, head + 1), "document.list-order"),
            faults.refused("a log twice", text.adding(text.fields[log], after: "log"), "document.list-order"),
            faults.refused(
                "a log without its first entry", text.with("log", "12 \(Self.hash(0x42).hex)"),
                "document.malformed-value"),
            faults.refused("a journal without its entry", text.with("head", "alice 12"), "document.missing-word"),
            faults.refused("no day", text.with("date", "-"), "document.malformed-value"),
            faults.refused("no person", text.with("person", "-"), "document.identifier"),
        ]
        return MadeFile(
            name: LogCountersign.typeName, about: "an auditor's word about logs and journals", notes: Self.notes,
            cases: cases)
    }

    private func countersign(_ logs: [LogHead], _ heads: [PeerHead]) throws -> Document<LogCountersign> {
        try dave.signed(
            try LogCountersign(
                network: vault.body.network, vault: vault.body.name, vaultHash: vault.digest, person: dave.id,
                device: dave.device, logs: logs, heads: heads, build: Self.hash(0x21), journalSequence: 12,
                journalHead: Self.hash(0x10), date: try CalendarDate(year: 2026, month: 11, day: 21)))
    }
}
