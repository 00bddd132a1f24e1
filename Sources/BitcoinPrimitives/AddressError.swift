package import ByteCoding

/// The reason why a text is no address; text that could be a private key is never repeated.
package enum AddressError: CodedError, Equatable {
    /// There is no text.
    case empty
    /// A text with the prefix of a segwit address is not bech32.
    case bech32(Bech32Error)
    /// A text without such a prefix is not base58check.
    case base58(Base58CheckError)
    /// The address is right on other networks.
    case wrongNetwork(text: String, belongsTo: [Network], wanted: Network)
    /// The prefix of a bech32 text belongs to no network.
    case unknownPrefix(String)
    /// The first byte of a base58check text belongs to no address.
    case unknownVersion(UInt8)
    /// A base58check text has no room for exactly a version and a hash of 20 bytes.
    case payloadLength(Int)
    /// A segwit address has no data.
    case noWitnessVersion
    /// The witness version is above 16.
    case witnessVersion(UInt8)
    /// The checksum is not the one of the witness version (BIP-350).
    case wrongVariant(version: UInt8)
    /// The witness program has a length that its version does not allow.
    case programLength(Int, version: UInt8)
    /// The text is a private key.
    case privateKey

    package var code: String {
        switch self {
        case .empty: "address.empty"
        case .bech32(let error): "address.\(error.code)"
        case .base58(let error): "address.\(error.code)"
        case .wrongNetwork: "address.wrong-network"
        case .unknownPrefix: "address.unknown-prefix"
        case .unknownVersion: "address.unknown-version"
        case .payloadLength: "address.payload-length"
        case .noWitnessVersion: "address.no-witness-version"
        case .witnessVersion: "address.witness-version"
        case .wrongVariant: "address.wrong-variant"
        case .programLength: "address.program-length"
        case .privateKey: "address.private-key"
        }
    }

    package var description: String {
        switch self {
        case .empty: "an address is missing"
        case .bech32(let error): "not an address: \(error)"
        case .base58(let error): "not an address: \(error)"
        case .wrongNetwork(let text, let owners, let wanted):
            "address \(QuotedText.quote(text)) belongs to \(owners.map(\.rawValue).joined(separator: ", ")), "
                + "not to \(wanted)"
        case .unknownPrefix(let prefix): "\(QuotedText.quote(prefix)) begins no Bitcoin address"
        case .unknownVersion(let version): "version byte \(version) belongs to no address"
        case .payloadLength(let count): "an address has 21 bytes of version and hash, not \(count)"
        case .noWitnessVersion: "an address without witness version"
        case .witnessVersion(let version): "witness version \(version) exceeds 16"
        case .wrongVariant(let version):
            "an address of witness version \(version) has the checksum of \(version == 0 ? "bech32m" : "bech32")"
        case .programLength(let count, let version):
            "a witness program of version \(version) cannot have \(count) bytes"
        case .privateKey: "this is a private key, not an address"
        }
    }

    package var remedy: String? {
        switch self {
        case .bech32(let error): error.remedy
        case .base58(let error): error.remedy
        case .privateKey: "Treat the key as disclosed and keep private keys out of files that travel."
        case .empty, .wrongNetwork, .unknownPrefix, .unknownVersion, .payloadLength, .noWitnessVersion,
            .witnessVersion, .wrongVariant, .programLength:
            nil
        }
    }
}
