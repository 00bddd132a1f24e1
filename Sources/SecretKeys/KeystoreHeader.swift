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
    /// The master key's fingerprint and the path to the account.
    package let origin: KeyOrigin
    /// The account's extended public key.
    package let xpub: ExtendedPublicKey

    /// The most characters of a person or a device.
    package static let longestIdentifier = 32

    /// Takes parts that fit each other.
    package init(
        person: String, device: String, network: Network, identityNumber: UInt32 = 0, identityKey: PublicKey,
        origin: KeyOrigin, xpub: ExtendedPublicKey
    ) throws(KeystoreError) {
        guard Self.isIdentifier(person) else { throw .identifier(field: "person") }
        guard Self.isIdentifier(device) else { throw .identifier(field: "device") }
        guard xpub.belongs(to: network) else { throw .accountMismatch(field: "network") }
        guard Int(xpub.depth) == origin.path.steps.count else { throw .accountMismatch(field: "path's length") }
        guard xpub.childNumber == origin.path.steps.last ?? ChildNumber(rawValue: 0) else {
            throw .accountMismatch(field: "path's last step")
        }
        self.person = person
        self.device = device
        self.network = network
        self.identityNumber = identityNumber
        self.identityKey = identityKey
        self.origin = origin
        self.xpub = xpub
    }

    /// Describes the keys of a seed.
    package init(
        describing seed: borrowing Seed, person: String, device: String, network: Network, account: DerivationPath,
        identityNumber: UInt32 = 0
    ) throws(KeystoreError) {
        let identityKey: PublicKey
        let origin: KeyOrigin
        let xpub: ExtendedPublicKey
        do throws(SecretKeyError) {
            identityKey = try IdentityKey(seed: seed, network: network, number: identityNumber).publicKey
            let master = try ExtendedPrivateKey(master: seed, network: network)
            origin = KeyOrigin(fingerprint: master.fingerprint, path: account)
            xpub = try master.derived(account).extendedPublicKey()
        } catch {
            throw .key(error)
        }
        try self.init(
            person: person, device: device, network: network, identityNumber: identityNumber, identityKey: identityKey,
            origin: origin, xpub: xpub)
    }

    /// The master key's fingerprint.
    package var fingerprint: Fingerprint { origin.fingerprint }

    /// Whether the header describes the keys of this seed.
    func describes(_ seed: borrowing Seed) throws(KeystoreError) -> Bool {
        try self
            == KeystoreHeader(
                describing: seed, person: person, device: device, network: network, account: origin.path,
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
