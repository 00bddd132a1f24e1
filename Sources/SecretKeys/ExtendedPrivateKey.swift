package import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding
import COpenSSLSecret

/// A BIP-32 private key with its chain code, from which children can be derived.
package struct ExtendedPrivateKey: ~Copyable, Sendable {
    /// The private key and behind it the chain code, 32 bytes each.
    private let keyAndChainCode: SecretBytes
    /// The public key.
    package let publicKey: PublicKey
    /// The number of steps from the master key.
    package let depth: UInt8
    private let isTestNetwork: Bool
    private let parentFingerprint: Fingerprint
    private let childNumber: ChildNumber

    /// Makes the master key of a seed (BIP-32 §Master key generation).
    package init(master seed: borrowing Seed, network: Network) throws(SecretKeyError) {
        var made = try Self.room()
        let result = unsafe rensho_secret_master_key(seed.bytes.address, seed.count, made.mutableAddress)
        guard result != RENSHO_SECRET_OUT_OF_RANGE else { throw .outOfRange }
        try Self.check(result, "master key")
        try self.init(
            keyAndChainCode: made, isTestNetwork: network.isTest, depth: 0, parent: .zero,
            child: ChildNumber(rawValue: 0))
    }

    /// Reads the 78 bytes of a serialized extended private key (BIP-32 §Serialization format).
    package init(serialized bytes: borrowing SecretBytes) throws(SecretKeyError) {
        guard bytes.count == ExtendedPublicKey.serializedLength else { throw .extendedKey(.wrongLength(bytes.count)) }
        let head = bytes.withSpan { span in (0..<Self.headLength).map { span[$0] } }
        let isPrefixed = bytes.withSpan { $0[Self.keyOffset] == 0 }
        guard let version = ExtendedKeyVersion(head), version.isPrivate, version.isBIP32, isPrefixed else {
            throw .notAPrivateKey
        }
        let parent: Fingerprint
        do throws(DerivationError) { parent = try Fingerprint(Array(head[5..<9])) } catch { throw .notAPrivateKey }
        var made = try Self.room()
        bytes.withSpan { source in
            made.withMutableSpan { room in
                for offset in 0..<Bytes32.count {
                    room[offset] = source[Self.keyOffset + 1 + offset]
                    room[Bytes32.count + offset] = source[Self.headLength + offset]
                }
            }
        }
        try self.init(
            keyAndChainCode: made, isTestNetwork: version.isTest, depth: head[4], parent: parent,
            child: ChildNumber(rawValue: head[9..<13].reduce(0) { $0 << 8 | UInt32($1) }))
    }

    private init(
        keyAndChainCode: consuming SecretBytes, isTestNetwork: Bool, depth: UInt8, parent: Fingerprint,
        child: ChildNumber
    ) throws(SecretKeyError) {
        // BIP-32 test vector 5: "zero depth with non-zero parent fingerprint", "… with non-zero index".
        if depth == 0 {
            guard parent == .zero else { throw .extendedKey(.masterWithParent(parent)) }
            guard child.rawValue == 0 else { throw .extendedKey(.masterWithChildNumber(child)) }
        }
        publicKey = try SigningKey.publicKey(ofScalarIn: keyAndChainCode)
        self.depth = depth
        self.isTestNetwork = isTestNetwork
        parentFingerprint = parent
        childNumber = child
        self.keyAndChainCode = keyAndChainCode
    }

    /// The first four bytes of the public key's HASH160.
    package var fingerprint: Fingerprint { Fingerprint(of: publicKey) }

    /// The public key with chain code that belongs to this one.
    ///
    /// The chain code leaves the secret memory here and nowhere else: of the levels above an account it stays a secret.
    package borrowing func extendedPublicKey() throws(SecretKeyError) -> ExtendedPublicKey {
        let chainCode = keyAndChainCode.withSpan { span in (Bytes32.count..<2 * Bytes32.count).map { span[$0] } }
        do {
            return try ExtendedPublicKey(
                isTestNetwork: isTestNetwork, depth: depth, parentFingerprint: parentFingerprint,
                childNumber: childNumber, chainCode: try Bytes32(chainCode), publicKey: publicKey)
        } catch let error as ExtendedKeyError {
            throw .extendedKey(error)
        } catch {
            throw .secret(.libraryFault(call: "chain code"))
        }
    }

    /// The child of one step, hardened or not (BIP-32 §Private parent key → private child key).
    package borrowing func derived(_ child: ChildNumber) throws(SecretKeyError) -> ExtendedPrivateKey {
        let (depth, overflow) = depth.addingReportingOverflow(1)
        guard !overflow else { throw .depthOverflow }
        return try ExtendedPrivateKey(
            keyAndChainCode: try step(child), isTestNetwork: isTestNetwork, depth: depth,
            parent: fingerprint, child: child)
    }

    /// The descendant at the end of a path; an empty path gives a second owner of the same key.
    package borrowing func derived(_ path: DerivationPath) throws(SecretKeyError) -> ExtendedPrivateKey {
        var key = try ExtendedPrivateKey(copyOf: self)
        for child in path.steps {
            key = try key.derived(child)
        }
        return key
    }

    /// The key for signing.
    package borrowing func signingKey() throws(SecretKeyError) -> SigningKey {
        try SigningKey(scalarIn: keyAndChainCode, publicKey: publicKey)
    }

    /// Signs with the key of an unhardened child, whose public key the caller derived from a registered xpub.
    ///
    /// The signature is the same as that of `derived(child).signingKey()`; what is saved is a second computation of
    /// the public key, about a quarter of the work.
    package borrowing func sign(
        _ digest: Bytes32, child: ChildNumber, expecting: PublicKey
    ) throws(SecretKeyError) -> ECDSASignature {
        guard !child.isHardened else { throw .hardenedChild(child) }
        guard depth < UInt8.max else { throw .depthOverflow }
        return try SigningKey.sign(digest, scalarIn: try step(child), expecting: expecting, nonce: .lowR)
    }

    /// The 78 bytes of the serialized key (BIP-32 §Serialization format).
    package borrowing func serialized() throws(SecretKeyError) -> SecretBytes {
        let version = isTestNetwork ? Network.regtest.xprvVersion : Network.mainnet.xprvVersion
        var head = ByteWriter(reservingCapacity: Self.headLength)
        head.appendUInt32BE(version)
        head.append(depth)
        head.append(parentFingerprint.bytes)
        head.appendUInt32BE(childNumber.rawValue)
        let start = head.bytes
        var bytes = try SecretKeyError.wrapping { () throws(SecretError) in
            try SecretBytes(count: ExtendedPublicKey.serializedLength)
        }
        keyAndChainCode.withSpan { source in
            bytes.withMutableSpan { room in
                for offset in start.indices { room[offset] = start[offset] }
                for offset in 0..<Bytes32.count {
                    room[Self.headLength + offset] = source[Bytes32.count + offset]
                    room[Self.keyOffset + 1 + offset] = source[offset]
                }
            }
        }
        return bytes
    }

    /// The number of serialized bytes before the chain code.
    private static let headLength = 13
    /// The place of the serialized key's zero byte.
    private static let keyOffset = 45

    private init(copyOf other: borrowing ExtendedPrivateKey) throws(SecretKeyError) {
        do throws(SecretError) {
            keyAndChainCode = try other.keyAndChainCode.copy()
        } catch {
            throw .secret(error)
        }
        publicKey = other.publicKey
        depth = other.depth
        isTestNetwork = other.isTestNetwork
        parentFingerprint = other.parentFingerprint
        childNumber = other.childNumber
    }

    private borrowing func step(_ child: ChildNumber) throws(SecretKeyError) -> SecretBytes {
        var made = try Self.room()
        let result = unsafe rensho_secret_child_key(
            keyAndChainCode.address, publicKey.bytes, child.rawValue, made.mutableAddress)
        // BIP-32: "In case parse256(IL) ≥ n or ki = 0, the resulting key is invalid".
        guard result != RENSHO_SECRET_OUT_OF_RANGE else { throw .noChild(child) }
        try Self.check(result, "child key")
        return made
    }

    private static func room() throws(SecretKeyError) -> SecretBytes {
        try SecretKeyError.wrapping { () throws(SecretError) in try SecretBytes(count: 2 * Bytes32.count) }
    }

    private static func check(_ result: Int32, _ call: StaticString) throws(SecretKeyError) {
        try SecretKeyError.wrapping { () throws(SecretError) in try SecretCall.check(result, call) }
    }
}
