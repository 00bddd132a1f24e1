/// How bad a finding is.
package enum Severity: Int, Comparable, Sendable, CaseIterable {
    /// The case cannot be signed or confirmed on this machine.
    case refuse = 0

    /// Something that the custodian must know and decide about; each warning is acknowledged by itself, and under a strict
    /// vault it refuses.
    case warn = 1

    /// Something that is good to know.
    case note = 2

    /// Worse comes first.
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The stable name in machine-readable output.
    package var name: String {
        switch self {
        case .refuse: "refuse"
        case .warn: "warn"
        case .note: "note"
        }
    }
}
