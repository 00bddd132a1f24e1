package import BitcoinPrimitives
package import ByteCoding
package import Custody

/// Everything that a finding can say, before it is put into words.
///
/// Each language has a catalogue over these cases; the compiler lists what is missing in one.
package enum FindingSentence: Hashable, Sendable {
    /// A problem of an input; `cosigner` is the person whose key it is about, where there is one.
    case input(InputProblem, index: Int, cosigner: Identifier?)

    /// A problem of an output.
    case output(OutputProblem, index: Int)

    /// A problem of the transaction as a whole.
    case transaction(CaseProblem)

    /// Something about the case document, and its validity.
    case caseDocument(CaseSentence)

    /// Something about the vault that the case names.
    case vault(VaultSentence)

    /// Something about the fee.
    case fee(FeeSentence)

    /// Something that this machine's own records say.
    case machine(MachineSentence)

    /// Something about the file as a container.
    case file(FileSentence)

    /// Something about lock times.
    case time(TimeSentence)

    /// Something about where outputs lead.
    case payment(PaymentSentence)

    /// Something that the vault's address book says of a destination.
    case book(BookSentence)
    /// Something about the vault's limits and its balance.
    case limit(LimitSentence)
    /// Something about the orders that the case pays.
    case order(OrderSentence)
    /// Something that stops the vault, an order or the case, or lets them go on.
    case stop(StopSentence)
    /// Something about the tier of approval, or about how unlike the others the case is.
    case policy(PolicySentence)

    /// `SIGHASH_SINGLE` on an input that has no output at its position.
    case sighashSingleWithoutOutput(index: Int, type: UInt32)

    /// An output script that has no address.
    case outputScriptUnknown(index: Int, kind: UnknownOutput)

    /// An output below the dust limit of its script.
    case outputDust(index: Int, amount: Amount, limit: Amount)

    /// A transaction version that nodes do not relay.
    case transactionVersion(Int32)

    /// A transaction that is larger when signed than nodes relay; both in virtual bytes.
    case transactionTooHeavy(virtualSize: Int, limit: Int)

    /// The file belongs to another network than the vault.
    case otherNetwork(stated: String, vault: Network)
}

/// An output script that the review cannot show as an address.
package enum UnknownOutput: Hashable, Sendable {
    /// A witness version that has no meaning yet: anyone can spend it today.
    case witnessVersion(UInt8)

    /// A bare public key or bare multisig.
    case bareKeys

    /// Anything else.
    case other(Script)
}

/// What can be said about the case document.
package enum CaseSentence: Hashable, Sendable {
    /// The case document differs from the one rebuilt here; the first line that does.
    case differs(line: Int, file: String?, rebuilt: String?)

    /// A document in the file does not belong to this case.
    case attachmentForeign(ErrorCause)

    /// Somebody refused the case, or a refusal in the file has no valid signature.
    case refused(by: Identifier, reason: String)
    case refusalUnproven(by: Identifier)

    /// Somebody refused the case in a file that this machine has seen before.
    case refusedEarlier(by: Identifier)

    /// The case is of a kind that does not fit its outputs.
    case paymentPaysNobody
    case internalPaysOthers(outputs: Int)

    /// The vault requires orders, and the case cites none.
    case orderMissing

    /// The case is marked as a drill.
    case drill(on: Network)

    /// The case is not valid any more.
    case expired(notAfter: CalendarDate, today: CalendarDate)

    /// The case is not valid yet.
    case notYetValid(notBefore: CalendarDate, today: CalendarDate)

    /// The case is bounded by a height that has passed, or is not reached.
    case heightPassed(notAfter: UInt32, height: UInt32)
    case heightNotReached(notBefore: UInt32, height: UInt32)

    /// The case is bounded by a date or height that this machine cannot tell.
    case validityUnknown(bound: ValidityBound)

    /// This case replaces an earlier one.
    case replaces(CaseID)

    /// This case replaces one that this machine has not answered.
    case replacesUnknown(CaseID)

    /// This case replaces an earlier one without spending a coin of it.
    case replacesWithoutCoin(CaseID)

    /// This case replaces an earlier one and does not say why.
    case replacesWithoutReason(CaseID)

    /// Another case, which this machine accepted, has taken the place of this one.
    case replaced(by: CaseID)

    /// An output pays again what this machine confirmed or let its signatures out for in another case that shares no
    /// coin with this one.
    case paysAgain(index: Int, earlier: CaseID, on: CalendarDate?)

    /// The eight words cannot be computed on this machine.
    case wordsUnavailable
}

/// What can be said about the vault.
package enum VaultSentence: Hashable, Sendable {
    /// The case names another vault.
    case other(named: String, registered: Identifier)

    /// The case names another version, or another document of the same version.
    case otherVersion(stated: UInt32, registered: UInt32)
    case otherDocument(stated: Bytes32, registered: Bytes32)

    /// The acknowledgements are not complete or not valid.
    case acknowledgementsIncomplete(reason: String)

    /// The second look is a promise of the coordinator only.
    case secondLookNotEnforced(open: Int, threshold: Int)

    /// Not every custodian has to confirm.
    case confirmationsByQuorum

    /// Nothing but the file says that this payment was ordered.
    case ordersOptional

    /// The file is a plain PSBT of another coordinator, which the vault allows or not.
    case foreignProposal
    case foreignProposalNotAllowed

    /// The file names a key with its origin that is no cosigner's.
    case globalKeyForeign(origin: KeyOrigin)
    /// Every warning refuses.
    case strict
}

/// What can be said about the fee.
package enum FeeSentence: Hashable, Sendable {
    case aboveAmount(fee: Amount, cap: Amount)
    case abovePercent(fee: Proportion, cap: UInt32, ofInputs: Bool)
    case aboveRate(rate: FeeRate, cap: UInt64)
    /// Below what nodes relay: most of them, or all.
    case belowRelay(rate: FeeRate, isHopeless: Bool)
}

/// What this machine's own records can say.
package enum MachineSentence: Hashable, Sendable {
    /// The journal holds another digest for this case id.
    case caseDigestDiffers(caseID: CaseID, journal: Bytes32, file: Bytes32, differences: [CaseDifference])

    /// This machine's signatures for these coins are held back, or have left it.
    case coinsKept(inputs: [Int], caseID: CaseID, isOther: Bool, isArmed: Bool)

    /// The coin was signed or confirmed for in another case, which this one does not replace.
    case outpointSignedElsewhere(index: Int, outpoint: OutPoint, earlier: CaseID)

    /// The coin was signed or confirmed for in the case that this one replaces.
    case outpointReplaced(index: Int, outpoint: OutPoint, earlier: CaseID)

    /// This machine's key has already signed every input.
    case nothingToSign

    /// This machine's key has already signed every input, and the journal knows it.
    case alreadySigned

    /// A coin has another amount or another script than this machine's journal remembers.
    case coinDiffers(index: Int, outpoint: OutPoint, remembered: TxOut, found: TxOut)

    /// This machine has no key in the vault.
    case noKeyInVault(person: String)

    /// The part in the vault of this machine's person has ended.
    case personExpired(person: Identifier, lastDay: CalendarDate, today: CalendarDate)

    /// An input has a signature of this machine's key that its journal does not know.
    case ownSignatureUnknown(index: Int)

    /// A problem was found that no check claims.
    case unclaimedProblem(description: String)
}
