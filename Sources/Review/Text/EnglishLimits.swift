import BitcoinPrimitives
import ByteCoding
import Custody

/// Limits and coin snapshots, in English.
enum EnglishLimits {
    static func text(_ phrase: LimitPhrase) -> String {
        switch phrase {
        case .limit(let limit): "limit: \(name(limit))"
        case .snapshotAge(let age):
            "balance: by a countersigned coin snapshot of at most \(EnglishFacts.count(Int(age.days), "day", "days"))"
        case .title(let vault, let network): "COIN SNAPSHOT of the vault \(vault), on \(network.rawValue)"
        case .chain(let height, let date): "the chain at height \(height), on \(date)"
        case .coins(let count, let total): "\(EnglishFacts.count(count, "coin", "coins")), together \(total.text)"
        case .largest(let coins):
            (["the largest:"] + coins.map { "\($0.outpoint) \($0.amount.text) at \($0.position)" })
                .joined(separator: "\n")
        case .founding(let digest): "digest of version 1 of the vault: \(digest.hex)"
        case .digest(let digest): "digest of the snapshot: \(digest.hex)"
        case .proven:
            "Every coin is an output of its previous transaction and the vault's by derivation. Whether it is unspent, and "
                + "whether there are others, only a machine that sees the chain can tell: compare with yours."
        case .before(let height, let date, let total):
            "the last one that you countersigned: height \(height), \(date), \(total.text)"
        case .firstOne: "You have countersigned no snapshot of this vault on this machine before."
        case .notice: "With your passphrase you say that this is what the vault has at that height."
        case .prompt(let word): "Type \"\(word)\" if your own view of the chain says the same: "
        }
    }

    /// What is limited, over which time, and how much.
    static func name(_ limit: VaultLimit) -> String {
        let what =
            switch limit.scope {
            case .vault: "everything that leaves"
            case .destination: "what one address gets"
            case .requester: "everything on one requester's orders"
            }
        let time =
            switch limit.span {
            case .oneCase: "in one case"
            case .days(let count): "in any \(EnglishFacts.count(Int(count), "day", "days"))"
            case .blocks(let count): "in any \(EnglishFacts.count(Int(count), "block", "blocks"))"
            }
        let bound =
            switch limit.ceiling {
            case .amount(let amount): amount.text
            case .percent(let percent): "\(percent) per cent of the balance"
            }
        return "\(what) \(time): at most \(bound)"
    }

    static func subject(_ use: LimitUse, _ address: String?) -> String {
        switch use.subject {
        case .vault: "the vault"
        case .destination: address ?? "the address"
        case .requester(.some(let id)): "\(id)"
        case .requester(.none): "cases without an order"
        }
    }

    static func problem(_ problem: SnapshotProblem) -> String {
        switch problem {
        case .notCountersigned: "nobody has countersigned it"
        case .otherNetwork(let network): "it is for \(network.rawValue)"
        case .otherVault(let name): "it is of the vault \(name)"
        case .otherFounding(let digest): "version 1 of its vault has the digest \(digest.hex)"
        case .unknownPerson(let person): "\(person) signed it, and the vault does not list him"
        case .noRole(let person): "\(person) signed it, and is neither auditor nor watcher"
        case .roleLapsed(let person, let lastDay, let today):
            "the part of \(person), who signed it, ended on \(lastDay); it is \(today)"
        case .signature(.unsigned(let person)): "the signature of \(person) is missing"
        case .signature(.otherSigner(let found, let expected)): "\(found) signed it, and not \(expected)"
        case .signature(.otherKey(let person, _, _)): "\(person) signed it with another identity key"
        case .signature(.invalid(let person)): "the signature of \(person) is NOT valid"
        case .fromTheFuture(let date, let clock):
            "it is of \(date), and by the clock of this machine it is \(clock)"
        case .implausibleHeight(let height, let date): "no chain has reached the height \(height) by \(date)"
        }
    }
}

extension EnglishFindings {
    static func text(_ sentence: LimitSentence) -> String {
        switch sentence {
        case .exceeded(let use, let address):
            "MORE THAN THE LIMIT: \(EnglishLimits.name(use.limit)). Of \(EnglishLimits.subject(use, address)), "
                + "\(use.before.text) count before and \(use.after.text) with this case; the bound is \(use.ceiling.text)"
        case .used(let use, let address):
            "Limit: \(EnglishLimits.name(use.limit)). Of \(EnglishLimits.subject(use, address)), \(use.before.text) count "
                + "before and \(use.after.text) with this case; the bound is \(use.ceiling.text)"
        case .unknownCase(let caseID, let limit):
            "Limit: \(EnglishLimits.name(limit)). The case \(caseID.short), which you answered before this machine was "
                + "restored, counts, and nobody has told what it pays: the limit counts as full"
        case .snapshotRefused(let problem):
            "The coin snapshot in the file does not count: \(EnglishLimits.problem(problem))"
        case .snapshotOld(let date, let height):
            "The coin snapshot in the file, of \(date) at height \(height), is older than the vault says and gives no balance"
        case .balance(let balance):
            switch balance.source {
            case .inputs:
                "No countersigned coin snapshot counts: the coins that the case spends are taken for the whole balance, "
                    + balance.amount.text
            case .snapshot(let date, let height):
                "The balance is taken to be \(balance.amount.text), by the coin snapshot of \(date) at height \(height) "
                    + "and by what this machine has confirmed since"
            }
        }
    }
}

extension EnglishRemedies {
    static func text(_ sentence: LimitSentence) -> String {
        switch sentence {
        case .exceeded(let use, _):
            switch use.limit.span {
            case .oneCase:
                "Ask for a smaller case; or for a new version of the vault with another limit, if the vault is meant to pay so "
                    + "much at once."
            case .days, .blocks:
                "Wait until earlier cases have left the window. Dividing the payment among cases does not help, and a case "
                    + "that was given up counts on."
            }
        case .used: "Compare with what you remember of earlier cases."
        case .unknownCase: "Import further records that name the case's payments, or wait until its window is over."
        case .snapshotRefused:
            "Ask for a proposal with a snapshot that an auditor or watcher of this vault countersigned."
        case .snapshotOld: "Ask for a newer snapshot, if a share of the balance matters."
        case .balance: "Nothing to do; every share in the vault's rules is of this amount."
        }
    }
}
