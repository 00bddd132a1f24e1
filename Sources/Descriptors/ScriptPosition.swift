/// The place of a script in a ranged descriptor.
package struct ScriptPosition: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 0 for scripts to receive on, 1 for change.
    package let branch: UInt32

    /// The position in the branch.
    package let index: UInt32

    /// The branch of scripts that are given to payers.
    package static let receiveBranch: UInt32 = 0

    /// The branch of scripts that take change.
    package static let changeBranch: UInt32 = 1

    /// Names a place.
    package init(branch: UInt32, index: UInt32) {
        self.branch = branch
        self.index = index
    }

    /// `branch/index`.
    package var description: String { "\(branch)/\(index)" }

    package static func < (left: Self, right: Self) -> Bool {
        (left.branch, left.index) < (right.branch, right.index)
    }
}
