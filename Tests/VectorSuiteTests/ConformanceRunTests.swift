import CommandSupport
import TestSupport
import Testing
import VectorSuite

@Suite("other signer programs")
struct ConformanceRunTests {
    private static func run(_ command: String, seconds: Int = 60, cases: [String] = []) throws -> ConformanceReport {
        let chosen = try ConformanceCases.all().filter { cases.isEmpty || cases.contains($0.id) }
        return try ConformanceRun(program: ForeignProgram(command), seconds: seconds).run(chosen)
    }

    @Test("a program that copies signs nothing: it refuses everything, also what it should sign")
    func copy() throws {
        let report = try Self.run("cp {in} {out}", cases: ["p2wsh", "truncated", "sighash-none"])
        #expect(report.results.filter(\.isPassed).map(\.id) == ["sighash-none", "truncated"])
        #expect(report.results.first?.problems.count == 2)
        #expect(report.text.contains("to be signed: 0 of 1"))
        #expect(report.text.contains("to be refused: 2 of 2"))
        #expect(report.text.hasSuffix("NOT PASSED\n"))
        for part in ["\"passed\": false", "\"passed_cases\": 2", "\"wanted\": \"sign\"", "\"ending\": \"exit 0\""] {
            #expect(report.json.text.contains(part), "\(part)")
        }
    }

    @Test("a program that fails is right only about what is hostile")
    func failing() throws {
        let report = try Self.run("false {in} {out}", cases: ["p2wsh", "truncated"])
        #expect(report.results.map(\.problems) == [["it ended with exit 1"], []])
        #expect(report.results.map(\.ending) == [.exited(1), .exited(1)])
    }

    @Test("a program that does not end is stopped, and has refused nothing")
    func endless() throws {
        let report = try Self.run("tail -f {in} {out}", seconds: 1, cases: ["p2wsh", "truncated"])
        #expect(report.results.map(\.problems) == [["no answer in 1 s"], ["no answer in 1 s"]])
    }

    @Test("an answer without end, and a changed question, are wrong")
    func unbounded() throws {
        let report = try Self.run("truncate --size=100M {in} {out}", cases: ["p2wsh", "truncated"])
        #expect(report.results.map(\.isPassed) == [false, false])
        let moved = try Self.run("mv {in} {out}", cases: ["truncated"])
        #expect(moved.results.map(\.problems) == [["the file to sign was changed"]])
    }

    @Test("words are not put to a shell")
    func noShell() throws {
        let folder = TemporaryFolder()
        _ = try Self.run("cp {in} {out} ; touch \(folder.file("made"))", cases: ["truncated"])
        #expect(folder.entries == [])
    }

    @Test("a command that cannot be run is an error, never a refusal")
    func commands() throws {
        #expect(throws: ConformanceError.noProgram) { try ForeignProgram("") }
        #expect(throws: ConformanceError.noProgram) { try ForeignProgram("{in} {out}") }
        #expect(throws: ConformanceError.noPlaceholder("{in}")) { try ForeignProgram("cp a {out}") }
        #expect(throws: ConformanceError.noPlaceholder("{out}")) { try ForeignProgram("cp {in} b") }
        #expect(throws: ConformanceError.badTime(0)) { try Self.run("cp {in} {out}", seconds: 0) }
        let missing = ConformanceError.notStarted(
            program: "/nonexistent/signer", reason: "No such file or directory")
        #expect(throws: missing) { try Self.run("/nonexistent/signer {in} {out}", cases: ["p2wsh"]) }
        #expect(ConformanceReport(command: [], results: []).isPassed == false)
    }

    struct Signer: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let option: String
        /// The names of the hostile cases that it refuses; Docs/conformance.md shows the table.
        let refused: Set<String>
    }

    static let malformed: Set<String> = ["wrong-path", "truncated", "trailing-bytes", "duplicate-key"]

    @Test(
        "embit 0.8.0 takes a sequence number of 0 for the final one, signs all else that is good, and refuses little",
        .enabled(if: IndependentScript.interpreter != nil, "make test names the interpreter in RENSHO_PYTHON"),
        arguments: [
            Signer(testDescription: "sign_with alone", option: "", refused: malformed),
            Signer(
                testDescription: "verify and sign_with", option: "--verify ",
                refused: malformed.union(["previous-transaction-missing", "previous-transaction-other"])),
        ])
    func embit(_ signer: Signer) throws {
        let python = try #require(IndependentScript.interpreter)
        let command = "\(python) \(IndependentScript.path("embit_signer.py")) \(signer.option){in} {out}"
        let report = try Self.run(command)
        #expect(report.results.filter { $0.isHonest && !$0.isPassed }.map(\.id) == ["sequence-zero"], "\(report.text)")
        #expect(
            report.results.first { $0.id == "sequence-zero" }?.problems == [
                "the global map: PSBT_GLOBAL_UNSIGNED_TX was changed", "input 0: the signature does not verify",
                "input 1: the signature does not verify",
            ])
        #expect(Set(report.results.filter { !$0.isHonest && $0.isPassed }.map(\.id)) == signer.refused)
        #expect(!report.isPassed)
    }
}
