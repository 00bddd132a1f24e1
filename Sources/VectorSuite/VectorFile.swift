import WalletFormats

/// A vector file that has the shape of `Docs/vectors.md`, its verdicts worked into its cases.
package struct VectorFile: Sendable {
    /// The kind, which is the folder.
    package let kind: String
    /// The path from the top of the vectors.
    package let path: String
    /// What the file is about.
    package let name: String
    /// Where the cases come from.
    package let source: String
    /// Every case in file order.
    package let cases: [VectorCase]
    /// How many cases the file says that it has for each operation.
    package let counts: [String: Int]

    /// The members of a file.
    private static let keys: Set<String> = ["name", "source", "algorithm", "notes", "counts", "cases"]

    /// The members that every case may have; all others are its inputs.
    private static let caseKeys: Set<String> = [
        "id", "op", "comment", "flags", "expect", "expected", "error", "code",
    ]

    /// Reads a file and, where there are some, the verdicts beside it.
    package init(
        _ bytes: [UInt8], path: String, kind: any VectorKind, verdicts: VectorVerdicts?
    ) throws(VectorError) {
        let top = try Self.object(bytes, path: path)
        if let key = top.members.keys.sorted().first(where: { !Self.keys.contains($0) }) {
            throw .unknownKey(file: path, case: nil, key: key)
        }
        self.kind = kind.name
        self.path = path
        name = try top.text("name")
        source = try top.text("source")
        _ = try top.text("algorithm")
        if top.has("notes") { _ = try top.text("notes") }
        if let verdicts { counts = verdicts.counts } else { counts = try Self.counts(top, path: path) }
        let rows = try top.objects("cases")
        let operations = try Self.operations(rows, path: path, kind: kind)
        try verdicts?.checkAllMatch(operations.mapValues(\.name))
        try Self.checkCounts(counts, operations.values.map(\.name), path: path)
        var cases: [VectorCase] = []
        for row in rows {
            let id: Int = try row.integer("id")
            guard let operation = operations[id] else { continue }
            let placed = VectorFields(row.members, place: "\(path), case \(id)")
            cases.append(try Self.makeCase(placed, id: id, operation, path: path, verdicts: verdicts))
        }
        self.cases = cases
    }

    /// What each case asks for, by the case's id.
    private static func operations(
        _ rows: [VectorFields], path: String, kind: any VectorKind
    ) throws(VectorError) -> [Int: VectorOperation] {
        var operations: [Int: VectorOperation] = [:]
        for row in rows {
            let id: Int = try row.integer("id")
            let name = try row.text("op")
            guard let operation = kind.operations.first(where: { $0.name == name }) else {
                throw .unknownOperation(file: path, case: id, operation: name)
            }
            guard operations.updateValue(operation, forKey: id) == nil else {
                throw .duplicateCase(file: path, case: id)
            }
        }
        return operations
    }

    /// Reads a text that is one JSON object.
    static func object(_ bytes: [UInt8], path: String) throws(VectorError) -> VectorFields {
        let node: JSONNode
        do throws(JSONError) {
            node = try JSONReader.read(bytes, limit: VectorTree.maximumFileSize)
        } catch {
            throw .json(file: path, error)
        }
        return try VectorFields(VectorValue(node), place: path)
    }

    /// The numbers of cases by operation.
    static func counts(_ fields: VectorFields, path: String) throws(VectorError) -> [String: Int] {
        let stated = try fields.object("counts")
        var counts: [String: Int] = [:]
        for operation in stated.members.keys.sorted() { counts[operation] = try stated.integer(operation) }
        return counts
    }

    private static func checkCounts(
        _ counts: [String: Int], _ operations: [String], path: String
    ) throws(VectorError) {
        let found = operations.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        for operation in Set(counts.keys).union(found.keys).sorted() {
            let (stated, actual) = (counts[operation] ?? 0, found[operation] ?? 0)
            guard stated == actual else {
                throw .wrongCount(file: path, operation: operation, stated: stated, found: actual)
            }
        }
    }

    private static func makeCase(
        _ placed: VectorFields, id: Int, _ operation: VectorOperation, path: String, verdicts: VectorVerdicts?
    ) throws(VectorError) -> VectorCase {
        let verdict = try Self.verdict(placed, id: id, path: path, verdicts: verdicts)
        if operation.isRun {
            try checkKeys(placed, id: id, path: path, operation)
        } else {
            guard case .outOfScope = verdict else { throw .notRun(file: path, case: id, operation: operation.name) }
        }
        let flags = placed.has("flags") ? try placed.texts("flags") : []
        return VectorCase(
            id: id, operation: operation.name, comment: placed.has("comment") ? try placed.text("comment") : "",
            flags: flags,
            inputs: placed, verdict: verdict)
    }

    private static func verdict(
        _ fields: VectorFields, id: Int, path: String, verdicts: VectorVerdicts?
    ) throws(VectorError) -> VectorVerdict {
        let isValid: Bool
        switch try fields.text("expect") {
        case "valid": isValid = true
        case "invalid": isValid = false
        default: throw .malformed(fields.place, "\"expect\" is neither \"valid\" nor \"invalid\"")
        }
        var given = verdicts?.verdict(of: id, operation: try fields.text("op"))
        if fields.has("code") {
            guard given == nil, !isValid else { throw .twoVerdicts(file: path, case: id) }
            given = .refused(code: try fields.text("code"))
        }
        switch given {
        case .refused(let code):
            if isValid, verdicts?.hasReason(id) != true { throw .noReason(file: path, case: id) }
            return .refused(code: code)
        case .outOfScope(let reason): return .outOfScope(reason: reason)
        case .accepted, nil:
            guard isValid else { throw .noCode(file: path, case: id) }
            guard fields.has("expected") else { return .accepted([:]) }
            return .accepted(try fields.object("expected").members)
        }
    }

    private static func checkKeys(
        _ fields: VectorFields, id: Int, path: String, _ operation: VectorOperation
    ) throws(VectorError) {
        for (key, value) in fields.members.sorted(by: { $0.key < $1.key }) where !caseKeys.contains(key) {
            if let unknown = VectorKeys(operation.inputs).firstUnknown(value, at: key) {
                throw .unknownKey(file: path, case: id, key: unknown)
            }
        }
        guard fields.has("expected") else { return }
        for key in try fields.object("expected").members.keys.sorted()
        where !operation.results.contains(key) && !operation.ignored.contains(key) {
            throw .unknownKey(file: path, case: id, key: "expected.\(key)")
        }
    }
}

/// The names that an operation knows, with what may lie below them.
struct VectorKeys {
    private let known: Set<String>

    init(_ known: [String]) {
        self.known = Set(known)
    }

    /// The path of the first member that is not known, `nil` where all are.
    func firstUnknown(_ value: VectorValue, at path: String) -> String? {
        if known.contains("\(path).*") { return nil }
        switch value {
        case .object(let members):
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                if let unknown = firstUnknown(member, at: "\(path).\(name)") { return unknown }
            }
            return nil
        case .list(let values):
            guard values.contains(where: { if case .object = $0 { true } else { false } }) else { break }
            for value in values {
                if let unknown = firstUnknown(value, at: path) { return unknown }
            }
            return nil
        case .null, .bool, .number, .text: break
        }
        return known.contains(path) ? nil : path
    }
}
