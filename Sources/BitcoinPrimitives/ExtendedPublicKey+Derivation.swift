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

    /// The public keys of consecutive children that are not hardened, for a search: see `PublicKey.searchSums`.
    ///
    /// `nil` where BIP-32 has no key, and for every child of a key that is as deep as can be.
    /// - Parameter indexes: Below 2^31.
    package func searchKeys(_ indexes: Range<UInt32>) -> [EncodedPublicKey?] {
        guard depth < UInt8.max else { return indexes.map { _ in nil } }
        return publicKey.searchSums(adding: indexes.map { split(hash(of: ChildNumber(rawValue: $0))).tweak })
    }

    private func step(_ child: ChildNumber) throws(ExtendedKeyError) -> (key: PublicKey, chainCode: Bytes32) {
        guard !child.isHardened else { throw .hardenedStep(child) }
        guard depth < UInt8.max else { throw .depthOverflow }
        let (tweak, chainCode) = split(hash(of: child))
        do throws(PublicKeyError) {
            return (try publicKey.adding(tweak), chainCode)
        } catch {
            // BIP-32: "In case parse256(I_L) ≥ n or K_i is the point at infinity, the resulting key is invalid".
            throw .noChild(child)
        }
    }

    /// I of BIP-32, 64 bytes.
    private func hash(of child: ChildNumber) -> [UInt8] {
        var message = ByteWriter(reservingCapacity: 37)
        message.append(publicKey.bytes)
        message.appendUInt32BE(child.rawValue)
        return HMAC.sha512(key: chainCode.bytes, message.bytes)
    }

    /// I_L and I_R of BIP-32.
    private func split(_ hash: [UInt8]) -> (tweak: Bytes32, chainCode: Bytes32) {
        do throws(ByteCodingError) {
            return (try Bytes32(hash.prefix(Bytes32.count)), try Bytes32(hash.dropFirst(Bytes32.count)))
        } catch {
            preconditionFailure("HMAC-SHA512 has 64 bytes")
        }
    }
}
