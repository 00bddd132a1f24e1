/// What the Unicode Character Database says about single scalars, in the version of the tables.
package enum UnicodeFacts {
    /// The version of the database.
    ///
    /// A scalar that it does not know has no decomposition and class 0 here. A later version may give it others, so
    /// whatever must stay the same for ever (a passphrase, a signed document) refuses such a scalar.
    package static let version = AssignedScalars.version

    private static let classes = ScalarRanges(TableText.rows(of: CombiningClasses.text))
    private static let assigned = ScalarRanges(TableText.rows(of: AssignedScalars.text))

    /// The first scalar whose combining class is not 0; all text below stands in every canonical form.
    static let firstMark: UInt32 = 0x300

    /// Whether the database gives this code point a character or a private use. Its normal forms are then settled for
    /// ever (Unicode Normalization Stability Policy).
    package static func isAssigned(_ scalar: UInt32) -> Bool {
        (0x20..<0x7F).contains(scalar) || assigned.value(of: scalar) != 0
    }

    /// The canonical combining class (Unicode §4.3); 0 for what is not reordered.
    package static func combiningClass(of scalar: UInt32) -> UInt8 {
        scalar < firstMark ? 0 : classes.value(of: scalar)
    }
}
