import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors
import Review

/// A PSBT as JSON: what it carries, what is proven, and what cannot be known without the vault.
struct PSBTInspection {
    private let file: PSBTFile
    private let attachments: ProposalAttachments
    private let vault: Document<Vault>?
    private let examination: CaseExamination?
    private let transaction: Transaction
    private let findings: [Finding]

    init(_ file: PSBTFile, vaults: [Document<Vault>]) throws {
        self.file = file
        attachments = try ProposalFields.read(from: file.psbt)
        transaction = try file.psbt.unsignedTransaction()
        let wanted = attachments.caseDocument?.body.vaultHash
        let candidates = wanted.map { hash in vaults.filter { $0.digest == hash } } ?? vaults
        var found: (Document<Vault>, ReviewContext)?
        for candidate in candidates where found == nil {
            let context = ReviewContext(
                psbt: file.psbt, fileHash: SHA256.hash(file.fileBytes()), vault: RegisteredVaultView(candidate),
                attachments: ProposalAttachments(
                    caseDocument: attachments.caseDocument, acknowledgements: attachments.acknowledgements,
                    orders: attachments.orders, approvals: attachments.approvals, snapshot: attachments.snapshot,
                    stops: attachments.stops),
                machine: MachineView(purpose: .inspect))
            if context.examination.inputs.contains(where: { $0.script != nil }) || wanted != nil {
                found = (candidate, context)
            }
        }
        vault = found?.0
        examination = found?.1.examination
        findings = found.map { Review($0.1).findings } ?? []
    }

    private var networks: [Network] {
        vault.map { [$0.body.network] } ?? attachments.caseDocument.map { [$0.body.network] } ?? Network.allCases
    }

    var members: [(key: String, value: JSONValue)] {
        [
            (key: "version", value: .unsigned(UInt64(file.psbt.version.rawValue))),
            (key: "encoding", value: .string(file.encoding.rawValue)),
            (key: "vault", value: .optional(vault.map { "\($0.body.name) version \($0.body.version)" })),
            (key: "unknowable", value: Output.strings(unknowable)),
            (key: "unsigned_txid", value: .string(transaction.txid.description)),
            (key: "transaction_version", value: .integer(Int(transaction.version))),
            (key: "lock_time", value: .unsigned(UInt64(transaction.lockTime.rawValue))),
            (key: "input_total_sat", value: inputTotal.map { .unsigned($0.sat) } ?? .null),
            (key: "output_total_sat", value: outputTotal.map { .unsigned($0.sat) } ?? .null),
            (key: "fee_sat", value: fee.map { .unsigned($0.sat) } ?? .null),
            (key: "findings", value: Output.findings(findings.filter { !$0.subject.isPart })),
            (key: "global_fields", value: fields(file.psbt.global.pairs.map { (GlobalMap.fieldName(of: $0), $0) })),
            (key: "documents", value: documents), (key: "inputs", value: .array(inputs)),
            (key: "outputs", value: .array(outputs)),
        ]
    }

    /// What the reader must not take from this inspection.
    private var unknowable: [String] {
        var texts: [String] = []
        if vault == nil {
            texts.append("without the vault nobody can tell which outputs are change and which keys may sign")
            if attachments.caseDocument != nil { texts.append("the case document is a claim of the file") }
        }
        if inputTotal == nil {
            texts.append("the fee is unknown: the previous transaction of at least one input is missing")
        }
        return texts
    }

    /// The sum of all inputs as their previous transactions prove it.
    private var inputTotal: Amount? {
        var amounts: [Amount] = []
        for (index, input) in transaction.inputs.enumerated() {
            guard let output = proven(index, input) else { return nil }
            amounts.append(output.amount)
        }
        return try? Amount.sum(amounts)
    }

    private var outputTotal: Amount? { try? Amount.sum(transaction.outputs.map(\.amount)) }

    private var fee: Amount? {
        guard let inputTotal, let outputTotal else { return nil }
        return try? inputTotal.subtracting(outputTotal)
    }

    private func proven(_ index: Int, _ input: TxIn) -> TxOut? {
        guard let previous = file.psbt.inputs[index].nonWitnessUtxo, previous.txid == input.previousOutput.txid,
            let vout = Int(exactly: input.previousOutput.vout), previous.outputs.indices.contains(vout)
        else { return nil }
        return previous.outputs[vout]
    }

