import BitcoinCrypto
package import BitcoinPSBT
package import BitcoinPrimitives
import ByteCoding
package import Custody
package import Descriptors
import Review
package import WalletFormats

/// Turns payouts and coins into the PSBT of a case, or makes a case of a PSBT that another wallet built.
///
/// The Creator and Updater of BIP-174: every input carries its whole previous transaction *and* the output it spends, the
/// scripts and all derivations, and the global map every cosigner's key, so that signers of any make can sign.
package enum ProposalBuilder {
    /// The transaction version of new payments.
    private static let transactionVersion: Int32 = 2

    /// What the operator chooses about a case.
    package struct CaseChoice: Sendable, Hashable {
        /// The random name of the case.
        package let caseID: CaseID
        /// Whether the case is an exercise.
        package let isDrill: Bool
        /// The case that this one takes the place of.
        package let replaces: CaseID?
        /// Why it does, where it takes the place of one.
        package let reason: ReplacementReason?
        /// The last moment at which the case may be answered.
        package let notAfter: ValidityBound?
        /// The orders that it pays, and their approvals.
        package let orders: [Document<Order>]
        package let approvals: [Document<OrderApproval>]
        /// The coin snapshot that says what the vault has.
        package let snapshot: Document<CoinSnapshot>?
        /// What is known to stop the vault or those orders, or to let them go on.
        package let stops: [StopDocument]

        /// Makes a choice.
        package init(
            caseID: CaseID, isDrill: Bool = false, replaces: CaseID? = nil, reason: ReplacementReason? = nil,
            notAfter: ValidityBound? = nil, orders: [Document<Order>] = [],
            approvals: [Document<OrderApproval>] = [], snapshot: Document<CoinSnapshot>? = nil,
            stops: [StopDocument] = []
        ) {
            self.caseID = caseID
            self.isDrill = isDrill
            self.replaces = replaces
            self.reason = reason
            self.notAfter = notAfter
            self.orders = orders
            self.approvals = approvals
            self.snapshot = snapshot
            self.stops = stops
        }

        fileprivate func header(_ kind: CaseKind) throws(ProposalBuildError) -> CaseHeader {
            do {
                return try CaseHeader(
                    drill: isDrill, caseID: caseID, replaces: replaces, reason: reason, kind: kind,
                    orders: orders.map(\.digest), approvals: approvals.map(\.digest), notAfter: notAfter)
            } catch {
                throw .header(error)
            }
        }
    }

    /// What a new payment consists of.
    package struct Payment: Sendable {
        /// The payouts in row order.
        package let payouts: [Payout]
        /// The coins, the fee and the change.
        package let selection: CoinSelection
        /// The index on the change branch that the change goes to.
        package let changeIndex: UInt32
        /// The lock time.
        package let lockTime: LockTime
        /// The version of the PSBT.
        package let version: PSBTVersion

        /// Describes a payment.
        package init(
            payouts: [Payout], selection: CoinSelection, changeIndex: UInt32, lockTime: LockTime, version: PSBTVersion
        ) {
            self.payouts = payouts
            self.selection = selection
            self.changeIndex = changeIndex
            self.lockTime = lockTime
            self.version = version
        }
    }

    /// The outputs of payouts; refuses dust and addresses that are the vault's own.
    package static func outputs(
        of payouts: [Payout], under vault: VaultAgreement, window: UInt32
    ) throws(ProposalBuildError) -> [TxOut] {
        var search = OwnershipSearch(vault.descriptor)
        var outputs: [TxOut] = []
        for payout in payouts {
            let script = payout.address.scriptPubKey
            let limit = DustRule.limit(script)
            guard payout.amount.sat >= limit else {
                throw .dust(row: payout.row, amount: payout.amount, limit: limit)
            }
            let own: DerivedScript?
            do { own = try search.find(script, hint: nil, window: window) } catch { throw .descriptor(error) }
            if let own { throw .ownAddress(row: payout.row, position: own.position) }
            outputs.append(TxOut(amount: payout.amount, scriptPubKey: script))
        }
        return outputs
    }

    /// Builds the proposal of a new payment.
    package static func build(
        _ payment: Payment, outputs payments: [TxOut], under vault: VaultAgreement, choice: CaseChoice
    ) throws(ProposalBuildError) -> PSBTFile {
        var outputs = payments
        var change: DerivedScript?
        if let amount = payment.selection.change {
            let position = ScriptPosition(branch: ScriptPosition.changeBranch, index: payment.changeIndex)
            let script: DerivedScript
            do { script = try vault.descriptor.script(at: position) } catch { throw .descriptor(error) }
            outputs.append(TxOut(amount: amount, scriptPubKey: script.scriptPubKey))
            change = script
        }
        let transaction = Transaction(
            version: transactionVersion,
            inputs: payment.selection.coins.map {
                TxIn(previousOutput: $0.outpoint, sequence: TxSequence.replaceable)
            },
            outputs: outputs, lockTime: payment.lockTime)
        var psbt: PSBT
        do { psbt = try PSBT(creating: transaction, version: payment.version) } catch { throw .psbt(error) }
        for (index, coin) in payment.selection.coins.enumerated() { update(&psbt.inputs[index], with: coin) }
        if let change, let last = psbt.outputs.indices.last { update(&psbt.outputs[last], with: change) }
        psbt.global.xpubs = try xpubs(of: vault.descriptor)
        return try attach(choice, to: PSBTFile(psbt: psbt, encoding: .binary), under: vault)
    }

    /// Makes a case of a PSBT that another wallet built; everything in it stays byte for byte.
    package static func adopt(
        _ file: PSBTFile, under vault: VaultAgreement, choice: CaseChoice
    ) throws(ProposalBuildError) -> PSBTFile {
        let attachments: ProposalAttachments
        do { attachments = try ProposalFields.read(from: file.psbt) } catch { throw .attachments(error) }
        if let document = attachments.caseDocument { throw .alreadyCase(document.body.header.caseID) }
        guard attachments.isEmpty else { throw .strayDocuments }
        if let input = file.psbt.inputs.firstIndex(where: { $0.finalScriptSig != nil || $0.finalScriptWitness != nil })
        {
            throw .alreadyFinal(input: input)
        }
        return try attach(choice, to: file, under: vault)
    }

    private static func attach(
        _ choice: CaseChoice, to file: PSBTFile, under vault: VaultAgreement
    ) throws(ProposalBuildError) -> PSBTFile {
        var facts = try facts(of: file.psbt, under: vault, choice, .payment)
        // What pays nobody outside is a move inside the vault.
        if facts.externalOutputs.isEmpty {
            facts = try self.facts(of: file.psbt, under: vault, choice, .internal)
        }
        var psbt = file.psbt
        let attachments = ProposalAttachments(
            caseDocument: Document(body: facts.caseDocument), acknowledgements: vault.travellingAcknowledgements,
            orders: choice.orders, approvals: choice.approvals, snapshot: choice.snapshot,
            stops: choice.stops.filter { $0.concerns(case: facts.digest, orders: facts.header.orders) })
        do { try ProposalFields.attach(attachments, to: &psbt) } catch { throw .attachments(error) }
        return PSBTFile(psbt: psbt, encoding: file.encoding)
    }

    private static func facts(
        of psbt: PSBT, under vault: VaultAgreement, _ choice: CaseChoice, _ kind: CaseKind
    ) throws(ProposalBuildError) -> CaseFacts {
        let view = RegisteredVaultView(vault)
        let header = try choice.header(kind)
        if let facts = CaseExamination(psbt: psbt, vault: view, header: header, orders: choice.orders).facts {
            return facts
        }
        let context = ReviewContext(
            psbt: psbt, fileHash: SHA256.hash(psbt.encoded()), vault: view, caseDocument: nil,
            acknowledgements: vault.travellingAcknowledgements, machine: MachineView(purpose: .inspect))
        throw .facts(.notEstablished(reasons: Review(context).reasonsAgainstFacts))
    }

    private static func update(_ input: inout InputMap, with coin: ProvenCoin) {
        // The id does not depend on witnesses, and signers of some makes hash what they are given.
        var previous = coin.previousTransaction
        for index in previous.inputs.indices { previous.inputs[index].witness = [] }
        input.nonWitnessUtxo = previous
        input.witnessUtxo = coin.output
        input.redeemScript = coin.script.redeemScript
        input.witnessScript = coin.script.witnessScript
        input.bip32Derivations = derivations(of: coin.script)
    }

    private static func update(_ output: inout OutputMap, with script: DerivedScript) {
        output.redeemScript = script.redeemScript
        output.witnessScript = script.witnessScript
        output.bip32Derivations = derivations(of: script)
    }

    private static func derivations(of script: DerivedScript) -> [Bip32Derivation] {
        script.keys.map { Bip32Derivation(publicKey: $0.publicKey.encoded, origin: $0.origin) }
    }

    private static func xpubs(of descriptor: MultisigDescriptor) throws(ProposalBuildError) -> [GlobalXpub] {
        var xpubs: [GlobalXpub] = []
        for key in descriptor.keys {
            do { xpubs.append(try GlobalXpub(serialized: key.xpub.serialized, origin: key.origin)) } catch {
                throw .xpub(error)
            }
        }
        return xpubs.sorted { $0.serialized.lexicographicallyPrecedes($1.serialized) }
    }
}

