package import BitcoinCrypto
package import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
package import Custody
import Descriptors

/// The place of one signature: an input and a key of its script.
package struct SignatureSlot: Sendable, Hashable, Comparable {
    /// The input, from 0.
    package let input: Int
    /// The key as it stands in the script.
    package let publicKey: EncodedPublicKey

    /// Names a place.
    package init(input: Int, publicKey: EncodedPublicKey) {
        self.input = input
        self.publicKey = publicKey
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.input, left.publicKey) < (right.input, right.publicKey)
    }
}

/// A signature that was verified on the case's own digest, by a key of the vault.
///
/// `SignatureCheckpoint` is the only way to one.
package struct VerifiedSignature: Sendable, Hashable {
    /// Its place.
    package let slot: SignatureSlot
    /// The cosigner whose key it is.
    package let person: Identifier
    /// The signature.
    package let signature: ECDSASignature
    /// The signature as a PSBT holds it: strict DER and the hash type byte.
    package let value: [UInt8]

    fileprivate init(slot: SignatureSlot, person: Identifier, signature: ECDSASignature, value: [UInt8]) {
        self.slot = slot
        self.person = person
        self.signature = signature
        self.value = value
    }
}

/// Says why a partial signature is not taken.
package enum SignatureRefusal: CodedError, Equatable {
    /// The key is in none of the vault's scripts for this input.
    case keyNotInScript
    /// There are no bytes.
    case empty
    /// The hash type is not SIGHASH_ALL.
    case hashType(UInt8)
    /// The bytes are no strict DER.
    case malformed(SignatureError)
    /// S is in the upper half.
    case highS
    /// The signature does not verify on the case's digest.
    case wrong

    package var code: String {
        switch self {
        case .keyNotInScript: "signature.key-not-in-script"
        case .empty: "signature.empty"
        case .hashType: "signature.hash-type"
        case .malformed: "signature.malformed"
        case .highS: "signature.high-s"
        case .wrong: "signature.wrong"
        }
    }

    package var description: String {
        switch self {
        case .keyNotInScript: "the key is none of the vault's for this input"
        case .empty: "the signature is empty"
        case .hashType(let type): "the hash type is \(type) where only SIGHASH_ALL (1) is taken"
        case .malformed(let error): "the signature is no strict DER: \(error)"
        case .highS: "the signature has a high S, which nodes do not relay"
        case .wrong: "the signature does not verify for this case's transaction"
        }
    }
}

/// Verifies partial signatures against a case, as one batch over all cores.
package enum SignatureCheckpoint {
    /// A signature as it came.
    package struct Candidate: Sendable, Hashable {
        /// Its place as claimed.
        package let slot: SignatureSlot
        /// Its bytes as they came, with the hash type byte.
        package let value: [UInt8]

        /// Takes what a file claims.
        package init(slot: SignatureSlot, value: [UInt8]) {
            self.slot = slot
            self.value = value
        }
    }

    /// What became of a candidate; the person is known as soon as the key is the vault's.
    package enum Verdict: Sendable, Equatable {
        /// It holds.
        case verified(VerifiedSignature)
        /// It does not; `person` is the cosigner whose key was used.
        case refused(SignatureRefusal, person: Identifier?)
    }

    /// All partial signatures of a PSBT's inputs.
    package static func candidates(in psbt: PSBT) -> [Candidate] {
        psbt.inputs.enumerated().flatMap { index, input in
            input.partialSigs.map {
                Candidate(slot: SignatureSlot(input: index, publicKey: $0.publicKey), value: $0.signature)
            }
        }
    }

    /// Verifies every candidate on the digests that the facts hold; answers in the candidates' order.
    package static func verify(
        _ candidates: [Candidate], against facts: CaseFacts, verifier: some SignatureVerifier
    ) -> [Verdict] {
        var verdicts: [Verdict] = []
        var checks: [SignatureCheck] = []
        var places: [Int] = []
        for candidate in candidates {
            let (verdict, check) = prepare(candidate, facts)
            if let check {
                checks.append(check)
                places.append(verdicts.count)
            }
            verdicts.append(verdict)
        }
        let results = verifier.verify(checks)
        for (number, place) in places.enumerated() {
            // A verifier that answers too few questions has verified nothing.
            if results.count == checks.count, results[number] { continue }
            if case .verified(let signature) = verdicts[place] {
                verdicts[place] = .refused(.wrong, person: signature.person)
            }
        }
        return verdicts
    }

    /// A verdict that is decided already, or one that holds if its check does.
    private static func prepare(_ candidate: Candidate, _ facts: CaseFacts) -> (Verdict, SignatureCheck?) {
        guard facts.inputs.indices.contains(candidate.slot.input) else {
            return (.refused(.keyNotInScript, person: nil), nil)
        }
        let input = facts.inputs[candidate.slot.input]
        let cosigners = facts.vault.vault.cosigners
        guard let key = input.script.keys.first(where: { $0.publicKey.encoded == candidate.slot.publicKey }),
            cosigners.indices.contains(key.keyIndex)
        else { return (.refused(.keyNotInScript, person: nil), nil) }
        let person = cosigners[key.keyIndex].person
        guard let hashType = candidate.value.last else { return (.refused(.empty, person: person), nil) }
        guard hashType == SighashType.all.rawValue else {
            return (.refused(.hashType(hashType), person: person), nil)
        }
        let signature: ECDSASignature
        do { signature = try ECDSASignature(strictDER: candidate.value.dropLast()) } catch {
            return (.refused(.malformed(error), person: person), nil)
        }
        guard signature.hasLowS else { return (.refused(.highS, person: person), nil) }
        let verified = VerifiedSignature(
            slot: candidate.slot, person: person, signature: signature, value: candidate.value)
        let check = SignatureCheck(
            publicKey: candidate.slot.publicKey, digest: input.signatureDigest, signature: signature)
        return (.verified(verified), check)
    }
}
