package import BitcoinPSBT
package import BitcoinPrimitives
import ByteCoding
package import Custody

/// Says why a file or a step of a case is refused as a whole.
package enum CaseError: CodedError, Equatable {
    /// The file is no PSBT.
    case psbt(PSBTError)
    /// The documents inside the PSBT do not read.
    case attachments(ProposalError)
    /// The document does not read.
    case document(DocumentError)
    /// The document is of a type that is not collected.
    case notCollectable(type: String)
    /// The PSBT carries no case document, so it is no proposal of Rensho.
    case noCaseDocument
    /// The transaction and the vault do not establish the facts of a case.
    case notEstablished(reasons: [String])
    /// The case document in the file is not the one that the transaction and the vault make.
    case caseDocumentDiffers(CaseID)
    /// The file is of another case.
    case otherCase(file: CaseID, this: CaseID)
    /// The file is of another vault or another version of it.
    case otherVault(file: String, this: String)
    /// The file is of another network.
    case otherNetwork(file: Network, this: Network)
    /// The PSBT asks for something else than the proposal.
    case requestChanged([RequestDifference])
    /// A finalised input of the PSBT has other scripts than the vault's.
    case otherFinal(input: Int)
    /// What the store kept does not verify any more.
    case storedDataFails(what: String)

    package var code: String {
        switch self {
        case .psbt(let error): error.code
        case .attachments(let error): error.code
        case .document(let error): error.code
        case .notCollectable: "collect.not-collectable"
        case .noCaseDocument: "case.no-case-document"
        case .notEstablished: "case.not-established"
        case .caseDocumentDiffers: "case.document-differs"
        case .otherCase: "collect.other-case"
        case .otherVault: "collect.other-vault"
        case .otherNetwork: "collect.other-network"
        case .requestChanged: "collect.request-changed"
        case .otherFinal: "collect.other-final"
        case .storedDataFails: "case.stored-data-fails"
        }
    }

    package var description: String {
        switch self {
        case .psbt(let error): "\(error)"
        case .attachments(let error): "\(error)"
        case .document(let error): "\(error)"
        case .notCollectable(let type): "a \(type) document is no answer to a case"
        case .noCaseDocument: "the PSBT carries no case document"
        case .notEstablished(let reasons):
            "the facts of the case cannot be established: \(reasons.joined(separator: "; "))"
        case .caseDocumentDiffers(let id):
            "the case document of \(id.short) in the file is not the one that this transaction and vault make"
        case .otherCase(let file, let this): "the file belongs to case \(file.short) and not to case \(this.short)"
        case .otherVault(let file, let this): "the file is of vault \(file) and the case is of vault \(this)"
        case .otherNetwork(let file, let this): "the file is for \(file.rawValue) and the case is for \(this.rawValue)"
        case .requestChanged(let differences):
            "the request was changed: \(differences.map(\.description).joined(separator: "; "))"
        case .otherFinal(let input): "input \(input) of the PSBT is finalised with other scripts than the vault's"
        case .storedDataFails(let what): "what the store kept does not verify: \(what)"
        }
    }

    package var remedy: String? {
        switch self {
        case .requestChanged: "Do not use this file; ask its sender where it was, and to sign the proposal again."
        case .otherFinal: "Do not use this file; ask its sender for the PSBT before it was finalised."
        case .otherVault: "Check which vault the signer's machine has registered."
        case .notCollectable: "Vaults and acknowledgements go in with rensho vault import."
        case .storedDataFails: "Stop using this home and restore it from a backup."
        case .psbt(let error): error.remedy
        case .attachments(let error): error.remedy
        case .document(let error): error.remedy
        case .noCaseDocument, .notEstablished, .caseDocumentDiffers, .otherCase, .otherNetwork: nil
        }
    }
}
