import BitcoinPSBT
import BitcoinPrimitives
import CoordinatorCore
import CoordinatorStore
import Custody
import Foundation
import TestSupport
import Testing

/// P-33: many cases side by side in one store, their files in any order and twice, some given up and some refused.
@Suite("Many cases in one store")
struct ManyCasesTests {
    /// What is still to be brought to one case, and how it is to end.
    private struct Open {
        let number: Int
        let fixture: FixtureCase
        let end: End
        var files: [[UInt8]]
        var collected: [[UInt8]] = []
    }

    private enum End: CaseIterable {
        case assembled, aborted, refused
    }

    /// How many cases are open side by side.
    private static let window = 10

    private static func setting(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }

    private static func caseID(_ number: Int) throws -> CaseID {
        try CaseID((0..<CaseID.count).map { UInt8(truncatingIfNeeded: number >> (8 * (CaseID.count - 1 - $0))) })
    }

    /// A case over one coin of its own.
    private static func open(_ number: Int, _ maker: borrowing StoreMaker, _ dice: inout SeededGenerator) throws -> Open
    {
        var fixture = try FixtureCase(maker.vault)
        fixture.header = try CaseHeader(drill: false, caseID: caseID(number))
        fixture.coins = Array(fixture.coins.prefix(1))
        fixture.coins[0].sat = 100_000_000 + UInt64(number)
        fixture.payments[0].sat = 60_000_000
        fixture.payments[1].sat = 39_999_000 + UInt64(number)
        _ = try maker.store.open(maker.state(fixture), now: StoreMaker.now)
        let end: End = number % 5 == 0 ? .aborted : number % 7 == 0 ? .refused : .assembled
        var files = [
            try maker.answer(fixture, by: 0).encoded(), try maker.answer(fixture, by: 1).encoded(),
        ]
        switch end {
        case .assembled:
            for custodian in 0..<3 { files.append(try maker.confirmation(fixture, by: custodian, of: [0, 1]).encoded) }
            files.shuffle(using: &dice)
        case .refused: files.insert(try maker.refusal(fixture, by: 2).encoded, at: Int.random(in: 0...2, using: &dice))
        case .aborted: files.removeLast()
        }
        return Open(number: number, fixture: fixture, end: end, files: files)
    }

    @Test("each ends as it should, whatever came between, and store, log and evidence agree")
    func manyCases() throws {
        let count = Self.setting("RENSHO_SOAK_CASES") ?? 14
        let limit = Self.setting("RENSHO_SOAK_SECONDS").map { Double($0) } ?? .infinity
        let start = Date()
        let maker = try StoreMaker.make()
        var dice = SeededGenerator(seed: 1_000)
        var (open, begun, repeated): ([Open], Int, Int) = ([], 0, 0)
        var ended: [End: Int] = [:]
        while begun < count || !open.isEmpty {
            let isOver = Date().timeIntervalSince(start) > limit
            if !isOver, begun < count, open.count < Self.window {
                begun += 1
                open.append(try Self.open(begun, maker, &dice))
                continue
            }
            if isOver, open.isEmpty { break }
            let place = Int.random(in: 0..<open.count, using: &dice)
            if let known = open[place].collected.randomElement(using: &dice), Int.random(in: 0..<4, using: &dice) == 0 {
                let again = try maker.collect(known)
                #expect(again.isRepeated && again.report.bringsNothingNew)
                repeated += 1
                continue
            }
            guard open[place].files.isEmpty else {
                let file = open[place].files.removeFirst()
                _ = try maker.collect(file)
                open[place].collected.append(file)
                continue
            }
            let one = open.remove(at: place)
            try Self.finish(one, maker)
            ended[one.end, default: 0] += 1
        }
        try Self.check(maker, begun: begun, repeated: repeated, ended: ended, &dice)
        if Self.setting("RENSHO_SOAK_CASES") != nil {
            let seconds = Int(Date().timeIntervalSince(start))
            print("cases: \(begun) of \(count) cases, \(repeated) files again, \(seconds) s")
        }
    }

    private static func finish(_ one: Open, _ maker: borrowing StoreMaker) throws {
        let id = try caseID(one.number)
        let state = try maker.store.state(of: id)
        switch one.end {
        case .assembled:
            let final = try FinalTransaction(#require(state.confirmationTally()?.confirmed), of: state)
            try maker.store.assembled(final, of: id, now: StoreMaker.now)
        case .aborted: try maker.store.abort(id, reason: "given up", now: StoreMaker.now)
        case .refused:
            #expect(state.refusedBy.count == 1)
            try maker.store.abort(id, reason: "refused", now: StoreMaker.now)
        }
    }

    private static func check(
        _ maker: borrowing StoreMaker, begun: Int, repeated: Int, ended: [End: Int], _ dice: inout SeededGenerator
    ) throws {
        let store = try maker.another()
        try store.checkPages()
        let cases = try store.cases()
        let done = ended[.assembled] ?? 0
        #expect(cases.count == begun && cases.count { $0.life == .assembled } == done)
        #expect(cases.allSatisfy { $0.life == .assembled || $0.life == .aborted })
        #expect(ended.count == End.allCases.count)
        // Every file once, the proposals among them; every case opened and ended once.
        let log = try store.log()
        func entries(_ kind: String) -> Int { log.count { $0.kind == kind } }
        #expect(entries("case-opened") == begun && entries("case-assembled") == done)
        #expect(entries("case-aborted") == begun - done)
        let expected = begun + done * 5 + (ended[.aborted] ?? 0) + (ended[.refused] ?? 0) * 3
        let news = log.count { $0.kind == "file-received" && !$0.text.contains("the file brings nothing new") }
        #expect(news == expected)
        #expect(entries("file-received") == expected + repeated)
        for number in (1...begun).shuffled(using: &dice).prefix(3) {
            let bundle = try store.evidence(of: caseID(number)).bundle()
            let replay = try EvidenceReplay(EvidenceBundle(parsing: bundle.encoded), trusting: maker.vault.document)
            #expect((replay.final != nil) == (cases.first { $0.caseID == replay.state.caseID }?.life == .assembled))
        }
    }
}
