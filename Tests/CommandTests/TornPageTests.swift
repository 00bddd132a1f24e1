import Foundation
import TestSupport
import Testing

/// P-33, P-34: the power goes, and of what was written last, blocks of 512 bytes are missing or zero.
@Suite("torn pages")
struct TornPageTests {
    /// How a block is lost.
    enum Tear: String, CaseIterable, Sendable {
        case cut, zeroed

        func apply(to bytes: [UInt8], from start: Int) -> [UInt8] {
            switch self {
            case .cut: Array(bytes[..<start])
            case .zeroed: Array(bytes[..<start]) + [UInt8](repeating: 0, count: bytes.count - start)
            }
        }
    }

    /// `RENSHO_POINTS=all` tears at every block.
    private static var isAll: Bool { ProcessInfo.processInfo.environment["RENSHO_POINTS"] == "all" }

    /// Every boundary of a block, or a few of them.
    private static func boundaries(_ count: Int, usual: Int) -> [Int] {
        let all = Array(stride(from: 0, to: count, by: 512))
        let step = isAll ? 1 : max(1, all.count / usual)
        return stride(from: 0, to: all.count, by: step).map { all[$0] }
    }

    /// The code at the end of an error.
    private static func code(_ run: ProgramRun) -> String {
        run.error.components(separatedBy: " [").dropFirst().compactMap { part in
            part.split(separator: "]").first.map(String.init)
        }.last { !$0.hasPrefix("machine.") } ?? ""
    }

    private static let store = "operator/coordinator.sqlite"

    /// The home of an operator whose collecting was killed when everything was in the write-ahead log.
    private static func withLog(_ stage: PointWalk.Stage) throws -> WalkFolder {
        let list = TemporaryFolder()
        let counting = try WalkFolder(copying: stage.before, inMemory: true)
        _ = try PointWalk.run(
            stage.program, stage.arguments, in: counting, settings: ["RENSHO_POINT_LOG": list.file("points")])
        let lines = try String(contentsOfFile: list.file("points"), encoding: .utf8).split(separator: "\n")
        // What is written to the store itself comes after the last sync of its log.
        for number in (1...lines.count).reversed() {
            let folder = try WalkFolder(copying: stage.before, inMemory: true)
            _ = try PointWalk.run(
                stage.program, stage.arguments, in: folder,
                settings: ["RENSHO_POINT": "kill-before", "RENSHO_POINT_AT": "\(number)"])
            let isUntouched = try folder.bytes(store) == stage.before.bytes(store)
            let log = try? folder.bytes(store + "-wal")
            if isUntouched, let log, !log.isEmpty { return folder }
        }
        throw WalkFailure("the log was never there alone")
    }

    @Test(
        "the store's write-ahead log: an earlier state is there whole, and collecting again ends it",
        arguments: Tear.allCases)
    func writeAheadLog(tear: Tear) throws {
        let stage = try PointWalk.stage("collect shares")
        let made = try Self.withLog(stage)
        let log = try made.bytes(Self.store + "-wal")
        try #require(log.count > 8_192)
        var states: Set<Int> = []
        for start in Self.boundaries(log.count, usual: 8) {
            let folder = try WalkFolder(copying: made, inMemory: true)
            try folder.write(tear.apply(to: log, from: start), as: Self.store + "-wal")
            // What the processes shared went with the power.
            try? FileManager.default.removeItem(atPath: folder.file(Self.store + "-shm"))
            let place = "\(tear) at \(start) of \(log.count)"
            let verified = try PointWalk.run(
                BuiltPrograms.coordinator, ["log", "verify", "--json", "--home", "operator"], in: folder)
            #expect(verified.status == 0, "\(place)\n\(verified.error)")
            let chains = try WalkVault.object(verified.output)["chains"] as? [[String: Any]]
            states.insert(try #require(chains?.first?["entries"] as? Int))
            let doctor = try PointWalk.run(BuiltPrograms.coordinator, ["doctor", "--home", "operator"], in: folder)
            #expect(!doctor.output.contains("[store."), "\(place)\n\(doctor.output)")
            let again = try PointWalk.run(stage.program, stage.arguments, in: folder)
            #expect(again.status == 0, "\(place)\n\(again.error)")
            func status(_ folder: WalkFolder) throws -> [String: Any] {
                let name = stage.arguments[1].prefix(8)
                var status = try WalkVault.object(
                    PointWalk.run(
                        BuiltPrograms.coordinator, ["status", String(name), "--json", "--home", "operator"],
                        in: folder
                    ).output)
                status["opened_at"] = nil
                return status
            }
            #expect(
                try NSDictionary(dictionary: status(folder)) == NSDictionary(dictionary: status(stage.after)),
                "\(place)")
        }
        // Nothing, one file or both were in.
        #expect(states.count >= 2, "\(states)")
    }

