import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import TestSupport

/// A case as somebody wants it: enough to make its file, and easy to change in one place.
struct CasePlan: Sendable {
    struct Payment: Hashable, Sendable {
        var stranger: UInt8
        var sat: UInt64
    }

    static let fee: UInt64 = 5_000

    var number: UInt8
    /// Places in the chain's list of coins.
    var coins: [Int]
    var payments: [Payment]
    /// Which own script takes the rest, and whether it stands before the payments.
    var change = 0
    var isChangeFirst = false
    var sequence: TxSequence = .replaceable
    var lockTime: LockTime = .unlocked
    var transactionVersion: Int32 = 2
    var replaces: UInt8?
    var drill = false
    var version: PSBTVersion = .v0

    static func caseID(_ number: UInt8) throws -> CaseID {
        try CaseID([UInt8](repeating: number, count: CaseID.count))
    }

    func header() throws -> CaseHeader {
        try CaseHeader(
            drill: drill, caseID: Self.caseID(number), replaces: replaces.map { try Self.caseID($0) },
            reason: replaces == nil ? nil : ReplacementReason("the fee was too low"))
    }

    /// The unsigned transaction.
    func transaction(_ chain: Chain) throws -> Transaction {
        let spent = UInt64(coins.count) * Chain.coinAmount
        let paid = payments.reduce(0) { $0 + $1.sat } + Self.fee
        var outputs = try payments.map {
            TxOut(amount: try Amount(sat: $0.sat), scriptPubKey: try FixtureCase.stranger($0.stranger))
        }
        if spent > paid {
            let rest = TxOut(
                amount: try Amount(sat: spent - paid), scriptPubKey: chain.change[change].scriptPubKey)
            outputs.insert(rest, at: isChangeFirst ? 0 : outputs.count)
        }
        return Transaction(
            version: transactionVersion,
            inputs: coins.map { TxIn(previousOutput: chain.coins[$0].outpoint, sequence: sequence) },
            outputs: outputs, lockTime: lockTime)
    }

    /// The file of this case as an honest coordinator makes it, without documents.
    func psbt(_ chain: Chain) throws -> PSBT {
        let transaction = try transaction(chain)
        var psbt = try PSBT(creating: transaction, version: version)
        for (place, number) in coins.enumerated() {
            let coin = chain.coins[number]
            psbt.inputs[place].nonWitnessUtxo = coin.funding
            psbt.inputs[place].witnessUtxo = coin.output
            psbt.inputs[place].redeemScript = coin.script.redeemScript
            psbt.inputs[place].witnessScript = coin.script.witnessScript
            psbt.inputs[place].bip32Derivations = FixtureCase.derivations(coin.script)
        }
        for (place, output) in transaction.outputs.enumerated() {
            guard let own = chain.change.first(where: { $0.scriptPubKey == output.scriptPubKey }) else { continue }
            psbt.outputs[place].bip32Derivations = FixtureCase.derivations(own)
        }
        return psbt
    }
}

/// A case with its file and its digest.
struct MadeCase: Sendable {
    let plan: CasePlan
    let treasury: Treasury
    let psbt: PSBT
    let document: Document<CaseDocument>

    init(_ plan: CasePlan, in treasury: Treasury) throws {
        let psbt = try plan.psbt(treasury.chain)
        let examination = CaseExamination(psbt: psbt, vault: treasury.view, header: try plan.header())
        guard let facts = examination.facts else { throw StageError.noFacts }
        self.plan = plan
        self.treasury = treasury
        self.psbt = psbt
        document = Document(body: facts.caseDocument)
    }

    var digest: Bytes32 { document.digest }

    var caseID: CaseID { document.body.header.caseID }

    /// The name of the transaction among all that a schedule knows.
    var transaction: Bytes32 { document.body.unsignedTransaction }
}
