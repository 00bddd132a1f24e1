import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding
import Descriptors

/// What a transaction does to a vault: a pure function of the PSBT, the registered vault and the case header.
///
/// Only ``CaseExamination`` makes facts, and only when every input is proven and the vault's, no coin is spent twice
/// and every sum holds. Hints, signatures, PSBT version and map order do not enter.
package struct CaseFacts: Sendable {
    /// The part of the case that is not computed.
    package let header: CaseHeader

    /// The vault that everything is measured against.
    package let vault: RegisteredVaultView

    /// The unsigned transaction.
    package let transaction: Transaction

    /// The txid that the transaction will have, with the scriptSigs that P2SH-P2WSH needs.
    package let finalTxid: Txid

    /// SHA-256 of the unsigned transaction's bytes.
    package let unsignedTransactionHash: Bytes32

    /// The inputs in order.
    package let inputs: [InputFact]

    /// The outputs in order.
    package let outputs: [OutputFact]

    /// The orders that the case cites and the file carries, by digest ascending; who signed them does not matter here.
    package let orders: [Document<Order>]

    /// In what the payments differ from those orders; empty for a case that cites none.
    package let differences: [PaymentDifference]

    /// The sum of all inputs.
    package let spent: Amount

    /// What pays somebody else.
    package let leaving: Amount

    /// What comes back to the vault.
    package let staying: Amount

    /// Inputs minus outputs.
    package let fee: Amount

    /// The fee rate at the size of the signed transaction; see ``VirtualSizeEstimate``.
    package let feeRate: FeeRate

    /// The canonical case document.
    package let caseDocument: CaseDocument

    /// The case digest `D`.
    package let digest: Bytes32

    init?(
        transaction: Transaction, inputs: [InputExamination], outputs: [OutputExamination], sums: AmountSums,
        vault: RegisteredVaultView, header: CaseHeader, orders given: [Document<Order>]
    ) throws(DocumentError) {
        let facts = inputs.compactMap(InputFact.init)
        guard let spent = sums.inputs, let fee = sums.fee, !facts.isEmpty, facts.count == transaction.inputs.count,
            !outputs.isEmpty, outputs.count == transaction.outputs.count,
            let leaving = try? Amount.sum(outputs.filter { $0.role == .external }.map(\.output.amount)),
            let staying = try? Amount.sum(outputs.filter { $0.role != .external }.map(\.output.amount))
        else { return nil }
        self.header = header
        self.vault = vault
        self.transaction = transaction
        self.inputs = facts
        orders = Self.cited(given, by: header)
        let match = header.orders.isEmpty ? nil : PaymentMatch(outputs: Self.payments(outputs), orders: orders)
        differences = match?.differences ?? []
        self.outputs = outputs.map { examination in
            var fact = OutputFact(examination)
            fact.ordered = match?.lines[fact.index]
            return fact
        }
        self.spent = spent
        self.leaving = leaving
        self.staying = staying
        self.fee = fee
        let scripts = facts.map(\.script)
        let final = Self.withScriptSigs(transaction, spending: scripts)
        finalTxid = final.txid
        unsignedTransactionHash = SHA256.hash(transaction.encodedWithoutWitness())
        feeRate = FeeRate(fee: fee, virtualSize: VirtualSizeEstimate.virtualSize(of: final, spending: scripts))
        caseDocument = try CaseDocument(
            vault: vault.document, header: header, txid: finalTxid, unsignedTransaction: unsignedTransactionHash,
            inputs: self.inputs.map {
                CaseInput(outPoint: $0.outpoint, amount: $0.amount, scriptPubKey: $0.script.scriptPubKey)
            },
            outputs: self.outputs.map {
                CaseOutput(amount: $0.amount, scriptPubKey: $0.script, role: Self.documentRole(of: $0))
            },
            fee: fee)
        digest = Document(body: caseDocument).digest
    }

    /// The outputs that pay somebody else, in order.
    package var externalOutputs: [OutputFact] { outputs.filter { $0.role == .external } }

    /// The outputs that come back to the vault, in order.
    package var ownOutputs: [OutputFact] { outputs.filter { $0.role != .external } }

    /// The size of the signed transaction in virtual bytes, estimated.
    package var virtualSize: Int { feeRate.virtualSize }

    /// Whether the fee is measured against the inputs, because no output pays anybody else.
    package var isFeeShareOfInputs: Bool { externalOutputs.isEmpty }

    /// The fee as a part of what leaves; of the inputs when no output pays anybody else. Outputs to others that are worth
    /// nothing make every fee more than all that leaves.
    package var feeShare: Proportion { Proportion(fee, of: isFeeShareOfInputs ? spent : leaving) }

    /// Everybody whose confirmation the vault may require, sorted.
    package var custodians: [Identifier] { vault.vault.custodians }

    /// The highest fee that all of its orders allow; `nil` for a case that cites none.
    package var orderedFee: Amount? { orders.map(\.body.maximumFee).min() }

    /// Its orders, as this machine remembers them.
    package var orderUses: [OrderUse] { orders.map { OrderUse($0) } }

    private static func cited(_ orders: [Document<Order>], by header: CaseHeader) -> [Document<Order>] {
        var seen: Set<Bytes32> = []
        return orders.filter { header.orders.contains($0.digest) && seen.insert($0.digest).inserted }
            .sorted { $0.digest < $1.digest }
    }

    private static func payments(_ outputs: [OutputExamination]) -> [(index: Int, output: TxOut)] {
        outputs.filter { $0.role == .external }.map { (index: $0.index, output: $0.output) }
    }

    private static func documentRole(of output: OutputFact) -> CaseOutput.Role {
        switch output.role {
        case .external: .external(output.ordered?.place)
        case .change(let position): .change(position)
        case .receive(let position): .receive(position)
        }
    }

    private static func withScriptSigs(_ transaction: Transaction, spending scripts: [DerivedScript]) -> Transaction {
        var final = transaction
        for (index, script) in scripts.enumerated() {
            // BIP-141 §P2WSH nested in BIP16 P2SH: the scriptSig is exactly one push of the redeem script.
            if let redeemScript = script.redeemScript {
                final.inputs[index].scriptSig = Script(Script.pushing(redeemScript.bytes))
            }
        }
        return final
    }
}

extension InputFact {
    /// The fact of an input that is proven and ours; `nil` for any other.
    fileprivate init?(_ examination: InputExamination) {
        guard let proven = examination.proven, let script = examination.script,
            let digest = examination.signatureDigest
        else { return nil }
        self.init(
            index: examination.index, outpoint: examination.outpoint, amount: proven.amount, script: script,
            sequence: examination.sequence, signatureDigest: digest)
    }
}

extension OutputFact {
    fileprivate init(_ examination: OutputExamination) {
        self.init(
            index: examination.index, amount: examination.output.amount, script: examination.output.scriptPubKey,
            address: examination.address, role: examination.role)
    }
}
