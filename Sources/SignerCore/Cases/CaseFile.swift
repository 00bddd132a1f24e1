import BitcoinCrypto
package import BitcoinPSBT
package import ByteCoding
import CommandSupport
package import Custody

/// A PSBT with the documents of its case, read from a file exactly once.
package struct CaseFile: Sendable {
    /// Where it was read from; never trusted, only shown.
    package let path: String
    /// The SHA-256 of the bytes that were read.
    package let hash: Bytes32
    /// How the PSBT is written, and how the answer is written.
    package let encoding: PSBTFile.Encoding
    /// The PSBT.
    package private(set) var psbt: PSBT
    /// The documents in it, none verified.
    package internal(set) var attachments: ProposalAttachments
    /// What says which case it is.
    package let origin: Origin

    /// What says which case a file is.
    package enum Origin: Sendable {
        /// The case document in it.
        case proposal(Document<CaseDocument>)
        /// Nothing: it is a plain PSBT of another coordinator, and this machine makes the case of it under this vault.
        case foreign(CaseHeader, Document<Vault>)
    }

    /// Reads the file once; everything later rests on these bytes. A plain PSBT is taken only where a registered vault
    /// allows such proposals.
    package init(reading path: String, in home: borrowing SignerHome) throws(SignerError) {
        let bytes = try SignerError.lifting {
            try FileAccess.read(path, limit: PSBTLimits.maximumFileBytes)
        }
        let contents = try Contents(bytes)
        if let document = contents.attachments.caseDocument {
            self.init(contents, .proposal(document), path)
        } else {
            guard contents.attachments.isEmpty, let foreign = home.foreignCase(of: contents.file.psbt) else {
                throw .noCase(path: path)
            }
            self.init(contents, foreign, path)
        }
    }

    /// Takes the bytes of a file that carries its case document.
    package init(_ bytes: [UInt8], path: String) throws(SignerError) {
        let contents = try Contents(bytes)
        guard let document = contents.attachments.caseDocument else { throw .noCase(path: path) }
        self.init(contents, .proposal(document), path)
    }

    private init(_ contents: Contents, _ origin: Origin, _ path: String) {
        self.path = path
        self.origin = origin
        hash = contents.hash
        encoding = contents.file.encoding
        psbt = contents.file.psbt
        attachments = contents.attachments
    }

    /// What the bytes of a file hold.
    private struct Contents {
        let hash: Bytes32
        let file: PSBTFile
        let attachments: ProposalAttachments

        init(_ bytes: [UInt8]) throws(SignerError) {
            let file = try SignerError.lifting { try PSBTFile(fileBytes: bytes) }
            attachments = try SignerError.lifting { try ProposalFields.read(from: file.psbt) }
            self.file = file
            hash = SHA256.hash(bytes)
        }
    }

    /// Whether it is a plain PSBT of another coordinator.
    package var isForeign: Bool { caseDocument == nil }

    /// The case document in it; `nil` in a plain PSBT.
    package var caseDocument: Document<CaseDocument>? {
        if case .proposal(let document) = origin { document } else { nil }
    }

    /// The name of the vault that it is about.
    package var vault: Identifier {
        switch origin {
        case .proposal(let document): document.body.vault
        case .foreign(_, let vault): vault.body.name
        }
    }

    /// The header that this machine gives a plain PSBT; `nil` for a file that says itself which case it is.
    var foreignHeader: CaseHeader? {
        if case .foreign(let header, _) = origin { header } else { nil }
    }

    /// The bytes of a file with this PSBT, in the version and the encoding in which it came.
    func plain(_ psbt: PSBT) -> [UInt8] { PSBTFile(psbt: psbt, encoding: encoding).fileBytes() }

    /// The bytes of a file with this PSBT and these documents.
    var encoded: [UInt8] { PSBTFile(psbt: psbt, encoding: encoding).fileBytes() }

    /// The file with a person's share in it, in place of an earlier one, over a PSBT with the same transaction.
    func adding(_ share: Document<Share>, to psbt: PSBT) throws(SignerError) -> CaseFile {
        var file = self
        file.attachments.shares.removeAll { $0.body.statement.person == share.body.statement.person }
        file.attachments.shares.append(share)
        return try file.attached(to: psbt)
    }

    /// The file with a person's release in it, in place of an earlier one, over a PSBT with the same transaction.
    func adding(_ release: Document<Release>, to psbt: PSBT) throws(SignerError) -> CaseFile {
        var file = self
        file.attachments.releases.removeAll { $0.body.statement.person == release.body.statement.person }
        file.attachments.releases.append(release)
        return try file.attached(to: psbt)
    }

    private func attached(to psbt: PSBT) throws(SignerError) -> CaseFile {
        var file = self
        var psbt = psbt
        try SignerError.lifting { try ProposalFields.attach(attachments, to: &psbt) }
        file.psbt = psbt
        return file
    }

    /// The case.
    package var caseID: CaseID {
        switch origin {
        case .proposal(let document): document.body.header.caseID
        case .foreign(let header, _): header.caseID
        }
    }
}

extension SignerHome {
    /// The case that this machine makes of a plain PSBT: under the registered vault that allows such proposals and owns
    /// the most of its coins; `nil` where none allows them.
    fileprivate borrowing func foreignCase(of psbt: PSBT) -> CaseFile.Origin? {
        var found: (header: CaseHeader, ownInputs: Int)?
        var owner: RegisteredVault?
        for vault in vaults where vault.document.body.rules.foreignProposals {
            guard let candidate = ForeignCase.header(of: psbt, under: vault.view),
                candidate.ownInputs > found?.ownInputs ?? -1
            else { continue }
            found = candidate
            owner = vault
        }
        guard let found, let owner else { return nil }
        return .foreign(found.header, owner.document)
    }
}
