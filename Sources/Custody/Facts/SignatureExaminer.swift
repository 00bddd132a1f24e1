import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import Descriptors

/// Verifies all partial signatures of a PSBT in one batch, on digests that we computed ourselves.
struct SignatureExaminer: Sendable {
    let verifier: any SignatureVerifier

    /// The facts for every input, in input order.
    func signatures(of maps: [InputMap], examinations: [InputExamination]) -> [[SignatureFact]] {
        var checks: [SignatureCheck] = []
        var places: [(input: Int, signature: Int)] = []
        var facts: [[SignatureFact]] = []
        for (map, examination) in zip(maps, examinations) {
            var row: [SignatureFact] = []
            for partial in map.partialSigs {
                let (fact, check) = Self.prepare(partial, examination)
                if let check {
                    checks.append(check)
                    places.append((facts.count, row.count))
                }
                row.append(fact)
            }
            facts.append(row)
        }
        let results = verifier.verify(checks)
        for (number, place) in places.enumerated() {
            // A verifier that answers too few questions has verified nothing.
            guard results.count != checks.count || !results[number] else { continue }
            let fact = facts[place.input][place.signature]
            facts[place.input][place.signature] = SignatureFact(
                publicKey: fact.publicKey, keyIndex: fact.keyIndex, verdict: .wrong)
        }
        return facts
    }

    /// A fact that is already decided, or one that counts as valid if its check holds.
    private static func prepare(
        _ partial: PartialSig, _ examination: InputExamination
    ) -> (fact: SignatureFact, check: SignatureCheck?) {
        let key = partial.publicKey
        func decided(_ verdict: SignatureFact.Verdict, _ keyIndex: Int? = nil) -> (SignatureFact, SignatureCheck?) {
            (SignatureFact(publicKey: key, keyIndex: keyIndex, verdict: verdict), nil)
        }
        guard let script = examination.script, let digest = examination.signatureDigest else {
            return decided(.notChecked)
        }
        guard let keyIndex = script.keys.first(where: { $0.publicKey.encoded == key })?.keyIndex else {
            return decided(.keyNotInScript)
        }
        guard let hashType = partial.signature.last else { return decided(.empty, keyIndex) }
        guard hashType == SighashType.all.rawValue else { return decided(.hashType(hashType), keyIndex) }
        do throws(SignatureError) {
            let signature = try ECDSASignature(strictDER: partial.signature.dropLast())
            guard signature.hasLowS else { return decided(.highS, keyIndex) }
            return (
                SignatureFact(publicKey: key, keyIndex: keyIndex, verdict: .valid),
                SignatureCheck(publicKey: key, digest: digest, signature: signature)
            )
        } catch {
            return decided(.malformed(ErrorCause(error)), keyIndex)
        }
    }
}
