import BitcoinCrypto
import ByteCoding
import CommandSupport
import Custody
import SecretKeys

// The folder `vaults` of a home: `NAME.vault`, `NAME.acknowledgement` and `NAME.binding` of version 1, the same with
// `NAME.v2` and so on of later versions, and for each of these a folder `NAME.v2.history` with the versions before and
// everybody's acknowledgements of the first; of version 1 a folder `NAME.history` with these, once they were given.

extension RegisteredVault {
    /// Reads a stored vault and verifies that it is what this person acknowledged: the signature is by a key that
    /// only the keystore holds, so a file changed on the disk is noticed. Of a later version the whole chain of versions
    /// is verified again.
    init(reading name: String, in folder: String, owner: KeyRecord) throws(SignerError) {
        let path = FileAccess.join(folder, name)
        let stem = String(name.dropLast(HomeFile.vaultSuffix.count))
        self = try SignerError.lifting {
            let document = try Document<Vault>(parsing: FileAccess.read(path, limit: DocumentLimits.bytes))
            let acknowledgement = try Document<Acknowledgement>(
                parsing: FileAccess.read(
                    FileAccess.join(folder, stem + HomeFile.acknowledgementSuffix), limit: DocumentLimits.bytes))
            try acknowledgement.checkSoleSignature(of: owner.person, with: owner.identityKey)
            let body = document.body
            guard acknowledgement.body.vaultHash == document.digest, Self.stem(of: body) == stem,
                acknowledgement.body.person == owner.person, body.network == owner.network
            else { throw SignerError.storedVaultDiffers(path: path) }
            let binding = FileAccess.join(folder, stem + HomeFile.bindingSuffix)
            guard FileAccess.exists(binding) else {
                throw SignerError.vaultNotBound(name: body.name, version: body.version)
            }
            let text = String(decoding: try FileAccess.read(binding, limit: Self.bindingBytes), as: UTF8.self)
            guard let code = try? Bytes32(Hex.decode(String(text.dropLast()))), Self.bindingText(code) == text else {
                throw SignerError.vaultNotBound(name: body.name, version: body.version)
            }
            let hasPast =
                body.version > 1 || FileAccess.isFolder(FileAccess.join(folder, stem + HomeFile.historySuffix))
            let past = hasPast ? try Self.readHistory(of: stem, in: folder) : ([], [])
            let vault = RegisteredVault(
                document: document, acknowledgement: acknowledgement, history: past.0, founding: past.1, binding: code)
            if hasPast { _ = try vault.agreement([]) }
            return vault
        }
    }

    /// Writes the vault with everything that belongs to it into a home.
    func store(in home: String) throws(SignerError) {
        let folder = FileAccess.join(home, HomeFile.vaults)
        let stem = Self.stem(of: document.body)
        try SignerError.lifting {
            try FileAccess.makeDirectory(folder)
            if document.body.version > 1 || !founding.isEmpty {
                let past = FileAccess.join(folder, stem + HomeFile.historySuffix)
                try FileAccess.makeDirectory(past)
                for earlier in history {
                    try FileAccess.replaceAtomically(
                        FileAccess.join(past, Self.stem(of: earlier.body) + HomeFile.vaultSuffix), earlier.encoded)
                }
                for one in founding {
                    try FileAccess.replaceAtomically(
                        FileAccess.join(past, one.body.person.description + HomeFile.acknowledgementSuffix),
                        one.encoded)
                }
            }
            // The vault last: without it the rest means nothing.
            try FileAccess.replaceAtomically(
                FileAccess.join(folder, stem + HomeFile.acknowledgementSuffix), acknowledgement.encoded)
            try FileAccess.replaceAtomically(
                FileAccess.join(folder, stem + HomeFile.bindingSuffix), Array(Self.bindingText(binding).utf8))
            try FileAccess.create(FileAccess.join(folder, stem + HomeFile.vaultSuffix), document.encoded)
        }
    }

    /// Writes everybody's acknowledgements of a first version beside it, all of them or none.
    func storeFounding(in home: String) throws(SignerError) {
        let folder = FileAccess.join(home, HomeFile.vaults)
        let past = FileAccess.join(folder, Self.stem(of: document.body) + HomeFile.historySuffix)
        guard !FileAccess.isFolder(past) else { return }
        let unfinished = past + HomeFile.unfinishedSuffix
        try SignerError.lifting {
            try FileAccess.makeDirectory(unfinished)
            for one in founding {
                try FileAccess.replaceAtomically(
                    FileAccess.join(unfinished, one.body.person.description + HomeFile.acknowledgementSuffix),
                    one.encoded)
            }
            try FileAccess.renameFolder(unfinished, to: past)
        }
    }

    /// Checks that the open keys make the stored code of this vault and of its entry in the journal.
    func checkBinding(_ home: borrowing SignerHome, _ signer: borrowing OpenSigner) throws(SignerError) {
        guard let entry = home.journal.registration(of: document.digest),
            try SignerError.lifting({
                try signer.identity.verifies(binding, of: Self.bindingMessage(document.digest, entry))
            })
        else { throw .vaultNotBound(name: name, version: document.body.version) }
    }

    /// The code that binds a vault: a MAC, keyed with the identity key that comes from the seed, of the vault's digest and
    /// of the hash of the journal entry that accepted it.
    static func binding(
        of digest: Bytes32, _ entry: JournalEntry, _ signer: borrowing OpenSigner
    ) throws(SignerError) -> Bytes32 {
        try SignerError.lifting { try signer.identity.mac(bindingMessage(digest, entry)) }
    }

    /// What the code covers: longer than the 32 bytes of a case digest, from which the same key makes salts that are shown.
    private static func bindingMessage(_ digest: Bytes32, _ entry: JournalEntry) -> [UInt8] {
        Array(bindingTag.utf8) + digest.bytes + entry.hash.bytes
    }

    private static let bindingTag = "rensho/vault-binding/v1"
    /// 64 hex digits and a line end.
    private static let bindingBytes = 65

    private static func bindingText(_ code: Bytes32) -> String { code.hex + "\n" }

    /// The name of a version's files, without their endings.
    private static func stem(of vault: Vault) -> String {
        vault.version == 1 ? vault.name.description : "\(vault.name).v\(vault.version)"
    }

    private static func readHistory(
        of stem: String, in folder: String
    ) throws -> ([Document<Vault>], [Document<Acknowledgement>]) {
        let past = FileAccess.join(folder, stem + HomeFile.historySuffix)
        var (vaults, acknowledgements): ([Document<Vault>], [Document<Acknowledgement>]) = ([], [])
        for name in try FileAccess.list(past) {
            let bytes = try FileAccess.read(FileAccess.join(past, name), limit: DocumentLimits.bytes)
            if name.hasSuffix(HomeFile.vaultSuffix) { vaults.append(try Document(parsing: bytes)) }
            if name.hasSuffix(HomeFile.acknowledgementSuffix) { acknowledgements.append(try Document(parsing: bytes)) }
        }
        return (vaults.sorted { $0.body.version < $1.body.version }, acknowledgements)
    }
}
