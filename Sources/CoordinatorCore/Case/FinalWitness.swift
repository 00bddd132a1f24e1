import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors

/// Takes the final scripts of a finalised PSBT apart into the signatures that they hold.
///
/// A finalised input no longer says whose signature is whose: each is tried with every key of the vault's script for that
/// input, and filed under the one that it verifies with.
enum FinalWitness {
    /// What final scripts hold.
    struct Found {
        /// The signatures under their keys.
        var candidates: [SignatureCheckpoint.Candidate] = []
        /// What verifies with none of the keys.
        var strays: [QuarantinedItem] = []
    }

    /// The signatures of every final input; an input with other scripts than the vault's refuses the file.
    static func signatures(
        in psbt: PSBT, of facts: CaseFacts, verifier: some SignatureVerifier
    ) throws(CaseError) -> Found {
        var found = Found()
        for (index, map) in psbt.inputs.enumerated() where map.finalScriptSig != nil || map.finalScriptWitness != nil {
            guard facts.inputs.indices.contains(index) else { throw .otherFinal(input: index) }
            let input = facts.inputs[index]
            let expected = input.script.redeemScript.map { Script(Script.pushing($0.bytes)) }
            guard map.finalScriptSig == expected || (map.finalScriptSig?.isEmpty == true && expected == nil),
                let stack = map.finalScriptWitness, stack.count == facts.vault.vault.threshold + 2, stack[0].isEmpty,
                stack.last == input.script.witnessScript.bytes
            else { throw .otherFinal(input: index) }
            for value in stack.dropFirst().dropLast() { found.take(value, of: input, in: facts, verifier) }
        }
        return found
    }
}

extension FinalWitness.Found {
    fileprivate mutating func take(
        _ value: [UInt8], of input: InputFact, in facts: CaseFacts, _ verifier: some SignatureVerifier
    ) {
        let tries = input.script.keys.map {
            SignatureCheckpoint.Candidate(
                slot: SignatureSlot(input: input.index, publicKey: $0.publicKey.encoded), value: value)
        }
        var reason = SignatureRefusal.wrong
        for (candidate, verdict) in zip(
            tries, SignatureCheckpoint.verify(tries, against: facts, verifier: verifier))
        {
            switch verdict {
            case .verified:
                candidates.append(candidate)
                return
            case .refused(let refusal, _): reason = refusal
            }
        }
        strays.append(QuarantinedItem(subject: .document("final-signature"), person: nil, reason: reason, value: value))
    }
}
