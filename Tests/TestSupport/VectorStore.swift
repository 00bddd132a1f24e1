package import Foundation

/// One file of test vectors.
package struct VectorFile<Case: Decodable & Sendable>: Decodable, Sendable {
    /// What the file is about.
    package let name: String
    /// Every row of the file, in file order.
    package let cases: [Case]
}

/// Finds the test vectors of the repository and decodes them.
package enum VectorStore {
    /// The folder `Vectors/` of this checkout.
    package static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()
        .appendingPathComponent("Vectors", isDirectory: true)

    /// The address of a file such as `hash/hash-primitives.json`.
    package static func url(_ path: String) -> URL {
        root.appendingPathComponent(path)
    }

    /// The bytes of a file such as `hash/hash-primitives.json`.
    package static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: url(path)))
    }

    /// All rows of a file such as `hash/hash-primitives.json`, decoded as `Case`.
    ///
    /// Keys such as `public_key` are read into properties such as `publicKey`.
    package static func load<Case: Decodable & Sendable>(
        _ path: String, as type: Case.Type = Case.self
    ) throws -> [Case] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(VectorFile<Case>.self, from: Data(contentsOf: url(path))).cases
    }

    /// The rows of a file whose `op` is `op`, decoded as `Case`; rows of other operations are not decoded at all.
    package static func load<Case: Decodable & Sendable>(
        _ path: String, op: String, as type: Case.Type = Case.self
    ) throws -> [Case] {
        try load(path, as: OneOperation<Case>.self, operation: op)
    }

    /// How many rows of a file there are for each `op`; a test compares it with what it runs, so no row is forgotten.
    package static func operationCounts(_ path: String) throws -> [String: Int] {
        try load(path, as: OperationName.self).reduce(into: [:]) { $0[$1.op, default: 0] += 1 }
    }

    private static func load<Case>(
        _ path: String, as type: OneOperation<Case>.Type, operation: String
    ) throws -> [Case] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        decoder.userInfo[.wantedOperation] = operation
        let file = try decoder.decode(VectorFile<OneOperation<Case>>.self, from: Data(contentsOf: url(path)))
        return file.cases.compactMap(\.content)
    }
}

/// The `op` of a row.
private struct OperationName: Decodable, Sendable {
    let op: String
}

/// A row that is decoded only when it has the wanted `op`.
private struct OneOperation<Case: Decodable & Sendable>: Decodable, Sendable {
    let content: Case?

    init(from decoder: any Decoder) throws {
        let wanted = decoder.userInfo[.wantedOperation] as? String
        content = try OperationName(from: decoder).op == wanted ? Case(from: decoder) : nil
    }
}

extension CodingUserInfoKey {
    fileprivate static let wantedOperation = CodingUserInfoKey(rawValue: "wantedOperation")!
}
