import BitcoinPrimitives
import ByteCoding
import Custody

/// The sentences about what stops something, in English.
enum EnglishStops {
    static func text(_ sentence: StopSentence) -> String {
        switch sentence {
        case .frozen(let person, let day, let reason, let people, let needed):
            "FROZEN: \(person) has frozen this vault on \(day), saying \"\(SafeText.free(reason))\"; "
                + "lifted by \(list(people)), needed are \(EnglishFacts.count(needed, "custodian"))"
        case .vetoed(let name, let person, let day, let reason):
            "VETOED: \(person) has ended order \(name) on \(day), saying \"\(SafeText.free(reason))\""
        case .locked(let name, let cases):
            "SIGN AGAIN? Order \(name) has had \(EnglishFacts.count(cases.count, "case")) already "
                + "(\(cases.map(\.short).joined(separator: ", "))), and no auditor has countersigned another one"
        case .excused(let absent, let people, isComplete: true, _):
            "WITHOUT \(absent): \(list(people)) want this case to go on without the confirmation of \(absent)"
        case .excused(let absent, let people, isComplete: false, let needed):
            "\(list(people)) would go on without the confirmation of \(absent); needed are "
                + "\(EnglishFacts.count(needed, "custodian")) and an approver"
        case .overridden(let rule, let people, isComplete: true, _):
            "EMERGENCY: \(list(people)) have overridden a rule for this case: \(text(rule))"
        case .overridden(let rule, let people, isComplete: false, let needed):
            "\(list(people)) would override a rule for this case: \(text(rule)); needed are "
                + "\(EnglishFacts.count(needed, "custodian")) and an approver"
        case .unproven(let kind, let person, let problem):
            "The file carries \(article(kind)) by \(person) that does not count: \(problem.description)"
        }
    }

    static func remedy(_ sentence: StopSentence) -> String {
        switch sentence {
        case .frozen:
            "Do not sign anything. Ask the person by telephone what was seen; only custodians, each with rensho-signer "
                + "lift, end it."
        case .vetoed: "Do not sign. If the payment is still wanted, it is ordered anew, under a new number."
        case .locked:
            "Do not sign. \"It failed, please sign again\" is how stolen payments begin. Tell the auditor, who looks at "
                + "the failed cases and countersigns, or have the payment ordered anew."
        case .excused(_, _, isComplete: true, _):
            "Know by telephone that each of these people has said so, and why the absent one cannot be asked."
        case .excused: "Nothing needs to be done: until there are enough, nobody is excused."
        case .overridden(_, _, isComplete: true, _):
            "Know by telephone that each of these people has said so. It stays in the record of the case for good."
        case .overridden: "Nothing needs to be done: until there are enough, the rule stands."
        case .unproven: "Ask the person by telephone whether it is real before anything else."
        }
    }

    static func text(_ phrase: StopPhrase) -> String {
        switch phrase {
        case .title(let kind, let vault): "\(title(kind)): vault \(vault)"
        case .about(let kind): about(kind)
        case .frozenBy(let person, let day, let freeze): "Frozen by \(person) on \(day), freeze \(freeze)"
        case .liftedBy(let people, let needed): "Lifted so far by: \(list(people)); needed: \(needed)"
        case .order(let name, let digest): "Order \(name): \(digest)"
        case .failedCases(let cases): "Failed cases: \(cases.map(\.description).joined(separator: ", "))"
        case .absent(let person): "Absent: \(person)"
        case .rules(let rules): "Rules: \(rules.map(text).joined(separator: ", "))"
        case .vaultWords(let words): "Words of the vault: \(words.joined(separator: " "))"
        case .theirReason(let reason): "Their reason: \(SafeText.free(reason))"
        case .yourReason(let reason): "Your reason: \(SafeText.free(reason))"
        case .prompt(let word): "Type \"\(word)\" to sign this: "
        case .nothingStands: "Nothing is frozen."
        case .kept(let kind, let person, let day, let reason):
            "Kept: \(article(kind)) by \(person) of \(day): \(SafeText.free(reason))"
        case .refusalKept(let caseID, let person): "Kept: the refusal of case \(caseID.short) by \(person)"
        case .known(let kind, let person): "Known: \(article(kind)) by \(person)"
        case .secondLookExcused(let people): "without the confirmation of: \(list(people))"
        case .journal(let kind, let person, let reason):
            "Kept \(article(kind)) by \(person): \(SafeText.free(reason))"
        }
    }

    private static func title(_ kind: StopKind) -> String {
        switch kind {
        case .freeze: "FREEZE"
        case .lift: "LIFT A FREEZE"
        case .veto: "VETO AN ORDER"
        case .countersign: "COUNTERSIGN AN ORDER"
        case .excuse: "EXCUSE AN ABSENT CUSTODIAN"
        case .override: "EMERGENCY OVERRIDE"
        }
    }

    private static func about(_ kind: StopKind) -> String {
        switch kind {
        case .freeze:
            "Every machine that sees your freeze signs, confirms and releases nothing of this vault, until as many custodians "
                + "as sign a payment have lifted it. Signatures that are out already stay usable."
        case .lift: "With enough others, your word ends exactly this freeze. Speak to its author by telephone first."
        case .veto:
            "No machine that sees your veto pays this order any more, in whatever case. It cannot be taken back."
        case .countersign:
            "You say that you have looked at these failed cases yourself, that you know why each of them failed, and that "
                + "the order may be tried once more."
        case .excuse:
            "You say that this custodian cannot be asked, and that this one case may go on without him. Everybody is shown "
                + "your name."
        case .override:
            "You say that, in an emergency, this one case may pass these rules. Everybody is shown your name, and it stays "
                + "in the record."
        }
    }

    private static func article(_ kind: StopKind) -> String {
        switch kind {
        case .freeze: "a freeze"
        case .lift: "a lift"
        case .veto: "a veto"
        case .countersign: "a countersignature"
        case .excuse: "an excuse"
        case .override: "an override"
        }
    }

    private static func text(_ rule: OverridableRule) -> String {
        switch rule {
        case .destinationWait: "the first day of an address book entry"
        case .destinationCap: "the cap of an address book entry"
        }
    }

    private static func list(_ people: [Identifier]) -> String {
        people.isEmpty ? "nobody" : people.map(\.description).joined(separator: ", ")
    }
}
