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
    /// Whether the person says if the case matches his order before he is told what the machine found.
    package let decidesFirst: Bool
    /// Where the passphrase comes from.
    package let passphrase: SecretSource
    /// The hash of the running program.
    package let build: Bytes32
    /// The machine's clock.
    package let time: UTCTime
    /// Randomness and words.
    package let tools: CaseTools

    package init(
        input: String, output: String?, mode: ApprovalMode, decidesFirst: Bool = false, passphrase: SecretSource,
        build: Bytes32, time: UTCTime, tools: CaseTools = .system
    ) {
        self.input = input
        self.output = output
        self.mode = mode
        self.decidesFirst = decidesFirst
        self.passphrase = passphrase
        self.build = build
        self.time = time
        self.tools = tools
    }

    /// The same, with the answer under its usual name in the folder of another file.
    func beside(_ path: String) throws(SignerError) -> CaseAnswering {
        let folder = try SignerError.lifting { try FileAccess.split(path).folder }
        return CaseAnswering(
            input: FileAccess.join(folder, "-"), output: nil, mode: mode, decidesFirst: decidesFirst,
            passphrase: passphrase, build: build, time: time, tools: tools)
    }

    /// The path of the answer.
    func outputPath(named name: String) throws(SignerError) -> String {
        if let output { return output }
        return try SignerError.lifting { FileAccess.join(try FileAccess.split(input).folder, name) }
    }
}
