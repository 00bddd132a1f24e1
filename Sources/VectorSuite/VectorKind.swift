/// One kind of vectors: the folder of that name in `Vectors/` and what its operations do.
package protocol VectorKind: Sendable {
    /// The name of the kind and of its folder.
    var name: String { get }

    /// What the kind proves, in half a line.
    var about: String { get }

    /// Every operation that the files of the kind ask for.
    var operations: [VectorOperation] { get }
}

/// What one `op` of a vector file does.
package struct VectorOperation: Sendable {
    /// Turns what goes in into what comes out, or throws the product's own error.
    package typealias Body = @Sendable (VectorFields) throws -> [String: VectorValue]

    /// The `op`.
    package let name: String

    /// Every member that goes in; `a.b` is the member `b` of the objects in `a`, `a.*` is all of them.
    package let inputs: [String]

    /// The members of `expected` that are compared.
    package let results: [String]

    /// The members of `expected` that the product has no counterpart for.
    package let ignored: [String]

    /// The work; `nil` where every case is out of scope.
    package let body: Body?

    /// Whether the operation is run at all.
    package var isRun: Bool { body != nil }

    /// An operation that is run.
    package init(
        _ name: String, inputs: [String], results: [String] = [], ignored: [String] = [], body: @escaping Body
    ) {
        self.name = name
        self.inputs = inputs
        self.results = results
        self.ignored = ignored
        self.body = body
    }

    private init(notRun name: String) {
        self.name = name
        inputs = []
        results = []
        ignored = []
        body = nil
    }

    /// An operation that the product has nothing for; its cases are out of scope, and their keys are not looked at.
    package static func notRun(_ name: String) -> VectorOperation { VectorOperation(notRun: name) }
}
