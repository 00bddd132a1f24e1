import Foundation
import TestSupport

/// One whole case, recorded command by command: the folder before each, so that each can be broken off at any point.
struct PointWalk {
    /// A command of the walk.
    struct Stage {
        /// What the failures of a test name.
        let title: String
        /// The program's path.
        let program: String
        let arguments: [String]
        /// The folder before the command.
        let before: WalkFolder
        /// The folder after it.
        let after: WalkFolder
        /// The files with a final name that it makes.
        let made: [String]

        /// Whose home the command uses; the operator's for the coordinator.
        var home: String { arguments.firstIndex(of: "--home").map { arguments[$0 + 1] } ?? "operator" }

        var isSigner: Bool { program == BuiltPrograms.signer }
    }

    /// The commands, by their titles, in the order of the walk.
    static let titles = [
        "init", "vault create", "vault register", "vault import", "coins import", "order new", "order sign",
        "order approve", "propose", "sign", "collect shares", "confirm file", "confirm", "collect confirmations",
        "release", "collect signatures", "assemble", "evidence export", "log export", "journal export", "backup",
        "restore",
    ]

    /// The walk, walked once.
    static let recorded = Result { try PointWalk() }

    let stages: [Stage]

    /// The addresses that a look must have shown before it counts.
    let addresses: [String]

    static func stage(_ title: String) throws -> Stage {
        guard let stage = try recorded.get().stages.first(where: { $0.title == title }) else {
            throw WalkFailure("no stage \(title)")
        }
        return stage
    }

