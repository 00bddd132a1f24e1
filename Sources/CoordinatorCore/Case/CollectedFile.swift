import BitcoinCrypto
package import BitcoinPSBT
package import BitcoinPrimitives
package import ByteCoding
package import Custody

/// A file that came back, read but not yet measured against any case.
package struct CollectedFile: Sendable {
    /// What a file can be.
    package enum Content: Sendable {
        /// A PSBT with the documents in it.
        case psbt(PSBTFile, ProposalAttachments)
        /// A detached share.
        case share(Document<Share>)
        /// A detached confirmation.
        case confirmation(Document<Confirmation>)
        /// A detached refusal.
        case refusal(Document<Refusal>)
        /// A detached release.
        case release(Document<Release>)
    }

    /// The SHA-256 of the file's bytes: its name in the store.
    package let hash: Bytes32
    /// What the file is.
    package let content: Content

    /// Reads a PSBT in any encoding, or a share, confirmation, refusal or release.
    package init(_ bytes: [UInt8]) throws(CaseError) {
        hash = SHA256.hash(bytes)
        guard let type = DocumentType.name(in: bytes) else {
            let file: PSBTFile
            // SignatureCheckpoint judges each signature, so a key that is no point costs only its own entry.
            do { file = try PSBTFile(fileBytes: bytes, partialSigKeys: .shapeOnly) } catch { throw .psbt(error) }
            do { content = .psbt(file, try ProposalFields.read(from: file.psbt)) } catch { throw .attachments(error) }
            return
        }
        do throws(DocumentError) {
            switch type {
            case Share.typeName: content = .share(try Document(parsing: bytes))
            case Confirmation.typeName: content = .confirmation(try Document(parsing: bytes))
            case Refusal.typeName: content = .refusal(try Document(parsing: bytes))
            case Release.typeName: content = .release(try Document(parsing: bytes))
            default: content = try Self.unwanted()
            }
        } catch {
            throw Self.isAnswer(type) ? .document(error) : .notCollectable(type: type)
        }
    }

    /// The case that the file says it belongs to; `nil` when it does not say.
    package var caseID: CaseID? {
        switch content {
        case .psbt(_, let attachments):
            attachments.caseDocument?.body.header.caseID ?? attachments.shares.first?.body.statement.caseID
                ?? attachments.confirmations.first?.body.statement.caseID
                ?? attachments.refusals.first?.body.statement.caseID
                ?? attachments.releases.first?.body.statement.caseID
        case .share(let document): document.body.statement.caseID
        case .confirmation(let document): document.body.statement.caseID
        case .refusal(let document): document.body.statement.caseID
        case .release(let document): document.body.statement.caseID
        }
    }

    /// The network that the file says it is for; `nil` when it does not say.
    package var network: Network? {
        switch content {
        case .psbt(_, let attachments):
            attachments.caseDocument?.body.network ?? attachments.shares.first?.body.network
        case .share(let document): document.body.network
        case .confirmation(let document): document.body.network
        case .refusal(let document): document.body.network
        case .release(let document): document.body.network
        }
    }

    /// The SHA-256 of the unsigned transaction's bytes, which finds the case of a file that lost its documents.
    package var unsignedTransactionHash: Bytes32? {
        guard case .psbt(let file, _) = content, let transaction = try? file.psbt.unsignedTransaction() else {
            return nil
        }
        return SHA256.hash(transaction.encodedWithoutWitness())
    }

    /// The kinds of files.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case psbt = "PSBT"
        case share, confirmation, refusal, release
    }

    /// The kind of file.
    package var kind: Kind {
        switch content {
        case .psbt: .psbt
        case .share: .share
        case .confirmation: .confirmation
        case .refusal: .refusal
        case .release: .release
        }
    }

    /// The word for the kind of file.
    package var kindName: String { kind.rawValue }

    private static func isAnswer(_ type: String) -> Bool {
        [Share.typeName, Confirmation.typeName, Refusal.typeName, Release.typeName].contains(type)
    }

    private static func unwanted() throws(DocumentError) -> Content {
        throw .emptyText
    }
}
