package import BitcoinCrypto
package import BitcoinPSBT
package import BitcoinPrimitives
package import ByteCoding
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
    /// verified once more, by two implementations over two serialisations; the scripts are checked by a path of their own,
    /// which takes nothing but the transaction's bytes and the spent outputs; and the txid is compared with the case's.
    package init(
        _ confirmed: ConfirmedCase, of state: CaseState, verifier: some SignatureVerifier = PublicCurveVerifier(),
        opinion: SecondOpinion = .ofCollected
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
        let chosen = signers.flatMap { state.signatures(of: $0).compactMap { $0 } }.sorted { $0.slot < $1.slot }
        let transaction = try Self.assemble(Self.signed(state, with: chosen))
        do throws(SecondOpinionError) {
            try opinion.confirm(
                chosen.map(SecondOpinion.Subject.init), of: state.facts, in: transaction, from: state.proposal.psbt)
        } catch {
            throw .secondOpinion(error)
        }
        try Self.check(transaction, of: state, verifier: verifier)
        self.transaction = transaction
        self.signers = signers
        fee = state.facts.fee
    }

    /// Refuses a finished transaction whose scripts do not hold on the case's coins, or that is another one than the case's.
    package static func check(
        _ transaction: Transaction, of state: CaseState, verifier: some SignatureVerifier = PublicCurveVerifier()
    ) throws(AssemblyError) {
        let outputs = state.facts.inputs.map { TxOut(amount: $0.amount, scriptPubKey: $0.script.scriptPubKey) }
        do { try ScriptCheck.check(transaction, spending: outputs, verifier: verifier) } catch {
            throw .script(error)
        }
        try requireStated(transaction, in: state)
    }

    /// Refuses a transaction that is not the one over whose case everybody's answers stand.
    ///
    /// An answer names the case digest, and the case document with that digest the txid (`Docs/formats.md`).
    package static func requireStated(_ transaction: Transaction, in state: CaseState) throws(AssemblyError) {
        let stated = state.agreedCase.document.body.txid
        guard transaction.txid == stated, stated == state.facts.finalTxid else {
            throw .otherTxid(found: transaction.txid, expected: stated)
        }
        if let answer = state.answers.first(where: { $0.statement.caseDigest != state.digest }) {
            throw .otherStatement(by: answer.person, digest: answer.statement.caseDigest)
        }
    }

    /// Finalises a PSBT and extracts its transaction.
    package static func assemble(_ psbt: PSBT) throws(AssemblyError) -> Transaction {
        let final: PSBT
        do { final = try Finalizer.finalize(psbt) } catch { throw .finalizer(error) }
        do { return try Extractor.extract(final) } catch { throw .extractor(error) }
    }

    private static func signed(_ state: CaseState, with chosen: [VerifiedSignature]) -> PSBT {
        var psbt = state.proposal.psbt
        for index in psbt.inputs.indices { psbt.inputs[index].partialSigs = [] }
        // Another wallet's PSBT may leave them out; derivation from the vault has proven them.
        for input in state.facts.inputs where psbt.inputs.indices.contains(input.index) {
            psbt.inputs[input.index].witnessScript = input.script.witnessScript
            psbt.inputs[input.index].redeemScript = input.script.redeemScript
        }
        for signature in chosen where psbt.inputs.indices.contains(signature.slot.input) {
            psbt.inputs[signature.slot.input].addPartialSig(
                publicKey: signature.slot.publicKey, signature: signature.value)
        }
        return psbt
    }
}

extension SecondOpinion.Subject {
    /// A collected signature that goes into the transaction.
    fileprivate init(_ signature: VerifiedSignature) {
        self.init(
            input: signature.slot.input, person: signature.person, publicKey: signature.slot.publicKey,
            signature: signature.signature)
    }
}

/// Says why a confirmed case gives no transaction.
package enum AssemblyError: CodedError, Equatable {
    /// The confirmed case is another one.
    case otherCase
    /// The signatures of fewer people than the threshold are there for every input.
    case notEnoughSigners(present: Int, needed: Int)
    /// Two independent ways disagree about a signature that was verified before, or both refuse it now.
    case secondOpinion(SecondOpinionError)
    /// An input cannot be finalised.
    case finalizer(FinalizerError)
    /// The transaction cannot be extracted.
    case extractor(ExtractorError)
    /// An input's script does not accept its witness.
    case script(ScriptCheckError)
    /// The transaction is not the one that everybody approved.
    case otherTxid(found: Txid, expected: Txid)
    /// Somebody's answer is over another case.
    case otherStatement(by: Identifier, digest: Bytes32)

    package var code: String {
        switch self {
        case .otherCase: "assemble.other-case"
        case .notEnoughSigners: "assemble.not-enough-signers"
        case .secondOpinion(let error): error.code
        case .finalizer(let error): error.code
        case .extractor(let error): error.code
        case .script(let error): error.code
        case .otherTxid: "assemble.other-txid"
        case .otherStatement: "assemble.other-statement"
        }
    }

    package var description: String {
        switch self {
        case .otherCase: "the confirmations are of another case"
        case .notEnoughSigners(let present, let needed):
            "the signatures of \(present) of \(needed) people are there for every input"
        case .secondOpinion(let error): "\(error)"
        case .finalizer(let error): "\(error)"
        case .extractor(let error): "\(error)"
        case .script(let error): "\(error)"
        case .otherTxid(let found, let expected):
            "the assembled transaction is \(found) and everybody approved \(expected)"
        case .otherStatement(let person, let digest):
            "an answer of \(person) is over another case digest, \(digest.hex)"
        }
    }

    package var remedy: String? {
        switch self {
        case .notEnoughSigners: "Bring the latest re-display file to those whose release is missing; see rensho status."
        case .secondOpinion(let error): error.remedy
        case .otherCase, .finalizer, .extractor, .script, .otherTxid, .otherStatement: nil
        }
    }
}