    private var documents: JSONValue {
        var list: [JSONValue] = []
        if let document = attachments.caseDocument { list.append(.object(DocumentInspection.members(document))) }
        list += attachments.acknowledgements.map { .object(DocumentInspection.members($0)) }
        list += attachments.shares.map { .object(DocumentInspection.members($0)) }
        list += attachments.confirmations.map { .object(DocumentInspection.members($0)) }
        list += attachments.refusals.map { .object(DocumentInspection.members($0)) }
        list += attachments.releases.map { .object(DocumentInspection.members($0)) }
        list += attachments.orders.map { .object(DocumentInspection.members($0)) }
        list += attachments.approvals.map { .object(DocumentInspection.members($0)) }
        if let snapshot = attachments.snapshot { list.append(.object(DocumentInspection.members(snapshot))) }
        list += attachments.stops.map { .object(DocumentInspection.members($0)) }
        return .array(list)
    }

    private func fields(_ pairs: [(name: String, pair: RawPair)]) -> JSONValue {
        .array(
            pairs.map { name, pair in
                .object([
                    (key: "field", value: .string(name)), (key: "key", value: .string(Hex.encode(pair.key))),
                    (key: "value_bytes", value: .integer(pair.value.count)),
                ])
            })
    }

    private var inputs: [JSONValue] {
        zip(transaction.inputs, file.psbt.inputs).enumerated().map { index, entry in
            let (input, map) = entry
            let examined = examination?.inputs[index]
            let previous = proven(index, input)
            let signatures = map.partialSigs.enumerated().map { number, partial in
                signature(
                    partial,
                    verdict: examined?.signatures.indices.contains(number) == true
                        ? examined?.signatures[number] : nil)
            }
            return .object([
                (key: "outpoint", value: .string(input.previousOutput.description)),
                (key: "sequence", value: .unsigned(UInt64(input.sequence.rawValue))),
                (key: "amount_sat", value: previous.map { .unsigned($0.amount.sat) } ?? .null),
                (key: "amount_source", value: .string(source(previous, map))),
                (key: "claimed_amount_sat", value: map.witnessUtxo.map { .unsigned($0.amount.sat) } ?? .null),
                (key: "vault_position", value: .optional(examined?.script?.position.description)),
                (key: "partial_signatures", value: .array(signatures)),
                (
                    key: "is_final",
                    value: .bool(map.finalScriptSig != nil || map.finalScriptWitness != nil)
                ), (key: "findings", value: Output.findings(findings.filter { $0.subject == .input(index) })),
                (key: "fields", value: fields(map.pairs.map { (InputMap.fieldName(of: $0), $0) })),
            ])
        }
    }

    private func source(_ previous: TxOut?, _ map: InputMap) -> String {
        guard let previous else { return map.witnessUtxo == nil ? "unknown" : "claimed" }
        if let claimed = map.witnessUtxo, claimed != previous { return "contradicted" }
        return "proven"
    }

    private func signature(_ partial: PartialSig, verdict: SignatureFact?) -> JSONValue {
        let person = verdict?.keyIndex.flatMap { index in
            vault.flatMap { $0.body.cosigners.indices.contains(index) ? $0.body.cosigners[index].person : nil }
        }
        let state =
            switch verdict?.verdict {
            case .valid?: "valid"
            case nil, .notChecked?: "not-checked"
            case .keyNotInScript?: "key-not-in-script"
            case .malformed?: "malformed"
            case .empty?: "empty"
            case .hashType?: "hash-type"
            case .highS?: "high-s"
            case .wrong?: "wrong"
            }
        return .object([
            (key: "public_key", value: .string(partial.publicKey.description)),
            (key: "signature", value: .string(Hex.encode(partial.signature))),
            (key: "verdict", value: .string(state)), (key: "person", value: .optional(person?.description)),
        ])
    }

    private var outputs: [JSONValue] {
        zip(transaction.outputs, file.psbt.outputs).enumerated().map { index, entry in
            let (output, map) = entry
            let examined = examination?.outputs[index]
            let role: String? =
                switch examined?.role {
                case nil: nil
                case .external?: "external"
                case .change?: "change"
                case .receive?: "receive"
                }
            return .object(
                TransactionInspection.members(of: output, networks: networks) + [
                    (key: "role", value: .optional(role)),
                    (key: "vault_position", value: .optional(examined?.script?.position.description)),
                    (key: "findings", value: Output.findings(findings.filter { $0.subject == .output(index) })),
                    (key: "fields", value: fields(map.pairs.map { (OutputMap.fieldName(of: $0), $0) })),
                ])
        }
    }
}

extension FindingSubject {
    /// Whether the finding is about one input or output.
    fileprivate var isPart: Bool {
        switch self {
        case .input, .output: true
        case .file, .vault, .caseDocument, .transaction, .fee, .machine: false
        }
    }
}