    @Test("the store itself: a clear word or a whole state, never another answer", arguments: Tear.allCases)
    func storeItself(tear: Tear) throws {
        let stage = try PointWalk.stage("confirm file")
        let whole = try stage.before.bytes(Self.store)
        func run(_ arguments: [String], _ folder: WalkFolder) throws -> ProgramRun {
            try PointWalk.run(BuiltPrograms.coordinator, arguments + ["--home", "operator"], in: folder)
        }
        let (log, doctor) = (["log", "show"], ["doctor"])
        let (told, found) = try (run(log, stage.before).output, run(doctor, stage.before).output)
        var refused = 0
        for start in Self.boundaries(whole.count, usual: 6) {
            let folder = try WalkFolder(copying: stage.before, inMemory: true)
            try folder.write(tear.apply(to: whole, from: start), as: Self.store)
            let place = "\(tear) at \(start) of \(whole.count)"
            let shown = try run(log, folder)
            let codes = ["store.damaged", "store.not-a-store", "store.unavailable", "store.log-broken"]
            #expect(shown.status == 0 ? shown.output == told : codes.contains(Self.code(shown)), "\(place)\n\(shown)")
            let looked = try run(doctor, folder)
            let backup = try run(["backup", "copy"], folder)
            if looked.output == found, looked.error.isEmpty {
                // What was torn off held nothing.
                #expect(shown.output == told && backup.status == 0, "\(place)\n\(backup)")
                continue
            }
            refused += 1
            #expect(looked.status < 128 && (looked.output + looked.error).contains("[store."), "\(place)\n\(looked)")
            #expect(backup.status != 0 && !FileManager.default.fileExists(atPath: folder.file("copy")), "\(place)")
        }
        #expect(refused > 0)
    }

    @Test("a journal: recovered, or refused by name, and never another answer", arguments: Tear.allCases)
    func journal(tear: Tear) throws {
        let stage = try PointWalk.stage("confirm")
        let whole = try stage.before.bytes("alice/journal")
        let share = try #require(stage.before.entries(of: ".").first { $0.hasSuffix(".alice.share") })
        let proposal = try #require(stage.before.entries(of: ".").first { $0.hasSuffix(".proposal.psbt") })
        let digest = try #require(stage.arguments.firstIndex(of: "--expect-digest").map { stage.arguments[$0 + 1] })
        for start in Self.boundaries(whole.count, usual: 8) {
            let folder = try WalkFolder(copying: stage.before, inMemory: true)
            try folder.write(tear.apply(to: whole, from: start), as: "alice/journal")
            let place = "\(tear) at \(start) of \(whole.count)"
            let shown = try PointWalk.run(
                BuiltPrograms.signer, ["log", "show", "--raw", "--home", "alice"], in: folder)
            #expect(shown.status == 0 || Self.code(shown).hasPrefix("journal."), "\(place)\n\(shown.error)")
            let again = try PointWalk.run(
                BuiltPrograms.signer,
                ["sign", proposal, "--expect-digest", digest, "--home", "alice", "--passphrase-fd", "4"]
                    + ["-o", "again.share"], in: folder)
            if again.status == 0 {
                #expect(try folder.bytes("again.share") == folder.bytes(share), "\(place)")
            } else {
                #expect(Self.code(again).hasPrefix("journal."), "\(place)\n\(again.error)")
                #expect(!FileManager.default.fileExists(atPath: folder.file("again.share")), "\(place)")
            }
        }
    }

    @Test("a document on the stick: refused, and the whole one is taken afterwards", arguments: Tear.allCases)
    func document(tear: Tear) throws {
        for (title, place) in [("collect shares", 1), ("sign", 1), ("collect signatures", 1)] {
            let stage = try PointWalk.stage(title)
            let name = stage.arguments[place]
            let whole = try stage.before.bytes(name)
            for start in Self.boundaries(whole.count, usual: 3) {
                let folder = try WalkFolder(copying: stage.before, inMemory: true)
                try folder.write(tear.apply(to: whole, from: start), as: name)
                let torn = try PointWalk.run(stage.program, stage.arguments, in: folder)
                let place = "\(name), \(tear) at \(start) of \(whole.count)\n\(torn.output)\n\(torn.error)"
                #expect([1, 65].contains(torn.status), "\(torn.status), \(place)")
                try folder.write(whole, as: name)
                let again = try PointWalk.run(stage.program, stage.arguments, in: folder)
                #expect(again.status == 0, "\(place)\n\(again.error)")
            }
        }
    }
}
