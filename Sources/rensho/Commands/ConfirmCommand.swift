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
            Only after the quorum. The file carries the proposal, all shares, confirmations and refusals so far, and
            the signatures that the shares stand for: every machine computes and shows again what would be
            assembled. Bring it to every custodian, signer or not: rensho-signer confirm FILE.
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
        let file = try ConfirmFile.make(state)
        let bytes = file.fileBytes()
        let path = output.output ?? CaseFileName.redisplay(state.caseID)
        try FileAccess.create(path, bytes)
        try home.store.confirmFileWritten(state.caseID, hash: SHA256.hash(bytes), now: SystemClock.now)
        let awaited = CaseStatus(state).awaited
        if format.isJSON {
            try Output.json(
                "confirm",
                [
                    (key: "case", value: .string(state.caseID.description)), (key: "file", value: .string(path)),
                    (key: "awaited", value: Output.strings(awaited)),
                ])
        } else {
            try Output.lines([
                "Wrote \(path)",
                "Next: \(awaited.map(\.description).joined(separator: ", ")) run rensho-signer confirm \(path); "
                    + "then rensho collect FILE.",
            ])
        }
    }
}
