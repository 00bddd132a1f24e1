import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import SecretKeys

/// What a machine checks of a vault before anybody reads it.
enum VaultChecks {
    /// Which registered version a document follows, by what this machine has signed and registered; `nil` where no
    /// version of this vault is registered here.
    ///
    /// One document of a version per machine; no version back, none left out.
    static func registeredVersion(
        before document: Document<Vault>, _ home: borrowing SignerHome
    ) throws(SignerError) -> RegisteredVault? {
        let vault = document.body
        let journal = home.journal
        if let known = journal.document(of: vault.name, version: vault.version), known != document.digest {
            throw .versionForked(name: vault.name, version: vault.version, known: known)
        }
        guard let latest = journal.registeredVaults[vault.name] else { return nil }
        // Registered before, and its files are missing: what it follows may still be here.
        if latest.digest == document.digest {
            return (home.earlierVaults + home.vaults).first { $0.document.digest == vault.previous }
        }
        guard vault.version > latest.version else {
            throw .olderVersion(name: vault.name, version: vault.version, registered: latest.version)
        }
        guard vault.version - latest.version == 1 else {
            throw .skippedVersion(name: vault.name, version: vault.version, registered: latest.version)
        }
        guard vault.previous == latest.digest else {
            throw .otherPrevious(name: vault.name, version: vault.version)
        }
        guard let registered = home.vaults.first(where: { $0.document.digest == latest.digest }) else {
            throw .registeredVaultMissing(name: vault.name, digest: latest.digest)
        }
        return registered
    }

    /// Refuses a vault that has a key of another vault here, in whatever version: signer check 65. What is similar to a
    /// registered vault is shown by its differences, and never put in its place.
    ///
    /// Account keys are compared as points, whatever is stated beside them. Scripts need no comparing of their own: a
    /// common script has common child keys, and two account keys with a common child, unless they are one point, are a
    /// collision of HMAC-SHA512 (BIP-32).
    static func overlap(_ vault: Vault, _ home: borrowing SignerHome) throws(SignerError) {
        for other in home.vaults + home.earlierVaults where other.name != vault.name {
            let known = other.document.body
            let keys = Set(known.cosigners.map(\.xpub.publicKey))
            let shared = vault.cosigners.filter { keys.contains($0.xpub.publicKey) }.map(\.person)
            guard shared.isEmpty else {
                throw .sharedKeys(
                    vault: other.name, people: shared, differences: vault.changes(from: known).map(\.line))
            }
        }
    }

    /// Checks that the vault says about this person what the keys say: signer checks 59 and 60.
    static func ownEntry(_ vault: Vault, _ owner: KeyRecord) throws(SignerError) {
        guard let account = owner.accountKey else { throw .ownKeyMissing }
        // At most one cosigner has it: a `Vault` with one key twice cannot be made or read.
        guard let own = vault.cosigners.first(where: { $0.xpub.publicKey == account.xpub.publicKey }) else {
            throw .ownKeyMissing
        }
        guard own.person == owner.person, let person = vault.person(own.person) else {
            throw .ownEntryDiffers(field: "person")
        }
        // The whole xpub: chain code, depth and parent, not only the key.
        guard own.xpub == account.xpub else { throw .ownEntryDiffers(field: "xpub") }
        guard own.origin == account.origin else { throw .ownEntryDiffers(field: "origin") }
        guard person.identityKey == owner.identityKey else { throw .ownEntryDiffers(field: "identity-key") }
        guard person.device == owner.device else { throw .ownEntryDiffers(field: "device") }
    }

    /// How many accounts of BIP-48 of the own words, of both script types, may stand under nobody else's name.
    private static let ownAccounts: UInt32 = 5

    /// What only the secret shows: the own key is derived anew, and no other cosigner's key is one of ours: neither what our
    /// words give at the path that is stated for it (signer check 61), nor one of our first accounts under another path.
    static func secretly(
        _ vault: Vault, _ owner: KeyRecord, _ signer: borrowing OpenSigner
    ) throws(SignerError) {
        for cosigner in vault.cosigners {
            let key = try signer.accountKey(cosigner.origin.path)
            if cosigner.person == owner.person, cosigner.xpub == owner.accountKey?.xpub {
                let xpub = try SignerError.lifting { try key.extendedPublicKey() }
                guard xpub == cosigner.xpub else { throw .ownKeyMissing }
            } else {
                guard key.publicKey != cosigner.xpub.publicKey else { throw .ownKeyOfOther(person: cosigner.person) }
            }
        }
        for script: UInt32 in 1...2 {
            for account in 0..<ownAccounts {
                let key = try signer.accountKey(accountPath(account, script, vault.network)).publicKey
                guard let other = vault.cosigners.first(where: { $0.xpub.publicKey == key }) else { continue }
                guard other.person == owner.person else { throw .ownKeyOfOther(person: other.person) }
            }
        }
    }

    /// BIP-48: purpose, coin type, account, script type.
    private static func accountPath(
        _ account: UInt32, _ script: UInt32, _ network: Network
    ) throws(SignerError) -> DerivationPath {
        try SignerError.lifting {
            try DerivationPath(
                [48, network.coinType, account, script].map { number in try ChildNumber.hardened(number) })
        }
    }
}
