package import BitcoinCrypto
package import BitcoinPSBT
package import BitcoinPrimitives
import ByteCoding
import Descriptors

/// Asks twice about every signature before it leaves a machine: OpenSSL over the digest that was signed, and our own curve
/// over a digest that other code serialised.
///
/// A mistake in one library, one serialisation or one machine's memory is then seen here and not by the network. Whatever
/// the two disagree about stops everything: nobody knows which of them is right.
package struct SecondOpinion: Sendable {
    /// A signature that is about to leave.
    package struct Subject: Hashable, Sendable {
        /// The input, from 0.
        package let input: Int
        /// The cosigner whose key it is.
        package let person: Identifier
        /// The key, as the script has it.
        package let publicKey: EncodedPublicKey
        /// The signature.
        package let signature: ECDSASignature

        /// Names a signature.
        package init(input: Int, person: Identifier, publicKey: EncodedPublicKey, signature: ECDSASignature) {
            self.input = input
            self.person = person
            self.publicKey = publicKey
            self.signature = signature
        }
    }

    private let first: (any SignatureVerifier)?
    private let second: any SignatureVerifier
    private let path: any SighashPath

    /// Asks these; without a first one, what made the signatures must have asked OpenSSL itself.
    package init(
        first: (any SignatureVerifier)?, second: any SignatureVerifier = PublicCurveVerifier(),
        path: any SighashPath = PreimagePath()
    ) {
        self.first = first
        self.second = second
        self.path = path
    }

    /// For signatures that came from elsewhere: both are asked.
    package static let ofCollected = SecondOpinion(first: OpenSSLVerifier())

    /// For signatures that were made a moment ago: the call that makes one verifies it with OpenSSL, on the digest of the
    /// first path and with the registered key, before it hands it out (`SecretKeys`).
    package static let ofMade = SecondOpinion(first: nil)

    /// Confirms signatures of a case that go into a PSBT; amounts are read from its previous transactions once more.
    package func confirm(
        _ subjects: [Subject], of facts: CaseFacts, in psbt: PSBT
    ) throws(SecondOpinionError) {
        let transaction: Transaction
        do throws(PSBTError) { transaction = try psbt.unsignedTransaction() } catch { throw .psbt(error) }
        let coins = try Self.coins(of: transaction, in: psbt, facts) { facts.inputs[$0].script.witnessScript }
        try confirm(subjects, of: facts, in: transaction, spending: coins)
    }

    /// Confirms signatures of a case that are in a finished transaction, whose own witness scripts count; amounts are read
    /// from the previous transactions in the PSBT that it was made of.
    package func confirm(
        _ subjects: [Subject], of facts: CaseFacts, in transaction: Transaction, from psbt: PSBT
    ) throws(SecondOpinionError) {
        let coins = try Self.coins(of: transaction, in: psbt, facts) {
            Script(transaction.inputs[$0].witness.last ?? [])
        }
        try confirm(subjects, of: facts, in: transaction, spending: coins)
    }

    private static func coins(
        of transaction: Transaction, in psbt: PSBT, _ facts: CaseFacts, script: (Int) -> Script
    ) throws(SecondOpinionError) -> [SpentCoin] {
        for found in [transaction.inputs.count, psbt.inputs.count] where found != facts.inputs.count {
            throw .inputCount(expected: facts.inputs.count, found: found)
        }
        var coins: [SpentCoin] = []
        for (index, (input, map)) in zip(transaction.inputs, psbt.inputs).enumerated() {
            guard let vout = Int(exactly: input.previousOutput.vout), let previous = map.nonWitnessUtxo,
                previous.outputs.indices.contains(vout)
            else { throw .noCoin(input: index) }
            coins.append(SpentCoin(amount: previous.outputs[vout].amount, witnessScript: script(index)))
        }
        return coins
    }

    private func confirm(
        _ subjects: [Subject], of facts: CaseFacts, in transaction: Transaction, spending coins: [SpentCoin]
    ) throws(SecondOpinionError) {
        let digests = path.digests(of: transaction, spending: coins)
        guard digests.count == facts.inputs.count else {
            throw .inputCount(expected: facts.inputs.count, found: digests.count)
        }
        for (fact, digest) in zip(facts.inputs, digests) where fact.signatureDigest != digest {
            throw .sighashesDiffer(input: fact.index, first: fact.signatureDigest, second: digest)
        }
        let firsts = try Self.answers(of: first, .openSSL, subjects, facts.inputs.map(\.signatureDigest))
        let seconds = try Self.answers(of: second, .publicCurve, subjects, digests)
        for (number, subject) in subjects.enumerated() {
            switch (firsts[number], seconds[number]) {
            case (true, true): continue
            case (false, true): throw .refused(by: .openSSL, input: subject.input, person: subject.person)
            case (true, false): throw .refused(by: .publicCurve, input: subject.input, person: subject.person)
            case (false, false): throw .refusedByBoth(input: subject.input, person: subject.person)
            }
        }
    }

    /// One answer for each subject; all are yes where there is nobody to ask.
    private static func answers(
        of verifier: (any SignatureVerifier)?, _ curve: SecondOpinionError.Curve, _ subjects: [Subject],
        _ digests: [Bytes32?]
    ) throws(SecondOpinionError) -> [Bool] {
        guard let verifier else { return [Bool](repeating: true, count: subjects.count) }
        var checks: [SignatureCheck] = []
        for subject in subjects {
            guard digests.indices.contains(subject.input), let digest = digests[subject.input] else {
                throw .noCoin(input: subject.input)
            }
            checks.append(
                SignatureCheck(publicKey: subject.publicKey, digest: digest, signature: subject.signature))
        }
        let answers = verifier.verify(checks)
        // A verifier that answers too few questions has verified nothing.
        guard answers.count == checks.count else {
            throw .unanswered(by: curve, asked: checks.count, answered: answers.count)
        }
        return answers
    }
}
