package import BitcoinPrimitives
package import ByteCoding
package import Custody
package import Descriptors

/// Every sentence of the facts, before it is put into words of a language.
package enum ReviewPhrase: Hashable, Sendable {
    // Groups with their own catalogue.
    case title(TitlePhrase)
    case lock(LockPhrase)
    case identity(IdentityPhrase)
    case challenge(ChallengePhrase)
    case record(RecordPhrase)
    case book(BookPhrase)

    // Summary.
    case foreignProposal
    case secondLookNotEnforced(open: Int, threshold: Int)
    case confirmationsByQuorum
    case drill
    case vault(name: Identifier, version: UInt32, network: Network)
    case quorum(threshold: Int, keyCount: Int, script: String)
    case caseIdentity(CaseID)
    case kind(CaseKind)
    case leaves(Amount, destinations: Int)
    case fee(Amount, rate: FeeRate)
    case feeShare(Proportion, ofInputs: Bool)
    case stays(Amount, outputs: Int)
    case spends(Amount, coins: Int)
    case noFacts

    // Outputs.
    case amountInBitcoin(Amount)
    case amountInSatoshi(Amount)
    case noAddress(scriptHex: String)
    case noOrder
    case orderLine(OrderedLine)
    case recipient(String?)
    case reference(String?)
    case orderedAddress
    case notOrdered
    case derivedChange(ScriptPosition)
    case derivedReceive(ScriptPosition)

    // Inputs.
    case input(index: Int, outpoint: OutPoint)
    case inputProof(Amount, ScriptPosition, TxSequence)
    case provenMark
    case oursMark

    // Findings.
    case noFindings
    case findingsCount(refusals: Int, warnings: Int, notes: Int)
    case finding(severity: Severity, check: String)
}

/// The titles of the review's pages.
package enum TitlePhrase: Hashable, Sendable {
    case summary, findings, inputs, locks, identity

    /// A page about one output: its place among those of its kind, from 1, and its index in the transaction.
    case destination(number: Int, of: Int, output: Int)
    case change(number: Int, of: Int, output: Int)
    case receive(number: Int, of: Int, output: Int)
}

/// What is said about time and replacement.
package enum LockPhrase: Hashable, Sendable {
    case notLocked
    case onlyRelative
    case relativeBlocks(input: Int, blocks: Int)
    case relativeTime(input: Int, seconds: Int)
    case untilHeight(UInt32)
    case untilTime(utc: String, unixSeconds: UInt32)
    case noEffect
    case replaceable(inputs: Int, of: Int)
    case notReplaceable
    case validity(from: ValidityBound?, until: ValidityBound?)
}

/// What names a case.
package enum IdentityPhrase: Hashable, Sendable {
    case words([String])
    case caseDigest(Bytes32)
    case vaultDigest(Bytes32)
    case unsignedTransaction(Bytes32)
    case txid(Txid)
    case replaces(CaseID)
    case replacementReason(String)
    case orders(count: Int)
    case order(OrderName, Bytes32)
    case orderBounds(fee: Amount, from: ValidityBound?, until: ValidityBound)
    case confirmations(ConfirmationRule, custodians: [Identifier])
}

/// What is said around the typed challenge.
package enum ChallengePhrase: Hashable, Sendable {
    case title(number: Int, of: Int, output: Int, isExternal: Bool)
    case characters(positions: ClosedRange<Int>, group: Int)
    case amount
    case wrong(attemptsLeft: Int)
    case failed, complete

    /// What is said and asked where not every destination is asked for.
    case sampled(asked: Int, of: Int, lots: Int)
    case totalsTitle
    case totalsCount
    case totalsAmount
    case completeSample

    /// What is said and asked of each warning.
    case warningTitle(number: Int, of: Int)
    case warningPrompt(word: String)
    case wrongWord(attemptsLeft: Int)

    /// What is said and asked when an earlier case of this machine pays the same from other coins.
    case repetition(earlier: CaseID, on: CalendarDate?)
    case bothPrompt(words: String)
}
