package import BitcoinCrypto
package import BitcoinPrimitives
import ByteCoding

/// What a keystore says in the clear about its keys; it is authenticated when the keystore is opened, not before.
package struct KeystoreHeader: Sendable, Equatable {
    /// The person whose keys they are, `[a-z0-9-]{1,32}`.
    package let person: String
    /// The device that the keys were put on, `[a-z0-9-]{1,32}`.
    package let device: String
    /// The network that the keys are for.
    package let network: Network
    /// The number of the identity key, 0 for a person's first one.
    package let identityNumber: UInt32
    /// The public identity key.
    package let identityKey: PublicKey
    /// The master key's fingerprint: what a backup sheet has, with and without an account.
    package let fingerprint: Fingerprint
    /// The account; `nil` for somebody who holds no coins.
    package let account: Account?

    /// The one account whose key a keystore holds.
    package struct Account: Sendable, Equatable {
        /// The path from the master key.
        package let path: DerivationPath
        /// The account's extended public key.
        package let xpub: ExtendedPublicKey

        /// Puts a path and its key together.
        package init(path: DerivationPath, xpub: ExtendedPublicKey) {
            self.path = path
            self.xpub = xpub
        }
    }

    /// The most characters of a person or a device.
    package static let longestIdentifier = 32

    /// Takes parts that fit each other.
    package init(
        person: String, device: String, network: Network, identityNumber: UInt32 = 0, identityKey: PublicKey,
        fingerprint: Fingerprint, account: Account?
    ) throws(KeystoreError) {
        guard Self.isIdentifier(person) else { throw .identifier(field: "person") }
        guard Self.isIdentifier(device) else { throw .identifier(field: "device") }
        if let account {
            guard account.xpub.belongs(to: network) else { throw .accountMismatch(field: "network") }
            guard Int(account.xpub.depth) == account.path.steps.count else {
                throw .accountMismatch(field: "path's length")
            }
            guard account.xpub.childNumber == account.path.steps.last ?? ChildNumber(rawValue: 0) else {
                throw .accountMismatch(field: "path's last step")
            }
        }
        self.person = person
        self.device = device
        self.network = network
        self.identityNumber = identityNumber
        self.identityKey = identityKey
        self.fingerprint = fingerprint
        self.account = account
    }

    /// Describes the keys of a seed.
    /// - Parameter account: The path of the account; `nil` for somebody who holds no coins.
    package init(
        describing seed: borrowing Seed, person: String, device: String, network: Network, account: DerivationPath?,
        identityNumber: UInt32 = 0
    ) throws(KeystoreError) {
        let identityKey: PublicKey
        let fingerprint: Fingerprint
        var described: Account?
        do throws(SecretKeyError) {
            identityKey = try IdentityKey(seed: seed, network: network, number: identityNumber).publicKey
            let master = try ExtendedPrivateKey(master: seed, network: network)
            fingerprint = master.fingerprint
            if let account {
                described = Account(path: account, xpub: try master.derived(account).extendedPublicKey())
            }
        } catch {
            throw .key(error)
        }
        try self.init(
            person: person, device: device, network: network, identityNumber: identityNumber, identityKey: identityKey,
            fingerprint: fingerprint, account: described)
    }

    /// The master key's fingerprint and the path to the account; `nil` without one.
    package var origin: KeyOrigin? { account.map { KeyOrigin(fingerprint: fingerprint, path: $0.path) } }

    /// Whether the header describes the keys of this seed.
    func describes(_ seed: borrowing Seed) throws(KeystoreError) -> Bool {
        try self
            == KeystoreHeader(
                describing: seed, person: person, device: device, network: network, account: account?.path,
                identityNumber: identityNumber)
    }

    private static func isIdentifier(_ text: String) -> Bool {
        (1...longestIdentifier).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
    }
}
