import ByteCoding
import CommandSupport

/// Puts PSBTs to another signer program and judges its answers.
package struct ConformanceRun: Sendable {
    /// The program.
    package let program: ForeignProgram
    /// The seconds that the program has for each case.
    package let seconds: Int
    /// How the PSBT is written into its file.
    package let encoding: PSBTEncoding

    /// The forms of the file that the program reads.
    package enum PSBTEncoding: String, CaseIterable, Sendable {
        /// The bytes themselves.
        case binary
        /// Base64 in one line.
        case base64
    }

    /// Takes a program and its time.
    package init(
        program: ForeignProgram, seconds: Int = 30, encoding: PSBTEncoding = .binary
    ) throws(ConformanceError) {
        guard (1...3600).contains(seconds) else { throw .badTime(seconds) }
        self.program = program
        self.seconds = seconds
        self.encoding = encoding
    }

    /// Runs every case, one after the other.
    /// - Parameter progress: Hears the name of each case before it is run.
    package func run(
        _ cases: [ConformanceCase], progress: (String) -> Void = { _ in }
    ) throws -> ConformanceReport {
        var results: [ConformanceResult] = []
        for one in cases {
            progress(one.id)
            results.append(try run(one))
        }
        return ConformanceReport(command: program.words, results: results)
    }

    private func run(_ one: ConformanceCase) throws -> ConformanceResult {
        let folder = try ScratchFolder()
        let (input, output) = (folder.file("case.psbt"), folder.file("answer.psbt"))
        let errors = folder.file("errors.txt")
        try FileAccess.create(input, file(one.psbt))
        let ending = try program.run(input: input, output: output, errors: errors, seconds: seconds)
        var problems: [String] = []
        var answer: [UInt8]?
        if FileAccess.exists(output) {
            do throws(FileError) {
                answer = try FileAccess.read(output, limit: ForeignProgram.maximumFile)
            } catch {
                problems.append("the answer cannot be read: \(error) [\(error.code)]")
            }
        }
        let isUntouched = (try? FileAccess.read(input, limit: ForeignProgram.maximumFile)) == file(one.psbt)
        if !isUntouched { problems.append("the file to sign was changed") }
        switch ending {
        case .exited(0): problems += ConformanceJudge.problems(of: answer, to: one)
        case .exited, .signalled:
            // A program that says no may leave anything but a signature.
            if one.isHonest { problems.append("it ended with \(ending.text)") }
            if !one.isHonest { problems += ConformanceJudge.problems(of: answer, to: one) }
        case .timedOut, .wroteTooMuch: problems.append(ending.text)
        }
        let said = (try? FileAccess.read(errors, limit: ForeignProgram.maximumFile)) ?? []
        return ConformanceResult(
            id: one.id, title: one.title, isHonest: one.isHonest, ending: ending, problems: problems,
            said: Self.lastLine(of: said))
    }

    private func file(_ psbt: [UInt8]) -> [UInt8] {
        encoding == .binary ? psbt : Array((Base64.encode(psbt) + "\n").utf8)
    }

    /// The last line of what a program said, where its reason usually stands, cut to a line of a report.
    private static func lastLine(of bytes: [UInt8]) -> String {
        let line = bytes.split(separator: UInt8(ascii: "\n")).last.map { String(decoding: $0, as: UTF8.self) } ?? ""
        return String(line.prefix(200))
    }
}
