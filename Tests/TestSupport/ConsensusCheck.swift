package import BitcoinPrimitives
import Foundation

/// Asks Bitcoin Core's own consensus code about a transaction, through a Python package in a virtual environment.
///
/// `make test` makes that environment and names its interpreter in `RENSHO_PYTHON`; without it these tests say that
/// they did not run.
package enum ConsensusCheck {
    /// What consensus said.
    package struct Verdict: Equatable, Sendable {
        /// Whether every input was accepted.
        package let isAccepted: Bool

        /// The line that the check printed.
        package let text: String
    }

    /// The interpreter to use; `nil` when the test set-up did not run.
    package static var interpreter: String? {
        ProcessInfo.processInfo.environment["RENSHO_PYTHON"]
    }

    /// Runs every input's script; `spent` holds one output for each input, in input order.
    package static func verdict(of transaction: Transaction, spending spent: [TxOut]) throws -> Verdict {
        let question: [String: Any] = [
            "hex": transaction.encoded().map { String(format: "%02x", $0) }.joined(),
            "spent": spent.map { ["amount_sat": $0.amount.sat, "script": $0.scriptPubKey.hex] as [String: Any] },
        ]
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("rensho-consensus-\(UUID().uuidString).json")
        try JSONSerialization.data(withJSONObject: question).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: interpreter ?? "/nonexistent")
        process.arguments = [script, file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return Verdict(isAccepted: process.terminationStatus == 0, text: text)
    }

    private static let script = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Independent/consensus.py").path
}
