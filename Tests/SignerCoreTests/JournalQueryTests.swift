import BitcoinPrimitives
import ByteCoding
import Custody
import Review
import SignerCore
import TestSupport
import Testing

@Suite("What did this machine sign last month")
struct JournalQueryTests {
    /// A machine that signed one case on each of these days, and refused another one on the first of July.
    private static let days = ["2026-05-31", "2026-06-01", "2026-06-30", "2026-07-01"]

    private static func caseID(_ number: Int) throws -> CaseID {
        try CaseID([UInt8](repeating: UInt8(number + 1), count: CaseID.count))
    }

    private static func journal() throws -> SignerJournal {
        let folder = JournalFolder()
        let key = try JournalFolder.key()
        var journal = try SignerJournal(opening: folder.journal)
        for (number, day) in days.enumerated() {
            let digest = Bytes32(bigEndianWords: (0, 0, 0, UInt64(number)))
            let look = JournalEvent.Look(
                caseID: try caseID(number), caseDigest: digest, vaultHash: digest, file: digest, factsHash: digest,
                build: digest, heads: [], spends: [], challenge: [], isAttended: false,
                pays: [TxOut(amount: try Amount(sat: UInt64(number + 1) * 1_000), scriptPubKey: Script([0x51]))],
                keeps: [], fee: .zero, replaces: nil, release: .held)
            // The last second of a day and the first one of the next are a second apart.
            let clock = number.isMultiple(of: 2) ? "23:59:59" : "00:00:00"
            let time = try UTCTime(parsing: "\(day)T\(clock)Z")
            _ = try journal.append(.signed(look), at: time, sealedBy: key)
        }
        return journal
    }

    struct Period: Sendable, CustomTestStringConvertible {
        let since: String?
        let until: String?
        let signed: [Int]
        var testDescription: String { "\(since ?? "-") to \(until ?? "-")" }
    }

    static let periods = [
        Period(since: nil, until: nil, signed: [0, 1, 2, 3]),
        Period(since: "2026-06-01", until: "2026-06-30", signed: [1, 2]),
        Period(since: "2026-07-01", until: nil, signed: [3]), Period(since: nil, until: "2026-05-31", signed: [0]),
        Period(since: "2026-06-02", until: "2026-06-29", signed: []),
        Period(since: "2026-06-30", until: "2026-06-01", signed: []),
    ]

    @Test("the days given count both, in UTC, and the sum is of these entries alone", arguments: periods)
    func period(_ period: Period) throws {
        let journal = try Self.journal()
        func day(_ text: String?) throws -> CalendarDate? { try text.map { try CalendarDate(documentText: $0) } }
        let query = JournalQuery(since: try day(period.since), until: try day(period.until))
        let entries = query.entries(of: journal)
        #expect(try entries.flatMap(\.event.cases) == period.signed.map { try Self.caseID($0) })
        // As it would stand on one line.
        let text = JournalText(.english, network: .regtest).lines(of: entries).flatMap {
            $0.split(separator: " ")
        }.joined(separator: " ")
        if period.signed.isEmpty {
            #expect(text == "The journal has no such entry.")
        } else {
            let leaving = try Amount(sat: period.signed.reduce(0) { $0 + UInt64($1 + 1) * 1_000 })
            #expect(
                text.contains(
                    "Cases signed in these entries: \(period.signed.count), leaving the vault together: \(leaving.text)"
                ))
        }
        for number in Self.days.indices {
            #expect(try query.isAbout(Self.caseID(number), of: journal) == period.signed.contains(number))
        }
    }

    @Test("one case is asked for by the digits that its id begins with")
    func oneCase() throws {
        let journal = try Self.journal()
        #expect(JournalQuery(caseID: "0202").entries(of: journal).count == 1)
        #expect(JournalQuery(caseID: "05").entries(of: journal).isEmpty)
    }
}
