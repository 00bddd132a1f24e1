import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import Descriptors

/// What the BIP-32 derivations of a PSBT claim, measured against the registered vault. Claims are places to look
/// first and things to compare; they never decide anything.
struct ScriptHints {
    private let keyIndexes: [Fingerprint: [Int]]
    private let descriptor: MultisigDescriptor
    private let fingerprints: Set<Fingerprint>

    init(descriptor: MultisigDescriptor, global: GlobalMap) {
        self.descriptor = descriptor
        var indexes: [Fingerprint: [Int]] = [:]
        for (index, key) in descriptor.keys.enumerated() {
            indexes[key.origin.fingerprint, default: []].append(index)
        }
        keyIndexes = indexes
        fingerprints = Set(indexes.keys).union(global.xpubs.map(\.origin.fingerprint))
    }

    /// The first position that a derivation claims: a registered origin, a branch of the descriptor, an index.
    func position(in derivations: [Bip32Derivation]) -> ScriptPosition? {
        for derivation in derivations {
            for claim in claims(derivation) { return claim.position }
        }
        return nil
    }

    /// The first fingerprint in the derivations that is a cosigner's, or one of the file's global keys.
    func claimedFingerprint(in derivations: [Bip32Derivation]) -> Fingerprint? {
        derivations.map(\.origin.fingerprint).first(where: fingerprints.contains)
    }

    /// The cosigners whose own key, derived at the claimed position, really is the key that the derivation names.
    func genuineKeys(in derivations: [Bip32Derivation]) -> [Int] {
        var found: Set<Int> = []
        for derivation in derivations {
            for claim in claims(derivation) {
                guard let script = try? descriptor.script(at: claim.position) else { continue }
                let own = script.keys.first { $0.keyIndex == claim.keyIndex }
                if own?.publicKey.encoded == derivation.publicKey { found.insert(claim.keyIndex) }
            }
        }
        return found.sorted()
    }

    /// Compares the derivations in the file with the registered origins of a script's keys.
    func differences(of derivations: [Bip32Derivation], from script: DerivedScript) -> [Difference] {
        let registered = Dictionary(
            script.keys.map { ($0.publicKey.encoded, $0.origin) }, uniquingKeysWith: { first, _ in first })
        return derivations.compactMap { derivation in
            guard let origin = registered[derivation.publicKey] else { return .keyUnknown(derivation.publicKey) }
            if origin == derivation.origin { return nil }
            return .originDiffers(key: derivation.publicKey, stated: derivation.origin, registered: origin)
        }
    }

    /// A derivation that does not agree with the vault.
    enum Difference {
        case keyUnknown(EncodedPublicKey)
        case originDiffers(key: EncodedPublicKey, stated: KeyOrigin, registered: KeyOrigin)
    }

    private struct Claim {
        let keyIndex: Int
        let position: ScriptPosition
    }

    /// The registered keys that a derivation can mean: same fingerprint, the registered path, and exactly two
    /// unhardened steps more.
    private func claims(_ derivation: Bip32Derivation) -> [Claim] {
        let steps = derivation.origin.path.steps
        guard let candidates = keyIndexes[derivation.origin.fingerprint], steps.count >= 2 else { return [] }
        let branch = steps[steps.count - 2]
        let index = steps[steps.count - 1]
        guard !branch.isHardened, !index.isHardened, descriptor.branches.contains(branch.rawValue) else { return [] }
        let position = ScriptPosition(branch: branch.rawValue, index: index.rawValue)
        return candidates.filter { descriptor.keys[$0].origin.path.steps == Array(steps.dropLast(2)) }
            .map { Claim(keyIndex: $0, position: position) }
    }
}
