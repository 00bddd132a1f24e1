import CommandSupport
import Testing
import VectorSuite
import WalletFormats

@Suite("the vector runner")
struct VectorRunnerTests {
    static let runner = VectorRunner(kinds: [EchoKind()])

    @Test("passes what is right, refuses with the right code, and lists what is out of scope")
    func passes() throws {
        let report = try Self.runner.run(EchoKind.tree())
        #expect(report.problems == [])
        #expect(report.isPassed)
        let file = try #require(report.files.first)
        #expect([file.results.count, file.passed, file.outOfScope, file.failed] == [3, 2, 1, 0])
        #expect(file.reasons.map(\.reason) == ["nobody needs it"])
        #expect(report.text.contains("out of scope: echo/a.json, triple (1): nobody needs it"))
        #expect(report.text.hasSuffix("passed\n"))
    }

    struct Failure: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var file: (String, String)?
        var verdicts: (String, String)?
        let id: Int
        let expected: String
        let got: String
    }

    @Test(
        "fails a case by its id when the answer is another one",
        arguments: [
            Failure(
                testDescription: "another result", file: ("\"double\": 8", "\"double\": 9"), id: 1,
                expected: "double = 9", got: "8"),
            Failure(
                testDescription: "accepted instead of refused", file: ("\"number\": 5", "\"number\": 6"), id: 2,
                expected: "refused [echo.odd]", got: "accepted"),
            Failure(
                testDescription: "refused instead of accepted", file: ("\"number\": 4", "\"number\": 3"), id: 1,
                expected: "accepted", got: "refused: an odd number [echo.odd]"),
            Failure(
                testDescription: "another code", verdicts: ("echo.odd", "echo.even"), id: 2,
                expected: "refused [echo.even]", got: "refused: an odd number [echo.odd]"),
            Failure(
                testDescription: "a result of another type", file: ("\"double\": 8", "\"double\": \"8\""), id: 1,
                expected: "double = \"8\"", got: "8"),
            Failure(
                testDescription: "an input that cannot be read is never the wanted refusal",
                file: ("\"number\": 5", "\"number\": \"5\""),
                verdicts: ("echo.odd", "vectors.malformed"), id: 2, expected: "a case that can be run",
                got: "echo/a.json, case 2: \"number\" is a string where a whole number of 64 bits is wanted"),
        ])
    func failures(_ failure: Failure) throws {
        let report = try Self.runner.run(EchoKind.tree(file: failure.file, verdicts: failure.verdicts))
        #expect(report.problems == [])
        #expect(!report.isPassed)
        let failed = report.files.flatMap(\.results).filter {
            $0.outcome == .failed(expected: failure.expected, got: failure.got)
        }
        #expect(failed.map(\.id) == [failure.id])
        #expect(report.failed == 1)
        #expect(report.text.contains("FAILED echo/a.json, case \(failure.id), double"))
        #expect(report.text.hasSuffix("NOT PASSED\n"))
    }

    struct Problem: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var file: (String, String)?
        var verdicts: (String, String)?
        var adding: [String: String] = [:]
        let error: VectorError
    }

    static let path = "echo/a.json"
    static let beside = "echo/a.verdicts.json"

    @Test(
        "names what is wrong with the vectors themselves",
        arguments: [
            Problem(
                testDescription: "a key of a case", file: ("\"number\": 4", "\"number\": 4, \"nimber\": 4"),
                error: .unknownKey(file: path, case: 1, key: "nimber")),
            Problem(
                testDescription: "a key below a key", file: ("\"number\": 4", "\"number\": 4, \"list\": [{\"a\": 1}]"),
                error: .unknownKey(file: path, case: 1, key: "list.a")),
            Problem(
                testDescription: "a result", file: ("\"double\": 8", "\"double\": 8, \"square\": 16"),
                error: .unknownKey(file: path, case: 1, key: "expected.square")),
            Problem(
                testDescription: "a key of the file", file: ("\"name\"", "\"date\": 1, \"name\""),
                error: .unknownKey(file: path, case: nil, key: "date")),
            Problem(
                testDescription: "a key of the verdicts", verdicts: ("\"counts\"", "\"count\": 3, \"counts\""),
                error: .unknownKey(file: beside, case: nil, key: "count")),
            Problem(
                testDescription: "a key of a verdict", verdicts: ("\"code\"", "\"why\": 3, \"code\""),
                error: .unknownKey(file: beside, case: nil, key: "why")),
            Problem(
                testDescription: "an operation", file: ("\"triple\", \"what\"", "\"quadruple\", \"what\""),
                error: .unknownOperation(file: path, case: 3, operation: "quadruple")),
            Problem(
                testDescription: "a wrong count", verdicts: ("\"double\": 2", "\"double\": 3"),
                error: .wrongCount(file: path, operation: "double", stated: 3, found: 2)),
            Problem(
                testDescription: "a count of nothing", verdicts: ("\"triple\": 1", "\"triple\": 1, \"half\": 2"),
                error: .wrongCount(file: path, operation: "half", stated: 2, found: 0)),
            Problem(
                testDescription: "a case twice", file: ("\"id\": 2", "\"id\": 1"),
                error: .duplicateCase(file: path, case: 1)),
            Problem(
                testDescription: "a folder without a kind", adding: ["other/b.json": "{}"],
                error: .noRunner(path: "other/b.json")),
            Problem(
                testDescription: "a folder with nothing in it and without a kind", adding: ["other/": ""],
                error: .noRunner(path: "other/")),
            Problem(
                testDescription: "a file outside the folders", adding: ["b.json": "{}"],
                error: .noRunner(path: "b.json")),
            Problem(
                testDescription: "a file of another form", adding: ["echo/b.txt": "{}"],
                error: .noRunner(path: "echo/b.txt")),
            Problem(
                testDescription: "verdicts about no file", adding: ["echo/b.verdicts.json": "{}"],
                error: .strayVerdicts(file: "echo/b.verdicts.json")),
            Problem(
                testDescription: "a refusal of a case that is not there", verdicts: ("[2]", "[2, 4]"),
                error: .verdictMatchesNothing(file: beside, "case 4")),
            Problem(
                testDescription: "out of scope: an operation that is not there",
                file: ("\"triple\", \"what\": 5", "\"double\", \"number\": 2"),
                error: .verdictMatchesNothing(file: beside, "case of \"triple\"")),
            Problem(
                testDescription: "out of scope: a case of another operation",
                verdicts: ("\"op\": \"triple\"", "\"op\": \"triple\", \"cases\": [1]"),
                error: .verdictMatchesNothing(file: beside, "case 1 of \"triple\"")),
            Problem(
                testDescription: "a case that nothing runs",
                verdicts: ("{\"op\": \"triple\", \"reason\": \"nobody needs it\"}", ""),
                error: .notRun(file: path, case: 3, operation: "triple")),
            Problem(
                testDescription: "a case out of scope and refused",
                verdicts: ("\"op\": \"triple\"", "\"op\": \"double\", \"cases\": [2]"),
                error: .twoVerdicts(file: beside, case: 2)),
            Problem(
                testDescription: "an invalid case without a code", verdicts: ("\"cases\": [2]", "\"cases\": []"),
                error: .noCode(file: path, case: 2)),
            Problem(
                testDescription: "a valid case refused without a reason", verdicts: ("[2]", "[1, 2]"),
                error: .noReason(file: path, case: 1)),
            Problem(
                testDescription: "a code in the file and one beside it",
                file: ("\"error\": \"odd\"", "\"code\": \"echo.odd\""), error: .twoVerdicts(file: path, case: 2)),
            Problem(
                testDescription: "no expectation", file: ("\"invalid\"", "\"perhaps\""),
                error: .malformed("\(path), case 2", "\"expect\" is neither \"valid\" nor \"invalid\"")),
            Problem(
                testDescription: "no source", file: ("\"source\": \"this test\",", ""),
                error: .malformed(path, "\"source\" is missing")),
            Problem(
                testDescription: "no JSON", file: ("]}", "]"),
                error: .json(file: path, .truncated(.init(line: 5, column: 2)))),
        ])
    func problems(_ problem: Problem) throws {
        let tree = EchoKind.tree(file: problem.file, verdicts: problem.verdicts, adding: problem.adding)
        let report = try Self.runner.run(tree)
        #expect(report.problems == [problem.error])
        #expect(!report.isPassed)
        #expect(report.text.contains("[\(problem.error.code)]"))
    }

    @Test("every problem has its own code")
    func codes() {
        let place = VectorError.malformed("", "")
        let all: [VectorError] = [
            place, .unknownKey(file: "", case: nil, key: ""), .unknownOperation(file: "", case: 0, operation: ""),
            .unusedOperation(kind: "", operation: ""), .wrongCount(file: "", operation: "", stated: 0, found: 0),
            .notAllExecuted(file: "", cases: 0, executed: 0), .noRunner(path: ""), .noFile(kind: ""),
            .duplicateCase(file: "", case: 0), .verdictMatchesNothing(file: "", ""), .twoVerdicts(file: "", case: 0),
            .noCode(file: "", case: 0), .noReason(file: "", case: 0), .strayVerdicts(file: ""), .unknownKind(""),
            .notRun(file: "", case: 0, operation: ""),
            .unknownCase(0), .otherBytes(path: ""), .json(file: "", .tooLarge(bytes: 0, limit: 0)),
        ]
        #expect(Set(all.map(\.code)).count == all.count)
        #expect(all.allSatisfy { $0.code.hasPrefix("vectors.") })
    }

    @Test("a kind without a file, and one that does more than its files ask for, are problems")
    func kinds() throws {
        let two = VectorRunner(kinds: [EchoKind(), EchoKind("empty")])
        #expect(try two.run(EchoKind.tree()).problems == [.noFile(kind: "empty")])
        let one = """
            {"name": "b", "source": "", "algorithm": "", "counts": {"double": 1}, "cases": [
            {"id": 1, "op": "double", "number": 1, "expect": "invalid", "code": "echo.odd"}]}
            """
        let tree = VectorTree(files: ["echo/b.json": Array(one.utf8)])
        let report = try Self.runner.run(tree)
        #expect(report.problems == [.unusedOperation(kind: "echo", operation: "triple")])
        #expect(report.passed == 1)
    }

    @Test("runs one kind or one case, and refuses names that mean nothing")
    func selection() throws {
        let runner = VectorRunner(kinds: [EchoKind(), EchoKind("empty")])
        let tree = EchoKind.tree()
        #expect(try runner.run(tree, .init(kind: "echo")).isPassed)
        let single = try runner.run(tree, .init(kind: "echo", caseID: 2))
        #expect(single.files.flatMap(\.results).map(\.id) == [2])
        #expect(throws: VectorError.unknownKind("ohce")) { try runner.run(tree, .init(kind: "ohce")) }
        #expect(throws: VectorError.unknownCase(9)) { try runner.run(tree, .init(kind: "echo", caseID: 9)) }
    }

    @Test("tells every file before it is run")
    func progress() throws {
        var heard: [String] = []
        _ = try Self.runner.run(EchoKind.tree()) { heard.append($0) }
        #expect(heard == ["echo/a.json"])
    }

    @Test("the reports for programs carry results, reasons, failures and problems")
    func reports() throws {
        let tree = EchoKind.tree(file: ("\"double\": 8", "\"double\": 9"), adding: ["b<&>.json": ""])
        let report = try Self.runner.run(tree)
        let json = report.json.text
        for part in [
            "\"passed\": false", "\"cases\": 3", "\"case\": 1", "\"expected\": \"double = 9\"",
            "\"reason\": \"nobody needs it\"", "\"code\": \"vectors.no-runner\"",
        ] {
            #expect(json.contains(part), "\(part)")
        }
        let junit = report.junit
        for part in [
            "tests=\"4\" failures=\"2\" skipped=\"1\"", "<failure message=\"expected double = 9, got 8\"/>",
            "<skipped message=\"nobody needs it\"/>", "no kind runs b&lt;&amp;&gt;.json",
        ] {
            #expect(junit.contains(part), "\(part)")
        }
    }
}
