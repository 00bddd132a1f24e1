import BitcoinPrimitives
import ByteCoding
import Custody

/// The sentences about a journal in English.
enum EnglishJournal {
    static func text(_ phrase: JournalPhrase) -> String {
        switch phrase {
        case .entry(let number, let time): "\(number)  \(time)"
        case .keysMade(let person, let device, let network):
            "The keys of \(person) were made on the machine \(device), network \(network.rawValue)."
        case .homeBegun(let person, let device, let network, let isFirstUse):
            "The keys of \(person) were put on the machine \(device), network \(network.rawValue); "
                + (isFirstUse
                    ? "no machine held them before." : "a machine may have held them before: it began in quarantine.")
        case .vaultRegistered(let vault, let version): "Registered the vault \(vault), version \(version)."
        case .vaultSigned(let vault, let version): "Signed version \(version) of the vault \(vault)."
        case .vaultRevised(let vault, let version, let closed, let armed):
            "Registered version \(version) of the vault \(vault); cases closed: \(closed), left armed: \(armed)."
        case .reviewed(let caseID, let purpose, let isSignable):
            "Showed the case \(caseID.short) \(name(purpose))"
                + (isSignable ? "." : "; a finding forbade to sign it.")
        case .asked(let caseID, let purpose): "Asked about the case \(caseID.short) \(name(purpose))."
        case .viewed(let caseID, let purpose, let pages, let total, let warnings):
            "Saw \(pages) of \(total) pages of the case \(caseID.short) \(name(purpose)), and acknowledged \(warnings) "
                + "warnings."
        case .decided(let caseID, let matches, let pages, let total, let warnings):
            "Saw \(pages) of \(total) pages of the case \(caseID.short), said before its findings were shown that it "
                + (matches ? "matches the order" : "differs from the order")
                + ", and acknowledged \(warnings) warnings."
        case .challengeFailed(let caseID, let purpose):
            "Too many wrong answers about the case \(caseID.short) \(name(purpose)): the session ended."
        case .notAccepted(let caseID, let purpose):
            "The questions about the case \(caseID.short) \(name(purpose)) were not answered rightly, or were broken off."
        case .signed(let caseID, let isHeld):
            "Signed the case \(caseID.short)"
                + (isHeld ? "; the signatures stayed here." : "; the signatures left this machine.")
        case .confirmed(let caseID): "Confirmed the case \(caseID.short)."
        case .released(let caseID): "Released the signatures of the case \(caseID.short)."
        case .refused(let caseID, let reason): "Refused the case \(caseID.short): \(SafeText.free(reason))"
        case .repeated(let caseID, let purpose):
            "Gave the answer to the case \(caseID.short) once more, asked for it \(name(purpose))."
        case .passphraseChanged(let hasKeyFile):
            "Changed what the keystore opens with: a passphrase \(hasKeyFile ? "and a key file" : "alone")."
        case .keyRecordExported: "Gave the key record away."
        case .journalExported: "Gave a signed copy of this journal away."
        case .countersigned(let vault, let logs, let journals):
            "Countersigned for the vault \(vault): coordinators' logs \(logs), journals \(journals)."
        case .recovered(let bytes):
            "The journal ended with \(bytes) bytes of an entry that was never finished; nothing was done for it."
        case .replaces(let caseID): "in the place of the case \(caseID.short)"
        case .pays(let amount, let destination): "\(amount.text) to \(destination)"
        case .fee(let amount): "fee \(amount.text)"
        case .spends(let outpoint): "spends \(outpoint)"
        case .refusalSeen(let caseID, let person): "Saw that \(person) refused the case \(caseID.short)."
        case .answersSeen(let caseID, let people): "Saw answers to the case \(caseID.short) of \(list(people))."
        case .restorationSeen(let person, let sequence):
            "Saw that the machine of \(person) was restored and goes on from entry \(sequence)."
        case .recordGiven(let person, let vault):
            "Gave a record of the machine of \(person) in the vault \(vault)."
        case .overtaken(let sequence, let person):
            "\(person) has seen an entry \(sequence) of this journal that it does not have: quarantine began."
        case .adoptedCase(let caseID, let people):
            "Took the case \(caseID.short) over from before the restoration, as seen by \(list(people))."
        case .adopted(let vaults): "Took the records over; the quarantine ended for \(list(vaults))."
        case .regained(let caseID): "Gave an answer to the case \(caseID.short) from before the restoration again."
        case .snapshotRelied(let vault, let height, let date, let total):
            "relied on a coin snapshot of the vault \(vault): height \(height), \(date), \(total.text)"
        case .snapshotCountersigned(let vault, let height, let date, let total):
            "countersigned a coin snapshot of the vault \(vault): height \(height), \(date), \(total.text)"
        case .stopKept(let kind, let person, let reason):
            EnglishStops.text(.journal(kind, by: person, reason: reason))
        case .ordered(let name, let vault, let isApproval):
            "\(isApproval ? "Approved" : "Signed") order \(name) to the vault \(vault)."
        case .nothing: "The journal has no such entry."
        case .total(let cases, let leaving):
            "Cases signed in these entries: \(cases), leaving the vault together: \(leaving.text)"
        case .coin(let outpoint, let caseID, let isArmed):
            "\(isArmed ? "armed" : "held") \(outpoint) case \(caseID.short)"
        case .quarantineSince(let date): "In quarantine since \(date)."
        case .quarantineMissing(let vault, let people): "Vault \(vault): records are missing of \(list(people))."
        case .verified(let entries, let sequence, let head):
            "The journal is whole: \(entries) entries, the last has the number \(sequence) and the hash \(head)."
        case .sealed(let count): "Entries with a code of the keys of this home, all checked: \(count)."
        case .uncovered(let count):
            "Entries after the last of them, which only the next one covers: \(count)."
        case .unfinished(let bytes): "Behind them stand \(bytes) bytes of an entry that was never finished."
        case .copyVerified(let person, let entries, let sequence, let head, let date):
            "The copy of the journal of \(person) of \(date) is whole and signed: \(entries) entries, the last has the "
                + "number \(sequence) and the hash \(head)."
        case .copyKnown(let vaults): "The identity key that signed it is registered here in: \(list(vaults))."
        case .copyUnknown(let person):
            "! No vault that is registered here knows \(person): compare the identity key by voice."
        case .copyCompared(let seen):
            "Entries that this machine has seen named elsewhere and that are the same here: \(seen)."
        case .copyOlder(let later):
            "! This machine has seen the entry \(later) of that journal: the copy was made before it."
        case .countersigning(let vault):
            "You countersign, as auditor of the vault \(vault), that these are whole and fit together up to these entries:"
        case .countersignLog(let head):
            "the coordinator's log \(head.first.hex), entry \(head.sequence), \(head.hash.hex)"
        case .countersignJournal(let head):
            "the journal of \(head.person), entry \(head.sequence), \(head.hash.hex)"
        case .countersignNotice:
            "Whoever removes or changes one of these entries later contradicts your signature."
        case .countersignPrompt(let word): "Type \"\(word)\" to countersign: "
        }
    }

    private static func name(_ purpose: JournalPurpose) -> String {
        switch purpose {
        case .inspect: "for a look only"
        case .sign: "for the first look"
        case .confirm: "for the second look"
        case .release: "for the release"
        case .refuse: "for a refusal"
        }
    }

    private static func list(_ names: [Identifier]) -> String { names.map(\.description).joined(separator: ", ") }
}
