import Foundation
import TestSupport
import Testing

/// P-33: several people at one home at once, and homes that were copied, forked and restored.
@Suite("several operators, copies and backups of a home")
struct TwoOperatorsTests {
    /// Runs commands of the coordinator all at once.
    private static func together(_ commands: [[String]], in folder: WalkFolder) -> [ProgramRun] {
        let runs = RunList(count: commands.count)
        DispatchQueue.concurrentPerform(iterations: commands.count) { place in
            let run = try? PointWalk.run(BuiltPrograms.coordinator, commands[place], in: folder)
            runs.set(run ?? ProgramRun(status: -1, output: "", error: "not started"), at: place)
        }
        return runs.all
    }

    private static func operate(_ arguments: [String], _ folder: WalkFolder, home: String = "operator") throws
        -> ProgramRun
    {
        try PointWalk.run(BuiltPrograms.coordinator, arguments + ["--home", home], in: folder)
    }

    private static func entries(_ folder: WalkFolder) throws -> [[String: Any]] {
        let shown = try WalkVault.object(WalkVault.done(operate(["log", "show", "--json"], folder)))
        return shown["entries"] as? [[String: Any]] ?? []
    }

    /// No word about a lock, no crash; every program ends as it would alone.
    private static func checkEnds(_ runs: [ProgramRun], _ allowed: Set<Int32> = [0]) {
        for run in runs {
            #expect(allowed.contains(run.status), "\(run)")
            for word in ["store.busy", "locked [", "store.unexpected", "store.damaged", "store.unavailable"] {
                #expect(!run.error.contains(word), "\(run.error)")
            }
        }
    }

    @Test("twelve collect the same files at once: each comes in once, and the log's chain holds")
    func collecting() throws {
        let stage = try PointWalk.stage("collect confirmations")
        let folder = try WalkFolder(copying: stage.before, inMemory: true)
        let before = try Self.entries(folder).count
        let files = Array(stage.arguments[1...3])
        let end = ["--home", "operator"]
        let commands = (0..<12).map { number -> [String] in
            switch number % 4 {
            case 0: ["collect"] + files + end
            case 1: ["collect"] + files.reversed() + end
            case 2: ["collect", files[number / 4]] + end
            default: ["status", String(files[0].prefix(8))] + end
            }
        }
        Self.checkEnds(Self.together(commands, in: folder))
        // That a file came again is logged, too.
        let fresh = try Self.entries(folder).dropFirst(before).filter {
            !($0["text"] as? String ?? "").contains("the file brings nothing new")
        }
        #expect(fresh.count == 3 && fresh.allSatisfy { $0["kind"] as? String == "file-received" }, "\(fresh)")
        #expect(try Self.operate(["log", "verify"], folder).status == 0)
        let name = String(files[0].prefix(8))
        func status(_ folder: WalkFolder) throws -> [String: Any] {
            try WalkVault.object(Self.operate(["status", name, "--json"], folder).output)
        }
        #expect(try NSDictionary(dictionary: status(folder)) == NSDictionary(dictionary: status(stage.after)))
    }

