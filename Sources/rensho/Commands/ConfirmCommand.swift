import ArgumentParser
import BitcoinCrypto
import BitcoinPSBT
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

struct ConfirmCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "Write the re-display file that every custodian looks at a second time.",
        discussion: """
            The file carries the proposal, all shares, confirmations and refusals so far, and the signatures of
            open cosigners; held signatures are never in it. Every machine computes and shows again what would be
            assembled. Bring it to every custodian, signer or not: rensho-signer confirm FILE.

            Write it again as more comes: the next one is CASE.confirm-2.psbt. The last custodian to confirm, and
            everybody who releases later, needs a file with everybody else's confirmation in it. While one share
            is missing to the quorum the file can be written too: who signs on it can confirm at the same visit.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The case.")
    var name: String

    func run() throws {
        let home = try CoordinatorHome(home)
        let summary = try home.store.caseNamed(name)
        guard summary.life == .open else {
            throw StoreError.caseEnded(caseID: summary.caseID.short, state: summary.life.rawValue)
        }
        let state = try home.store.state(of: summary.caseID, today: SystemClock.today)
        guard state.refusedBy.isEmpty else {
            throw Outcome(
                .refused, "confirm.case-refused",
                "case \(state.caseID.short) was refused by \(state.refusedBy.map(\.description).joined(separator: ", "))",
                remedy: "End it with rensho abort \(state.caseID.short) and propose anew.")
        }
        try home.store.requireNotStopped(state)
        let bytes = try ConfirmFile.make(state).fileBytes()
        let hash = SHA256.hash(bytes)
        let number = try home.store.number(ofRedisplay: hash, of: state.caseID)
        let path = output.output ?? CaseFileName.redisplay(state.caseID, number: number)
        // A command that was broken off between the file and the store's entry about it has left the file alone.
        let isBrokenOff =
            try home.store.latestRedisplay(of: state.caseID)?.hash != hash
            && FileAccess.isWritten(path, bytes)
        if !isBrokenOff { try FileAccess.create(path, bytes) }
        _ = try home.store.confirmFileWritten(state.caseID, hash: hash, now: SystemClock.now)
        try report(CaseStatus(state), path)
    }

    private func report(_ status: CaseStatus, _ path: String) throws {
        let visits = status.rows.compactMap { row in status.visit(to: row).map { (row.person, $0) } }
        if format.isJSON {
            let list = visits.map { person, visit -> JSONValue in
                .object([
                    (key: "person", value: .string(person.description)), (key: "visit", value: .string(visit.rawValue)),
                ])
            }
            try Output.json(
                "confirm",
                [
                    (key: "case", value: .string(status.caseID.description)), (key: "file", value: .string(path)),
                    (key: "awaited", value: Output.strings(status.awaited)), (key: "visits", value: .array(list)),
                ])
            return
        }
        var lines = ["Wrote \(path)"]
        for visit in CustodianVisit.allCases {
            let people = visits.filter { $0.1 == visit }.map(\.0.description)
            if people.isEmpty { continue }
            lines.append("Next: \(people.joined(separator: ", ")): \(visit.command) \(path) (\(visit.purpose))")
        }
        try Output.lines(lines + ["Then: rensho collect FILE."])
    }
}
