/// What a person may do in a vault.
package enum Role: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
    case approver, auditor, custodian, `operator`, requester

    package static var documentKind: String { "a role" }
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

/// What a case is for.
package enum CaseKind: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
    /// Pays somebody.
    case payment
    /// Moves coins inside: consolidation, burn, sweep.
    case `internal`

    package static var documentKind: String { "\"payment\" or \"internal\"" }
}
