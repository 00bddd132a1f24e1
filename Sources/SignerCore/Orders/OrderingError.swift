import ByteCoding
package import CommandSupport
package import Custody

/// Why this machine does not sign or approve an order, or print its sheet.
package enum OrderingError: CommandError, Equatable {
    /// The order is somebody else's.
    case otherRequester(Identifier, owner: Identifier)
    /// The vault knows this person with another identity key.
    case otherIdentityKey(Identifier)
    /// The order does not count under the vault, or this person may not sign or approve it.
    case refused(OrderRefusal)
    /// The order carries a signature that is not its requester's.
    case strangeSignature(SignatureProblem)
    /// The order is not in force, and will not be or is not yet.
    case notInForce(OrderForce)
    /// This person has signed an order with this number, or a higher one.
    case numberNotRising(UInt64, last: UInt64)
    /// The word that signs or approves was not typed.
    case notAccepted
    /// The order was not signed on this machine.
    case notSignedHere(OrderName)

    package var exitStatus: ExitStatus { .refused }

    package var code: String {
        switch self {
        case .otherRequester: "order.other-requester"
        case .otherIdentityKey: "order.other-identity-key"
        case .refused(let inner): inner.code
        case .strangeSignature(let inner): inner.code
        case .notInForce: "order.not-in-force"
        case .numberNotRising: "order.number-not-rising"
        case .notAccepted: "order.not-accepted"
        case .notSignedHere: "order.not-signed-here"
        }
    }

    package var description: String {
        switch self {
        case .otherRequester(let requester, let owner): "the order is by \(requester), and this is \(owner)'s machine"
        case .otherIdentityKey(let person): "the vault lists \(person) with another identity key than this machine's"
        case .refused(let inner): inner.description
        case .strangeSignature(let inner): inner.description
        case .notInForce(.ended(let bound)): "the order was valid until \(bound.documentText)"
        case .notInForce(.notYet(let bound)): "the order is valid from \(bound.documentText) only"
        case .notInForce(.unknown(let bound)): "whether the order is valid cannot be told: \(bound.documentText)"
        case .notInForce(.inForce): "the order is in force"
        case .numberNotRising(let number, let last):
            "the number \(number) is not above \(last), the last that was signed here for this vault"
        case .notAccepted: "the word that signs was not typed; nothing was signed"
        case .notSignedHere(let name): "order \(name) was not signed on this machine"
        }
    }

    package var remedy: String? {
        switch self {
        case .numberNotRising: "Make the order anew with a higher number: rensho order new. Any edit is a new order."
        case .refused(let inner): inner.remedy
        case .otherIdentityKey: "Ask the operator for the version of the vault that lists your key."
        case .notSignedHere: "Print the sheet on the machine on which its requester signed it."
        case .notInForce: "Make the order anew with another validity: rensho order new."
        case .otherRequester, .strangeSignature, .notAccepted: nil
        }
    }
}

extension SignerError {
    /// Ends with what this room says about an order.
    static func ordering(_ error: OrderingError) -> SignerError { .cause(SignerErrorCause(error: error)) }
}
