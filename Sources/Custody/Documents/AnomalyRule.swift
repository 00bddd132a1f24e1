/// What becomes of a case that is unlike the others.
package enum AnomalyAction: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
    /// Every custodian acknowledges it by its own word.
    case acknowledge
    /// The next tier of approval is needed.
    case raise

    package static var documentKind: String { "\"acknowledge\" or \"raise\"" }
}

/// In which way a case can be unlike the others; in the order of their words.
package enum AnomalyKind: String, CaseIterable, Hashable, Sendable, Comparable, DocumentKeyword {
    case firstDestination = "first-destination"
    case largerThanEver = "larger-than-ever"
    case manyCases = "many-cases"
    case offHours = "off-hours"
    case shareOfBalance = "share-of-balance"
    case unusualFee = "unusual-fee"

    package static var documentKind: String { "a rule about anomalies" }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A rule of a vault about cases that are unlike the others, which every custodian's machine judges by its own records.
package struct AnomalyRule: Hashable, Sendable {
    /// What is unlike.
    package enum Trigger: Hashable, Sendable {
        /// An address that the machine has never helped to pay.
        case firstDestination
        /// A payment of more than so many times the largest before.
        case largerThanEver(times: UInt32)
        /// More than so many cases, this one among them, within so many days that end today.
        case manyCases(count: UInt32, days: UInt32)
        /// A moment outside of the working hours.
        case offHours(WorkingHours)
        /// More than so many per cent of what the vault has.
        case shareOfBalance(percent: UInt32)
        /// A fee of more than so many times the usual one, which is the median of the earlier cases.
        case unusualFee(times: UInt32)
    }

    /// What is unlike.
    package let trigger: Trigger
    /// What becomes of the case.
    package let action: AnomalyAction

    /// States a rule.
    package init(_ trigger: Trigger, _ action: AnomalyAction) {
        self.trigger = trigger
        self.action = action
    }

    /// In which way a case is unlike the others.
    package var kind: AnomalyKind {
        switch trigger {
        case .firstDestination: .firstDestination
        case .largerThanEver: .largerThanEver
        case .manyCases: .manyCases
        case .offHours: .offHours
        case .shareOfBalance: .shareOfBalance
        case .unusualFee: .unusualFee
        }
    }
}

extension AnomalyRule: DocumentValue {
    package static var documentKind: String { "a rule about anomalies" }

    private var bounds: [String] {
        switch trigger {
        case .firstDestination: []
        case .largerThanEver(let times), .unusualFee(let times): [times.documentText]
        case .manyCases(let count, let days): [count.documentText, days.documentText]
        case .offHours(let hours): [hours.documentText]
        case .shareOfBalance(let percent): [percent.documentText]
        }
    }

    package var documentText: String {
        ([kind.documentText] + bounds + [action.documentText]).joined(separator: " ")
    }

    package init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        let trigger: Trigger =
            switch try words.next(AnomalyKind.self) {
            case .firstDestination: .firstDestination
            case .largerThanEver: .largerThanEver(times: try words.next())
            case .manyCases: .manyCases(count: try words.next(), days: try words.next())
            case .offHours: .offHours(try words.next())
            case .shareOfBalance: .shareOfBalance(percent: try words.next())
            case .unusualFee: .unusualFee(times: try words.next())
            }
        self.init(trigger, try words.next())
        try words.finish()
    }
}
