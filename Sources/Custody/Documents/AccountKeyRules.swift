package import BitcoinPrimitives
import ByteCoding

/// Why an extended key cannot be the account key that its origin says.
package enum AccountKeyError: CodedError, Hashable {
    /// The key is for the main network on a test network, or the other way round.
    case otherNetwork
    /// The origin is one of BIP-48, and its coin is that of another network.
    case coin(origin: String, network: Network)
    /// The key's depth is not the number of steps of its origin.
    case depth(key: UInt8, origin: Int)
    /// The key's child number is not the last step of its origin.
    case childNumber(origin: String)
    /// The key is its own master key, or its master's child, and has another fingerprint than its origin says.
    case fingerprint(origin: String)

    package var code: String {
        switch self {
        case .otherNetwork: "account-key.other-network"
        case .coin: "account-key.coin"
        case .depth: "account-key.depth"
        case .childNumber: "account-key.child-number"
        case .fingerprint: "account-key.fingerprint"
        }
    }

    package var description: String {
        switch self {
        case .otherNetwork: "the extended key is for another network"
        case .coin(let origin, let network):
            "the path of \(origin) names another coin than that of \(network.rawValue)"
        case .depth(let key, let origin):
            "the extended key has depth \(key), its origin has \(origin) steps"
        case .childNumber(let origin): "the extended key's child number is not the last step of \(origin)"
        case .fingerprint(let origin): "the extended key does not belong to the master fingerprint of \(origin)"
        }
    }
}

/// What an account key and its origin must agree on, as far as public data shows it.
enum AccountKeyRules {
    private static let bip48 = ChildNumber(rawValue: ChildNumber.hardenedBit | 48)

    static func check(
        origin: KeyOrigin, xpub: ExtendedPublicKey, network: Network
    ) throws(AccountKeyError) {
        guard xpub.isTestNetwork == network.isTest else { throw .otherNetwork }
        let steps = origin.path.steps
        guard Int(xpub.depth) == steps.count else { throw .depth(key: xpub.depth, origin: steps.count) }
        // BIP-48: "m / purpose' / coin_type' / account' / script_type'", 0 for the main network and 1 for all others.
        if steps.count >= 2, steps[0] == bip48,
            steps[1] != ChildNumber(rawValue: ChildNumber.hardenedBit | network.coinType)
        {
            throw .coin(origin: origin.description, network: network)
        }
        // BIP-32: a master key has child number 0 and no parent.
        if let last = steps.last {
            guard xpub.childNumber == last else { throw .childNumber(origin: origin.description) }
            if steps.count == 1, xpub.parentFingerprint != origin.fingerprint {
                throw .fingerprint(origin: origin.description)
            }
        } else if xpub.fingerprint != origin.fingerprint {
            throw .fingerprint(origin: origin.description)
        }
    }
}
