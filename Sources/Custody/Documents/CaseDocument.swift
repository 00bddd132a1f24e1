package import BitcoinPrimitives
package import ByteCoding

/// Everything that a case is, rebuilt by every machine from the transaction's bytes and its own registered vault.
///
/// Nobody signs it by itself; its digest `D` is what shares and confirmations sign.
package struct CaseDocument: DocumentBody {
    package static let typeName = "case"

    package static let fieldNames = [
        "network", "drill", "vault", "vault-version", "vault-hash", "case", "replaces", "reason", "kind", "txid",
        "unsigned-transaction", "input", "output", "fee", "order", "approval", "confirmations", "custodian",
        "not-before", "not-after",
    ]

    package let network: Network
    /// The vault's identifier.
    package let vault: Identifier
    /// The vault's version.
    package let vaultVersion: UInt32
    /// The digest of the vault document.
    package let vaultHash: Bytes32
    /// What is chosen and not computed.
    package let header: CaseHeader
    /// The id of the transaction as it will be on the chain, with every scriptSig.
    package let txid: Txid
    /// The SHA-256 of the unsigned transaction's bytes.
    package let unsignedTransaction: Bytes32
    /// The coins spent, in the order of the transaction.
    package let inputs: [CaseInput]
    /// The outputs, in the order of the transaction.
    package let outputs: [CaseOutput]
    /// What the miners get.
    package let fee: Amount
    /// Whose confirmation is needed.
    package let confirmations: ConfirmationRule
    /// Every custodian of the vault, sorted: everybody whose confirmation the rule `all` requires.
    package let custodians: [Identifier]

    /// Takes what the transaction says, under a vault and a header.
    package init(
        vault: Document<Vault>, header: CaseHeader, txid: Txid, unsignedTransaction: Bytes32, inputs: [CaseInput],
        outputs: [CaseOutput], fee: Amount
    ) throws(DocumentError) {
        try self.init(
            network: vault.body.network, vault: vault.body.name, vaultVersion: vault.body.version,
            vaultHash: vault.digest, header: header, txid: txid, unsignedTransaction: unsignedTransaction,
            inputs: inputs, outputs: outputs, fee: fee, confirmations: vault.body.rules.confirmations,
            custodians: vault.body.custodians)
    }

    /// Takes every value; custodians may come in any order.
    package init(
        network: Network, vault: Identifier, vaultVersion: UInt32, vaultHash: Bytes32, header: CaseHeader, txid: Txid,
        unsignedTransaction: Bytes32, inputs: [CaseInput], outputs: [CaseOutput], fee: Amount,
        confirmations: ConfirmationRule, custodians: [Identifier]
    ) throws(DocumentError) {
        let custodians = custodians.sorted()
        try SortedList.check(custodians) { $0 }
        do throws(CaseDocumentError) {
            guard !custodians.isEmpty else { throw .noCustodian }
            try CaseRules.checkInputs(inputs)
            try CaseRules.checkOutputs(outputs, orders: Set(header.orders))
            try CaseRules.checkBalance(inputs, outputs, fee: fee)
        } catch {
            throw .caseDocument(error)
        }
        self.network = network
        self.vault = vault
        self.vaultVersion = vaultVersion
        self.vaultHash = vaultHash
        self.header = header
        self.txid = txid
        self.unsignedTransaction = unsignedTransaction
        self.inputs = inputs
        self.outputs = outputs
        self.fee = fee
        self.confirmations = confirmations
        self.custodians = custodians
    }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        writer.write("network", network)
        writer.write("drill", header.drill)
        writer.write("vault", vault)
        writer.write("vault-version", vaultVersion)
        writer.write("vault-hash", vaultHash)
        writer.write("case", header.caseID)
        writer.write("replaces", optional: header.replaces)
        writer.write("reason", list: header.reason.map { [$0] } ?? [])
        writer.write("kind", header.kind)
        writer.write("txid", txid)
        writer.write("unsigned-transaction", unsignedTransaction)
        writer.write(
            "input", list: inputs.enumerated().map { NumberedInput(number: UInt32($0), input: $1) })
        writer.write(
            "output", list: outputs.enumerated().map { NumberedOutput(number: UInt32($0), output: $1) })
        writer.write("fee", fee)
        writer.write("order", list: header.orders)
        writer.write("approval", list: header.approvals)
        writer.write("confirmations", confirmations)
        writer.write("custodian", list: custodians)
        writer.write("not-before", optional: header.notBefore)
        writer.write("not-after", optional: header.notAfter)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        let network: Network = try fields.read("network")
        let drill: Bool = try fields.read("drill")
        let vault: Identifier = try fields.read("vault")
        let vaultVersion: UInt32 = try fields.read("vault-version")
        let vaultHash: Bytes32 = try fields.read("vault-hash")
        let caseID: CaseID = try fields.read("case")
        let replaces: CaseID? = try fields.readOptional("replaces")
        let reasons: [ReplacementReason] = try fields.readList("reason")
        guard reasons.count <= 1 else { throw .caseDocument(.severalReasons) }
        let kind: CaseKind = try fields.read("kind")
        let txid: Txid = try fields.read("txid")
        let unsignedTransaction: Bytes32 = try fields.read("unsigned-transaction")
        let inputs: [NumberedInput] = try fields.readList("input")
        let outputs: [NumberedOutput] = try fields.readList("output")
        let fee: Amount = try fields.read("fee")
        let orders: [Bytes32] = try fields.readList("order")
        let approvals: [Bytes32] = try fields.readList("approval")
        let confirmations: ConfirmationRule = try fields.read("confirmations")
        let custodians: [Identifier] = try fields.readList("custodian")
        let notBefore: ValidityBound? = try fields.readOptional("not-before")
        let notAfter: ValidityBound? = try fields.readOptional("not-after")
        try SortedList.check(orders) { $0 }
        try SortedList.check(approvals) { $0 }
        try SortedList.check(custodians) { $0 }
        do throws(CaseDocumentError) {
            try CaseRules.checkNumbers(inputs.map(\.number))
            try CaseRules.checkNumbers(outputs.map(\.number))
        } catch {
            throw .caseDocument(error)
        }
        try self.init(
            network: network, vault: vault, vaultVersion: vaultVersion, vaultHash: vaultHash,
            header: try CaseHeader(
                drill: drill, caseID: caseID, replaces: replaces, reason: reasons.first, kind: kind, orders: orders,
                approvals: approvals, notBefore: notBefore, notAfter: notAfter),
            txid: txid, unsignedTransaction: unsignedTransaction, inputs: inputs.map(\.input),
            outputs: outputs.map(\.output), fee: fee, confirmations: confirmations, custodians: custodians)
    }
}
