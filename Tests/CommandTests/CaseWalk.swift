import BitcoinPrimitives
import Foundation
import TestSupport
import Testing

/// One case that is walked visit by visit with the built programs, each visit through a terminal, each custodian with a
/// home and each visit with a stick of its own.
///
/// After every visit the files that came out, the screens and `rensho status` are compared with what the rule's words
/// say (``WalkProgress``).
final class CaseWalk {
    /// How the answers of a round come back to the coordinator.
    enum Collecting: String, Sendable {
        /// All of them in one command, in the order of the visits.
        case once
        /// The last file first, each in a command of its own, and then all of them again.
        case backwardsAndTwice
    }

    /// The vault.
    let vault: WalkVault
    /// Where all files lie.
    let folder: WalkFolder
    /// The case's name in commands and files.
    let name: String
    /// How far the case has come.
    private(set) var progress: WalkProgress
    /// What was done so far.
    private(set) var visits: [WalkVisit]

    private let paper: Paper

    /// Proposes the payments of the sample.
    init(_ vault: WalkVault, psbtVersion: String) throws {
        self.vault = vault
        folder = try WalkFolder(copying: vault.folder)
        progress = WalkProgress(vault.shape)
        visits = []
        let payouts = BuiltPrograms.sample + "/payouts.csv"
        paper = try Paper(payouts)
        let answer = try WalkVault.object(
            WalkVault.done(
                ProgramRun(
                    BuiltPrograms.coordinator,
                    [
                        "propose", "--payouts", payouts, "--fee-rate", "5", "--psbt-version", psbtVersion, "--json",
                        "--home", "operator",
                    ], in: folder.path)))
        guard let caseID = answer["case"] as? String else { throw WalkFailure("no case") }
        name = String(caseID.prefix(8))
    }

    /// Stands where another walk stands, with copies of all homes and files.
    init(branchingOff other: CaseWalk) throws {
        vault = other.vault
        folder = try WalkFolder(copying: other.folder)
        name = other.name
        progress = other.progress
        visits = other.visits
        paper = other.paper
    }

    /// What the failures of a test name.
    var description: String { "\(vault.shape): \(visits.map(\.description).joined(separator: ", "))" }

    /// Runs the coordinator.
    func operate(_ arguments: [String]) throws -> ProgramRun {
        try ProgramRun(BuiltPrograms.coordinator, arguments + ["--home", "operator"], in: folder.path)
    }

    /// Carries the same file to several custodians and brings back what they answer.
    func round(
        _ round: [WalkVisit], collecting: Collecting = .once, answeringTwice: Bool = false
    ) throws {
        let file = try latestFile()
        var answers: [String] = []
        for visit in round {
            answers += try make(visit, with: file, stick: "visit-\(visits.count + 1)")
            if answeringTwice {
                let again = try make(visit, with: file, stick: "visit-\(visits.count + 1)-again")
                for (first, second) in zip(answers.suffix(again.count), again) {
                    #expect(try folder.bytes(first) == folder.bytes(second), "\(description), \(visit)")
                }
            }
            visits.append(visit)
        }
        try collect(answers, collecting)
        progress = round.reduce(progress) { $0.after($1) }
        try checkStatus()
    }

    /// The file that is carried now: the re-display file with everything so far, as soon as there can be one.
    func latestFile() throws -> String {
        guard progress.hasRedisplay else {
            let early = try operate(["confirm", name])
            #expect(early.status == 2 && early.error.contains("[confirm.no-quorum]"), "\(early.error)")
            return "\(name).proposal.psbt"
        }
        let file = "redisplay-\(visits.count).psbt"
        _ = try WalkVault.done(operate(["confirm", name, "-o", file]))
        return file
    }

    /// Brings answers to the coordinator.
    func collect(_ answers: [String], _ collecting: Collecting = .once) throws {
        switch collecting {
        case .once: _ = try WalkVault.done(operate(["collect"] + answers))
        case .backwardsAndTwice:
            for answer in answers.reversed() { _ = try WalkVault.done(operate(["collect", answer])) }
            let again = try WalkVault.done(operate(["collect"] + answers))
            for answer in answers {
                #expect(again.contains("\(answer): ") && again.contains("nothing new"), "\(description)\n\(again)")
            }
        }
    }

    /// Makes one visit with a copy of a file on a new stick; returns the files that came out.
    private func make(_ visit: WalkVisit, with file: String, stick: String) throws -> [String] {
        try FileManager.default.createDirectory(
            atPath: folder.file(stick), withIntermediateDirectories: false, attributes: nil)
        let input = "\(stick)/case.psbt"
        try folder.write(folder.bytes(file), as: input)
        let seen = try run(visit, input)
        guard seen.status == 0 else {
            throw WalkFailure("\(description), \(visit): status \(seen.status)\n\(seen.screen)")
        }
        try checkScreen(seen, visit)
        let files = visit.steps.map { "\(stick)/\(name).\(visit.person).\(kind(of: $0, by: visit.person))" }
        let found = try folder.entries(of: stick).filter { $0 != "case.psbt" }.map { "\(stick)/\($0)" }
        #expect(found == files.sorted(), "\(description), \(visit)")
        return files
    }

