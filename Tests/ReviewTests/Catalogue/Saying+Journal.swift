import BitcoinPrimitives
import ByteCoding
import Custody
import Review

extension Saying {
    /// Every sentence about a journal, with fresh values.
    static func journal(_ values: inout SampleValues) throws -> [Saying] {
        let cases = try entries(&values) + others(&values) + checks(&values)
        return cases.map { phrase in Saying(phrase) { $0.text(phrase) } }
    }

    private static func entries(_ values: inout SampleValues) throws -> [JournalPhrase] {
        var phrases: [JournalPhrase] = [
            .entry(UInt64(values.number()), at: "2026-11-21T09:30:00Z"),
            .keysMade(try values.identifier(), device: try values.identifier(), network: .regtest),
            .homeBegun(try values.identifier(), device: try values.identifier(), network: .regtest, isFirstUse: true),
            .homeBegun(try values.identifier(), device: try values.identifier(), network: .regtest, isFirstUse: false),
            .vaultRegistered(try values.identifier(), version: values.uint32()),
            .vaultSigned(try values.identifier(), version: values.uint32()),
            .vaultRevised(
                try values.identifier(), version: values.uint32(), closed: values.number(), armed: values.number()),
            .signed(try values.caseID(), isHeld: true), .signed(try values.caseID(), isHeld: false),
            .confirmed(try values.caseID()), .released(try values.caseID()),
            .refused(try values.caseID(), reason: values.text()), .passphraseChanged(hasKeyFile: true),
            .passphraseChanged(hasKeyFile: false), .keyRecordExported, .journalExported,
            .recovered(bytes: values.number()), .replaces(try values.caseID()), .pays(try values.amount(), to: "a1b2"),
            .fee(try values.amount()), .spends(try values.outpoint()),
        ]
        for purpose in JournalPurpose.allCases {
            phrases += [
                .reviewed(try values.caseID(), purpose, isSignable: true),
                .reviewed(try values.caseID(), purpose, isSignable: false), .asked(try values.caseID(), purpose),
                .viewed(
                    try values.caseID(), purpose, pages: values.number(), of: values.number(),
                    warnings: values.number()),
                .decided(
                    try values.caseID(), matches: true, pages: values.number(), of: values.number(),
                    warnings: values.number()),
                .decided(
                    try values.caseID(), matches: false, pages: values.number(), of: values.number(),
                    warnings: values.number()),
                .challengeFailed(try values.caseID(), purpose),
                .notAccepted(try values.caseID(), purpose), .repeated(try values.caseID(), purpose),
            ]
        }
        return phrases
    }

    private static func others(_ values: inout SampleValues) throws -> [JournalPhrase] {
        [
            .refusalSeen(try values.caseID(), by: try values.identifier()),
            .answersSeen(try values.caseID(), of: try values.identifiers()),
            .restorationSeen(try values.identifier(), adopted: UInt64(values.number())),
            .recordGiven(of: try values.identifier(), vault: try values.identifier()),
            .overtaken(UInt64(values.number()), saidBy: try values.identifier()),
            .adoptedCase(try values.caseID(), saidBy: try values.identifiers()),
            .adopted(vaults: try values.identifiers()), .regained(try values.caseID()), .nothing,
            .ordered(try values.orderName(), vault: try values.identifier(), isApproval: true),
            .snapshotRelied(
                try values.identifier(), height: values.uint32(), date: try values.date(), try values.amount()),
            .snapshotCountersigned(
                try values.identifier(), height: values.uint32(), date: try values.date(), try values.amount()),
            .ordered(try values.orderName(), vault: try values.identifier(), isApproval: false),
            .stopKept(.freeze, by: try values.identifier(), reason: values.text()),
            .total(cases: values.number(), leaving: try values.amount()),
            .coin(try values.outpoint(), try values.caseID(), isArmed: true),
            .coin(try values.outpoint(), try values.caseID(), isArmed: false),
            .quarantineSince(try values.date()),
            .quarantineMissing(vault: try values.identifier(), people: try values.identifiers()),
        ]
    }

    private static func checks(_ values: inout SampleValues) throws -> [JournalPhrase] {
        [
            .verified(entries: values.number(), sequence: UInt64(values.number()), head: try values.digest()),
            .sealed(values.number()), .uncovered(values.number()), .unfinished(bytes: values.number()),
            .copyVerified(
                of: try values.identifier(), entries: values.number(), sequence: UInt64(values.number()),
                head: try values.digest(), on: try values.date()),
            .copyKnown(vaults: try values.identifiers()), .copyUnknown(try values.identifier()),
            .copyCompared(seen: values.number()), .copyOlder(laterSeen: UInt64(values.number())),
            .countersigned(vault: try values.identifier(), logs: values.number(), journals: values.number()),
            .countersigning(vault: try values.identifier()), .countersignNotice,
            .countersignPrompt(word: "countersign"),
            .countersignLog(
                LogHead(
                    first: try values.digest(), sequence: UInt64(values.number()), hash: try values.digest())),
            .countersignJournal(
                PeerHead(
                    person: try values.identifier(), sequence: UInt64(values.number()), hash: try values.digest())),
        ]
    }
}
