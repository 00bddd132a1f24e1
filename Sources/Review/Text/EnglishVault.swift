import BitcoinPrimitives
import ByteCoding
import Custody

/// The screens of a vault, in English.
enum EnglishVault {
    static func text(_ phrase: VaultPhrase) -> String {
        switch phrase {
        case .title(let name, let version, let network): "VAULT \(name), version \(version), on \(network)"
        case .quorum(let threshold, let keyCount):
            "\(threshold) of \(keyCount) keys must sign (M = \(threshold), N = \(keyCount))"
        case .script(let script): "script: \(script)"
        case .ownKey(let number, let count, let person): "your key: number \(number) of \(count), as \(person)"
        case .feeAtMost(let fee): "fee at most \(fee.text),"
        case .feeShareAndRate(let percent, let rate): "  \(percent) per cent of what leaves, and \(rate) sat/vB"
        case .confirmations(.all, _): "confirmations: every custodian confirms before anything is assembled"
        case .confirmations(.quorum, let threshold):
            "confirmations: \(threshold) of those who signed confirm; the others are not asked"
        case .orders(let rule): "orders: \(rule.rawValue)"
        case .allowlist(.off, let entries):
            "address book: \(EnglishFacts.count(entries, "entry", "entries")); allowlist: off, any other address may be paid, too"
        case .allowlist(.tiered, let entries):
            "address book: \(EnglishFacts.count(entries, "entry", "entries")); allowlist: tiered, any other address is paid with a warning"
        case .allowlist(.required, let entries):
            "address book: \(EnglishFacts.count(entries, "entry", "entries")); allowlist: required, no other address is paid"
        case .strict: "strict: every warning of a review refuses the case"
        case .challengeSample(let count):
            "challenge: of more than \(count) destinations not all are typed from paper, only \(count) drawn by lot, the "
                + "largest, those that a machine has not approved before, and the totals"
        case .accepts(let exception): "stated exception: \(exception.documentText)"
        case .policy(let hash): "policy file: \(hash.hex)"
        case .approvals(let count): "approvals that an order needs: \(count)"
        case .weakness(let weakness): "! \(weakness.description)"
        case .cosigner(let number, let count, let person, let isOwn):
            "COSIGNER \(number) of \(count): \(person)" + (isOwn ? "  <- your own key" : "")
        case .personWithoutKey(let person): "PERSON WITHOUT A KEY: \(person)"
        case .nameFollows: "name:"
        case .roles(let roles): "roles        \(roles.map(\.rawValue).joined(separator: ", "))"
        case .place(let organisation, let site, let device):
            "organisation \(organisation), site \(site), device \(device?.description ?? "-")"
        case .identityKey(let hex): "identity key \(hex)"
        case .expires(let date): "expires      \(date?.description ?? "never")"
        case .identityWords(let count, let person):
            "the \(count) words of this identity key, to be heard from \(person):"
        case .fingerprint(let fingerprint): "fingerprint  \(fingerprint)"
        case .origin(let origin): "origin       \(origin)"
        case .release(let rule): "release      \(rule.rawValue)"
        case .xpubFollows: "xpub"
        case .bookTitle(let first, let last, let count): "ADDRESS BOOK, entries \(first) to \(last) of \(count)"
        case .entryAdded(let id): "+ NEW ENTRY OF THE ADDRESS BOOK: \(id)"
        case .entryRemoved(let id): "- TAKEN OUT OF THE ADDRESS BOOK: \(id)"
        case .entryWas(let id): "CHANGED ENTRY OF THE ADDRESS BOOK: \(id), which was"
        case .entryIs(let id): "and the entry \(id) is now"
        case .compareTitle: "COMPARE WITH THE OTHER CUSTODIANS"
        case .hearFromEverybody:
            "Hear these words, and the words of his identity key, from EVERY other cosigner, by voice:"
        case .notAsked: "One who is not asked may hold another vault, or be somebody else."
        case .firstReceive: "first receive address (0/0):"
        case .firstChange: "first change address (1/0):"
        case .vaultWords(let count): "the \(count) words of this vault:"
        case .vaultDigest: "vault digest"
        case .letThemRead: "Let the other custodians read their words to you, and type what you hear."
        case .stopAtOtherWord: "If a word is not the one on your screen, stop: somebody shows you another vault."
        case .anotherCustodian: "another custodian"
        case .wordQuestion(let reader, let number, let count):
            "As \(reader) reads it, word number \(number) of \(count): "
        case .changesTitle(let from, let to): "WHAT CHANGES FROM VERSION \(from) TO VERSION \(to)"
        case .change(let change): text(change)
        case .addressesMove:
            "! THE ADDRESSES CHANGE: coins at the old ones have to be paid to the new ones, by a case of the old version"
        case .addressesStay: "The addresses stay the same."
        case .signedBy(let old, let oldNeeded, let new, let newNeeded):
            "signed by \(names(old)) of the version before (\(oldNeeded) needed), \(names(new)) of this one (\(newNeeded) needed)"
        case .thresholdDrops(let from, let to):
            "! ONLY \(to) KEYS INSTEAD OF \(from) WILL BE ENOUGH TO SPEND. Ask every custodian whether he wants that."
        case .thresholdQuestion(let word): "Type \"\(word)\" if so few keys are to be enough: "
        case .closingTitle(let version): "CASES OF VERSION \(version) ON THIS MACHINE"
        case .nothingOpen: "None is open here. From now on this machine signs, confirms and releases none."
        case .closes(let caseID): "closed: case \(caseID), whose signatures never leave this machine"
        case .staysArmed(let caseID):
            "! ARMED: case \(caseID): your signatures have left, and can be used until one of its coins is spent"
        case .signingNotice(let version):
            "With your passphrase you agree to version \(version). It counts once enough custodians agree and register it."
        case .memoryLost(let version):
            "! THIS MACHINE HAS LOST ITS MEMORY: it does not know whether you signed another document of version \(version). Ask every custodian, and the operator, for each one that carries your name."
        case .onlyDocumentQuestion:
            "Type \"\(VaultPhrase.onlyDocumentWord)\" if nobody has one: "
        }
    }

