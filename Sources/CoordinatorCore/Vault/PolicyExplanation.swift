package import BitcoinPrimitives
import ByteCoding
package import Custody
import Review

/// What a payment needs under the rules of a vault, in sentences for people who decide about them.
package struct PolicyExplanation: Sendable {
    /// What a sentence is about.
    package enum Topic: String, Sendable, Hashable, CaseIterable {
        case quorum, confirmations, release, orders, approvals, anomaly, challenge, fee, destination, limit, strict
    }

    /// How a sentence bears on the payment.
    package enum Verdict: String, Sendable, Hashable {
        /// The payment needs this.
        case needed
        /// A warning that every custodian acknowledges.
        case warning
        /// The custodians' machines refuse the payment.
        case refused
    }

    /// One sentence.
    package struct Statement: Sendable, Hashable {
        /// What it is about.
        package let topic: Topic
        /// How it bears on the payment.
        package let verdict: Verdict
        /// The sentence.
        package let text: String
    }

    /// Whom the payment goes to.
    package enum Recipient: Sendable, Hashable {
        /// An address of the book.
        case known(Destination)
        /// An address that the book does not name.
        case new

        /// The class of the entry; `nil` for an address that the book does not name.
        var destinationClass: DestinationClass? {
            switch self {
            case .known(let entry): entry.destinationClass
            case .new: nil
            }
        }
    }

    /// The vault or the plan of one, as far as it says what a payment needs.
    package struct Rules: Sendable {
        let plan: VaultBuilding.Plan
        /// The number of keys (N), where a vault is there.
        let keyCount: Int?
        /// The number of cosigners whose signatures leave at once.
        let openCount: Int

        /// The rules of a vault.
        package init(of vault: Vault) {
            plan = VaultBuilding.Plan(following: vault)
            keyCount = vault.cosigners.count
            openCount = vault.cosigners.count { $0.release == .open }
        }

        /// The rules of a policy file, from which a vault has still to be made.
        package init(of plan: VaultBuilding.Plan) {
            self.plan = plan
            keyCount = nil
            openCount = plan.openPeople.count
        }

        /// The name of the vault.
        package var name: Identifier { plan.name }

        /// How many custodians must sign.
        package var threshold: Int { plan.threshold }

        /// The entries of the address book.
        package var destinations: [Destination] { plan.destinations }

        /// The recipient that an address is.
        package func recipient(_ address: AddressText) -> Recipient {
            // One address has one text on every network that it belongs to.
            plan.destinations.first { $0.address == address }.map { Recipient.known($0) } ?? .new
        }

        /// The entry of this identifier.
        package func entry(_ id: Identifier) -> Destination? { plan.destinations.first { $0.id == id } }
    }

    /// Whom the payment goes to.
    package let recipient: Recipient

    /// The sentences, in the order of the walk of a payment.
    package let statements: [Statement]

    /// Explains a payment.
    /// - Parameters:
    ///   - amount: what is paid; `nil` for any amount.
    ///   - day: the day on which it is to be signed.
    ///   - balance: what the vault has; `nil` where nobody says it.
    package init(
        _ rules: Rules, paying amount: Amount?, to recipient: Recipient, on day: CalendarDate, balance: Amount? = nil
    ) {
        self.recipient = recipient
        var writer = Writer(rules: rules, amount: amount, day: day)
        writer.writeOrders()
        writer.writeTiers(recipient, balance: balance)
        writer.write(recipient)
        writer.writeLimits()
        writer.writeFee()
        writer.writeSigning()
        writer.writeStrictness()
        statements = writer.statements
    }

    /// Whether the custodians' machines refuse the payment.
    package var isRefused: Bool { statements.contains { $0.verdict == .refused } }

    /// The first line: what is paid to whom.
    package static func title(_ rules: Rules, paying amount: Amount?, to recipient: Recipient) -> String {
        let what = amount.map { "A payment of \($0.text)" } ?? "A payment"
        return switch recipient {
        case .new: "\(what) from \(rules.name) to an address that the address book does not name:"
        case .known(let entry):
            "\(what) from \(rules.name) to the entry \(entry.id) of the address book "
                + "(\(entry.destinationClass.rawValue), \(entry.name)):"
        }
    }
}

extension TierReason {
    /// The condition of the tier that it is about.
    var condition: PolicyPhrase {
        switch self {
        case .amount(_, let above): .above(above)
        case .share(_, let percent): .share(percent: percent)
        case .destination(let kind, _): .destination(kind)
        }
    }
}

