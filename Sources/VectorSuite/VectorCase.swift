/// One row of a vector file with what this product must make of it.
package struct VectorCase: Sendable {
    /// The number that names the case within its file.
    package let id: Int
    /// What to run.
    package let operation: String
    /// Where the case comes from, or what is special about it.
    package let comment: String
    /// Words that mark the case, for people and for filters.
    package let flags: [String]
    /// What goes in.
    package let inputs: VectorFields
    /// What must come out.
    package let verdict: VectorVerdict
}

/// What must become of a case.
package enum VectorVerdict: Sendable, Equatable {
    /// It is accepted, and each of these results comes out.
    case accepted([String: VectorValue])
    /// It is refused with exactly this error code.
    case refused(code: String)
    /// It is not run, for this reason.
    case outOfScope(reason: String)
}
