package import ByteCoding

/// The reason why a text is no address; text that could be a private key is never repeated.
package enum AddressError: CodedError, Equatable {
    case empty
    case bech32(Bech32Error)
    case base58(Base58CheckError)
    case wrongNetwork(text: String, belongsTo: [Network], wanted: Network)
    case unknownPrefix(String)
    case unknownVersion(UInt8)
    case payloadLength(Int)
    case noWitnessVersion
    case witnessVersion(UInt8)
    case wrongVariant(version: UInt8)
    case programLength(Int, version: UInt8)
    case privateKey
    case noStandardScript

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
        case .noStandardScript: "address.no-standard-script"
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
        case .noStandardScript: "the script has no address"
        }
    }

    package var remedy: String? {
        switch self {
        case .bech32(let error): error.remedy
        case .base58(let error): error.remedy
        case .privateKey: "Treat the key as disclosed and keep private keys out of files that travel."
        case .empty, .wrongNetwork, .unknownPrefix, .unknownVersion, .payloadLength, .noWitnessVersion,
            .witnessVersion, .wrongVariant, .programLength, .noStandardScript:
            nil
        }
    }
}
