/// What a document may measure; anything above is refused before it is read further.
package enum DocumentLimits {
    /// The most bytes in a document: a case of as many inputs and outputs as a standard transaction can hold fits many
    /// times, and a hostile file costs little.
    package static let bytes = 4 << 20

    /// The most bytes in one line, without its line end: the longest honest line, an output with a script of the
    /// largest consensus size in hex, fits.
    package static let lineBytes = 64 << 10

    /// The most signature lines: more people than a vault lists cosigners, several times over.
    package static let signatures = 100

    /// The most entries of an address book: everybody who registers or signs a vault reads each of them in full, and more
    /// than this nobody would; at 700 bytes for the longest entry the book takes a twelfth of a document.
    package static let destinations = 500

    /// The most coins of a snapshot: at some 140 bytes for a line they fit into a document.
    package static let snapshotCoins = 25_000

    /// The most tiers of approval of a vault: more nobody keeps apart, and a page shows them all.
    package static let tiers = 9

    /// The longest cooling time and the longest window of a rule about anomalies, in days: no order lives longer than a year.
    package static let coolingDays: UInt32 = 366

    /// The most Unicode scalars in a person's or recipient's name.
    package static let nameScalars = 100

    /// The most Unicode scalars in the reference of a line of an order: it is shown on one line of every screen.
    package static let referenceScalars = 200

    /// The most bytes of a document that stops something or lets it go on: the longest, a countersignature, holds more
    /// failed cases than anybody would look at, and machines keep every one of them for good.
    package static let stopBytes = 16 << 10

    /// The most lines of an order: a standard transaction has fewer outputs.
    package static let orderLines = 3_300

    /// The most Unicode scalars in a reason: what fits on one screen.
    package static let reasonScalars = 500

    /// The most characters of a file's content that an error repeats.
    static let quotedCharacters = 80
}
