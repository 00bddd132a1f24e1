import ByteCoding
import VectorSuite

/// A kind whose answers are known without any cryptography: it doubles numbers and refuses what is odd.
struct EchoKind: VectorKind {
    let name: String
    let about = "a kind for tests"

    init(_ name: String = "echo") {
        self.name = name
    }

    struct Odd: CodedError, Equatable {
        var code: String { "echo.odd" }
        var description: String { "an odd number" }
    }

    let operations: [VectorOperation] = [
        VectorOperation("double", inputs: ["number", "list.number"], results: ["double"], ignored: ["half"]) { fields in
            let number: Int = try fields.integer("number")
            guard number.isMultiple(of: 2) else { throw Odd() }
            return ["double": .integer(2 * number)]
        },
        .notRun("triple"),
    ]

    /// A file of three cases that passes with `verdicts`.
    static let file = """
        {"name": "echo", "source": "this test", "algorithm": "arithmetic", "cases": [
        {"id": 1, "op": "double", "comment": "even", "number": 4, "expect": "valid", "expected": {"double": 8}},
        {"id": 2, "op": "double", "number": 5, "expect": "invalid", "error": "odd"},
        {"id": 3, "op": "triple", "what": 5, "expect": "valid", "expected": {"triple": 15}}
        ]}
        """

    /// What belongs beside `file`.
    static let verdicts = """
        {"counts": {"double": 2, "triple": 1},
        "refused": [{"code": "echo.odd", "cases": [2]}],
        "out_of_scope": [{"op": "triple", "reason": "nobody needs it"}]}
        """

    /// A tree of one file, with changes to its text and to that of its verdicts.
    static func tree(
        file change: (String, String)? = nil, verdicts other: (String, String)? = nil, adding: [String: String] = [:]
    ) -> VectorTree {
        func changed(_ text: String, _ change: (String, String)?) -> [UInt8] {
            Array((change.map { text.replacing($0.0, with: $0.1) } ?? text).utf8)
        }
        var files = adding.mapValues { Array($0.utf8) }
        files["echo/a.json"] = changed(file, change)
        files["echo/a.verdicts.json"] = changed(verdicts, other)
        return VectorTree(files: files)
    }
}
