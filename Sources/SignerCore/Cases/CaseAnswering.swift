package import ByteCoding
import CommandSupport
import Custody

/// What every answer to a case needs: which file, where the answer goes, who is asked, and when.
package struct CaseAnswering: Sendable {
    /// The file to answer.
    package let input: String
    /// Where the answer goes; `nil` for the usual name beside the input.
    package let output: String?
    /// How it is approved.
    package let mode: ApprovalMode
    /// Where the passphrase comes from.
    package let passphrase: SecretSource
    /// The hash of the running program.
    package let build: Bytes32
    /// The machine's clock.
    package let time: UTCTime

    package init(
        input: String, output: String?, mode: ApprovalMode, passphrase: SecretSource, build: Bytes32, time: UTCTime
    ) {
        self.input = input
        self.output = output
        self.mode = mode
        self.passphrase = passphrase
        self.build = build
        self.time = time
    }

    /// The path of the answer.
    func outputPath(named name: String) throws(SignerError) -> String {
        if let output { return output }
        return try SignerError.lifting { FileAccess.join(try FileAccess.split(input).folder, name) }
    }
}
