package import BitcoinPrimitives

/// A case as limits count it: what leaves with it, on whose order, and where it stands in time.
package struct CountedCase: Hashable, Sendable {
    /// The case.
    package let caseID: CaseID
    /// The coins that it spends.
    package let spends: Set<OutPoint>
    /// Those of them that it spends for sure: cases with one of these in common exclude each other.
    package let surelySpends: Set<OutPoint>
    /// What it pays to others.
    package let pays: [TxOut]
    /// What the miners get; `nil` where nobody has told this machine.
    package let fee: Amount?
    /// Whose orders it pays; empty for a case without an order.
    package let requesters: Set<Identifier>
    /// The latest day on which it can have been answered; `nil` where none is known.
    package let day: CalendarDate?
    /// Whether the newest snapshot still shows one of its coins: it has yet to come onto the chain, and may at any time.
    package let isOpen: Bool
    /// What each address gets.
    private let byScript: [Script: Amount]

    /// Takes a case.
    /// - Parameter surelySpends: `nil` where there is no doubt about the coins.
    package init(
        caseID: CaseID, spends: Set<OutPoint>, surelySpends: Set<OutPoint>? = nil, pays: [TxOut], fee: Amount?,
        requesters: Set<Identifier>,
        day: CalendarDate?, isOpen: Bool = false
    ) {
        self.caseID = caseID
        self.spends = spends
        self.surelySpends = surelySpends ?? spends
        self.pays = pays
        self.fee = fee
        self.requesters = requesters
        self.day = day
        self.isOpen = isOpen
        var byScript: [Script: Amount] = [:]
        for output in pays {
            byScript[output.scriptPubKey] = SaturatedSum.of([byScript[output.scriptPubKey] ?? .zero, output.amount])
        }
        self.byScript = byScript
    }

    /// A case that is to be answered now.
    package init(_ facts: CaseFacts, on day: CalendarDate?) {
        self.init(
            caseID: facts.header.caseID, spends: Set(facts.inputs.map(\.outpoint)),
            pays: facts.externalOutputs.map { TxOut(amount: $0.amount, scriptPubKey: $0.script) }, fee: facts.fee,
            requesters: Set(facts.orders.map(\.body.requester)), day: day)
    }

    /// The same case at another place in time.
    package func placed(on day: CalendarDate?, isOpen: Bool) -> CountedCase {
        CountedCase(
            caseID: caseID, spends: spends, surelySpends: surelySpends, pays: pays, fee: fee, requesters: requesters,
            day: day, isOpen: isOpen)
    }

    /// Whether nothing is known of it but that it was answered: then it may have taken everything.
    package var isUnknown: Bool { spends.isEmpty && pays.isEmpty }

    /// Everything that leaves the vault with it.
    /// - Parameter unknownFee: what stands for a fee that nobody has told of.
    func leaving(unknownFee: Amount) -> Amount {
        SaturatedSum.of(pays.map(\.amount) + [fee ?? unknownFee])
    }

    /// What one address gets.
    func paying(_ script: Script) -> Amount { byScript[script] ?? .zero }
}

/// Sums that stop at all the bitcoin there can be: beyond it every limit is exceeded anyway.
enum SaturatedSum {
    static func of(_ amounts: [Amount]) -> Amount { (try? Amount.sum(amounts)) ?? .maximum }
}

/// A height of the chain on a day, from a countersigned snapshot.
package struct ChainMark: Hashable, Sendable {
    /// The day.
    package let date: CalendarDate
    /// The height.
    package let height: UInt32

    /// Takes a mark.
    package init(date: CalendarDate, height: UInt32) {
        self.date = date
        self.height = height
    }

    /// Takes the mark that a remembered snapshot makes.
    package init(_ snapshot: RememberedSnapshot) {
        self.init(date: snapshot.date, height: snapshot.height)
    }

    /// The highest height that is known; `nil` without any.
    package static func floor(of marks: [ChainMark]) -> UInt32? { marks.map(\.height).max() }

    /// A height that the chain had not reached on a day: that of the first snapshot from after it. `nil` where none is known,
    /// so that whoever withholds snapshots makes nothing older than it is.
    static func ceiling(of day: CalendarDate?, in marks: [ChainMark]) -> UInt32? {
        guard let day else { return nil }
        return marks.filter { $0.date > day }.map(\.height).min()
    }
}
