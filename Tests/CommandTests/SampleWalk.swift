import Foundation
import TestSupport
import Testing

/// The sample's three custodians and an operator, each with a home of his own, driven without a terminal.
struct SampleWalk: ~Copyable {
    /// The custodians, in the sample's order.
    static let custodians = ["alice", "bob", "carol"]

    /// What everybody chose to open his keystore with.
    static let passphrase = "correct horse battery staple"

    /// Where the files of the walk lie.
    let folder = TemporaryFolder()

    /// Everything that the signer said.
    let said = Said()

    /// What stands before the signer's own command line.
    private let launcher: [String]

    /// A case as `rensho propose --json` names it.
    struct Proposed {
        let caseID: String
        let digest: String

        /// The first eight digits of the case id: what files are called.
        var name: String { String(caseID.prefix(8)) }
    }

    /// Restores the keys and makes, registers and acknowledges the vault.
    /// - Parameters:
    ///   - open: the custodians whose signatures travel with the share; the others' are held.
    ///   - vault: further options of the vault.
    ///   - launcher: the program that starts the signer, with its arguments, for a walk's folder.
    init(open: [String] = [], vault options: [String] = [], launcher: (String) -> [String] = { _ in [] }) throws {
        self.launcher = launcher(folder.path)
        for person in Self.custodians { try restore(person) }
        try expectDone(operate(["init", "--network", "regtest"]))
        let records = Self.custodians.map { "\($0).key-record" }
        try expectDone(
            operate(
                ["vault", "create", "--name", "treasury", "--threshold", "2", "--accept", "organisation example"]
                    + (options.contains("--orders") ? [] : ["--orders", "optional"]) + options
                    + open.flatMap { ["--open", $0] }
                    + records))
        let vault = try json(operate(["vault", "show", "treasury", "--json"]))
        let hash = try #require(vault["hash"] as? String)
        for person in Self.custodians {
            try expectDone(custodian(person, ["vault", "register", "treasury.vault", "--expect-digest", hash]))
        }
        let acknowledgements = Self.custodians.map { "treasury.\($0).acknowledgement" }
        try expectDone(operate(["vault", "import"] + acknowledgements))
        try expectDone(
            operate([
                "coins", "import", BuiltPrograms.sample + "/listunspent.json", "--transactions",
                BuiltPrograms.sample + "/transactions.json",
            ]))
    }

    /// Runs the coordinator.
    func operate(_ arguments: [String]) throws -> ProgramRun {
        try ProgramRun(BuiltPrograms.coordinator, arguments + ["--home", "operator"], in: folder.path)
    }

    /// Runs a custodian's signer.
    func custodian(_ person: String, _ arguments: [String]) throws -> ProgramRun {
        try signer(arguments + ["--home", person, "--passphrase-fd", "4"], passed: [4: Self.passphrase])
    }

    /// Runs the signer as it is told.
    func signer(_ arguments: [String], passed: [Int: String] = [:]) throws -> ProgramRun {
        let line = launcher + [BuiltPrograms.signer] + arguments
        let run = try ProgramRun(line[0], Array(line.dropFirst()), in: folder.path, passed: passed)
        said.add(run)
        return run
    }

