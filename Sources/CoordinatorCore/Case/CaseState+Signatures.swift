import BitcoinCrypto
import ByteCoding
import Custody

extension CaseState {
    /// How many signatures by keys that are nobody's in the vault are kept of one file: enough to ask where it was.
    private static let keptStrangers = 20

    /// Takes the signatures that verify; those of held cosigners only with a release that fits.
    mutating func take(
        _ candidates: [SignatureCheckpoint.Candidate], _ verifier: some SignatureVerifier,
        _ report: inout CollectReport
    ) {
        let fresh = candidates.filter { signatures[$0.slot]?.value != $0.value }
        report.knownSignatures += candidates.count - fresh.count
        var held: [Identifier: [VerifiedSignature]] = [:]
        var strangers = 0
        defer { report.strangers += max(0, strangers - Self.keptStrangers) }
        let verdicts = SignatureCheckpoint.verify(fresh, against: facts, verifier: verifier)
        for (candidate, verdict) in zip(fresh, verdicts) {
            switch verdict {
            case .verified(let signature):
                if vault.cosigner(signature.person)?.release == .held {
                    held[signature.person, default: []].append(signature)
                } else {
                    admit(signature, &report)
                }
            case .refused(let reason, let person):
                if person == nil {
                    strangers += 1
                    // By a key that is nobody's here it says nothing about anybody.
                    guard strangers <= Self.keptStrangers else { continue }
                }
                keep(
                    QuarantinedItem(
                        subject: .signature(candidate.slot), person: person, reason: reason, value: candidate.value),
                    &report)
            }
        }
        for (person, row) in held.sorted(by: { $0.key < $1.key }) {
            guard let refusal = refusal(of: row, by: person) else {
                for signature in row { admit(signature, &report) }
                continue
            }
            for signature in row {
                keep(
                    QuarantinedItem(
                        subject: .signature(signature.slot), person: person, reason: refusal, value: signature.value),
                    &report)
            }
        }
    }

    private mutating func admit(_ signature: VerifiedSignature, _ report: inout CollectReport) {
        guard let first = signatures[signature.slot] else {
            signatures[signature.slot] = signature
            report.signatures.append(signature)
            return
        }
        if first.value == signature.value { return }
        // Both hold. The person's share says which of them count; that the key signed twice is evidence anyway.
        addFurther(signature)
        keep(
            QuarantinedItem(
                subject: .signature(signature.slot), person: first.person, reason: SecondSignature(),
                value: signature.value), &report)
    }

    /// Looks again at signatures that came before the documents which they wait for.
    mutating func takeWaiting(_ verifier: some SignatureVerifier, _ report: inout CollectReport) {
        let people = Set(
            report.answers.compactMap { answer in
                switch answer {
                case .share, .release: answer.person
                case .confirmation, .refusal: nil
                }
            })
        guard !people.isEmpty else { return }
        var seen: Set<SignatureSlot> = []
        let waiting = quarantine.values.sorted { $0.identity < $1.identity }
            .compactMap { item -> SignatureCheckpoint.Candidate? in
                guard let person = item.person, people.contains(person), item.isWaiting,
                    case .signature(let slot) = item.subject, signatures[slot] == nil, seen.insert(slot).inserted
                else { return nil }
                return SignatureCheckpoint.Candidate(slot: slot, value: item.value)
            }
        if !waiting.isEmpty { take(waiting, verifier, &report) }
    }

    /// Lets go of what the quarantine says twice: of a signature that was taken since, and of an earlier reason for one
    /// and the same signature.
    mutating func settleQuarantine() {
        var judged: Set<QuarantinedItem.Thing> = []
        for item in quarantine.values where !item.isWaiting { judged.insert(item.thing) }
        let unreleased = Set(
            quarantine.values.filter { $0.reasonCode == HeldSignatureRefusal.noRelease.code }.map(\.thing))
        quarantine = quarantine.filter { _, item in
            guard case .signature(let slot) = item.subject else { return true }
            if signatures[slot]?.value == item.value { return false }
            guard item.isWaiting else { return true }
            if judged.contains(item.thing) { return false }
            return item.reasonCode != HeldSignatureRefusal.noShare.code || !unreleased.contains(item.thing)
        }
    }
}
