package import BitcoinPrimitives
package import ByteCoding
package import Custody
package import Descriptors

/// Every sentence of the facts, before it is put into words of a language.
package enum ReviewPhrase: Hashable, Sendable {
    // Titles.
    case summaryTitle, findingsTitle, inputsTitle, locksTitle, identityTitle
    case destinationTitle(number: Int, of: Int, output: Int)
    case changeTitle(number: Int, of: Int, output: Int)
    case receiveTitle(number: Int, of: Int, output: Int)

    // Summary.
    case secondLookNotEnforced(open: Int, threshold: Int)
    case drill
    case vault(name: Identifier, version: UInt32, network: Network)
    case quorum(threshold: Int, keyCount: Int, script: String)
    case caseIdentity(CaseID)
    case kind(isInternal: Bool)
    case leaves(Amount, destinations: Int)
    case fee(Amount, rate: FeeRate)
    case feeShare(Proportion, ofInputs: Bool)
    case stays(Amount, outputs: Int)
    case spends(Amount, coins: Int)
    case noFacts

    // Outputs.
    case amountInBitcoin(Amount), amountInSatoshi(Amount)
    case noAddress(scriptHex: String)
    case noOrder
    case derivedChange(ScriptPosition), derivedReceive(ScriptPosition)

    // Inputs.
    case input(index: Int, outpoint: OutPoint)
    case inputAmount(Amount)
    case inputOurs(ScriptPosition)
    case inputSequence(TxSequence)

    // Locks.
    case notLocked
    case lockedUntilHeight(UInt32), lockedUntilTime(utc: String, unixSeconds: UInt32)
    case lockHasNoEffect
    case replaceable(inputs: Int, of: Int), notReplaceable
    case validity(from: String?, until: String?)

    // Identity.
    case words([String]), caseDigest(Bytes32), vaultDigest(Bytes32)
    case txid(Txid), unsignedTransaction(Bytes32), replaces(CaseID)
    case orders(count: Int), confirmations(byAll: Bool, custodians: [Identifier])

    // Findings.
    case noFindings
    case findingsCount(refusals: Int, warnings: Int, notes: Int)
    case finding(severity: Severity, check: String)
}
