import Foundation

/// One finished run of a program without a terminal.
struct ProgramRun {
    let status: Int32
    let output: String
    let error: String

    /// States a run.
    init(status: Int32, output: String, error: String) {
        self.status = status
        self.output = output
        self.error = error
    }

    /// Runs a program in `folder`; each text of `passed` arrives on its descriptor (the words or a passphrase).
    init(_ program: String, _ arguments: [String], in folder: String, passed: [Int: String] = [:]) throws {
        let process = Process()
        // bash(1) passes the texts, as a person's shell does with `3<<<`.
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        let command = ([program] + arguments).map(Self.quote).joined(separator: " ")
        let descriptors = passed.sorted { $0.key < $1.key }.map { " \($0.key)<<<\(Self.quote($0.value))" }.joined()
        process.arguments = ["-c", "exec " + command + descriptors]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = BuiltPrograms.environment(home: folder)
        process.standardInput = FileHandle.nullDevice
        let (output, error) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = error
        try process.run()
        let errorReader = PipeReader(error)
        self.output = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        self.error = errorReader.text()
        process.waitUntilExit()
        status = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    }

    private static func quote(_ text: String) -> String {
        "'" + text.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}

/// Reads one pipe to its end beside the reader of the other, so that neither can fill up.
private final class PipeReader: @unchecked Sendable {
    // A class, because a thread fills it; `done` orders the two accesses.
    private var data = Data()
    private let done = DispatchSemaphore(value: 0)

    init(_ pipe: Pipe) {
        let handle = pipe.fileHandleForReading
        Thread.detachNewThread {
            self.data = handle.readDataToEndOfFile()
            self.done.signal()
        }
    }

    func text() -> String {
        done.wait()
        return String(decoding: data, as: UTF8.self)
    }
}