    private init() throws {
        let people = try OrderWalk.everybody()
        let now = try WalkFolder(copying: people, inMemory: true)
        var stages: [Stage] = []
        func run(_ program: String, _ arguments: [String]) throws -> String {
            try WalkVault.done(Self.run(program, arguments, in: now))
        }
        func step(_ title: String, _ program: String, _ arguments: [String]) throws -> String {
            let before = try WalkFolder(copying: now, inMemory: true)
            let output = try run(program, arguments)
            let names = try Set(now.entries(of: ".")).subtracting(before.entries(of: "."))
            stages.append(
                Stage(
                    title: title, program: program, arguments: arguments, before: before,
                    after: try WalkFolder(copying: now, inMemory: true),
                    made: names.filter { !Self.isHome($0) }.sorted()))
            return output
        }
        func operate(_ title: String, _ arguments: [String]) throws -> String {
            try step(title, BuiltPrograms.coordinator, arguments + ["--home", "operator"])
        }
        func operate(_ arguments: [String]) throws -> String {
            try run(BuiltPrograms.coordinator, arguments + ["--home", "operator"])
        }
        func signer(_ person: String, _ arguments: [String]) -> [String] {
            arguments + ["--home", person, "--passphrase-fd", "4"]
        }
        let custodians = OrderWalk.custodians
        _ = try operate("init", ["init", "--network", "regtest"])
        _ = try operate(
            "vault create",
            ["vault", "create", "--name", "treasury", "--threshold", "2", "--accept", "organisation example"]
                + ["--orders", "required", "--approvals", "1", "--role", "anton=approver", "--role", "rita=requester"]
                + (custodians + ["anton", "rita"]).map { "\($0).key-record" })
        guard let hash = try WalkVault.object(operate(["vault", "show", "treasury", "--json"]))["hash"] as? String
        else { throw WalkFailure("no vault hash") }
        let register = ["vault", "register", "treasury.vault", "--expect-digest", hash]
        _ = try step("vault register", BuiltPrograms.signer, signer("alice", register))
        for person in ["bob", "carol"] { _ = try run(BuiltPrograms.signer, signer(person, register)) }
        _ = try operate("vault import", ["vault", "import"] + custodians.map { "treasury.\($0).acknowledgement" })
        try now.write(OrderWalk.payouts(OrderWalk.payments), as: "payouts.csv")
        _ = try WalkVault.importCoins(now) { arguments in
            guard arguments.first == "coins" else { return try operate(arguments) }
            return try operate("coins import", arguments)
        }
        try FileManager.default.createDirectory(
            atPath: now.file("vault"), withIntermediateDirectories: false, attributes: nil)
        _ = try operate(["vault", "export", "-o", "vault"])
        let vault = ["--vault"] + (try now.entries(of: "vault")).map { "vault/\($0)" }
        let new = try WalkVault.object(
            operate(
                "order new",
                ["order", "new", "--requester", "rita", "--number", "1", "--max-fee", "0.001", "--json"]
                    + ["--not-after", "2199-12-31", "--payouts", "payouts.csv"]))
        guard let order = new["digest"] as? String else { throw WalkFailure("no order") }
        _ = try step(
            "order sign", BuiltPrograms.signer,
            signer("rita", ["order", "sign", "treasury.rita.1.draft", "--expect-digest", order] + vault))
        _ = try step(
            "order approve", BuiltPrograms.signer,
            signer("anton", ["order", "approve", "treasury.rita.1.order", "--expect-digest", order] + vault))
        let proposed = try WalkVault.object(
            operate(
                "propose",
                ["propose", "--order", "treasury.rita.1.order", "treasury.rita.1.anton.approval", "--fee-rate", "5"]
                    + ["--json"]))
        guard let caseID = proposed["case"] as? String, let digest = proposed["digest"] as? String else {
            throw WalkFailure("no case")
        }
        let name = String(caseID.prefix(8))
        func look(_ verb: String, _ file: String, _ more: [String] = []) throws {
            let arguments = [verb, file, "--expect-digest", digest] + more
            _ = try step(verb, BuiltPrograms.signer, signer("alice", arguments))
            for person in verb == "confirm" ? ["bob", "carol"] : ["bob"] {
                _ = try run(BuiltPrograms.signer, signer(person, arguments))
            }
        }
        try look("sign", "\(name).proposal.psbt")
        _ = try operate("collect shares", ["collect", "\(name).alice.share", "\(name).bob.share"])
        _ = try operate("confirm file", ["confirm", name])
        try look("confirm", "\(name).confirm.psbt")
        _ = try operate("collect confirmations", ["collect"] + custodians.map { "\(name).\($0).confirmation" })
        _ = try operate(["confirm", name, "-o", "last.psbt"])
        try look("release", "last.psbt")
        _ = try operate("collect signatures", ["collect", "\(name).alice.signed.psbt", "\(name).bob.signed.psbt"])
        _ = try operate("assemble", ["assemble", name])
        _ = try operate("evidence export", ["evidence", "export", name])
        _ = try operate("log export", ["log", "export"])
        _ = try step("journal export", BuiltPrograms.signer, signer("alice", ["log", "export"]))
        _ = try operate("backup", ["backup", "store.backup"])
        try FileManager.default.removeItem(atPath: now.file("operator"))
        _ = try operate("restore", ["restore", "store.backup"])
        self.stages = stages
        addresses = try OrderWalk.payments.map { try OrderWalk.address($0.number) }
    }

    /// Whether a name in the walk's folder is a home or another folder, and no file.
    private static func isHome(_ name: String) -> Bool {
        ["operator", "vault"].contains(name) || OrderWalk.custodians.contains(name)
    }

    /// Runs a program as a person does who has the passphrase at hand.
    static func run(
        _ program: String, _ arguments: [String], in folder: WalkFolder, settings: [String: String] = [:]
    ) throws -> ProgramRun {
        let passed = arguments.contains("--passphrase-fd") ? [4: CustodianAtTerminal.passphrase] : [:]
        let line = settings.isEmpty ? [] : ["/usr/bin/env"] + (try FaultyLibraries.variables(settings))
        let whole = line + [program] + arguments
        return try ProgramRun(whole[0], Array(whole.dropFirst()), in: folder.path, passed: passed)
    }
}
