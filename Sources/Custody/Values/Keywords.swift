/// What a person may do in a vault.
package enum Role: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
    /// Who looks after the machines and networks of the organisation.
    case administrator
    case approver, auditor, custodian
    /// Who makes or releases the programs.
    case developer
    case `operator`, requester, watcher

    package static var documentKind: String { "a role" }

    /// Roles that must not meet in one person: who asks does not grant, who carries does not sign, who makes the programs
    /// or looks after the machines does not use them for payments, who says how much there is neither orders nor signs, and
    /// the auditor does nothing else. That who grants does not sign either holds for each order.
    static let forbiddenPairs: [(Role, Role)] = [
        (.requester, .approver), (.requester, .custodian), (.operator, .custodian), (.auditor, .approver),
        (.auditor, .custodian), (.auditor, .operator), (.auditor, .requester), (.auditor, .developer),
        (.auditor, .administrator), (.developer, .operator), (.developer, .custodian), (.developer, .approver),
        (.developer, .administrator), (.administrator, .custodian), (.administrator, .approver),
        (.administrator, .requester), (.auditor, .watcher), (.watcher, .custodian), (.watcher, .requester),
    ]

    /// The first two of a person's roles that must be apart; `nil` where all may meet.
    package static func firstForbiddenPair(in roles: [Role]) -> (Role, Role)? {
        forbiddenPairs.first { roles.contains($0) && roles.contains($1) }
    }
}

/// When a cosigner's signatures leave his machine.
package enum ReleaseRule: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
    /// With the share, as plain partial signatures.
    case open
    /// Only after the quorum and every required confirmation; until then a commitment stands for them.
    case held

    package static var documentKind: String { "\"open\" or \"held\"" }
}

/// Whose confirmation a case needs before it may be assembled or released.
package enum ConfirmationRule: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
    /// Every custodian's.
    case all
    /// Those of as many share-givers as the threshold.
    case quorum

    package static var documentKind: String { "\"all\" or \"quorum\"" }
}

/// Whether a payment needs signed orders.
package enum OrderRule: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
    case required, optional

    package static var documentKind: String { "\"required\" or \"optional\"" }
}

/// Whether a payment may go to an address that no entry of the vault's address book names.
package enum AllowlistRule: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
    /// It may; the conditions of the entries hold all the same.
    case off
    /// It may, with a warning of its own.
    case tiered
    /// It may not.
    case required

    package static var documentKind: String { "\"off\", \"tiered\" or \"required\"" }
}

/// Whose address an entry of the address book names.
package enum DestinationClass: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
    /// A wallet of our own whose keys are on a network.
    case ownHotWallet = "own-hot-wallet"
    /// Another vault of our own.
    case ownVault = "own-vault"
    /// A customer.
    case customer
    /// Another exchange, custodian or bank.
    case exchange

    package static var documentKind: String { "a class: own-hot-wallet, own-vault, customer or exchange" }
}

/// How it was proven that an address is the recipient's.
package enum ProofKind: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
    /// A message that the address's keys have signed.
    case message
    /// A small payment that the recipient has named back.
    case testPayment = "test-payment"
    /// A statement that the recipient has signed on paper.
    case statement
    /// The minutes of a call to a number that was known before.
    case call

    package static var documentKind: String { "a proof: message, test-payment, statement or call" }
}

/// What a case is for.
package enum CaseKind: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
    /// Pays somebody.
    case payment
    /// Moves coins inside: consolidation, burn, sweep.
    case `internal`

    package static var documentKind: String { "\"payment\" or \"internal\"" }
}
