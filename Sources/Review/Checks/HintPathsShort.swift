import BitcoinPSBT
import BitcoinPrimitives

/// Refuses a derivation by a path that is longer than any wallet uses (number 28).
///
/// A path is only a hint, and nothing is ever derived at one that is not the vault's; but a coin that was received far
/// down a hidden path is a coin held to ransom, and no honest program writes one.
struct HintPathsShort: SigningCheck {
    static let id = "file.path-depth"

    /// The most steps: BIP-48 has four and two more, other wallets a few more.
    static let limit = 12

    func findings(in context: ReviewContext) -> [Finding] {
        Hints.all(in: context.psbt).compactMap { place, origins in
            guard let depth = origins.map(\.path.steps.count).max(), depth > Self.limit else { return nil }
            return finding(
                .refuse, place.subject, .file(.pathTooDeep(place, depth: depth, limit: Self.limit)))
        }
    }
}
