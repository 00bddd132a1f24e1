import BitcoinPSBT
package import BitcoinPrimitives
package import Custody
import Descriptors

/// What saves a payment that went wrong: the coins of a case back to the vault, or a child that pays for its parent.
package enum RescuePlan {
    /// The coins of a case, proven by the previous transactions that its own proposal carries.
    ///
    /// A coin need not be in the store: another wallet's PSBT may spend coins that were never imported.
    package static func coins(of state: CaseState) throws(CoinProblem) -> [ProvenCoin] {
        var coins: [ProvenCoin] = []
        for input in state.facts.inputs {
            guard state.proposal.psbt.inputs.indices.contains(input.index),
                let previous = state.proposal.psbt.inputs[input.index].nonWitnessUtxo
            else { throw .previousTransactionMissing }
            coins.append(
                try CoinBook.prove(
                    input.outpoint, previousTransaction: previous, script: input.script, confirmations: nil, label: ""))
        }
        return coins
    }

    /// Spends coins of an abandoned case to the vault itself, so that its signatures are of no use any more.
    package static func burn(
        _ coins: [ProvenCoin], for request: CoinSelection.Request
    ) throws(CoinSelectionError) -> CoinSelection {
        let selection = try CoinSelection.exactly(coins, for: request.paying([]))
        guard selection.change != nil else {
            throw .nothingComesBack(available: try CoinSelection.sum(coins.map(\.amount)), fee: selection.fee)
        }
        return selection
    }

    /// A transaction that may wait in the nodes' memory for its fee.
    package struct Parent: Sendable {
        /// The transaction as it was assembled.
        package let transaction: Transaction
        /// What it pays the miners.
        package let fee: Amount
        /// The outputs that come back to the vault, as coins.
        package let change: [ProvenCoin]

        /// Takes an assembled case; its outputs to the vault are proven by the transaction itself.
        package init(_ state: CaseState, transaction: Transaction) throws(CoinProblem) {
            self.transaction = transaction
            fee = state.facts.fee
            var change: [ProvenCoin] = []
            for output in state.facts.ownOutputs {
                let position: ScriptPosition
                switch output.role {
                case .external: continue
                case .change(let found), .receive(let found): position = found
                }
                guard let script = try? state.facts.vault.descriptor.script(at: position) else {
                    throw .scriptDiffers
                }
                change.append(
                    try CoinBook.prove(
                        OutPoint(txid: transaction.txid, vout: UInt32(clamping: output.index)),
                        previousTransaction: transaction, script: script, confirmations: 0, label: ""))
            }
            self.change = change
        }

        /// The fee rate of the transaction by itself.
        package var feeRate: FeeRate { FeeRate(fee: fee, virtualSize: transaction.virtualSize) }
    }

    /// Spends what a waiting transaction gives back to the vault, with so much fee that miners get the rate for both
    /// together ("child pays for parent"); where that alone does not carry the fee, with further coins, the largest first.
    /// - Parameters:
    ///   - available: the coins that may be added.
    ///   - request: the fee rate of both together, and the vault.
    package static func child(
        of parent: Parent, adding available: [ProvenCoin] = [], for request: CoinSelection.Request
    ) throws(CoinSelectionError) -> CoinSelection {
        var coins = parent.change.sorted(by: CoinSelection.isBefore)
        guard !coins.isEmpty else { throw .noChangeToSpend(parent.transaction.txid) }
        guard parent.feeRate.milliSatPerVirtualByte < request.feeRate.milliSatPerVirtualByte else {
            throw .parentPaysEnough(rate: request.feeRate)
        }
        let cost = try SpendCost(request.paying([]))
        let own = Set(coins.map(\.outpoint))
        var others = available.filter { !own.contains($0.outpoint) }.sorted(by: CoinSelection.isBefore)[...]
        while true {
            let weight = cost.weight(inputs: coins.count, hasChange: true)
            guard weight <= CoinSelection.maximumStandardWeight else {
                throw .tooHeavy(weight: weight, limit: CoinSelection.maximumStandardWeight)
            }
            let usual = cost.usualWeight(inputs: coins.count, hasChange: true)
            let both = request.feeRate.feeSat(virtualBytes: parent.transaction.virtualSize + (usual + 3) / 4)
            // The parent pays less than its part of `both`, so that the child's part is more than its own bytes ask for.
            let fee = both - min(both, parent.fee.sat)
            let total = try CoinSelection.sum(coins.map(\.amount))
            let left = total.sat - min(total.sat, fee)
            let (paid, change): (Amount, Amount)
            do { (paid, change) = (try Amount(sat: fee), try Amount(sat: left)) } catch { throw .amount(error) }
            if left >= cost.smallestChange {
                return CoinSelection(coins: coins, fee: paid, change: change, weight: weight, usualWeight: usual)
            }
            guard let next = others.popFirst() else { throw .nothingComesBack(available: total, fee: paid) }
            coins.append(next)
        }
    }
}
