import ArgumentParser
import BitcoinPSBT
import ByteCoding
import CommandSupport
import CoordinatorCore

struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Say in words in what two files differ.",
        discussion: """
            Two PSBTs of any version and encoding, two transactions, or two documents of one type. The first word says
            the worst: identical (every byte), same (other bytes that say the same), signatures (only who signed
            differs), changed (with everything that did). Nothing is verified and no home is needed.

            Status 0 unless something changed, then 1.
            """)

    @OptionGroup var format: JSONOptions
    @Argument(help: "The first file.")
    var left: String
    @Argument(help: "The second file.")
    var right: String

    func run() throws {
        let difference = try FileDifference(
            FileAccess.read(left, limit: PSBTLimits.maximumFileBytes),
            FileAccess.read(right, limit: PSBTLimits.maximumFileBytes))
        if format.isJSON {
            try Output.json(
                "diff",
                [
                    (key: "verdict", value: .string(difference.verdict.rawValue)),
                    (key: "differences", value: Output.strings(difference.sentences)),
                ])
        } else {
            try Output.lines(["\(difference.verdict.rawValue)"] + difference.sentences.map { "  \($0)" })
        }
        if difference.verdict == .changed { throw ExitCode(ExitStatus.refused.rawValue) }
    }
}

extension FileDifferenceError: CommandError {
    /// What cannot be compared is malformed, or a slip of the user's.
    var exitStatus: ExitStatus {
        switch self {
        case .otherTypes: .usage
        case .psbt, .document: .malformed
        }
    }
}
