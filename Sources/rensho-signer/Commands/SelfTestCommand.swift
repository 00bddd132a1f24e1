import ArgumentParser
import CommandSupport
import SecretKeys
import SignerCore

/// `self-test`: shows what every command that opens keys demands of this machine first.
struct SelfTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "self-test", abstract: "Show that this build on this machine computes what the standards say.",
        discussion: """
            Compares hashes, signatures, derivations, the random source and the keystore with answers that are part \
            of the program. No keys, no home and no passphrase are needed, and nothing is written.

            Every command that opens keys does the same first and refuses to go on when one answer is wrong.

            Example:
              rensho-signer self-test
            """)

    @OptionGroup var json: JSONOptions

    func run() throws {
        SecretMemory.guardExit(program: "rensho-signer", status: ExitStatus.internalError.rawValue)
        try SelfTest.requireMemory()
        let outcomes = SelfTest.run()
        try Output.write(json.isJSON ? Self.json(outcomes).text : Self.table(outcomes))
        try SelfTest.require(outcomes)
    }

    private static func table(_ outcomes: [SelfTest.Outcome]) -> String {
        let width = outcomes.map(\.check.rawValue.count).max() ?? 0
        return outcomes.map { outcome in
            let name = outcome.check.rawValue
            return name + String(repeating: " ", count: width - name.count + 2) + words(outcome.result) + "\n"
        }.joined()
    }

    private static func json(_ outcomes: [SelfTest.Outcome]) -> JSONValue {
        let checks = outcomes.map { outcome in
            JSONValue.object([
                ("check", .string(outcome.check.rawValue)), ("passed", .bool(outcome.result == .passed)),
                ("result", .string(words(outcome.result))),
            ])
        }
        return .object([("passed", .bool(outcomes.allSatisfy { $0.result == .passed })), ("checks", .array(checks))])
    }

    private static func words(_ result: SelfTest.Result) -> String {
        switch result {
        case .passed: "passed"
        case .failed(let reason): "FAILED: \(reason)"
        case .notRun: "not run"
        }
    }
}
