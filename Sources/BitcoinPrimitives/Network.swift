import ByteCoding

/// A Bitcoin network, with the version bytes of its addresses and extended keys.
package enum Network: String, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// The network whose coins are money.
    case mainnet
    /// The third public test network.
    case testnet3
    /// The fourth public test network (BIP-94).
    case testnet4
    /// The test network whose blocks are signed (BIP-325).
    case signet
    /// A test network of one's own.
    case regtest

    /// Reads a network's name as `rawValue` spells it.
    package init(parsing text: String) throws(NetworkError) {
        guard let network = Network(rawValue: text) else { throw .unknown(name: text) }
        self = network
    }

    /// Whether coins of this network are worth nothing.
    package var isTest: Bool { self != .mainnet }

    /// The coin type of BIP-44: 0 for mainnet, 1 for every test network.
    package var coinType: UInt32 { isTest ? 1 : 0 }

    /// The human-readable part of segwit addresses (BIP-173).
    package var bech32HRP: String {
        switch self {
        case .mainnet: "bc"
        case .testnet3, .testnet4, .signet: "tb"
        case .regtest: "bcrt"
        }
    }

    /// The version byte of a P2PKH address.
    package var p2pkhPrefix: UInt8 { isTest ? 0x6F : 0x00 }

    /// The version byte of a P2SH address.
    package var p2shPrefix: UInt8 { isTest ? 0xC4 : 0x05 }

    /// The version of a serialized extended public key (BIP-32: `xpub`, `tpub`).
    package var xpubVersion: UInt32 { isTest ? 0x0435_87CF : 0x0488_B21E }

    /// The version of a serialized extended private key (BIP-32: `xprv`, `tprv`).
    package var xprvVersion: UInt32 { isTest ? 0x0435_8394 : 0x0488_ADE4 }

    package var description: String { rawValue }
}

/// The reason why a text names no network.
package enum NetworkError: CodedError, Equatable {
    /// The name belongs to no network.
    case unknown(name: String)

    package var code: String { "network.unknown" }

    package var description: String {
        switch self {
        case .unknown(let name): "\(QuotedText.quote(name)) is not the name of a network"
        }
    }

    package var remedy: String? {
        "Write one of \(Network.allCases.map(\.rawValue).joined(separator: ", "))."
    }
}
