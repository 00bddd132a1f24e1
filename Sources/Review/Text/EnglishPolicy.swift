import BitcoinPrimitives
import ByteCoding
import Custody

/// The sentences about tiers of approval and anomalies, in English.
enum EnglishPolicy {
    static func text(_ sentence: PolicySentence) -> String {
        switch sentence {
        case .tier(let number, let count, let reasons, let raisedBy):
            "Tier \(number) of \(count) of the vault is in force"
                + (reasons.isEmpty ? "" : ": \(reasons.map(text).joined(separator: "; "))")
                + (raisedBy.isEmpty ? "" : "; raised by \(raisedBy.map(\.rawValue).joined(separator: ", "))")
        case .noTier(let count):
            "None of the \(EnglishFacts.count(count, "tier")) of the vault is in force: it needs the approvals of every order"
        case .tierMayBe(let highest):
            "The custodians' machines judge by their own records, and may find a higher tier, up to tier \(highest)"
        case .anomaly(let evidence, let effect): text(evidence) + text(effect)
        }
    }

    static func remedy(_ sentence: PolicySentence) -> String {
        switch sentence {
        case .tier, .noTier: "Nothing needs to be done: the approvals are counted by it."
        case .tierMayBe: "Ask for the approvals of that tier now, so that no custodian's visit is in vain."
        case .anomaly(_, .raises): "The next tier is needed. Find out all the same why this case is unlike the others."
        case .anomaly(.offHours, _):
            "Ask the requester by telephone, at a number that you know, why this cannot wait until the working hours."
        case .anomaly(.manyCases, _):
            "Ask the requester by telephone whether all these cases are his. \"Please sign again\" is how stolen payments begin."
        case .anomaly:
            "Ask the requester by telephone, at a number that you know, whether exactly this is meant, and go on only then."
        }
    }

    /// The reason without the numbers of its outputs, which an order does not have.
    private static func why(_ reason: TierReason) -> String {
        switch reason {
        case .amount, .share: text(reason)
        case .destination(let kind, _): text(PolicyPhrase.destination(kind))
        }
    }

    static func text(_ reason: TierReason) -> String {
        switch reason {
        case .amount(let amount, let above): "\(amount.text) is more than \(above.text)"
        case .share(let share?, let percent): "\(text(share)) is more than \(percent) % of what the vault has"
        case .share(nil, let percent): "more than \(percent) % of what the vault has"
        case .destination(let kind, let numbers):
            "\(EnglishFindings.list(numbers)): \(text(PolicyPhrase.destination(kind)))"
        }
    }

    private static func text(_ evidence: AnomalyEvidence) -> String {
        switch evidence {
        case .firstDestination(let outputs):
            "UNLIKE THE OTHERS: outputs \(EnglishFindings.list(outputs)) pay addresses that this machine has never helped to pay"
        case .largerThanEver(let index, let amount, let before, let times):
            "UNLIKE THE OTHERS: output \(index) pays \(amount.text), more than \(times) times the \(before.amount.text) of "
                + "the case \(before.caseID), the largest before"
        case .moreThanEver(let amount, let before, let times):
            "UNLIKE THE OTHERS: this case pays \(amount.text) in all, more than \(times) times the \(before.amount.text) of "
                + "the case \(before.caseID), the most before"
        case .manyCases(let count, let days, let allowed):
            "UNLIKE THE OTHERS: this is case \(count) within \(EnglishFacts.count(Int(days), "day")); the vault expects at "
                + "most \(allowed)"
        case .offHours(let time?, let hours):
            "UNLIKE THE OTHERS: it is \(time.documentText) at \(hours.offset.documentText), outside of \(hours.documentText)"
        case .offHours(nil, let hours):
            "This machine does not know whether it is now within \(hours.documentText)"
        case .shareOfBalance(let share, let percent, let countersigned):
            "UNLIKE THE OTHERS: \(text(share)), more than \(percent) %, of "
                + (countersigned.map { "what the vault had by the list of coins of \($0)" }
                    ?? "the coins of this case, which are all that this machine knows of,") + " leaves"
        case .unusualFee(let fee, let usual, let times):
            "UNLIKE THE OTHERS: the fee of \(fee.text) is more than \(times) times the usual \(usual.text)"
        }
    }

    private static func text(_ effect: Anomaly.Effect) -> String {
        switch effect {
        case .acknowledged: ""
        case .raises: "; the next tier of approval is needed"
        case .nothingHigher: "; no tier of approval is higher than the one in force"
        }
    }

    private static func text(_ share: Proportion) -> String { EnglishFacts.percent(share) }

    static func text(_ phrase: PolicyPhrase) -> String {
        switch phrase {
        case .tiersTitle: "TIERS OF APPROVAL"
        case .tier(let tier, let count): "TIER \(tier.number) of \(count), for a payment"
        case .above(let amount): "of more than \(amount.text)"
        case .share(let percent): "of more than \(percent) % of what the vault has"
        case .destination(.ownHotWallet): "to a hot wallet of our own"
        case .destination(.ownVault): "to another vault of our own"
        case .destination(.customer): "to a customer"
        case .destination(.exchange): "to an exchange"
        case .destination(.unlisted): "to an address that the book does not name"
        case .destination(.firstTime): "to an address that the machine has never helped to pay"
        case .onlyRaised: "that a rule about anomalies raises to it"
        case .need(let approvals, let units, let days):
            "needs \(EnglishFacts.count(Int(approvals), "approval"))"
                + (units.isEmpty ? "" : ", one of them by \(units.map(\.description).joined(separator: " or "))")
                + (days == 0 ? "" : ", each given \(EnglishFacts.count(Int(days), "day")) before signing")
        case .highestCounts: "Of the tiers that hold, the highest counts; one condition is enough."
        case .anomaly(let rule): text(rule.trigger) + ": " + text(rule.action)
        case .unit(let unit): "unit         \(unit)"
        case .orderNeeds: "WHAT THIS ORDER NEEDS BEFORE ANYBODY SIGNS IT"
        case .orderTier(let number, let count, let reasons):
            "TIER \(number) of \(count), by what the order says: \(reasons.map(why).joined(separator: "; "))"
        case .orderWithoutTier(0): "This vault has no tiers: it needs the same of every order."
        case .orderWithoutTier(let count):
            "None of the \(EnglishFacts.count(count, "tier")) holds by what the order says: it needs what every order needs."
        case .orderTierMayBe(let number, let reasons):
            "A CUSTODIAN'S MACHINE MAY FIND TIER \(number), by its own records: "
                + (reasons.isEmpty
                    ? "a rule about anomalies may raise it" : reasons.map(why).joined(separator: "; "))
        case .approvalCountsFrom(let day): "with an approval of today it can be signed from \(day) on"
        }
    }

    private static func text(_ trigger: AnomalyRule.Trigger) -> String {
        switch trigger {
        case .firstDestination: "an address that the machine has never helped to pay"
        case .largerThanEver(let times): "a payment of more than \(times) times the largest before"
        case .manyCases(let count, let days):
            "more than \(EnglishFacts.count(Int(count), "case")) within \(EnglishFacts.count(Int(days), "day"))"
        case .offHours(let hours): "a moment outside of \(hours.documentText)"
        case .shareOfBalance(let percent): "more than \(percent) % of what the vault has"
        case .unusualFee(let times): "a fee of more than \(times) times the usual one"
        }
    }

    private static func text(_ action: AnomalyAction) -> String {
        switch action {
        case .acknowledge: "every custodian acknowledges it"
        case .raise: "the next tier is needed"
        }
    }
}
