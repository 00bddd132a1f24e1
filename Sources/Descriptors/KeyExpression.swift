import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding

/// A key of a descriptor with the steps after it (BIP-380 "Key Expressions", BIP-389).
struct KeyExpression {
    /// The extended key and its origin.
    let key: DescriptorKey

    /// The branches that the steps name.
    let branches: [UInt32]

    /// Reads `[origin]xpub` and `/<0;1>/*`, `/0/*` or `/1/*`.
    init(_ text: Substring, index: Int) throws(DescriptorError) {
        guard text.hasPrefix("[") else {
            throw text.contains("]") ? .originSyntax(key: index) : .originMissing(key: index)
        }
        let pieces = text.dropFirst().split(separator: "]", omittingEmptySubsequences: false)
        guard pieces.count == 2, !pieces[0].contains("["), !pieces[1].contains("[") else {
            throw .originSyntax(key: index)
        }
        let origin: KeyOrigin
        do throws(DerivationError) {
            origin = try KeyOrigin(parsing: String(pieces[0]))
        } catch {
            throw .origin(error, key: index)
        }
        let steps = pieces[1].split(separator: "/", omittingEmptySubsequences: false)
        let xpub = try Self.extendedKey(steps.first ?? "", index: index)
        key = DescriptorKey(origin: origin, xpub: xpub)
        branches = try Self.branches(Array(steps.dropFirst()), index: index)
    }

    private static func extendedKey(_ text: Substring, index: Int) throws(DescriptorError) -> ExtendedPublicKey {
        if let bytes = try? Hex.decode(String(text)), (try? EncodedPublicKey(bytes)) != nil {
            throw .fixedKey(key: index)
        }
        do throws(ExtendedKeyError) {
            return try ExtendedPublicKey(parsing: String(text))
        } catch {
            throw .extendedKey(error, key: index)
        }
    }

    private static func branches(_ steps: [Substring], index: Int) throws(DescriptorError) -> [UInt32] {
        if steps.contains(where: { $0.contains("h") || $0.contains("'") }) { throw .hardenedStep(key: index) }
        guard steps.last == "*" else { throw .notRanged(key: index) }
        guard steps.count == 2 else { throw .unsupportedSteps(key: index) }
        switch steps[0] {
        case "<0;1>": return MultisigDescriptor.bothBranches
        case "0": return [ScriptPosition.receiveBranch]
        case "1": return [ScriptPosition.changeBranch]
        default: throw .unsupportedSteps(key: index)
        }
    }
}
