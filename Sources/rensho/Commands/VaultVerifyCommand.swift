import ArgumentParser
import ByteCoding
import CommandSupport
import CoordinatorCore
import Custody

struct VaultVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check everything that a vault's files show, without a home.",
        discussion: """
            Give vault documents of every version, acknowledgements, key records and policy files. Says of each what
            holds, and of all together whether the newest version is agreed on from the first on. The words are to be
            compared with the custodians'. Ends with 0 when everything holds, 2 when something is missing, 1 when
            something does not hold.

            Example:
              rensho vault verify treasury.vault treasury.*.acknowledgement *.key-record treasury.policy
            """)

    @OptionGroup var format: JSONOptions
    @Argument(help: "Vault documents, acknowledgements, key records and policy files.")
    var files: [String]

    func run() throws {
        let verification = VaultVerification(
            try files.map { (path: $0, bytes: try FileAccess.read($0, limit: DocumentLimits.bytes)) })
        if format.isJSON {
            let lines = verification.lines.map { line -> JSONValue in
                .object([
                    (key: "verdict", value: .string(line.verdict.rawValue)),
                    (key: "file", value: .optional(line.file)), (key: "text", value: .string(line.text)),
                ])
            }
            try Output.json(
                "vault-verify",
                [
                    (key: "verdict", value: .string(verification.verdict.rawValue)),
                    (key: "hash", value: .optional(verification.newest?.digest.hex)),
                    (key: "statements", value: .array(lines)),
                ])
        } else {
            try Output.lines(
                verification.lines.map { line in
                    let verdict = line.verdict.rawValue
                    let padding = String(repeating: " ", count: max(1, 9 - verdict.count))
                    return verdict + padding + (line.file.map { "\($0): " } ?? "") + line.text
                })
        }
        switch verification.verdict {
        case .holds: break
        case .missing:
            throw Outcome(.incomplete, "vault-verify.incomplete", "nothing given is wrong, but something is missing")
        case .fails:
            throw Outcome(
                .refused, "vault-verify.fails", "something about this vault does not hold",
                remedy: "Use it for nothing before you know why.")
        }
    }
}