/// Says why no proposal is made.
package enum ProposalBuildError: CodedError, Equatable {
    /// A payout is too small to be relayed.
    case dust(row: Int, amount: Amount, limit: UInt64)
    /// A payout goes to the vault itself.
    case ownAddress(row: Int, position: ScriptPosition)
    /// A script cannot be derived.
    case descriptor(DescriptorError)
    /// A cosigner's key does not fit into the global map.
    case xpub(FieldProblem)
    /// The PSBT cannot be built.
    case psbt(PSBTError)
    /// The transaction and the vault do not establish a case.
    case facts(CaseError)
    /// The documents cannot be attached or read.
    case attachments(ProposalError)
    /// The operator's choices make no case.
    case header(DocumentError)
    /// The PSBT is a case already.
    case alreadyCase(CaseID)
    /// The PSBT carries documents of a case but not the case itself.
    case strayDocuments
    /// The PSBT is finalised.
    case alreadyFinal(input: Int)

    package var code: String {
        switch self {
        case .dust: "propose.dust"
        case .ownAddress: "propose.own-address"
        case .descriptor(let error): error.code
        case .xpub(let problem): problem.code
        case .psbt(let error): error.code
        case .facts(let error): error.code
        case .attachments(let error): error.code
        case .header(let error): error.code
        case .alreadyCase: "propose.already-case"
        case .strayDocuments: "propose.stray-documents"
        case .alreadyFinal: "propose.already-final"
        }
    }

    package var description: String {
        switch self {
        case .dust(let row, let amount, let limit):
            "the payout in row \(row) is \(amount.text), below the \(limit) sat that nodes relay"
        case .ownAddress(let row, let position):
            "the payout in row \(row) goes to the vault's own address at \(position)"
        case .descriptor(let error): "\(error)"
        case .xpub(let problem): "a cosigner's key \(problem)"
        case .psbt(let error): "\(error)"
        case .facts(let error): "\(error)"
        case .attachments(let error): "\(error)"
        case .header(let error): "\(error)"
        case .alreadyCase(let id): "the PSBT is the proposal of case \(id.short) already"
        case .strayDocuments: "the PSBT carries documents of a case but not the case itself"
        case .alreadyFinal(let input): "input \(input) of the PSBT is finalised already"
        }
    }

    package var remedy: String? {
        switch self {
        case .ownAddress: "Take the row out: what stays in the vault goes back to it as change by itself."
        case .alreadyCase: "Give that file to the custodians, or start from the PSBT that the other wallet made."
        case .facts(let error): error.remedy
        case .dust, .descriptor, .xpub, .psbt, .attachments, .header, .strayDocuments, .alreadyFinal: nil
        }
    }
}
