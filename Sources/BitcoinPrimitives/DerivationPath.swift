import ByteCoding

/// The steps from a key to one of its descendants (BIP-32).
package struct DerivationPath: Hashable, Sendable, CustomStringConvertible {
    /// The steps, outermost first.
    package let steps: [ChildNumber]

    /// The most steps: a serialized key counts its depth in one byte.
    package static let maximumSteps = 255

    /// No step.
    package static let empty = DerivationPath(checked: [])

    private init(checked steps: [ChildNumber]) { self.steps = steps }

    /// Takes up to `maximumSteps` steps.
    package init(_ steps: [ChildNumber]) throws(DerivationError) {
        guard steps.count <= Self.maximumSteps else { throw .tooManySteps(steps.count) }
        self.steps = steps
    }

    /// Reads `m/48h/1h`, `48'/1'`, `m` or nothing; hardened steps end with `h` or `'`.
    package init(parsing text: String) throws(DerivationError) {
        if text.isEmpty || text == "m" {
            self = .empty
            return
        }
        let relative = text.hasPrefix("m/") ? text.dropFirst(2) : text[...]
        let parts = relative.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= Self.maximumSteps else { throw .tooManySteps(parts.count) }
        var steps: [ChildNumber] = []
        steps.reserveCapacity(parts.count)
        for part in parts { steps.append(try ChildNumber(parsing: part, in: text)) }
        self.steps = steps
    }

    /// The steps without a leading `m`, hardened ones with `h`: `48h/1h/0h/2h`.
    package var description: String { steps.map(\.description).joined(separator: "/") }

    /// Whether a step needs the private key.
    package var hasHardenedStep: Bool { steps.contains(where: \.isHardened) }

    /// The path with one more step.
    package func appending(_ step: ChildNumber) throws(DerivationError) -> DerivationPath {
        try DerivationPath(steps + [step])
    }

    /// The path with the steps of another one after it.
    package func appending(_ path: DerivationPath) throws(DerivationError) -> DerivationPath {
        try DerivationPath(steps + path.steps)
    }
}

/// The reason why something is no fingerprint, step, path or key origin.
package enum DerivationError: CodedError, Equatable {
    /// A fingerprint does not have four bytes.
    case fingerprintLength(bytes: Int)
    /// A fingerprint is not eight hex digits.
    case fingerprintSyntax(text: String)
    /// A step of a path is no number.
    case stepSyntax(step: String, path: String)
    /// A step of a path is not below 2^31.
    case stepOutOfRange(step: String, path: String)
    /// An index is not below 2^31.
    case indexOutOfRange(UInt32)
    /// A path has more steps than `DerivationPath.maximumSteps`.
    case tooManySteps(Int)
    /// A serialized key origin is not a multiple of four bytes.
    case originLength(bytes: Int)

    package var code: String {
        switch self {
        case .fingerprintLength: "derivation.fingerprint-length"
        case .fingerprintSyntax: "derivation.fingerprint-syntax"
        case .stepSyntax: "derivation.step-syntax"
        case .stepOutOfRange, .indexOutOfRange: "derivation.step-out-of-range"
        case .tooManySteps: "derivation.too-many-steps"
        case .originLength: "derivation.origin-length"
        }
    }

    package var description: String {
        switch self {
        case .fingerprintLength(let count): "a fingerprint has \(Fingerprint.count) bytes, not \(count)"
        case .fingerprintSyntax(let text):
            "fingerprint \(QuotedText.quote(text)) is not \(2 * Fingerprint.count) hex digits"
        case .stepSyntax(let step, let path):
            "\(QuotedText.quote(step)) in path \(QuotedText.quote(path)) is not a number, with h when hardened"
        case .stepOutOfRange(let step, let path):
            "\(QuotedText.quote(step)) in path \(QuotedText.quote(path)) is not below 2147483648"
        case .indexOutOfRange(let index): "index \(index) is not below 2147483648"
        case .tooManySteps(let count):
            "a path of \(count) steps exceeds the limit of \(DerivationPath.maximumSteps)"
        case .originLength(let count): "\(count) bytes are not a fingerprint and whole steps of four bytes"
        }
    }
}
