/// What this product makes of a published vector file: the codes of its refusals, and what it does not run and why.
///
/// Published files stay byte for byte what they were; everything of ours stands in the file `NAME.verdicts.json` beside
/// them.
package struct VectorVerdicts: Sendable {
    /// How many cases the vector file has for each operation.
    package let counts: [String: Int]

    private let path: String
    private var refused: [Int: String] = [:]
    private var explained: Set<Int> = []
    private var outOfScope: [Int: String] = [:]
    private var operationsOutOfScope: [String: String] = [:]
    private var operationsOfCases: [Int: String] = [:]

    private static let keys: Set<String> = ["counts", "refused", "out_of_scope"]

    /// Reads the verdicts.
    package init(_ bytes: [UInt8], path: String) throws(VectorError) {
        let top = try VectorFile.object(bytes, path: path)
        if let key = top.members.keys.sorted().first(where: { !Self.keys.contains($0) }) {
            throw .unknownKey(file: path, case: nil, key: key)
        }
        self.path = path
        counts = try VectorFile.counts(top, path: path)
        if top.has("refused") {
            for group in try top.objects("refused") { try readRefused(group) }
        }
        if top.has("out_of_scope") {
            for group in try top.objects("out_of_scope") { try readOutOfScope(group) }
        }
    }

    private mutating func readRefused(_ group: VectorFields) throws(VectorError) {
        try requireKeys(group, ["code", "cases", "reason"])
        let code = try group.text("code")
        let isExplained = group.has("reason")
        if isExplained { _ = try group.text("reason") }
        for id in try Self.ids(group) {
            guard refused.updateValue(code, forKey: id) == nil else { throw .twoVerdicts(file: path, case: id) }
            if isExplained { explained.insert(id) }
        }
    }

    private mutating func readOutOfScope(_ group: VectorFields) throws(VectorError) {
        try requireKeys(group, ["op", "cases", "reason"])
        let (operation, reason) = (try group.text("op"), try group.text("reason"))
        guard !reason.isEmpty else { throw .malformed(group.place, "\"reason\" is empty") }
        guard group.has("cases") else {
            guard operationsOutOfScope.updateValue(reason, forKey: operation) == nil else {
                throw .malformed(group.place, "\"\(operation)\" is named twice")
            }
            return
        }
        for id in try Self.ids(group) {
            guard refused[id] == nil, outOfScope.updateValue(reason, forKey: id) == nil else {
                throw .twoVerdicts(file: path, case: id)
            }
            operationsOfCases[id] = operation
        }
    }

    private func requireKeys(_ group: VectorFields, _ known: Set<String>) throws(VectorError) {
        if let key = group.members.keys.sorted().first(where: { !known.contains($0) }) {
            throw .unknownKey(file: path, case: nil, key: key)
        }
    }

    private static func ids(_ group: VectorFields) throws(VectorError) -> [Int] {
        var ids: [Int] = []
        for value in try group.list("cases") {
            guard case .number(let text) = value, let id = Int(text) else {
                throw .malformed(group.place, "\"cases\" is a list of numbers")
            }
            ids.append(id)
        }
        return ids
    }

    /// What is said about a case; `nil` where nothing is.
    func verdict(of id: Int, operation: String) -> VectorVerdict? {
        if let code = refused[id] { return .refused(code: code) }
        return (outOfScope[id] ?? operationsOutOfScope[operation]).map { .outOfScope(reason: $0) }
    }

    /// Whether the refusal of a case is explained.
    func hasReason(_ id: Int) -> Bool { explained.contains(id) }

    /// Refuses verdicts about cases and operations that the file does not have, and a second one about the same case.
    func checkAllMatch(_ operations: [Int: String]) throws(VectorError) {
        for id in refused.keys.sorted() {
            guard let operation = operations[id] else { throw .verdictMatchesNothing(file: path, "case \(id)") }
            guard operationsOutOfScope[operation] == nil else { throw .twoVerdicts(file: path, case: id) }
        }
        for (id, operation) in operationsOfCases.sorted(by: { $0.key < $1.key }) {
            guard operations[id] == operation else {
                throw .verdictMatchesNothing(file: path, "case \(id) of \"\(operation)\"")
            }
            guard operationsOutOfScope[operation] == nil else { throw .twoVerdicts(file: path, case: id) }
        }
        for operation in operationsOutOfScope.keys.sorted() where !operations.values.contains(operation) {
            throw .verdictMatchesNothing(file: path, "case of \"\(operation)\"")
        }
    }
}
