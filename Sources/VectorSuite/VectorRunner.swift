import BitcoinCrypto
import ByteCoding

/// Runs vector files and judges what comes out.
package struct VectorRunner: Sendable {
    private let kinds: [any VectorKind]

    /// Which cases are run.
    package struct Selection: Sendable {
        /// The only kind, if not all.
        package let kind: String?
        /// The only case, by its id within its file, if not all.
        package let caseID: Int?

        /// Names what is run; everything by default.
        package init(kind: String? = nil, caseID: Int? = nil) {
            self.kind = kind
            self.caseID = caseID
        }
    }

    /// Takes the kinds that the vectors may have.
    package init(kinds: [any VectorKind] = VectorKinds.all) {
        self.kinds = kinds
    }

    /// Runs what is chosen; files that cannot be read become problems of the report, and the others go on.
    /// - Parameter progress: Hears the path of each file before it is run.
    package func run(
        _ tree: VectorTree, _ selection: Selection = Selection(), progress: (String) -> Void = { _ in }
    ) throws(VectorError) -> VectorReport {
        if let name = selection.kind, !kinds.contains(where: { $0.name == name }) { throw .unknownKind(name) }
        var report = VectorReport()
        if selection.kind == nil { report.problems = tree.problems(kinds: kinds.map(\.name)) }
        for kind in kinds where selection.kind == nil || selection.kind == kind.name {
            run(kind, tree, selection, into: &report, progress)
        }
        if let id = selection.caseID, report.problems.isEmpty, report.files.allSatisfy({ $0.results.isEmpty }) {
            throw .unknownCase(id)
        }
        return report
    }

    private func run(
        _ kind: any VectorKind, _ tree: VectorTree, _ selection: Selection, into report: inout VectorReport,
        _ progress: (String) -> Void
    ) {
        let paths = tree.vectorFiles(of: kind.name)
        if paths.isEmpty { report.problems.append(.noFile(kind: kind.name)) }
        var asked: Set<String> = []
        var isWhole = !paths.isEmpty
        for path in paths {
            progress(path)
            do throws(VectorError) {
                let file = try Self.file(path, tree, kind)
                asked.formUnion(file.counts.keys)
                let chosen = file.cases.filter { selection.caseID == nil || selection.caseID == $0.id }
                let results = Parallel.map(chosen) { Self.judge($0, kind) }
                if selection.caseID == nil { try Self.requireAll(results, of: file) }
                report.files.append(FileReport(file: file, results: results))
            } catch {
                report.problems.append(error)
                isWhole = false
            }
        }
        guard isWhole else { return }
        for operation in kind.operations where !asked.contains(operation.name) {
            report.problems.append(.unusedOperation(kind: kind.name, operation: operation.name))
        }
    }

    private static func file(
        _ path: String, _ tree: VectorTree, _ kind: any VectorKind
    ) throws(VectorError) -> VectorFile {
        guard let bytes = tree.files[path] else { throw .noFile(kind: kind.name) }
        let verdicts = try tree.verdicts(beside: path).map { (verdicts) throws(VectorError) in
            try VectorVerdicts(verdicts.bytes, path: verdicts.path)
        }
        return try VectorFile(bytes, path: path, kind: kind, verdicts: verdicts)
    }

    /// Refuses a run in which not every case that the file states was judged.
    private static func requireAll(_ results: [CaseResult], of file: VectorFile) throws(VectorError) {
        let executed = results.reduce(into: [:]) { $0[$1.operation, default: 0] += 1 }
        for (operation, stated) in file.counts.sorted(by: { $0.key < $1.key }) {
            let count = executed[operation] ?? 0
            guard count == stated else { throw .notAllExecuted(file: file.path, cases: stated, executed: count) }
        }
    }

    /// Runs one case and compares.
    private static func judge(_ one: VectorCase, _ kind: any VectorKind) -> CaseResult {
        CaseResult(one, outcome: outcome(one, kind))
    }

    private static func outcome(_ one: VectorCase, _ kind: any VectorKind) -> CaseResult.Outcome {
        if case .outOfScope(let reason) = one.verdict { return .outOfScope(reason: reason) }
        guard let operation = kind.operations.first(where: { $0.name == one.operation }), let body = operation.body
        else { return .failed(expected: "a runner", got: "none") }
        let computed: [String: VectorValue]
        do {
            computed = try body(one.inputs)
        } catch let error as VectorError {
            // The file's own fault is never the refusal that a case asks for.
            return .failed(expected: "a case that can be run", got: error.description)
        } catch let error as any CodedError {
            guard case .refused(let code) = one.verdict else {
                return .failed(expected: "accepted", got: "refused: \(error) [\(error.code)]")
            }
            return error.code == code
                ? .passed : .failed(expected: "refused [\(code)]", got: "refused: \(error) [\(error.code)]")
        } catch {
            return .failed(expected: "a result or a coded error", got: "\(error)")
        }
        switch one.verdict {
        case .accepted(let expected): return compare(expected, with: computed, operation)
        case .refused(let code): return .failed(expected: "refused [\(code)]", got: "accepted")
        case .outOfScope(let reason): return .outOfScope(reason: reason)
        }
    }

    private static func compare(
        _ expected: [String: VectorValue], with computed: [String: VectorValue], _ operation: VectorOperation
    ) -> CaseResult.Outcome {
        for (key, value) in expected.sorted(by: { $0.key < $1.key }) where !operation.ignored.contains(key) {
            guard let got = computed[key] else { return .failed(expected: "\(key) = \(value.line)", got: "nothing") }
            guard got == value else { return .failed(expected: "\(key) = \(value.line)", got: got.line) }
        }
        return .passed
    }
}
