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
    /// The case document in it.
    package let caseDocument: Document<CaseDocument>

    /// Reads the file once; everything later rests on these bytes.
    package init(reading path: String) throws(SignerError) {
        let bytes = try SignerError.lifting {
            try FileAccess.read(path, limit: PSBTLimits.maximumFileBytes)
        }
        try self.init(bytes, path: path)
    }

    /// Takes the bytes of a file.
    package init(_ bytes: [UInt8], path: String) throws(SignerError) {
        let file = try SignerError.lifting { try PSBTFile(fileBytes: bytes) }
        let attachments = try SignerError.lifting { try ProposalFields.read(from: file.psbt) }
        guard let caseDocument = attachments.caseDocument else { throw .noCase(path: path) }
        self.path = path
        hash = SHA256.hash(bytes)
        encoding = file.encoding
        psbt = file.psbt
        self.attachments = attachments
        self.caseDocument = caseDocument
    }

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
    package var caseID: CaseID { caseDocument.body.header.caseID }
}
