package import BitcoinPrimitives
package import Custody

/// In what a case differs from the one that it takes the place of, as far as this machine's journal knows that one.
package struct ReplacementDifference: Hashable, Sendable {
    /// What stands in both, only in the earlier case, or only in this one.
    package struct Items<Item: Hashable & Sendable>: Hashable, Sendable {
        package let same: [Item]
        package let gone: [Item]
        package let new: [Item]

        /// Compares two lists; whatever stands several times counts each time.
        init(from earlier: [Item], to later: [Item]) {
            var rest: [Item: Int] = [:]
            for item in earlier { rest[item, default: 0] += 1 }
            var (same, new): ([Item], [Item]) = ([], [])
            for item in later {
                if let count = rest[item], count > 0 {
                    rest[item] = count - 1
                    same.append(item)
                } else {
                    new.append(item)
                }
            }
            var gone: [Item] = []
            for item in earlier.reversed() where (rest[item] ?? 0) > 0 {
                rest[item, default: 0] -= 1
                gone.append(item)
            }
            self.same = same
            self.gone = gone.reversed()
            self.new = new
        }
    }

    /// What the machine knows of the earlier case.
    package struct Known: Hashable, Sendable {
        /// What is paid to others.
        package let payments: Items<TxOut>
        /// What comes back to the vault; `nil` when the journal does not know it of the earlier case.
        package let returned: Items<TxOut>?
        /// The coins that are spent.
        package let coins: Items<OutPoint>
        /// The fee of the earlier case; `nil` when the journal does not know it.
        package let earlierFee: Amount?
        /// What became of this machine's signatures for the earlier case.
        package let signatures: AnsweredCase.Signatures
    }

    /// The case that is replaced.
    package let earlier: CaseID
    /// Why, as the case document says.
    package let reason: ReplacementReason?
    /// The fee of this case.
    package let fee: Amount
    /// The comparison; `nil` when this machine has never answered the earlier case.
    package let known: Known?

    /// Compares a case with the one that it replaces; `nil` for a case that replaces none.
    package init?(_ facts: CaseFacts, on machine: MachineView) {
        guard let earlier = facts.header.replaces else { return nil }
        self.earlier = earlier
        reason = facts.header.reason
        fee = facts.fee
        let own = facts.ownOutputs.map { TxOut(amount: $0.amount, scriptPubKey: $0.script) }
        known = machine.answered.first { $0.caseID == earlier }.map { answered in
            Known(
                payments: Items(from: answered.pays, to: facts.payments),
                returned: answered.keeps.map { Items(from: $0, to: own) },
                coins: Items(from: answered.spends, to: facts.inputs.map(\.outpoint)), earlierFee: answered.fee,
                signatures: answered.signatures)
        }
    }

    /// Compares a case with one whose facts are at hand, on a machine that signs nothing.
    package init(_ facts: CaseFacts, from earlier: CaseFacts) {
        func own(_ facts: CaseFacts) -> [TxOut] {
            facts.ownOutputs.map { TxOut(amount: $0.amount, scriptPubKey: $0.script) }
        }
        self.earlier = earlier.header.caseID
        reason = facts.header.reason
        fee = facts.fee
        known = Known(
            payments: Items(from: earlier.payments, to: facts.payments),
            returned: Items(from: own(earlier), to: own(facts)),
            coins: Items(from: earlier.inputs.map(\.outpoint), to: facts.inputs.map(\.outpoint)),
            earlierFee: earlier.fee, signatures: .notGiven)
    }
}
