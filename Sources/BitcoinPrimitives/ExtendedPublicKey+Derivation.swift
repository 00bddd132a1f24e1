package import BitcoinCrypto
import ByteCoding

extension ExtendedPublicKey {
    /// The child key of one step that is not hardened (BIP-32 "Public parent key → public child key").
    package func derived(_ child: ChildNumber) throws(ExtendedKeyError) -> ExtendedPublicKey {
        let (key, chainCode) = try step(child)
        return try ExtendedPublicKey(
            isTestNetwork: isTestNetwork, depth: depth + 1, parentFingerprint: fingerprint, childNumber: child,
            chainCode: chainCode, publicKey: key)
    }

    /// The descendant at a path without hardened steps.
    package func derived(_ path: DerivationPath) throws(ExtendedKeyError) -> ExtendedPublicKey {
        var key = self
        for step in path.steps { key = try key.derived(step) }
        return key
    }

    /// The public key of a child alone, for when nothing below it is wanted.
    package func derivedPublicKey(_ child: ChildNumber) throws(ExtendedKeyError) -> PublicKey {
        try step(child).key
    }

    private func step(_ child: ChildNumber) throws(ExtendedKeyError) -> (key: PublicKey, chainCode: Bytes32) {
        guard !child.isHardened else { throw .hardenedStep(child) }
        guard depth < UInt8.max else { throw .depthOverflow }
        var message = ByteWriter(reservingCapacity: 37)
        message.append(publicKey.bytes)
        message.appendUInt32BE(child.rawValue)
        let hash = HMAC.sha512(key: chainCode.bytes, message.bytes)
        let tweak: Bytes32
        let chainCode: Bytes32
        do throws(ByteCodingError) {
            tweak = try Bytes32(hash.prefix(Bytes32.count))
            chainCode = try Bytes32(hash.dropFirst(Bytes32.count))
        } catch {
            preconditionFailure("HMAC-SHA512 has 64 bytes")
        }
        do throws(PublicKeyError) {
            return (try publicKey.adding(tweak), chainCode)
        } catch {
            // BIP-32: "In case parse256(I_L) ≥ n or K_i is the point at infinity, the resulting key is invalid".
            throw .noChild(child)
        }
    }
}
