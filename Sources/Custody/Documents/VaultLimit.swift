package import BitcoinPrimitives

/// One bound on what may leave a vault: counted for whom, over which time, and how much.
package struct VaultLimit: Hashable, Sendable {
    /// What is added up.
    package enum Scope: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
        /// Everything that leaves the vault: payments, and the fees of every case.
        case vault
        /// What one address gets, for every address by itself.
        case destination
        /// Everything that leaves in cases of one requester's orders, for every requester by himself.
        case requester

        package static var documentKind: String { "\"vault\", \"destination\" or \"requester\"" }
    }

    /// Over which time.
    package enum Span: Hashable, Sendable {
        /// One case by itself.
        case oneCase
        /// Any so many days in a row, by the machine's own clock.
        case days(UInt32)
        /// Any so many blocks in a row, by countersigned coin snapshots.
        case blocks(UInt32)
    }

    /// How much.
    package enum Ceiling: Hashable, Sendable {
        /// An amount.
        case amount(Amount)
        /// A share of the vault's balance in per cent; see ``VaultBalance``.
        case percent(UInt32)
    }

    /// The longest window: machines remember longer, people do not.
    package static let maximumDays: UInt32 = 366
    /// As many blocks as ``maximumDays`` have.
    package static let maximumBlocks: UInt32 = 366 * 144
    /// More lines than anybody reads before he registers a vault say nothing any more.
    package static let maximumCount = 24

    /// What is added up.
    package let scope: Scope
    /// Over which time.
    package let span: Span
    /// How much.
    package let ceiling: Ceiling

    /// Takes a bound that can be kept.
    package init(scope: Scope, span: Span, ceiling: Ceiling) throws(DocumentError) {
        let isPossible =
            switch span {
            case .oneCase: true
            case .days(let count): (1...Self.maximumDays).contains(count)
            case .blocks(let count): (1...Self.maximumBlocks).contains(count)
            }
        let isMeant =
            switch ceiling {
            case .amount: true
            case .percent(let percent): (1...100).contains(percent)
            }
        self.scope = scope
        self.span = span
        self.ceiling = ceiling
        guard isPossible, isMeant else {
            throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
    }

    /// What two lines of one vault must not share: what is added up, the time, and the kind of the bound.
    var place: Place { Place(self) }

    /// The order of the lines: the scope, the time, the kind of bound.
    struct Place: Hashable, Comparable {
        private let parts: [UInt32]

        fileprivate init(_ limit: VaultLimit) {
            let scope: UInt32 =
                switch limit.scope {
                case .vault: 0
                case .destination: 1
                case .requester: 2
                }
            let span: [UInt32] =
                switch limit.span {
                case .oneCase: [0, 0]
                case .days(let count): [1, count]
                case .blocks(let count): [2, count]
                }
            let ceiling: UInt32 =
                switch limit.ceiling {
                case .amount: 0
                case .percent: 1
                }
            parts = [scope] + span + [ceiling]
        }

        static func < (left: Self, right: Self) -> Bool { left.parts.lexicographicallyPrecedes(right.parts) }
    }
}

extension VaultLimit: DocumentValue {
    package static var documentKind: String {
        "a limit: vault, destination or requester; case, N-days or N-blocks; an amount or N percent"
    }

    private static let percentMark = " percent"

    /// `vault 7-days 10000000000 sat (100.00000000 BTC)`, `destination case 20 percent`.
    package var documentText: String {
        let ceiling =
            switch self.ceiling {
            case .amount(let amount): amount.documentText
            case .percent(let percent): percent.documentText + Self.percentMark
            }
        return [scope.documentText, span.documentText, ceiling].joined(separator: " ")
    }

    package init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        let scope: Scope = try words.next()
        let span: Span = try words.next()
        let rest: LimitCeilingText = try words.rest()
        try self.init(scope: scope, span: span, ceiling: rest.ceiling)
    }

    /// The text after the span.
    private struct LimitCeilingText: DocumentValue {
        let ceiling: Ceiling
        let documentText: String

        static var documentKind: String { "an amount or N percent" }

        init(documentText: String) throws(DocumentError) {
            if documentText.hasSuffix(VaultLimit.percentMark) {
                let number = String(documentText.dropLast(VaultLimit.percentMark.count))
                ceiling = .percent(try UInt32.exactly(number))
            } else {
                ceiling = .amount(try Amount.exactly(documentText))
            }
            self.documentText = documentText
        }
    }
}

extension VaultLimit.Span: DocumentValue {
    package static var documentKind: String { "\"case\", \"N-days\" or \"N-blocks\"" }

    private static let caseWord = "case"
    private static let daysMark = "-days"
    private static let blocksMark = "-blocks"

    package var documentText: String {
        switch self {
        case .oneCase: Self.caseWord
        case .days(let count): count.documentText + Self.daysMark
        case .blocks(let count): count.documentText + Self.blocksMark
        }
    }

    package init(documentText: String) throws(DocumentError) {
        if documentText == Self.caseWord {
            self = .oneCase
        } else if documentText.hasSuffix(Self.daysMark) {
            self = .days(try UInt32.exactly(String(documentText.dropLast(Self.daysMark.count))))
        } else if documentText.hasSuffix(Self.blocksMark) {
            self = .blocks(try UInt32.exactly(String(documentText.dropLast(Self.blocksMark.count))))
        } else {
            throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
    }
}

/// How many days a countersigned coin snapshot counts, as a vault's document says it.
package struct SnapshotAge: Hashable, Sendable {
    /// Older ones say nothing about the balance of a vault that is in use.
    package static let maximumDays: UInt32 = 366

    /// The days, from 1: a snapshot of today is of the first.
    package let days: UInt32

    /// Takes a number of days.
    package init(days: UInt32) throws(DocumentError) {
        guard (1...Self.maximumDays).contains(days) else {
            throw .malformedValue(kind: Self.documentKind, text: "\(days)-days", nil)
        }
        self.days = days
    }
}

extension SnapshotAge: DocumentValue {
    package static var documentKind: String { "\"N-days\", N from 1 to \(maximumDays)" }

    package var documentText: String { VaultLimit.Span.days(days).documentText }

    package init(documentText: String) throws(DocumentError) {
        guard case .days(let days) = try VaultLimit.Span(documentText: documentText) else {
            throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
        try self.init(days: days)
    }
}