extension PolicyExplanation {
    /// Collects the sentences.
    private struct Writer {
        let rules: Rules
        let amount: Amount?
        let day: CalendarDate
        private(set) var statements: [Statement] = []

        init(rules: Rules, amount: Amount?, day: CalendarDate) {
            self.rules = rules
            self.amount = amount
            self.day = day
        }

        private var vault: VaultRules { rules.plan.rules }

        private mutating func say(_ topic: Topic, _ text: String) { say(topic, .needed, text) }

        private mutating func say(_ topic: Topic, _ verdict: Verdict, _ text: String) {
            statements.append(Statement(topic: topic, verdict: verdict, text: text))
        }

        mutating func writeOrders() {
            switch vault.orders {
            case .required: say(.orders, "A signed order of a requester is needed, and the payment must equal it.")
            case .optional:
                say(.orders, .warning, "No order is needed; every review warns that nothing says it was ordered.")
            }
            if vault.foreignProposals {
                say(.orders, .warning, "Plain PSBTs of other coordinators are signed, too, without a second look.")
            }
        }

        /// The approvals that are needed, by the tier that the payment is in, and what may lead to a higher one.
        mutating func writeTiers(_ recipient: Recipient, balance: Amount?) {
            let tiers = vault.tiers
            if vault.approvals > 0 {
                say(.approvals, "Every order \(Self.need(vault.approvals, [], 0)), whatever it pays.")
            } else if tiers.isEmpty {
                say(.approvals, "No rule of this policy asks for an approval.")
            }
            if let amount {
                let choice = TierChoice(payment(amount, recipient, balance), tiers: tiers)
                let held = choice.held
                if let held { say(.approvals, Self.sentence(held.tier, held.holds, of: tiers.count)) }
                for judgement in choice.judgements
                where judgement.tier.number > held?.tier.number ?? 0 && !judgement.open.isEmpty {
                    say(.approvals, Self.sentence(judgement.tier, judgement.open, of: tiers.count, isOpen: true))
                }
            } else {
                for tier in tiers { say(.approvals, Self.sentence(tier, of: tiers.count)) }
            }
            for rule in vault.anomalies {
                say(
                    .anomaly, rule.action == .acknowledge ? .warning : .needed,
                    Self.capitalized(ScreenLanguage.english.text(PolicyPhrase.anomaly(rule))) + ".")
            }
        }

        private func payment(_ amount: Amount, _ recipient: Recipient, _ balance: Amount?) -> JudgedPayment {
            JudgedPayment(
                amount: amount, balance: balance.map { VaultBalance(inputs: $0) },
                destinations: [
                    JudgedPayment.Destination(number: 0, entry: recipient.destinationClass, isFirstTime: nil)
                ])
        }

        private static func sentence(
            _ tier: VaultTier, _ reasons: [TierReason], of count: Int, isOpen: Bool = false
        ) -> String {
            let why = reasons.map { ScreenLanguage.english.text($0.condition) }.joined(separator: ", or ")
            return "\(isOpen ? "Where it is" : "It is") \(why): tier \(tier.number) of \(count). "
                + "The order \(need(tier.approvals, tier.units, tier.coolingDays))."
        }

        /// A tier for any amount: everything that leads to it.
        private static func sentence(_ tier: VaultTier, of count: Int) -> String {
            let why = tier.conditions.map { ScreenLanguage.english.text($0) }.joined(separator: ", or ")
            return "A payment \(why): tier \(tier.number) of \(count). "
                + "The order \(need(tier.approvals, tier.units, tier.coolingDays))."
        }

        private static func need(_ approvals: UInt32, _ units: [Identifier], _ days: UInt32) -> String {
            ScreenLanguage.english.text(
                PolicyPhrase.need(approvals: approvals, units: units, coolingDays: days))
        }

        private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

        mutating func write(_ recipient: Recipient) {
            switch recipient {
            case .new: writeUnlisted()
            case .known(let entry): writeListed(entry)
            }
        }

        private mutating func writeUnlisted() {
            switch vault.allowlist {
            case .off: say(.destination, "The address need not be in the address book (allowlist: off).")
            case .tiered:
                say(.destination, .warning, "Every custodian is warned that the address is not in the book (tiered).")
            case .required:
                say(
                    .destination, .refused,
                    "The address is not in the address book, and no other is paid (allowlist: required). A new version of "
                        + "the vault, signed by \(rules.threshold) custodians of the present one and as many as the new "
                        + "one needs, can take it in.")
            }
        }

