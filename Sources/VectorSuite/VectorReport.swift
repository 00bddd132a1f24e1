/// What became of a case.
package struct CaseResult: Sendable, Equatable {
    /// The verdict of the runner.
    package enum Outcome: Sendable, Equatable {
        /// The product did what the vector says.
        case passed
        /// It did something else.
        case failed(expected: String, got: String)
        /// It was not asked.
        case outOfScope(reason: String)
    }

    /// The case's number within its file.
    package let id: Int
    /// What was run.
    package let operation: String
    /// What the file says about the case.
    package let comment: String
    /// What became of it.
    package let outcome: Outcome

    init(_ one: VectorCase, outcome: Outcome) {
        id = one.id
        operation = one.operation
        comment = one.comment
        self.outcome = outcome
    }
}

/// What became of a file's cases.
package struct FileReport: Sendable {
    /// The kind.
    package let kind: String
    /// The path from the top of the vectors.
    package let path: String
    /// Where the cases come from.
    package let source: String
    /// One result for each case that was chosen, in file order.
    package let results: [CaseResult]

    init(file: VectorFile, results: [CaseResult]) {
        kind = file.kind
        path = file.path
        source = file.source
        self.results = results
    }

    /// The number of cases that passed.
    package var passed: Int { results.count { $0.outcome == .passed } }

    /// The number of cases that were not asked.
    package var outOfScope: Int { results.count { if case .outOfScope = $0.outcome { true } else { false } } }

    /// The number of cases that failed.
    package var failed: Int { results.count - passed - outOfScope }

    /// The reasons for which cases were not asked, each with the operation and the cases, in file order.
    package var reasons: [(operation: String, reason: String, cases: [Int])] {
        var reasons: [(operation: String, reason: String, cases: [Int])] = []
        for result in results {
            guard case .outOfScope(let reason) = result.outcome else { continue }
            if let index = reasons.firstIndex(where: { $0.operation == result.operation && $0.reason == reason }) {
                reasons[index].cases.append(result.id)
            } else {
                reasons.append((result.operation, reason, [result.id]))
            }
        }
        return reasons
    }
}

/// What became of everything that was run.
package struct VectorReport: Sendable {
    /// One report for each file, in the order of the kinds.
    package internal(set) var files: [FileReport] = []
    /// What is wrong with the vectors themselves.
    package internal(set) var problems: [VectorError] = []

    /// Whether nothing failed and nothing is wrong with the vectors.
    package var isPassed: Bool { problems.isEmpty && files.allSatisfy { $0.failed == 0 } }

    /// How many cases were judged.
    package var caseCount: Int { files.reduce(0) { $0 + $1.results.count } }
    /// How many passed.
    package var passed: Int { files.reduce(0) { $0 + $1.passed } }
    /// How many were not asked.
    package var outOfScope: Int { files.reduce(0) { $0 + $1.outOfScope } }
    /// How many failed.
    package var failed: Int { files.reduce(0) { $0 + $1.failed } }
}
