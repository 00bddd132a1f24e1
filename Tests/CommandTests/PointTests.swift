import Foundation
import TestSupport
import Testing

/// P-33, P-34: every command of a whole case, broken off at every call by which files change (SQLite's among them), and
/// run again.
@Suite("a command that is broken off at any point, and run again")
struct PointTests {
    /// What happens at a point.
    enum Fault: String, CaseIterable, Sendable {
        case killBefore = "kill-before"
        case killHalf = "kill-half"
        case killAfter = "kill-after"
        case interrupt, terminate, full, broken
        case readOnly = "read-only"

        var isKill: Bool { [.killBefore, .killHalf, .killAfter].contains(self) }
        var isSignal: Bool { [.interrupt, .terminate].contains(self) }
    }

    /// A call by which files change.
    struct Point: Sendable {
        let number: Int
        let call: String
    }

    /// How many points of each command `make test` tries; `RENSHO_POINTS=all` tries every one with every fault, for so
    /// many seconds for each command as `RENSHO_POINTS_SECONDS` says.
    private static let usualCount = 4

    private static func setting(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

    /// Commands whose files are the same bytes whenever they are made from the same home.
    private static let repeatable = [
        "vault create", "order new", "confirm file", "assemble", "evidence export", "log export",
    ]

    @Test("whole or not there, nothing lost, nothing doubled, and the second run ends it", arguments: PointWalk.titles)
    func brokenOff(title: String) throws {
        let stage = try PointWalk.stage(title)
        let points = try Self.points(of: stage)
        try #require(points.count >= 3, "\(title): \(points)")
        var dice = SeededGenerator(seed: title.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
        let all = points.flatMap { point in Fault.allCases.map { (point, $0) } }.shuffled(using: &dice)
        let isAll = Self.setting("RENSHO_POINTS") == "all"
        let limit = Self.setting("RENSHO_POINTS_SECONDS").flatMap { Double($0) } ?? .infinity
        let start = Date()
        var tried = 0
        for (point, fault) in isAll ? all[...] : all.prefix(Self.usualCount) {
            guard Date().timeIntervalSince(start) < limit else { break }
            try Self.tryOut(stage, point, fault)
            tried += 1
        }
        if isAll {
            let seconds = Int(Date().timeIntervalSince(start))
            print("points: \(title): \(tried) of \(all.count) tried, \(points.count) points, \(seconds) s")
        }
    }

    /// The calls of an unbroken run.
    private static func points(of stage: PointWalk.Stage) throws -> [Point] {
        let folder = try WalkFolder(copying: stage.before, inMemory: true)
        let list = TemporaryFolder()
        let run = try PointWalk.run(
            stage.program, stage.arguments, in: folder, settings: ["RENSHO_POINT_LOG": list.file("points")])
        try #require(run.status == 0, "\(stage.title): \(run.error)")
        return try String(contentsOfFile: list.file("points"), encoding: .utf8).split(separator: "\n").compactMap {
            let parts = $0.split(separator: " ")
            guard parts.count >= 2, let number = Int(parts[0]) else { return nil }
            return Point(number: number, call: String(parts[1]))
        }
    }

    private static func tryOut(_ stage: PointWalk.Stage, _ point: Point, _ fault: Fault) throws {
        let folder = try WalkFolder(copying: stage.before, inMemory: true)
        let first = try PointWalk.run(
            stage.program, stage.arguments, in: folder,
            settings: ["RENSHO_POINT": fault.rawValue, "RENSHO_POINT_AT": "\(point.number)"])
        let place =
            "\(stage.title), \(fault.rawValue) at point \(point.number) (\(point.call))\n\(first.error.suffix(600))"
        checkEnd(first, fault, place)
        if stage.isSigner { try checkShown(stage, folder, first, place) }
        let early = try made(by: stage, in: folder)
        if first.status == 0 { #expect(early.count == stage.made.count, "\(place)") }

        let again = try PointWalk.run(stage.program, stage.arguments, in: folder)
        try checkAgain(again, stage, folder, isAlone: early.isEmpty, place)
        for (name, bytes) in early { #expect(try folder.bytes(name) == bytes, "\(name), \(place)") }
        if repeatable.contains(stage.title) {
            for name in stage.made {
                #expect(try folder.bytes(name) == stage.after.bytes(name), "\(name), \(place)")
            }
        }
        try checkLeftovers(stage, folder, fault, point, place)
        if stage.isSigner {
            try checkSigner(stage, folder, place)
        } else {
            try checkCoordinator(stage, folder, place)
        }
    }

    /// A fault has the end that it must have: never a crash, never an error without words.
    private static func checkEnd(_ run: ProgramRun, _ fault: Fault, _ place: String) {
        if fault.isKill {
            #expect(run.status == 128 + SIGKILL, "status \(run.status), \(place)")
        } else if fault.isSignal {
            #expect([128 + SIGINT, 128 + SIGTERM].contains(run.status), "status \(run.status), \(place)")
        } else {
            #expect([0, 66, 73].contains(run.status), "status \(run.status), \(place)")
            guard run.status != 0 else { return }
            let codes: [String] =
                switch fault {
                case .full:
                    [
                        "[file.disk-full]", "[store.disk-full]", "[store.unavailable]",
                        "the disk is full [file.unreadable]",
                    ]
                case .readOnly:
                    [
                        "[file.read-only]", "[store.read-only]", "[store.unavailable]",
                        "the medium is read-only [file.unreadable]",
                    ]
                default: ["[file.unwritable]", "[file.unreadable]", "[store.unavailable]"]
                }
            // What ends one file of several stands beside that file.
            let text = run.error + run.output
            #expect(
                codes.contains { text.contains($0) } && (run.error.isEmpty || run.error.contains("hint: ")),
                "\(place)\n\(text)")
        }
    }

    /// The files with a final name that a command has made, whatever the case is called.
    private static func made(by stage: PointWalk.Stage, in folder: WalkFolder) throws -> [String: [UInt8]] {
        let before = try Set(stage.before.entries(of: "."))
        let fresh = try folder.entries(of: ".").filter { !before.contains($0) && !$0.hasPrefix(".") }
        var files: [String: [UInt8]] = [:]
        for name in fresh {
            let kind = try FileManager.default.attributesOfItem(atPath: folder.file(name))[.type] as? FileAttributeType
            if kind == .typeRegular { files[name] = try folder.bytes(name) }
        }
        return files
    }

    /// The second run does it, or says that the first one had.
    private static func checkAgain(
        _ again: ProgramRun, _ stage: PointWalk.Stage, _ folder: WalkFolder, isAlone: Bool, _ place: String
    ) throws {
        let place = "again: status \(again.status)\n\(again.error.suffix(600))\n\(place)"
        if again.status == 0 { return }
        #expect(again.error.contains("hint: "), "\(place)")
        if stage.title == "propose", again.error.contains("[store.order-used]"), isAlone {
            // The case is there and its file is not: what the hint says writes it.
            let name = try #require(try openCases(in: folder).first, "\(place)")
            let written = try PointWalk.run(
                stage.program, ["propose", "--again", name, "--home", "operator"], in: folder)
            #expect(written.status == 0 && again.error.contains("propose --again \(name.prefix(8))"), "\(place)")
            return
        }
        let known = [
            "init": "[store.already-there]", "restore": "[store.already-there]", "propose": "[store.order-used]",
        ]
        #expect(again.error.contains(known[stage.title] ?? "[file.exists]"), "\(place)")
        let there = try made(by: stage, in: folder)
        #expect(there.count == stage.made.count, "\(there.keys.sorted()), \(place)")
    }

    private static func openCases(in folder: WalkFolder) throws -> [String] {
        let list = try WalkVault.object(
            WalkVault.done(
                PointWalk.run(BuiltPrograms.coordinator, ["status", "--json", "--home", "operator"], in: folder)))
        return (list["cases"] as? [[String: Any]] ?? []).filter { $0["state"] as? String == "open" }
            .compactMap { $0["case"] as? String }
    }

    /// Nothing lies about but what nobody could take away, and it hinders nothing.
    private static func checkLeftovers(
        _ stage: PointWalk.Stage, _ folder: WalkFolder, _ fault: Fault, _ point: Point, _ place: String
    ) throws {
        for part in [".", stage.home] {
            guard FileManager.default.fileExists(atPath: stage.after.file(part)) else { continue }
            let known = try Set(stage.after.entries(of: part))
            let extra = try folder.entries(of: part).filter { !known.contains($0) && !$0.hasSuffix(".proposal.psbt") }
            #expect(extra.allSatisfy { isHidden($0) }, "\(extra), \(place)")
            let isRemoval = ["unlink", "unlinkat", "ftruncate"].contains(point.call)
            if !fault.isKill, !fault.isSignal, !isRemoval {
                #expect(extra.allSatisfy { !$0.hasPrefix(".rensho-") }, "\(extra), \(place)")
            }
        }
    }

    private static func isHidden(_ name: String) -> Bool {
        name.hasPrefix(".rensho-") || name.hasSuffix("-wal") || name.hasSuffix("-shm") || name.hasSuffix("-journal")
    }

    /// The kinds of entries of the coordinator's log, in their order; without those that say that a file
    /// or a list of coins came again.
    private static func kinds(in folder: WalkFolder) throws -> [String] {
        let shown = try WalkVault.object(
            WalkVault.done(
                PointWalk.run(BuiltPrograms.coordinator, ["log", "show", "--json", "--home", "operator"], in: folder)))
        return (shown["entries"] as? [[String: Any]] ?? []).filter {
            let text = $0["text"] as? String ?? ""
            return !text.contains("the file brings nothing new") && !text.contains(" 0 new, 0 gone")
        }.compactMap { $0["kind"] as? String }
    }

    /// Store and log agree, and hold what an unbroken run would have left.
    private static func checkCoordinator(_ stage: PointWalk.Stage, _ folder: WalkFolder, _ place: String) throws {
        let verified = try PointWalk.run(
            BuiltPrograms.coordinator, ["log", "verify", "--home", "operator"], in: folder)
        #expect(verified.status == 0, "\(verified.output)\(verified.error)\n\(place)")
        let doctor = try PointWalk.run(BuiltPrograms.coordinator, ["doctor", "--home", "operator"], in: folder)
        #expect([0, 1].contains(doctor.status) && !doctor.output.contains("[store."), "\(doctor.output)\n\(place)")
        var kinds = try Self.kinds(in: folder)
        if stage.title == "propose" {
            // A case whose file could not be written was taken back, and both stand in the log.
            while let end = kinds.firstIndex(of: "case-aborted"), let start = kinds[..<end].lastIndex(of: "case-opened")
            {
                kinds.remove(at: end)
                kinds.remove(at: start)
            }
            let open = try openCases(in: folder).map { "\($0.prefix(8)).proposal.psbt" }
            #expect(open.count == 1, "\(place)")
            #expect(try made(by: stage, in: folder).keys.sorted() == open, "\(place)")
        }
        #expect(try kinds == Self.kinds(in: stage.after), "\(place)")
    }

    /// No look counts that was not shown: what the journal tells was on the screen before.
    private static func checkShown(
        _ stage: PointWalk.Stage, _ folder: WalkFolder, _ run: ProgramRun, _ place: String
    ) throws {
        guard let event = ["sign": " signed ", "confirm": " confirmed "][stage.title] else { return }
        let before = try journal(stage, stage.before).components(separatedBy: event).count
        guard try journal(stage, folder).components(separatedBy: event).count > before else { return }
        let screen = run.error.filter { !$0.isWhitespace }
        for address in try PointWalk.recorded.get().addresses { #expect(screen.contains(address), "\(place)") }
    }

    private static func journal(_ stage: PointWalk.Stage, _ folder: WalkFolder) throws -> String {
        String(decoding: try folder.bytes("\(stage.home)/journal"), as: UTF8.self)
    }

    /// The journal reads, and the same question has the same answer, byte for byte.
    private static func checkSigner(_ stage: PointWalk.Stage, _ folder: WalkFolder, _ place: String) throws {
        let shown = try PointWalk.run(
            BuiltPrograms.signer, ["log", "show", "--json", "--home", stage.home], in: folder)
        #expect(shown.status == 0 && shown.output.contains("\"unfinished_bytes\": 0"), "\(shown.error)\n\(place)")
        guard let name = stage.made.first, stage.title != "journal export" else { return }
        let third = try PointWalk.run(stage.program, stage.arguments + ["-o", "third"], in: folder)
        #expect(third.status == 0, "third: \(third.error)\n\(place)")
        guard third.status == 0 else { return }
        #expect(try folder.bytes("third") == folder.bytes(name), "\(place)")
    }
}