    private static func names(_ people: [Identifier]) -> String {
        people.isEmpty ? "nobody" : people.map(\.description).joined(separator: ", ")
    }

    private static func text(_ change: VaultChange) -> String {
        let subject = label(change.subject)
        let label = change.person.map { "\(subject) of \($0)" } ?? subject
        return switch (change.from, change.to) {
        case (.some(let from), .some(let to)): "\(label): \(SafeText.free(from)) -> \(SafeText.free(to))"
        case (.none, .some(let to)): "+ \(label): \(SafeText.free(to))"
        case (.some(let from), .none): "- \(label): \(SafeText.free(from))"
        case (.none, .none): label
        }
    }

    private static func label(_ subject: VaultChange.Subject) -> String {
        switch subject {
        case .network: "network"
        case .name: "name of the vault"
        case .threshold: "keys that must sign (M)"
        case .keyCount: "number of keys (N)"
        case .script: "script"
        case .maximumFee: "highest fee"
        case .maximumFeePercent: "highest fee in per cent"
        case .maximumFeeRate: "highest fee rate in sat/vB"
        case .confirmations: "confirmations"
        case .orders: "orders"
        case .approvals: "approvals that an order needs"
        case .tier: "TIER OF APPROVAL"
        case .anomaly: "RULE ABOUT ANOMALIES"
        case .foreignProposals: "foreign proposals"
        case .strict: "strict"
        case .challenge: "challenge"
        case .accepts: "stated exception"
        case .allowlist: "allowlist"
        case .limit: "LIMIT"
        case .snapshotAge: "age of a coin snapshot"
        case .policy: "policy file"
        case .cosigner: "KEY"
        case .accountKey: "XPUB"
        case .origin: "origin"
        case .release: "release"
        case .person: "PERSON"
        case .personName: "name"
        case .roles: "roles"
        case .identityKey: "IDENTITY KEY"
        case .organisation: "organisation"
        case .site: "site"
        case .device: "device"
        case .expiry: "expiry"
        case .unit: "unit"
        case .destination: "ADDRESS BOOK ENTRY"
        }
    }
}
