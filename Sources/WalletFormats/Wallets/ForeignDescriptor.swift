import BitcoinPrimitives
import Descriptors

/// Descriptors as other programs spell them, and what several of them say together.
enum ForeignDescriptor {
    /// Reads a descriptor; `/{0,1}/*` of Specter and `/**` of BSMS stand for `/<0;1>/*` of BIP-389.
    static func read(_ text: String) throws(WalletFileError) -> MultisigDescriptor {
        do throws(DescriptorError) {
            guard text.contains("{0,1}") || text.contains("/**") else { return try MultisigDescriptor(parsing: text) }
            guard text.utf8.count <= MultisigDescriptor.maximumTextLength else {
                throw .tooLong(length: text.utf8.count, limit: MultisigDescriptor.maximumTextLength)
            }
            // The checksum covers the text as it was spelled.
            let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if parts.count == 2 {
                let expected = try MultisigDescriptor.checksum(of: parts[0])
                guard parts[1] == expected else { throw .wrongChecksum(expected: expected) }
            }
            return try MultisigDescriptor(
                parsing: parts[0].replacing("/{0,1}/*", with: "/<0;1>/*").replacing("/**", with: "/<0;1>/*"))
        } catch {
            throw refusal(error)
        }
    }

    /// Names `multi` for what it is: the most likely way of making a wallet with other addresses.
    static func refusal(_ error: DescriptorError) -> WalletFileError {
        switch error {
        case .unsupportedFunction("wsh(multi)"), .unsupportedFunction("sh(wsh(multi))"): .unsorted
        default: .descriptor(error)
        }
    }

    /// The wallet of several descriptors: one of both branches, or one of each; all must agree in everything else.
    static func union(_ parsed: [MultisigDescriptor]) throws(WalletFileError) -> MultisigDescriptor {
        guard let first = parsed.first else { throw .missing("descriptor") }
        for other in parsed.dropFirst() {
            guard other.scriptType == first.scriptType, other.threshold == first.threshold, other.keys == first.keys
            else { throw .contradiction("the descriptors are of different wallets") }
        }
        guard Set(parsed.map(\.branches)).count == parsed.count else {
            throw .contradiction("two descriptors are of the same branch")
        }
        guard Set(parsed.flatMap(\.branches)).count == MultisigDescriptor.bothBranches.count else { return first }
        do throws(DescriptorError) {
            return try MultisigDescriptor(
                scriptType: first.scriptType, threshold: first.threshold, keys: first.keys)
        } catch {
            throw .descriptor(error)
        }
    }

    /// The canonical text without its checksum.
    static func body(of descriptor: MultisigDescriptor) -> String {
        String(descriptor.text.prefix { $0 != "#" })
    }

    /// A descriptor of canonical characters with its checksum.
    static func withChecksum(_ body: String) -> String {
        guard let checksum = try? MultisigDescriptor.checksum(of: body) else {
            preconditionFailure("a part of a canonical descriptor has canonical characters only")
        }
        return "\(body)#\(checksum)"
    }

    /// A path as programs before BIP-380 spell it: `48'/0'/0'/2'`.
    static func apostrophes(_ path: DerivationPath) -> String {
        path.steps.map { $0.isHardened ? "\($0.index)'" : "\($0.index)" }.joined(separator: "/")
    }

    /// A key and its origin with apostrophes: `[73c5da0a/48'/0'/0'/2']xpub…`.
    static func keyText(_ key: DescriptorKey) -> String { key.textWithApostrophes }
}
