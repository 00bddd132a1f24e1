package import BitcoinPrimitives

/// A destination that a tier of approval is about.
package enum TierDestination: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
    /// Another wallet of our own whose keys are on a network.
    case ownHotWallet = "own-hot-wallet"
    /// Another vault of our own.
    case ownVault = "own-vault"
    /// A customer.
    case customer
    /// Another exchange, custodian or bank.
    case exchange
    /// An address that no entry of the book names.
    case unlisted
    /// An address that the machine which judges has never helped to pay.
    case firstTime = "first-time"

    package static var documentKind: String { "a class of the address book, unlisted or first-time" }

    /// The class of the address book that it means; `nil` for the two that are about no entry.
    package var destinationClass: DestinationClass? { DestinationClass(rawValue: rawValue) }
}

/// A tier of approval: which payments belong to it, and what an order needs before such a payment is signed.
///
/// One condition that holds is enough. Of all tiers that hold, the highest counts; a vault's tiers ask for more from the
/// first to the last.
package struct VaultTier: Hashable, Sendable {
    /// Its number, from 1; the tiers of a vault stand in this order.
    package let number: UInt32
    /// It holds for a payment of more than this in all; `nil` where amounts do not matter.
    package let above: Amount?
    /// It holds for more than so many per cent of what the vault has; `nil` where the share does not matter.
    package let sharePercent: UInt32?
    /// It holds where one of these is paid, sorted by their words.
    package let destinations: [TierDestination]
    /// How many approvals an order needs.
    package let approvals: UInt32
    /// One of the approvers belongs to one of these units; empty where any may approve. Sorted.
    package let units: [Identifier]
    /// How many days lie between an approval and the day on which it counts.
    package let coolingDays: UInt32

    /// Takes a tier; ``VaultValidation`` checks it.
    package init(
        number: UInt32, above: Amount? = nil, sharePercent: UInt32? = nil, destinations: [TierDestination] = [],
        approvals: UInt32, units: [Identifier] = [], coolingDays: UInt32 = 0
    ) {
        self.number = number
        self.above = above
        self.sharePercent = sharePercent
        self.destinations = ListWord(destinations).elements
        self.approvals = approvals
        self.units = ListWord(units).elements
        self.coolingDays = coolingDays
    }

    /// Whether no payment belongs to it by itself, so that only an anomaly leads to it.
    package var isOnlyRaised: Bool { above == nil && sharePercent == nil && destinations.isEmpty }

    /// Whether every payment belongs to it.
    package var holdsAlways: Bool { above == .zero }
}

extension VaultTier: DocumentValue {
    package static var documentKind: String { "a tier of approval" }

    package var documentText: String {
        [
            number.documentText, above?.documentText ?? DocumentField.absent,
            sharePercent?.documentText ?? DocumentField.absent,
            destinations.isEmpty ? DocumentField.absent : ListWord(destinations).documentText,
            approvals.documentText, units.isEmpty ? DocumentField.absent : ListWord(units).documentText,
            coolingDays == 0 ? DocumentField.absent : coolingDays.documentText,
        ].joined(separator: " ")
    }

    package init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        self.init(
            number: try words.next(), above: try words.nextOptional(), sharePercent: try words.nextOptional(),
            destinations: try words.nextOptional(ListWord<TierDestination>.self)?.elements ?? [],
            approvals: try words.next(), units: try words.nextOptional(ListWord<Identifier>.self)?.elements ?? [],
            coolingDays: try words.nextOptional() ?? 0)
        try words.finish()
    }
}

/// The unit of an organisation that a person belongs to: `erin risk`.
package struct PersonUnit: Hashable, Sendable {
    /// Whose unit.
    package let person: Identifier
    /// The unit.
    package let unit: Identifier

    /// Says where somebody belongs.
    package init(person: Identifier, unit: Identifier) {
        self.person = person
        self.unit = unit
    }
}

extension PersonUnit: DocumentValue {
    package static var documentKind: String { "a person and a unit" }

    package var documentText: String { "\(person) \(unit)" }

    package init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        self.init(person: try words.next(), unit: try words.next())
        try words.finish()
    }
}
