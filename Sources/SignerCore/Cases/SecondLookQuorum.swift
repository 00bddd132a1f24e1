import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import Review

/// Verifies what a re-display file claims: the shares and the signatures that they stand for. That nobody refused,
/// the review has found.
enum SecondLookQuorum {
    /// Counts the shares and checks each against the signatures in the file; what does not hold is named.
    static func verify(
        _ reviewed: CaseReview, _ facts: CaseFacts, _ agreedCase: AgreedCase, build: Bytes32
    ) throws(SignerError) -> VerifiedQuorum {
        let attachments = reviewed.file.attachments
        let tally = ShareTally(of: agreedCase, shares: attachments.shares)
        for judgement in tally.judgements {
            guard let problem = judgement.problem, !problem.isLapse else { continue }
            throw .badAnswer(person: judgement.person, reason: problem.description)
        }
        for share in tally.accepted { try checkFacts(of: share, shown: reviewed.review.factsHash, by: build) }
        guard let quorum = tally.quorum else {
            throw .quorumMissing(reason: "\(tally.accepted.count) of \(tally.threshold) shares are in the file")
        }
        for share in quorum.shares where share.body.kind == .open {
            try checkSignatures(of: share, in: reviewed.file.psbt, facts)
        }
        try checkConfirmations(attachments, of: quorum)
        return quorum
    }

    // Facts are a pure function of file, vault and program: the same program has shown the same, or lies.
    private static func checkFacts(
        of share: Document<Share>, shown facts: Bytes32, by build: Bytes32
    ) throws(SignerError) {
        guard share.body.build != build || share.body.facts == facts else {
            throw .badAnswer(
                person: share.body.statement.person,
                reason: "the same program shows other facts here than the share names")
        }
    }

    private static func checkConfirmations(
        _ attachments: ProposalAttachments, of quorum: VerifiedQuorum
    ) throws(SignerError) {
        let tally = ConfirmationTally(
            of: quorum, confirmations: attachments.confirmations, refusals: attachments.refusals)
        for judgement in tally.confirmations {
            guard let problem = judgement.problem, !problem.isLapse else { continue }
            throw .badAnswer(person: judgement.person, reason: problem.description)
        }
    }

    // The review has verified every partial signature in the file; here they are all there, for every input, and are
    // the ones that the share committed to.
    private static func checkSignatures(
        of share: Document<Share>, in psbt: PSBT, _ facts: CaseFacts
    ) throws(SignerError) {
        let person = share.body.statement.person
        guard let keyIndex = facts.vault.vault.cosigners.firstIndex(where: { $0.person == person }) else {
            throw .noCosigner(person)
        }
        var signatures: [ECDSASignature] = []
        for input in facts.inputs {
            guard let key = input.script.keys.first(where: { $0.keyIndex == keyIndex })?.publicKey.encoded,
                psbt.inputs.indices.contains(input.index),
                let partial = psbt.inputs[input.index].partialSigs.first(where: { $0.publicKey == key }),
                let signature = try? ECDSASignature(strictDER: partial.signature.dropLast())
            else { throw .quorumMissing(reason: "input \(input.index) has no signature of \(person)") }
            signatures.append(signature)
        }
        guard let salt = share.body.salt, share.body.isCommitted(to: signatures, salt: salt) else {
            throw .badAnswer(person: person, reason: "the signatures are not the ones that the share stands for")
        }
    }
}