    /// Opens a case.
    func propose(_ arguments: [String]) throws -> Proposed {
        let answer = try json(operate(["propose", "--json"] + arguments))
        return Proposed(
            caseID: try #require(answer["case"] as? String), digest: try #require(answer["digest"] as? String))
    }

    /// Look 1 of one custodian.
    func sign(_ person: String, _ proposed: Proposed) throws -> ProgramRun {
        try custodian(person, ["sign", "\(proposed.name).proposal.psbt", "--expect-digest", proposed.digest])
    }

    /// Look 2 of one custodian, on one of the re-display files.
    func confirm(_ person: String, _ proposed: Proposed, file: String = "confirm") throws -> ProgramRun {
        try custodian(person, ["confirm", "\(proposed.name).\(file).psbt", "--expect-digest", proposed.digest])
    }

    /// Brings one custodian's files to the coordinator; more may be missing then.
    func collect(_ person: String, _ kinds: [String], _ proposed: Proposed) throws {
        let run = try operate(["collect"] + kinds.map { "\(proposed.name).\(person).\($0)" })
        try #require([0, 2].contains(run.status), "status \(run.status)\n\(run.output)\n\(run.error)")
    }

    /// Everything from look 1 to the transaction's hex, with held signatures: whoever signed last confirms last, too, and
    /// releases in the same visit.
    /// - Parameter paper: what they type from at their terminals, for a case of which something must be acknowledged;
    ///   without it nobody sits there.
    func finish(
        _ proposed: Proposed, signers: [String] = ["alice", "bob"], atTerminalsWith paper: Paper? = nil
    ) throws -> String {
        func look(_ person: String, _ verb: String, _ file: String) throws {
            let name = "\(proposed.name).\(file).psbt"
            guard let paper else {
                return try expectDone(custodian(person, [verb, name, "--expect-digest", proposed.digest]))
            }
            let visit = try CustodianAtTerminal(paper: paper).run([verb, name, "--home", person], in: folder.path)
            try #require(visit.status == 0, "\(visit.screen)")
        }
        for person in signers {
            try look(person, "sign", "proposal")
            try collect(person, ["share"], proposed)
        }
        #expect(!folder.entries.contains { $0.hasSuffix(".signed.psbt") })
        let last = try #require(signers.last)
        try expectDone(operate(["confirm", proposed.name]))
        for person in Self.custodians where person != last {
            try look(person, "confirm", "confirm")
            try collect(person, ["confirmation"], proposed)
        }
        try expectDone(operate(["confirm", proposed.name]))
        try look(last, "confirm", "confirm-2")
        try collect(last, ["confirmation", "signed.psbt"], proposed)
        try expectDone(operate(["confirm", proposed.name]))
        for person in signers where person != last {
            try expectDone(
                custodian(
                    person, ["release", "\(proposed.name).confirm-3.psbt", "--expect-digest", proposed.digest]))
            try collect(person, ["signed.psbt"], proposed)
        }
        return try assemble(proposed)
    }

    /// The same in a vault whose cosigners are open: signatures travel with the share.
    func finishOpen(_ proposed: Proposed, signers: [String] = ["alice", "bob"]) throws -> String {
        for person in signers {
            try expectDone(sign(person, proposed))
            try collect(person, ["signed.psbt"], proposed)
        }
        try expectDone(operate(["confirm", proposed.name]))
        for person in Self.custodians {
            try expectDone(confirm(person, proposed))
            try collect(person, ["confirmation"], proposed)
        }
        return try assemble(proposed)
    }

    private func assemble(_ proposed: Proposed) throws -> String {
        try expectDone(operate(["assemble", proposed.name]))
        return try text("\(proposed.name).tx").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A file of the walk as text.
    func text(_ name: String) throws -> String {
        try String(contentsOfFile: folder.file(name), encoding: .utf8)
    }

    /// The JSON object that a run printed; the run must have succeeded.
    func json(_ run: ProgramRun) throws -> [String: Any] {
        try expectDone(run)
        return try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    /// Fails the test, with everything the program said, unless it ended well.
    func expectDone(_ run: ProgramRun) throws {
        try #require(run.status == 0, "status \(run.status)\n\(run.output)\n\(run.error)")
    }

    private func restore(_ person: String) throws {
        let words = try Self.words()
        let place = try #require(Self.custodians.firstIndex(of: person))
        try expectDone(
            signer(
                [
                    "keys", "restore", "--home", person, "--person", person, "--name", person, "--organisation",
                    "example", "--site", "site-\(place)", "--device", "laptop-\(place)", "--network", "regtest",
                    "--words-fd", "3", "--passphrase-fd", "4", "--first-use", "--keystore-cost", "10",
                ], passed: [3: words[place], 4: Self.passphrase]))
        try expectDone(
            signer(["keys", "export", "--home", person, "-o", "\(person).key-record"]))
    }

    /// The custodians' published words.
    static func words() throws -> [String] {
        let data = try Data(contentsOf: URL(fileURLWithPath: BuiltPrograms.sample + "/cosigners.json"))
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let cosigners = try #require(object["cosigners"] as? [[String: Any]])
        return cosigners.compactMap { $0["mnemonic"] as? String }
    }
}

/// What a walk's signers wrote to standard output and standard error.
final class Said {
    // A class, because a walk that nobody may change collects it.
    private(set) var text = ""

    /// Adds a run.
    func add(_ run: ProgramRun) { text += run.output + run.error }
}
