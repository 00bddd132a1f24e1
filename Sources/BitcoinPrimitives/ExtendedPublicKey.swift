package import BitcoinCrypto
package import ByteCoding

/// A public key with chain code, from which the keys below it can be derived (BIP-32).
package struct ExtendedPublicKey: Hashable, Sendable, CustomStringConvertible {
    /// Whether the key is for a test network (`tpub`).
    package let isTestNetwork: Bool

    /// The number of steps from the master key.
    package let depth: UInt8

    /// The parent's fingerprint; zero for a master key.
    package let parentFingerprint: Fingerprint

    /// The last step that led here; 0 for a master key.
    package let childNumber: ChildNumber

    /// The chain code.
    package let chainCode: Bytes32

    /// The public key itself.
    package let publicKey: PublicKey

    /// The number of serialized bytes.
    package static let serializedLength = 78

    /// Takes the parts; a master key has neither parent nor child number.
    package init(
        isTestNetwork: Bool, depth: UInt8, parentFingerprint: Fingerprint, childNumber: ChildNumber,
        chainCode: Bytes32, publicKey: PublicKey
    ) throws(ExtendedKeyError) {
        // BIP-32 test vector 5: "zero depth with non-zero parent fingerprint", "… with non-zero index".
        if depth == 0 {
            guard parentFingerprint == .zero else { throw .masterWithParent(parentFingerprint) }
            guard childNumber.rawValue == 0 else { throw .masterWithChildNumber(childNumber) }
        }
        self.isTestNetwork = isTestNetwork
        self.depth = depth
        self.parentFingerprint = parentFingerprint
        self.childNumber = childNumber
        self.chainCode = chainCode
        self.publicKey = publicKey
    }

    /// Reads an `xpub` or `tpub`; a private key is refused by its own case and never repeated.
    package init(parsing text: String) throws(ExtendedKeyError) {
        let payload: [UInt8]
        do throws(Base58CheckError) { payload = try Base58Check.decode(text) } catch { throw .base58(error) }
        try self.init(serialized: payload)
    }

    /// Reads the 78 serialized bytes.
    package init(serialized bytes: [UInt8]) throws(ExtendedKeyError) {
        guard bytes.count == Self.serializedLength else { throw .wrongLength(bytes.count) }
        let isTestNetwork = try Self.isTestNetwork(version: bytes)
        let parent: Fingerprint
        let chainCode: Bytes32
        do {
            parent = try Fingerprint(Array(bytes[5..<9]))
            chainCode = try Bytes32(bytes[13..<45])
        } catch {
            throw .wrongLength(bytes.count)
        }
        // A private key starts with a zero byte: name it before a parser of public keys could repeat it.
        guard bytes[45] != 0 else { throw .privateKeyUnderPublicVersion }
        let publicKey: PublicKey
        do throws(PublicKeyError) { publicKey = try PublicKey(bytes[45...]) } catch { throw .publicKey(error) }
        try self.init(
            isTestNetwork: isTestNetwork, depth: bytes[4], parentFingerprint: parent,
            childNumber: ChildNumber(rawValue: Self.bigEndian(bytes[9..<13])), chainCode: chainCode,
            publicKey: publicKey)
    }

    /// The 78 bytes: version, depth, parent fingerprint, child number, chain code, key.
    package var serialized: [UInt8] {
        var writer = ByteWriter(reservingCapacity: Self.serializedLength)
        writer.appendUInt32BE(isTestNetwork ? Network.regtest.xpubVersion : Network.mainnet.xpubVersion)
        writer.append(depth)
        writer.append(parentFingerprint.bytes)
        writer.appendUInt32BE(childNumber.rawValue)
        writer.append(chainCode)
        writer.append(publicKey.bytes)
        return writer.bytes
    }

    /// The `xpub` or `tpub` text.
    package var description: String { Base58Check.encode(serialized) }

    /// The first four bytes of the key's HASH160.
    package var fingerprint: Fingerprint { Fingerprint(of: publicKey) }

    /// Whether the key belongs to the network's group of networks.
    package func belongs(to network: Network) -> Bool { isTestNetwork == network.isTest }

    private static func isTestNetwork(version bytes: [UInt8]) throws(ExtendedKeyError) -> Bool {
        guard let version = ExtendedKeyVersion(bytes) else { throw .unknownVersion(bigEndian(bytes[..<4])) }
        if version.isPrivate { throw .privateKey(prefix: version.prefix) }
        guard version.isBIP32 else { throw .foreignVersion(prefix: version.prefix) }
        return version.isTest
    }

    private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
