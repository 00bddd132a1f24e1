package import BitcoinPrimitives
package import Custody

/// The least that a transaction has to pay so that nodes take it in the place of one that they may have.
///
/// Bitcoin Core's rules for replacement (BIP-125, rules 3 and 4, and the feerate rule of Core's mempool policy): more fee than
/// the earlier one, the relay fee of its own bytes on top of that, and a higher rate.
package struct ReplacementFloor: Sendable, Hashable {
    /// The satoshi per virtual byte that nodes ask for on top: Bitcoin Core's `-incrementalrelayfee` before version 30.
    ///
    /// Later versions ask for a tenth of it; what satisfies the old ones satisfies both.
    package static let incrementalRate: UInt64 = 1

    /// The fee of the earlier transaction.
    package let fee: Amount
    /// The size of the earlier transaction in virtual bytes.
    package let virtualSize: Int

    /// States what the earlier transaction pays; a size below 1 counts as 1.
    package init(fee: Amount, virtualSize: Int) {
        self.fee = fee
        self.virtualSize = max(1, virtualSize)
    }

    /// Takes the earlier case, with its transaction where it has one.
    ///
    /// Where its signatures are not known, they count as the shortest that are usual: a smaller transaction pays a higher rate.
    package init(_ earlier: CaseFacts, transaction: Transaction?) {
        let vault = earlier.vault.vault
        let saved = earlier.inputs.count * vault.threshold / 4
        self.init(
            fee: earlier.fee, virtualSize: transaction?.virtualSize ?? earlier.virtualSize - saved)
    }

    /// The least fee of a replacement of a size in virtual bytes.
    package func least(virtualSize size: Int) throws(AmountError) -> Amount {
        let own = UInt64(clamping: size)
        let (relay, overflow) = own.multipliedReportingOverflow(by: Self.incrementalRate)
        let (absolute, isTooMuch) = fee.sat.addingReportingOverflow(overflow ? .max : relay)
        // The rate has to be higher, so one satoshi more than the earlier rate gives.
        let product = fee.sat.multipliedFullWidth(by: own)
        let divisor = UInt64(clamping: virtualSize)
        let equal = product.high < divisor ? divisor.dividingFullWidth(product).quotient : .max
        let relative = equal == .max ? .max : equal + 1
        return try Amount(sat: max(isTooMuch ? .max : absolute, relative))
    }

    /// Refuses a fee that nodes would not take for a replacement.
    /// - Parameters:
    ///   - size: the replacement's size at most.
    ///   - usual: the size that its fee is reckoned by; the same unless given.
    package func check(
        fee new: Amount, virtualSize size: Int, usual: Int? = nil, replaces old: CaseID
    ) throws(ReplacementError) {
        let needed: Amount
        let usual = usual ?? size
        do { needed = try least(virtualSize: size) } catch {
            throw .feeTooLow(old: old, fee: new, needed: .maximum, virtualSize: usual)
        }
        guard new >= needed else { throw .feeTooLow(old: old, fee: new, needed: needed, virtualSize: usual) }
    }
}
