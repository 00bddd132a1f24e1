package import BitcoinCrypto
package import BitcoinPSBT
package import BitcoinPrimitives
import ByteCoding
package import Custody
import Descriptors

/// The finished transaction of a confirmed case: exactly M signatures per input, every script checked.
///
/// There is no other way to one than a confirmed case.
package struct FinalTransaction: Sendable, Hashable {
    /// The transaction.
    package let transaction: Transaction
    /// Who signed it, sorted.
    package let signers: [Identifier]
    /// The fee.
    package let fee: Amount

    /// The transaction's bytes with witnesses.
    package var bytes: [UInt8] { transaction.encoded() }

    /// Assembles a confirmed case.
    ///
    /// The signatures are those of the first M people of the quorum in the vault's order who signed every input. All are
    /// verified once more, the scripts are checked by a path of their own, and the txid is compared with the case's.
    package init(
        _ confirmed: ConfirmedCase, of state: CaseState, verifier: some SignatureVerifier = OpenSSLVerifier()
    ) throws(AssemblyError) {
        guard confirmed.digest == state.digest else { throw .otherCase }
        let quorum = Set(confirmed.quorum.people)
        let complete = state.vault.custodians.filter {
            quorum.contains($0) && state.standing(of: $0).isAssemblable
        }
        let signers = Array(complete.prefix(state.vault.threshold))
        guard signers.count == state.vault.threshold else {
            throw .notEnoughSigners(present: signers.count, needed: state.vault.threshold)
        }
        let signed = try Self.signed(state, by: Set(signers), verifier: verifier)
        let transaction = try Self.assemble(signed)
        let outputs = state.facts.inputs.map { TxOut(amount: $0.amount, scriptPubKey: $0.script.scriptPubKey) }
        do { try ScriptCheck.check(transaction, spending: outputs, verifier: verifier) } catch {
            throw .script(error)
        }
        guard transaction.txid == state.facts.finalTxid else {
            throw .otherTxid(found: transaction.txid, expected: state.facts.finalTxid)
        }
        self.transaction = transaction
        self.signers = signers
        fee = state.facts.fee
    }

    /// Finalises a PSBT and extracts its transaction.
    package static func assemble(_ psbt: PSBT) throws(AssemblyError) -> Transaction {
        let final: PSBT
        do { final = try Finalizer.finalize(psbt) } catch { throw .finalizer(error) }
        do { return try Extractor.extract(final) } catch { throw .extractor(error) }
    }

    private static func signed(
        _ state: CaseState, by signers: Set<Identifier>, verifier: some SignatureVerifier
    ) throws(AssemblyError) -> PSBT {
        let chosen = signers.flatMap { state.signatures(of: $0).compactMap { $0 } }.sorted { $0.slot < $1.slot }
        let candidates = chosen.map { SignatureCheckpoint.Candidate(slot: $0.slot, value: $0.value) }
        var psbt = state.proposal.psbt
        for index in psbt.inputs.indices { psbt.inputs[index].partialSigs = [] }
        // Another wallet's PSBT may leave them out; derivation from the vault has proven them.
        for input in state.facts.inputs where psbt.inputs.indices.contains(input.index) {
            psbt.inputs[input.index].witnessScript = input.script.witnessScript
            psbt.inputs[input.index].redeemScript = input.script.redeemScript
        }
        for verdict in SignatureCheckpoint.verify(candidates, against: state.facts, verifier: verifier) {
            guard case .verified(let signature) = verdict else { throw .signatureFails }
            psbt.inputs[signature.slot.input].addPartialSig(
                publicKey: signature.slot.publicKey, signature: signature.value)
        }
        return psbt
    }
}

/// Says why a confirmed case gives no transaction.
package enum AssemblyError: CodedError, Equatable {
    /// The confirmed case is another one.
    case otherCase
    /// The signatures of fewer people than the threshold are there for every input.
    case notEnoughSigners(present: Int, needed: Int)
    /// A signature that was verified before does not verify now.
    case signatureFails
    /// An input cannot be finalised.
    case finalizer(FinalizerError)
    /// The transaction cannot be extracted.
    case extractor(ExtractorError)
    /// An input's script does not accept its witness.
    case script(ScriptCheckError)
    /// The transaction is not the one that everybody approved.
    case otherTxid(found: Txid, expected: Txid)

    package var code: String {
        switch self {
        case .otherCase: "assemble.other-case"
        case .notEnoughSigners: "assemble.not-enough-signers"
        case .signatureFails: "assemble.signature-fails"
        case .finalizer(let error): error.code
        case .extractor(let error): error.code
        case .script(let error): error.code
        case .otherTxid: "assemble.other-txid"
        }
    }

    package var description: String {
        switch self {
        case .otherCase: "the confirmations are of another case"
        case .notEnoughSigners(let present, let needed):
            "the signatures of \(present) of \(needed) people are there for every input"
        case .signatureFails: "a signature that was verified before does not verify now"
        case .finalizer(let error): "\(error)"
        case .extractor(let error): "\(error)"
        case .script(let error): "\(error)"
        case .otherTxid(let found, let expected):
            "the assembled transaction is \(found) and everybody approved \(expected)"
        }
    }

    package var remedy: String? {
        switch self {
        case .notEnoughSigners: "Bring the latest re-display file to those whose release is missing; see rensho status."
        case .otherCase, .signatureFails, .finalizer, .extractor, .script, .otherTxid: nil
        }
    }
}
