import ByteCoding
import CommandSupport
package import Custody

/// The documents about one vault that were given: the version in question, those before it, and the acknowledgements of
/// the first.
package struct VaultFiles: Sendable {
    /// The newest version among them, with the signatures of every copy of it.
    package let newest: Document<Vault>
    /// The other versions.
    let history: [Document<Vault>]
    /// The acknowledgements of version 1; those of later versions decide nothing and are left out.
    let acknowledgements: [Document<Acknowledgement>]

    /// Puts documents in order.
    package init(
        _ vaults: [Document<Vault>], _ acknowledgements: [Document<Acknowledgement>] = []
    ) throws(SignerError) {
        guard var newest = vaults.max(by: { $0.body.version < $1.body.version }) else { throw .unknownVault("") }
        var history: [Document<Vault>] = []
        for document in vaults {
            let body = document.body
            guard body.name == newest.body.name else {
                throw .cause(SignerErrorCause(error: VaultError.otherVaultInHistory(body.name)))
            }
            guard body.version == newest.body.version else {
                history.append(document)
                continue
            }
            guard document.digest == newest.digest else {
                throw .cause(SignerErrorCause(error: VaultError.fork(version: body.version)))
            }
            newest = newest.merging(document)
        }
        self.newest = newest
        self.history = history
        let first = vaults.first { $0.body.version == 1 }?.digest
        var people: Set<Identifier> = []
        self.acknowledgements = acknowledgements.filter {
            $0.body.vaultHash == first && people.insert($0.body.person).inserted
        }
    }

    /// Reads the files; each is a vault or an acknowledgement.
    package init(reading paths: [String]) throws(SignerError) {
        var vaults: [Document<Vault>] = []
        var acknowledgements: [Document<Acknowledgement>] = []
        for path in paths {
            try SignerError.lifting {
                let bytes = try FileAccess.read(path, limit: DocumentLimits.bytes)
                if DocumentType.name(in: bytes) == Acknowledgement.typeName {
                    acknowledgements.append(try Document(parsing: bytes))
                } else {
                    vaults.append(try Document(parsing: bytes))
                }
            }
        }
        try self.init(vaults, acknowledgements)
    }

    /// The agreement that the documents show; for a first version it is still to come.
    func agreement() throws(SignerError) -> VaultAgreement {
        try SignerError.lifting {
            try VaultAgreement(vault: newest, acknowledgements: acknowledgements, history: history)
        }
    }

    /// What the newest version follows: the version before it, which everything given shows to be agreed on.
    func agreementBefore() throws(SignerError) -> VaultAgreement {
        guard let before = history.max(by: { $0.body.version < $1.body.version }) else {
            throw .cause(SignerErrorCause(error: VaultError.missingVersion(newest.body.version - 1)))
        }
        return try SignerError.lifting {
            try VaultAgreement(
                vault: before, acknowledgements: acknowledgements,
                history: history.filter { $0.body.version < before.body.version })
        }
    }
}
