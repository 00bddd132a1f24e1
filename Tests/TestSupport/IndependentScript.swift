import Foundation

/// A Python program of `Tests/Independent`, run in the environment that `make test` makes.
package enum IndependentScript {
    /// The interpreter; `nil` when the test set-up did not run.
    package static var interpreter: String? { ProcessInfo.processInfo.environment["RENSHO_PYTHON"] }

    /// The path of a program by its file name.
    package static func path(_ name: String) -> String {
        URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Independent/\(name)").path
    }

    /// Runs a program to its end; what it prints on both channels and how it ends.
    package static func run(_ name: String, _ arguments: [String]) throws -> (status: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: interpreter ?? "/nonexistent")
        process.arguments = [path(name)] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
