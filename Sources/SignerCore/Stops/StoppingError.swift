import ByteCoding
package import CommandSupport
package import Custody

/// Why this machine does not sign or keep what stops something or lets it go on, or does not go on because of it.
package enum StoppingError: CommandError, Equatable {
    /// The vault is frozen by these people.
    case frozen(Identifier, by: [Identifier])
    /// The order was vetoed by these people.
    case vetoed(OrderName, by: [Identifier])
    /// The document does not count under the vault.
    case refused(StopProblem)
    /// This person may not sign it.
    case notEntitled(Identifier, StopKind)
    /// The vault knows this person with another identity key, or not at all.
    case otherPerson(Identifier)
    /// The freeze to lift does not stand.
    case notFrozen
    /// The transaction and the vault do not establish a case.
    case noCase
    /// The person to excuse is no other custodian of the vault.
    case noAbsentee(Identifier)
    /// The case would be refused whatever is excused or overridden.
    case caseRefused(check: String)
    /// No rule that is to be overridden refuses the case.
    case nothingToOverride
    /// The word that signs was not typed.
    case notAccepted
    /// A file that is kept is none of these documents and no refusal.
    case notKept(path: String)
    /// A refusal is of no registered vault, or nobody's word.
    case refusalUnproven(path: String)
    /// Files show another document of a vault than the one that is registered here.
    case registeredOtherwise(Identifier)

    package var exitStatus: ExitStatus { .refused }

    package var code: String {
        switch self {
        case .frozen: "vault.frozen"
        case .vetoed: "order.vetoed"
        case .refused(let inner): inner.code
        case .notEntitled: "stop.not-entitled"
        case .otherPerson: "stop.other-person"
        case .notFrozen: "stop.not-frozen"
        case .noCase: "stop.case-not-established"
        case .noAbsentee: "stop.no-absentee"
        case .caseRefused: "stop.case-refused"
        case .nothingToOverride: "stop.nothing-to-override"
        case .notAccepted: "stop.not-accepted"
        case .notKept: "stop.not-kept"
        case .refusalUnproven: "stop.refusal-unproven"
        case .registeredOtherwise: "stop.registered-otherwise"
        }
    }

    package var description: String {
        switch self {
        case .frozen(let vault, let people): "the vault \(vault) is frozen by \(Self.list(people))"
        case .vetoed(let name, let people): "order \(name) was vetoed by \(Self.list(people))"
        case .refused(let inner): inner.description
        case .registeredOtherwise(let name):
            "the vault \(name) is registered on this machine, and these files show another document of it"
        case .notEntitled(let person, let kind): "the part of \(person) in the vault allows no \(kind.rawValue)"
        case .otherPerson(let person): "the vault does not list \(person) with this machine's identity key"
        case .notFrozen: "no such freeze of the vault stands"
        case .noCase: "the transaction and the vault do not establish a case"
        case .noAbsentee(let person): "\(person) is no other custodian of the vault"
        case .caseRefused(let check): "the review refuses this case for a reason that nothing overrides [\(check)]"
        case .nothingToOverride: "no rule named refuses this case"
        case .notAccepted: "the word that signs was not typed; nothing was signed"
        case .notKept(let path): "\(path) neither stops anything nor lets it go on"
        case .refusalUnproven(let path): "\(path) is no refusal that anybody of a registered vault has signed"
        }
    }

    package var remedy: String? {
        switch self {
        case .frozen: "only the vault's custodians end a freeze: rensho-signer lift"
        case .vetoed: "an order that was vetoed is ordered anew, under a new number"
        case .notFrozen: "bring the freeze to this machine first: rensho-signer heed FILE"
        case .registeredOtherwise:
            "leave the files out: here the registered vault decides, or register the other one first"
        case .caseRefused: "see the reason with rensho-signer review, and ask for another proposal"
        case .refused, .notEntitled, .otherPerson, .noCase, .noAbsentee, .nothingToOverride, .notAccepted, .notKept,
            .refusalUnproven:
            nil
        }
    }

    private static func list(_ people: [Identifier]) -> String {
        Set(people).sorted().map(\.description).joined(separator: ", ")
    }
}

extension SignerError {
    /// Ends with what this room says about stops.
    static func stopping(_ error: StoppingError) -> SignerError { .cause(SignerErrorCause(error: error)) }
}

extension SignerHome {
    /// Refuses to sign or approve an order of a vault that is frozen, or an order that was vetoed, as far as this machine
    /// knows.
    borrowing func requireNotStopped(
        _ order: Document<Order>, under vault: RegisteredVaultView, on today: CalendarDate
    ) throws(SignerError) {
        let book = StopBook(journal.stops, under: vault, on: today)
        guard book.freezes.isEmpty else {
            throw .stopping(.frozen(vault.vault.name, by: book.freezes.map(\.document.body.statement.person)))
        }
        let vetoes = book.vetoes(of: order.digest)
        guard vetoes.isEmpty else {
            throw .stopping(.vetoed(order.body.name, by: vetoes.map(\.body.statement.person)))
        }
    }
}