    @Test("six assemble at once: one transaction, one entry in the log")
    func assembling() throws {
        let stage = try PointWalk.stage("assemble")
        let folder = try WalkFolder(copying: stage.before, inMemory: true)
        let commands = (0..<6).map { stage.arguments + ["-o", "tx-\($0)"] }
        Self.checkEnds(Self.together(commands, in: folder))
        let made = try #require(stage.made.first)
        for number in 0..<6 { #expect(try folder.bytes("tx-\(number)") == stage.after.bytes(made)) }
        #expect(try Self.entries(folder).count { $0["kind"] as? String == "case-assembled" } == 1)
        #expect(try Self.operate(["log", "verify"], folder).status == 0)
    }

    @Test("six propose at once: no coin, no change address and no order is used twice")
    func proposing() throws {
        let stage = try PointWalk.stage("propose")
        let folder = try WalkFolder(copying: stage.before, inMemory: true)
        let runs = Self.together((0..<6).map { _ in stage.arguments }, in: folder)
        Self.checkEnds(runs, [0, 1])
        #expect(runs.count { $0.status == 0 } == 1, "\(runs)")
        for run in runs where run.status != 0 { #expect(run.error.contains("[store.order-used]"), "\(run.error)") }
        #expect(try Self.entries(folder).count { $0["kind"] as? String == "case-opened" } == 1)
        #expect(try Self.operate(["log", "verify"], folder).status == 0)
        #expect(try folder.entries(of: ".").count { $0.hasSuffix(".proposal.psbt") } == 1)
    }

    @Test("a backup is made while others write, says what it holds, and is a home again that knows where it came from")
    func backup() throws {
        let stage = try PointWalk.stage("collect confirmations")
        let folder = try WalkFolder(copying: stage.before, inMemory: true)
        let end = ["--home", "operator"]
        let files = Array(stage.arguments[1...3])
        let runs = Self.together(
            (0..<9).map { $0 % 3 == 2 ? ["backup", "copy-\($0)", "--json"] + end : ["collect", files[$0 % 3]] + end }
                + [["collect", files[2]] + end], in: folder)
        Self.checkEnds(runs)
        for number in [2, 5, 8] {
            let home = "home-\(number)"
            let said = try WalkVault.object(runs[number].output)
            _ = try WalkVault.done(Self.operate(["restore", "copy-\(number)"], folder, home: home))
            #expect(try Self.operate(["log", "verify"], folder, home: home).status == 0)
            let shown = try WalkVault.done(Self.operate(["log", "show"], folder, home: home))
            let head = try #require(said["head"] as? String)
            #expect(shown.contains("store-restored") && shown.contains("the last \(head)"), "\(shown)")
            // The restored home takes what the backup did not know, and stands where the other one stands.
            #expect(try Self.operate(["collect"] + files, folder, home: home).status == 0)
            let name = String(files[0].prefix(8))
            let now = try WalkVault.object(Self.operate(["status", name, "--json"], folder, home: home).output)
            let other = try WalkVault.object(Self.operate(["status", name, "--json"], folder).output)
            #expect(NSDictionary(dictionary: now) == NSDictionary(dictionary: other))
        }
    }

    @Test("nothing is overwritten, and nothing but a whole backup is restored")
    func refusals() throws {
        let stage = try PointWalk.stage("restore")
        let folder = try WalkFolder(copying: stage.after, inMemory: true)
        func refused(_ arguments: [String], home: String = "operator", _ code: String) throws {
            let run = try Self.operate(arguments, folder, home: home)
            #expect(run.status != 0 && run.error.contains("[\(code)]"), "\(arguments): \(run.error)")
        }
        try refused(["backup", "store.backup"], "file.exists")
        try refused(["restore", "store.backup"], "store.already-there")
        try refused(["restore", "no.backup"], home: "fresh", "file.missing")
        try refused(["restore", "payouts.csv"], home: "fresh", "store.damaged")
        let whole = try folder.bytes("store.backup")
        try folder.write(Array(whole.prefix(whole.count / 2)), as: "half.backup")
        try refused(["restore", "half.backup"], home: "fresh", "store.damaged")
        try folder.write([], as: "empty.backup")
        try refused(["restore", "empty.backup"], home: "fresh", "store.not-a-store")
        #expect(!FileManager.default.fileExists(atPath: folder.file("fresh")))
        let vaults = try WalkVault.done(Self.operate(["vault", "show", "treasury"], folder))
        #expect(vaults.contains("treasury"))
    }

    @Test("P-29: a copy of a home that went on beside it, and an older one put in its place, are named")
    func forks() throws {
        let stage = try PointWalk.stage("collect confirmations")
        let folder = try WalkFolder(copying: stage.before, inMemory: true)
        let files = Array(stage.arguments[1...3])
        _ = try ProgramRun("/bin/cp", ["-a", "operator", "copy"], in: folder.path)
        for (home, order) in [("operator", files), ("copy", files.reversed())] {
            #expect(try Self.operate(["collect"] + order, folder, home: home).status == 0)
            #expect(try Self.operate(["log", "export", "-o", "\(home).export"], folder, home: home).status == 0)
        }
        func verify(_ names: [String]) throws -> ProgramRun {
            try PointWalk.run(
                BuiltPrograms.coordinator, ["log", "verify", "--vault", "treasury.vault"] + names, in: folder)
        }
        let fork = try verify(["operator.export", "copy.export"])
        #expect(fork.status == 1 && fork.output.contains("[log-audit.fork]"), "\(fork.output)")
        // An older store in the place of a newer one: the newer one's export and evidence tell.
        let name = String(files[0].prefix(8))
        #expect(try Self.operate(["evidence", "export", name, "-o", "newer.evidence"], folder).status == 0)
        try FileManager.default.removeItem(atPath: folder.file("operator"))
        _ = try ProgramRun("/bin/cp", ["-a", stage.before.file("operator"), "operator"], in: folder.path)
        #expect(try Self.operate(["log", "export", "-o", "older.export"], folder).status == 0)
        let older = try verify(["older.export", "newer.evidence"])
        #expect(older.status == 2 && older.output.contains("[log-audit.cut-off]"), "\(older.output)")
    }
}

/// What several threads have run.
private final class RunList: @unchecked Sendable {
    // A class, because threads fill it; the lock orders them.
    private var runs: [ProgramRun?]
    private let lock = NSLock()

    init(count: Int) { runs = Array(repeating: nil, count: count) }

    func set(_ run: ProgramRun, at place: Int) { lock.withLock { runs[place] = run } }

    var all: [ProgramRun] { lock.withLock { runs.compactMap { $0 } } }
}
