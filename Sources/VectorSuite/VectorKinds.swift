/// Every kind of vectors, in the order in which they are run: what others build on comes first.
package enum VectorKinds {
    /// The kinds; each has its folder in `Vectors/`.
    package static let all: [any VectorKind] = [
        HashKind(), Base58Kind(),
    ]
}
