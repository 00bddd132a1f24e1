import BitcoinCrypto
package import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding

/// BIP-174's Finalizer for P2WSH and P2SH-P2WSH multisig inputs.
package enum Finalizer {
    /// Turns every input's partial signatures into its final scripts: exactly M signatures in script order.
    package static func finalize(_ psbt: PSBT) throws(FinalizerError) -> PSBT {
        var psbt = psbt
        for index in psbt.inputs.indices {
            do throws(FinalizerProblem) {
                psbt.inputs[index] = try finalize(psbt.inputs[index], index: index)
            } catch {
                throw .input(index: index, error)
            }
        }
        return psbt
    }

    private static func finalize(_ input: InputMap, index: Int) throws(FinalizerProblem) -> InputMap {
        if input.finalScriptSig != nil || input.finalScriptWitness != nil { return input }
        guard let witnessScript = input.witnessScript else { throw .noWitnessScript }
        let multisig: MultisigScript
        do { multisig = try MultisigScript(parsing: witnessScript) } catch { throw .noMultisig }
        let scriptSig = try scriptSig(of: input, witnessScript: witnessScript)
        var input = input
        input.finalScriptWitness = try witness(of: input, multisig: multisig)
        input.finalScriptSig = scriptSig
        // BIP-174 §Input Finalizer: all but the UTXO and unknown fields is cleared.
        input.partialSigs = []
        input.sighashType = nil
        input.redeemScript = nil
        input.witnessScript = nil
        input.bip32Derivations = []
        return input
    }

    private static func scriptSig(
        of input: InputMap, witnessScript: Script
    ) throws(FinalizerProblem) -> Script? {
        let program = Script.p2wsh(of: witnessScript)
        guard let redeemScript = input.redeemScript else { return nil }
        guard redeemScript == program else { throw .redeemScript }
        return Script(Script.pushing(redeemScript.bytes))
    }

    private static func witness(of input: InputMap, multisig: MultisigScript) throws(FinalizerProblem) -> [[UInt8]] {
        // BIP-174 §Input Finalizer: fails if a signature does not match the stated sighash type.
        let hashType = input.sighashType ?? 1
        guard hashType == 1 else { throw .hashType(hashType) }
        var signatures: [[UInt8]] = []
        for key in multisig.keys {
            guard let found = input.partialSigs.first(where: { $0.publicKey == key }) else { continue }
            guard let last = found.signature.last, UInt32(last) == hashType else {
                throw .hashType(UInt32(found.signature.last ?? 0))
            }
            signatures.append(found.signature)
        }
        guard signatures.count >= multisig.threshold else {
            throw .notEnoughSignatures(present: signatures.count, needed: multisig.threshold)
        }
        return [[]] + signatures.prefix(multisig.threshold) + [multisig.script.bytes]
    }
}

/// Says why one input cannot be finalised.
package enum FinalizerProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The input has no witness script, so it is no P2WSH.
    case noWitnessScript
    /// The witness script is no multisig.
    case noMultisig
    /// The redeem script is not the program of the witness script.
    case redeemScript
    /// A signature or the input asks for another hash type than SIGHASH_ALL.
    case hashType(UInt32)
    /// Fewer signatures than the threshold are there.
    case notEnoughSignatures(present: Int, needed: Int)

    package var description: String {
        switch self {
        case .noWitnessScript: "has no witness script; only P2WSH and P2SH-P2WSH are finalised"
        case .noMultisig: "has a witness script that is no multisig"
        case .redeemScript: "has a redeem script that is not the program of its witness script"
        case .hashType(let type): "has hash type \(type) where only SIGHASH_ALL is taken"
        case .notEnoughSignatures(let present, let needed): "has \(present) signatures of \(needed)"
        }
    }
}

/// Says which input cannot be finalised.
package enum FinalizerError: CodedError, Hashable {
    /// One input cannot be finalised.
    case input(index: Int, FinalizerProblem)

    package var code: String {
        switch self {
        case .input(_, .notEnoughSignatures): "finalize.not-enough-signatures"
        case .input(_, .hashType): "finalize.hash-type"
        case .input(_, .noWitnessScript), .input(_, .noMultisig), .input(_, .redeemScript): "finalize.script"
        }
    }

    package var description: String {
        switch self {
        case .input(let index, let problem): "input \(index) \(problem)"
        }
    }
}
