import BitcoinPrimitives
import Custody
import Descriptors

extension VaultPolicy {
    /// A policy file that explains itself, with the values of a plan.
    package static func text(of plan: VaultBuilding.Plan) -> String {
        var lines = [
            "# The policy of a vault. Lines that start with # explain and do not count, but the vault document carries",
            "# the SHA-256 of this whole file (sha256sum FILE): keep it as it is once the vault is made.", "", header,
            "",
        ]
        func field(_ field: Field, _ value: String, _ comment: String...) {
            lines += comment.map { "# " + $0 } + ["\(field.rawValue): \(value)", ""]
        }
        field(.name, plan.name.description, "The vault's short name: a-z, 0-9 and -.")
        field(
            .threshold, "\(plan.threshold)", "How many custodians must sign (M), at least 2. The custodians (N) are",
            "the people whose key record has an account key.")
        field(.script, plan.scriptType.rawValue, "p2wsh, or p2sh-p2wsh for payers who know no bech32.")
        field(
            .release, plan.release.rawValue,
            "held: signatures stay on a custodian's machine until everybody required has confirmed.",
            "open: they travel at once, and the second look is the coordinator's promise only.")
        lines += [
            "# A cosigner whose hardware wallet returns signatures at once, one line each:",
            "#   open: PERSON",
        ]
        lines += plan.openPeople.sorted().map { "\(Field.open.rawValue): \($0)" } + [""]
        field(
            .confirmations, plan.rules.confirmations.rawValue, "all: every custodian confirms every case.",
            "quorum: M of those who signed do; only with 2M > N.")
        field(
            .orders, plan.rules.orders.rawValue,
            "required: a requester signs what is to be paid, and exactly that is paid; somebody needs the role.",
            "optional: nothing but the proposal says what was ordered, and every review warns of it.")
        field(
            .approvals, plan.rules.approvals.documentText,
            "How many approvers must approve every order; people with the role approver who hold no key. Without this",
            "line: 0.")
        lines += [
            "# Tiers of approval, one line each, from the lowest to the highest; needs orders: required. Of those that hold,",
            "# the highest counts, and one condition is enough:",
            "#   tier: NUMBER AMOUNT|- PER-CENT|- DESTINATIONS|- APPROVALS UNITS|- DAYS|-",
            "# It holds for more than AMOUNT, such as 1000000000 sat (10.00000000 BTC); for more than PER-CENT of what the",
            "# vault has; for DESTINATIONS, joined by commas and sorted: customer, exchange, first-time (an address that the",
            "# custodian's machine has never helped to pay), own-hot-wallet, own-vault, unlisted. UNITS: one of the approvers",
            "# is of one of them. DAYS: how long before the signature each approval was given.",
        ]
        lines += plan.rules.tiers.map { "\(Field.tier.rawValue): \($0.documentText)" } + [""]
        lines += [
            "# What is unlike the other payments, judged by each custodian's machine from its own records, one line each.",
            "# ACTION: acknowledge (a warning with a word of its own) or raise (the next tier is needed).",
            "#   anomaly: first-destination ACTION            an address that the machine has never helped to pay",
            "#   anomaly: larger-than-ever TIMES ACTION       more than so many times the largest payment before",
            "#   anomaly: many-cases COUNT DAYS ACTION        more than so many cases within so many days",
            "#   anomaly: off-hours HH:MM-HH:MM +HH:MM weekdays|every-day ACTION",
            "#   anomaly: share-of-balance PER-CENT ACTION    more than so much of what the vault has",
            "#   anomaly: unusual-fee TIMES ACTION            more than so many times the usual fee",
        ]
        lines += plan.rules.anomalies.map { "\(Field.anomaly.rawValue): \($0.documentText)" } + [""]
        lines += [
            "# Plain PSBTs of other coordinators are signed only with this line, and only where every cosigner is open",
            "# and orders are optional: nothing says that they were ordered, and nobody looks a second time.",
            "#   foreign-proposals: yes",
        ]
        lines += (plan.rules.foreignProposals ? ["\(Field.foreignProposals.rawValue): yes"] : []) + [""]
        field(
            .strict, plan.rules.isStrict.documentText,
            "yes: every warning of a review refuses the case. Needs confirmations: all, orders: required and fewer",
            "than M cosigners with release: open.")
        field(
            .challenge, plan.rules.challenge.documentText, "all: a custodian types every destination from his paper.",
            "sample N: of more than N destinations he types N drawn by lot, the largest, those that his machine",
            "has not approved before, and the totals. Without this line: all.")
        field(
            .allowlist, plan.rules.allowlist.documentText,
            "Whether a payment may go to an address that no entry of the address book names. off, or no line: yes;",
            "tiered: with a warning; required: no. The conditions of an entry hold under every rule.")
        lines += [
            "# What may leave, one line for each limit: over one case, any days or any blocks in a row; an amount, or a",
            "# share of the balance. Every machine counts what it has confirmed, also of cases that were given up:",
            "#   limit: vault|destination|requester case|N-days|N-blocks AMOUNT|N percent",
            "#   limit: vault 7-days 10000000000 sat (100.00000000 BTC)",
            "#   limit: destination case 20 percent",
        ]
        lines += plan.rules.limits.map { "\(Field.limit.rawValue): \($0.documentText)" } + [""]
        lines += [
            "# How old a coin snapshot may be from which machines learn the balance. An auditor or watcher countersigns it.",
            "# Without this line, or without such a snapshot, the coins of a case are taken for the whole balance:",
            "#   snapshot-age: N-days",
        ]
        lines += (plan.rules.snapshotAge.map { ["\(Field.snapshotAge.rawValue): \($0.documentText)"] } ?? []) + [""]
        field(
            .maximumFee, plan.rules.maximumFee.btcText + bitcoinUnit, "The highest fee of a case, in bitcoin, in per",
            "cent of what leaves the vault, and in satoshi per virtual byte; all three hold.")
        lines.removeLast()
        field(.maximumFeePercent, "\(plan.rules.maximumFeePercent)")
        lines.removeLast()
        field(.maximumFeeRate, "\(plan.rules.maximumFeeRate)")
        lines += [
            "# Roles besides custodian, one line each; people without a key need at least one:",
            "#   role: PERSON administrator|approver|auditor|developer|operator|requester|watcher",
        ]
        for (person, roles) in plan.roles.sorted(by: { $0.key < $1.key }) {
            lines += roles.map(\.rawValue).sorted().map { "\(Field.role.rawValue): \(person) \($0)" }
        }
        lines += [
            "", "# The unit that somebody belongs to, such as risk or compliance, one line each:",
            "#   unit: PERSON UNIT",
        ]
        lines += plan.units.sorted { $0.key < $1.key }.map { "\(Field.unit.rawValue): \($0.key) \($0.value)" }
        lines += [
            "", "# The last day of a person's roles, one line each; nobody's end without one:",
            "#   expires: PERSON YYYY-MM-DD",
        ]
        lines += plan.expiries.sorted { $0.key < $1.key }.map {
            "\(Field.expires.rawValue): \($0.key) \($0.value)"
        }
        lines += [
            "", "# The address book, one line for each recipient, with single spaces and - for what there is not:",
            "#   destination: ID CLASS ADDRESS FIRST-DAY LAST-DAY|- CAP|- PROOF|- NAME",
            "# CLASS: own-hot-wallet, own-vault, customer or exchange. Days: YYYY-MM-DD; leave time before the first, in",
            "# which everybody can object. CAP: the most of one payment, such as 250000000 sat (2.50000000 BTC). PROOF:",
            "# message, test-payment, statement or call, and the SHA-256 of the document that shows it. No two addresses",
            "# may look alike, and none may be the vault's own.",
        ]
        lines += plan.destinations.map { "\(Field.destination.rawValue): \($0.documentText)" }
        lines += [
            "", "# What the vault does although it is weak. A vault that needs one of these and does not state it is",
            "# refused, and so is one that states what it does not need:",
            "#   accepts: no-spare-key             every key is needed (M = N): one lost key loses the coins",
            "#   accepts: organisation NAME        that organisation holds M keys: it can spend alone",
            "#   accepts: site NAME                that site holds M keys: whoever takes it can spend",
        ]
        lines += plan.accepts.map { "\(Field.accepts.rawValue): \($0.documentText)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The plan of the template: the values that fit most.
    package static func example() throws -> VaultBuilding.Plan {
        VaultBuilding.Plan(
            name: try Identifier("treasury"), threshold: 2, scriptType: .p2wsh,
            rules: VaultRules(
                maximumFee: try Amount(btc: "0.01"), maximumFeePercent: 5, maximumFeeRate: 500, confirmations: .all,
                orders: .required))
    }
}