    /// Runs the signer at a terminal for a visit.
    func run(_ visit: WalkVisit, _ input: String) throws -> CustodianAtTerminal.Visit {
        let person = CustodianAtTerminal(paper: paper, goesOn: visit.steps.contains(.confirm))
        var arguments = [visit.steps.first?.rawValue ?? "", input, "--home", visit.person]
        if visit.steps.contains(.confirm), !visit.steps.contains(.release) { arguments.append("--no-release") }
        return try person.run(arguments, in: folder.path)
    }

    private func kind(of step: WalkVisit.Step, by person: String) -> String {
        switch step {
        case .sign: vault.shape.open.contains(person) ? "signed.psbt" : "share"
        case .confirm: "confirmation"
        case .release: "signed.psbt"
        }
    }

    /// Every look shows and asks for every destination; a release shows who confirmed; secrets are asked for once.
    private func checkScreen(_ seen: CustodianAtTerminal.Visit, _ visit: WalkVisit) throws {
        let looks = visit.steps.count { $0 != .release }
        #expect(seen.destinations == looks * paper.payments.count, "\(description), \(visit)\n\(seen.screen)")
        #expect(seen.passphrases == 1, "\(description), \(visit)")
        for payment in paper.payments where looks > 0 {
            #expect(Self.count(payment.address, in: seen.text) >= looks, "\(description), \(visit)")
            #expect(Self.count("Amount:\(payment.amount)BTC", in: seen.text) == looks, "\(description), \(visit)")
        }
        let isOffered = visit.steps.first == .sign && progress.after(WalkVisit(visit.person, [.sign])).hasQuorum
        #expect(seen.wasOffered == isOffered, "\(description), \(visit)")
        // Whose confirmation is the last one is told before the questions what follows from it.
        let isTold = seen.text.contains("yoursignaturesleavethismachine")
        #expect(isTold == visit.steps.contains(.release), "\(description), \(visit)\n\(seen.screen)")
        if visit.steps == [.release] {
            let approved = progress.signed.union(progress.confirmed)
            #expect(approved.allSatisfy { seen.screen.contains("  \($0), example") }, "\(description), \(visit)")
        }
    }

    private static func count(_ text: String, in whole: String) -> Int {
        whole.components(separatedBy: text).count - 1
    }

    /// Compares what the operator is told with the rule's words.
    private func checkStatus() throws {
        let run = try operate(["status", name, "--json"])
        let status = try WalkVault.object(run.output)
        func integer(_ key: String) -> Int? { (status[key] as? NSNumber)?.intValue }
        let place = "\(description)\n\(run.output)"
        #expect(integer("approvals") == progress.signed.count, "\(place)")
        #expect(status["has_quorum"] as? Bool == progress.hasQuorum, "\(place)")
        #expect(integer("confirmations_missing") == progress.confirmationsMissing, "\(place)")
        #expect(integer("releases_missing") == max(0, vault.shape.threshold - progress.armed.count), "\(place)")
        #expect(status["is_armed"] as? Bool == progress.isArmed, "\(place)")
        #expect(status["is_assemblable"] as? Bool == progress.isDone, "\(place)")
        let rows = try #require(status["cosigners"] as? [[String: Any]])
        #expect(rows.count == vault.shape.people.count)
        for row in rows {
            let person = try #require(row["person"] as? String)
            let owed = progress.owed(by: person)
            #expect(row["missing"] as? [String] == owed, "\(person), \(place)")
            #expect(row["visit"] as? String == progress.request(to: person), "\(person), \(place)")
            #expect((row["if_absent"] as? String != nil) == !owed.isEmpty, "\(person), \(place)")
            #expect(((row["armed_inputs"] as? Int ?? 0) > 0) == progress.armed.contains(person), "\(person), \(place)")
        }
        if !progress.isDone {
            let early = try operate(["assemble", name])
            #expect(early.status == 2 && early.error.contains("[assemble."), "\(early.error)\n\(place)")
        }
    }

    /// Assembles, and has the transaction judged by consensus code.
    func finish() throws -> Transaction {
        #expect(progress.isDone, "\(description)")
        _ = try WalkVault.done(operate(["assemble", name]))
        let hex = String(decoding: try folder.bytes("\(name).tx"), as: UTF8.self)
        let transaction = try Transaction(decoding: [UInt8](hexText: hex))
        // The empty element, M signatures and the script.
        #expect(transaction.inputs.allSatisfy { $0.witness.count == vault.shape.threshold + 2 }, "\(description)")
        let paid = transaction.outputs.compactMap { Address(scriptPubKey: $0.scriptPubKey, network: .regtest)?.text }
        #expect(paper.payments.allSatisfy { paid.contains($0.address) }, "\(description)")
        if ConsensusCheck.interpreter != nil {
            let spent = try transaction.inputs.map { try #require(vault.coins[$0.previousOutput]) }
            let verdict = try ConsensusCheck.verdict(of: transaction, spending: spent)
            #expect(verdict.isAccepted, "\(description): \(verdict.text)")
        }
        return transaction
    }
}
