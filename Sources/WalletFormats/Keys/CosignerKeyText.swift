import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Descriptors

/// A key expression on a line of its own: `[73c5da0a/48h/0h/0h/2h]xpub…` (BIP-380).
enum CosignerKeyText {
    /// The most characters: 255 steps of an origin never occur.
    private static let limit = 1_024

    /// Reads the expression; an xpub or tpub with its origin and nothing after it.
    static func key(_ text: String) throws(WalletFileError) -> DescriptorKey {
        guard text.utf8.count <= limit else { throw .malformed("key", expected: "a key expression") }
        let (originText, keyText) = try parts(text)
        let origin: KeyOrigin
        do throws(DerivationError) { origin = try KeyOrigin(parsing: originText) } catch {
            throw .origin(error, key: 0)
        }
        if let bytes = try? Hex.decode(keyText), (try? EncodedPublicKey(bytes)) != nil {
            throw .descriptor(.fixedKey(key: 0))
        }
        let xpub: ExtendedPublicKey
        do throws(ExtendedKeyError) { xpub = try ExtendedPublicKey(parsing: keyText) } catch { throw .key(0, error) }
        let key = DescriptorKey(origin: origin, xpub: xpub)
        guard key.originMatchesDepth else { throw .originContradictsKey(key: 0) }
        return key
    }

    /// The expression with apostrophes, as most devices show it, and a line feed.
    static func line(_ key: DescriptorKey) -> String { ForeignDescriptor.keyText(key) + "\n" }

    private static func parts(_ text: String) throws(WalletFileError) -> (origin: String, key: String) {
        guard text.hasPrefix("[") else { throw .originMissing(key: 0) }
        let pieces = text.dropFirst().split(separator: "]", omittingEmptySubsequences: false).map(String.init)
        guard pieces.count == 2 else { throw .malformed("key", expected: "[fingerprint/path]xpub") }
        return (pieces[0], pieces[1])
    }
}