        private mutating func writeListed(_ entry: Destination) {
            if day < entry.firstUse {
                say(
                    .destination, .refused,
                    "The entry \(entry.id) may be paid from \(entry.firstUse) on; on \(day) that is too early.")
            }
            if let expiry = entry.expiry {
                if expiry < day {
                    say(
                        .destination, .refused,
                        "The entry \(entry.id) could be paid until \(expiry); on \(day) it is too late.")
                } else {
                    say(.destination, "The entry \(entry.id) may be paid until \(expiry).")
                }
            }
            switch (entry.cap, amount) {
            case (.none, _): say(.destination, "The entry \(entry.id) has no bound on one payment.")
            case (.some(let cap), .some(let amount)) where amount > cap:
                say(
                    .destination, .refused,
                    "One payment may bring the entry \(entry.id) at most \(cap.text), in however many outputs.")
            case (.some(let cap), _):
                say(.destination, "One payment may bring the entry \(entry.id) at most \(cap.text).")
            }
            if entry.proof == nil {
                say(.destination, "Nothing proves that the address of the entry \(entry.id) is the recipient's.")
            }
        }

        mutating func writeLimits() {
            for limit in vault.limits {
                // What a whole window may not exceed, no case in it may.
                if case .amount(let bound) = limit.ceiling, let amount, amount > bound {
                    say(.limit, .refused, "The limit \"\(limit.documentText)\" lets no case pay so much.")
                } else {
                    say(
                        .limit,
                        "The limit \"\(limit.documentText)\" counts it with everything that each machine confirmed before."
                    )
                }
            }
            if let age = vault.snapshotAge {
                say(.limit, "The balance is that of a countersigned coin snapshot, \(age.documentText) old at most.")
            }
        }

        mutating func writeFee() {
            var text = "The fee is at most \(vault.maximumFee.text), \(vault.maximumFeePercent) % of what leaves"
            if let amount {
                // A policy file may say more per cent than a vault: then the other bound holds.
                let (product, overflow) = amount.sat.multipliedReportingOverflow(by: UInt64(vault.maximumFeePercent))
                let share = overflow ? nil : try? Amount(sat: product / 100)
                let bound = share.map { min($0, vault.maximumFee) } ?? vault.maximumFee
                text += " (\(bound.text) where nothing else is paid)"
            }
            say(.fee, text + ", and \(vault.maximumFeeRate) sat/vB.")
        }

        mutating func writeSigning() {
            let threshold = rules.threshold
            let people = rules.keyCount.map { "of \($0) custodians" } ?? "of all custodians"
            say(
                .quorum,
                "\(threshold) \(people) sign, each after he has seen every destination on a machine of his own.")
            switch vault.challenge.sample {
            case nil: say(.challenge, "Each types characters and the amount of every destination from his paper.")
            case .some(let count):
                say(
                    .challenge,
                    "Of more than \(count) destinations each types \(count) drawn by lot, the largest, the new ones and the "
                        + "totals.")
            }
            switch vault.confirmations {
            case .all:
                say(
                    .confirmations,
                    "Every custodian\(rules.keyCount.map { ", all \($0)," } ?? "") looks a second time and confirms, "
                        + "whether he signed or not.")
            case .quorum:
                say(
                    .confirmations, .warning,
                    "\(threshold) of those who signed confirm; the others need not see the payment before it is made.")
            }
            writeRelease()
        }

        private mutating func writeRelease() {
            let open = rules.plan.release == .open ? rules.keyCount : rules.openCount
            guard let open else {
                say(.release, .warning, "Every signature leaves its machine at once: the second look is not enforced.")
                return
            }
            if open == 0 {
                say(.release, "No signature leaves a machine before everybody who must has confirmed.")
            } else {
                say(
                    .release, .warning,
                    "The signatures of \(open) cosigner\(open == 1 ? "" : "s") leave at once"
                        + (open >= rules.threshold ? ": the second look is not enforced." : "; the others are held."))
            }
        }

        mutating func writeStrictness() {
            guard vault.isStrict else { return }
            say(.strict, "Every warning of a review refuses the payment (strict: yes).")
            guard let index = statements.firstIndex(where: { $0.topic == .destination && $0.verdict == .warning })
            else {
                return
            }
            statements[index] = Statement(
                topic: .destination, verdict: .refused,
                text:
                    "The address is not in the address book; that is a warning, and every warning refuses (strict: yes)."
            )
        }
    }
}
