import ByteCoding
import Foundation
import PublicCurve
import TestSupport

/// Asks libsecp256k1, through a Python package in the tests' virtual environment.
enum IndependentCurve {
    struct Answers: Decodable, Sendable {
        let verify: [Bool]
        let add: [String?]
        let parse: [[String]?]
    }

    /// Asks everything at once.
    static func answers(
        verify: [(key: [UInt8], digest: Bytes32, der: [UInt8])], add: [TweakedPoint], parse: [[UInt8]]
    ) throws -> Answers {
        let question: [String: Any] = [
            "verify": verify.map {
                ["key": Hex.encode($0.key), "digest": $0.digest.hex, "signature": Hex.encode($0.der)]
            },
            "add": add.map { ["key": Hex.encode($0.point.compressed), "tweak": $0.tweak.hex] },
            "parse": parse.map { Hex.encode($0) },
        ]
        return try ask(script("curve.py"), question)
    }

    /// What Python's integers give for pairs of numbers; the names are those of `Independent/field.py`.
    struct Integers: Decodable, Sendable {
        let field: [[String]]
        let scalar: [[String]]
        let fieldInverse: [String]
        let scalarInverse: [String]
    }

    /// Asks for what the pairs give in the field and modulo the order.
    static func integers(_ pairs: [(Bytes32, Bytes32)]) throws -> Integers {
        try ask(script("field.py"), ["pairs": pairs.map { [$0.0.hex, $0.1.hex] }])
    }

    private static func ask<Answer: Decodable>(_ script: String, _ question: [String: Any]) throws -> Answer {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("rensho-curve-\(UUID().uuidString).json")
        try JSONSerialization.data(withJSONObject: question).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: ConsensusCheck.interpreter ?? "/nonexistent")
        process.arguments = [script, file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Answer.self, from: output)
    }

    private static func script(_ name: String) -> String {
        URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Independent/\(name)").path
    }
}
