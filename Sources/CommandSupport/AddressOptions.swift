package import ArgumentParser

/// Which addresses a command shows, or which one it looks for; the same in both programs.
package struct AddressOptions: ParsableArguments {
    /// The addresses shown at most: more than a person compares, few enough to derive at once.
    package static let maximumCount: UInt32 = 10_000

    /// Where indexes end (BIP-32: the upper half needs private keys).
    private static let end: UInt32 = 1 << 31

    /// The branch.
    @Flag(help: "Change addresses instead of receive addresses.")
    package var change = false

    /// The first index of a range.
    @Option(help: ArgumentHelp("The first index of a range.", valueName: "index"))
    package var from: UInt32?

    /// The length of the range.
    @Option(help: ArgumentHelp("How many addresses from there; 1 by default.", valueName: "number"))
    package var count: UInt32?

    /// An address to look for.
    @Option(
        help: ArgumentHelp(
            "Say where this address stands on either branch, or that it is not among those searched.",
            valueName: "address"))
    package var verify: String?

    /// How far to look for it.
    @Option(
        help: ArgumentHelp("How many indexes of each branch --verify searches; 1000 by default.", valueName: "number"))
    package var window: UInt32?

    /// The indexes.
    @Argument(help: "Indexes and ranges such as 3 or 10-19; 0 when none is given.")
    package var indexes: [String] = []

    package init() {}

    /// The indexes that are asked for; `nil` when an address is looked for instead.
    package func wantedIndexes() throws(UsageError) -> [UInt32]? {
        guard verify == nil else {
            guard indexes.isEmpty, from == nil, count == nil, !change else {
                throw UsageError("--verify searches both branches and takes no index, range or --change")
            }
            return nil
        }
        guard window == nil else { throw UsageError("--window belongs to --verify") }
        guard from == nil, count == nil else {
            guard indexes.isEmpty else { throw UsageError("give indexes or --from and --count, not both") }
            let (first, number) = (from ?? 0, count ?? 1)
            guard (1...Self.maximumCount).contains(number) else { throw Self.tooMany }
            guard first < Self.end, number <= Self.end - first else {
                throw UsageError("an index is below \(Self.end)")
            }
            return Array(first..<(first + number))
        }
        return try Self.parse(indexes.isEmpty ? ["0"] : indexes)
    }

    private static let tooMany = UsageError("1 to \(maximumCount) addresses are shown at once")

    private static func parse(_ texts: [String]) throws(UsageError) -> [UInt32] {
        var wanted: [UInt32] = []
        for text in texts {
            let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt32($0) }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last,
                last < end
            else { throw UsageError("\"\(HostileText.escape(text))\" is neither an index nor a range such as 0-9") }
            guard UInt64(wanted.count) + UInt64(last - first) < UInt64(maximumCount) else { throw tooMany }
            wanted += Array(first...last)
        }
        return wanted
    }
}

/// Says that an address is not among those that were searched.
package struct AddressNotFound: CommandError, Equatable {
    private let vault: String
    private let window: UInt32

    /// Names the vault and how many indexes of each branch were searched.
    package init(vault: String, window: UInt32) {
        self.vault = vault
        self.window = window
    }

    package var code: String { "address.not-found" }
    package var exitStatus: ExitStatus { .refused }
    package var description: String {
        "the address is not among the first \(window) of either branch of vault \(vault)"
    }
    package var remedy: String? {
        "Send nothing to it. If the vault may have used higher indexes, search further with --window."
    }
}
