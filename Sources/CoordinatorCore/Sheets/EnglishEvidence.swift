import BitcoinPrimitives
import ByteCoding
import Custody

extension EvidencePhrase {
    /// The sentence in English.
    var english: String {
        switch self {
        case .title(let id, let vault): "Evidence of case \(id.short) of the vault \(vault)"
        case .headingCase: "The case"
        case .headingPayments: "What was paid"
        case .headingPeople: "Who did what, when, on which machine"
        case .headingShown: "What they saw"
        case .headingTransaction: "The transaction"
        case .headingFiles: "The files that came back"
        case .headingLog: "The coordinator's log"
        case .headingLimits: "What this page cannot tell"
        case .verified(let documents, let signatures):
            "Everything in this evidence was checked again, from the first byte to the last: \(documents) documents and "
                + "\(signatures) partial signatures, each by two independent implementations. All of it holds."
        case .trusted(let hash):
            "Nothing was taken on trust but the vault's document with the hash \(hash.hex), and what is marked below as the "
                + "coordinator's own word."
        case .everybodySaw(let people):
            "People who saw every destination and amount again after the quorum stood: \(people)."
        case .drill: "This case was a drill."
        case .secondLookNotEnforced(let open, let threshold):
            "Cosigners whose signatures leave at once: \(open). The threshold is \(threshold), so the second look was not "
                + "enforced by the machines."
        case .overrideAwaited:
            "The vault's rules refuse this payment. The case was opened to wait for an emergency override, which is not "
                + "complete; until it is, no machine signs it."
        case .refusedBy(let people): "Refused by \(Self.englishList(people))."
        case .twoDigests(let person, let digest):
            "CONTRADICTION, proven: \(person) also signed an answer to this case id over another digest, \(digest.hex)."
        case .journalFork(let person, let entry, let isProven):
            isProven
                ? "CONTRADICTION, proven: \(person) signed two documents that give entry \(entry) of his journal two hashes."
                : "CONTRADICTION: two people give entry \(entry) of the journal of \(person) two hashes."
        case .missingShare(let digest, let person):
            "MISSING: the confirmation of \(person) names a share that is not in this evidence: \(digest.hex)."
        case .missingConfirmation(let digest, let person):
            "MISSING: the release of \(person) names a confirmation or an excuse that is not in this evidence: "
                + "\(digest.hex)."
        case .missingEntry(let owner, let entry, let person):
            "\(person) had seen a document that \(owner) signed at entry \(entry) of his journal, and none in this evidence "
                + "was signed there: it belongs to another case, or was left out."
        case .vault: "Vault"
        case .vaultHash: "Vault hash"
        case .caseID: "Case id"
        case .digest: "Case digest"
        case .words: "Words"
        case .state: "State"
        case .proposed: "Proposed (coordinator's clock)"
        case .evidence: "Hash of this evidence"
        case .txid: "Transaction id"
        case .signedBy: "Signed by"
        case .armed: "Signatures outside the machines"
        case .awaited: "Confirmations still missing"
        case .leaves: "Leaves the vault"
        case .stays: "Stays in the vault"
        case .fee: "Fee"
        case .destination: "Destination"
        case .amount: "Amount"
        case .satoshi: "Satoshi"
        case .orderedAs: "Ordered as"
        case .person: "Person"
        case .act: "Act"
        case .device: "Machine"
        case .day: "Day (that machine's clock)"
        case .received: "Received (coordinator's clock)"
        case .factsHash: "Hash of what was shown"
        case .file: "File (SHA-256)"
        case .kind: "Kind"
        case .outcome: "Outcome"
        case .logHead: "Latest entry"
        case .entries: "Entries about this case"
        case .putAside: "Put aside"
        case .countersigned: "Countersigned"
        case .stopped: "Stopped or let go on"
        case .vaultVersion(let name, let version, let network): "\(name), version \(version), \(network.rawValue)"
        case .stateName(let state): Self.englishState(state)
        case .actName(let kind): Self.englishAct(kind)
        case .orderLine(let name, let line): "order \(name), line \(line)"
        case .notOrdered: "no order"
        case .countersignedEntry(let people, let entry): "\(Self.englishList(people)), entry \(entry)"
        case .fileTaken: "taken"
        case .fileRefused(let code): "refused: \(code)"
        case .fileKind(let kind): Self.englishKind(kind)
        case .absent: "-"
        case .nobody: "nobody"
        case .shownTo:
            "Every machine that answered has computed the text below from the transaction itself, shown it, and signed its "
                + "hash. It was computed once more for this page, and is the same in every byte."
        case .noTransaction: "No transaction was finished in this case."
        case .scriptsChecked(let threshold):
            "The transaction was assembled again from the signatures and is the same in every byte. The script of each input "
                + "was run with exactly \(threshold) signatures, by two implementations."
        case .limitClock:
            "Days and times are what the machines and the coordinator believed; nobody else has seen the clocks."
        case .limitWithheld:
            "What somebody answered and the coordinator never took in is not here. The journals of the machines know of it: "
                + "compare their copies with rensho log verify."
        case .limitChain: "Whether the transaction was sent and confirmed can only be seen on the chain."
        case .limitLog:
            "The lines of the log are the coordinator's own word, chained from one to the next. Journals and an auditor's "
                + "countersignature show that none was changed later; whether these lines lead to the entry that was "
                + "countersigned only the whole log shows: rensho log verify."
        }
    }

    private static func englishState(_ state: EvidenceState) -> String {
        switch state {
        case .open: "open"
        case .assembled: "assembled: the transaction is finished"
        case .aborted: "aborted"
        case .replaced: "replaced by another case"
        }
    }

    private static func englishAct(_ kind: EvidenceAct.Kind) -> String {
        switch kind {
        case .acknowledged: "acknowledged the vault"
        case .ordered: "ordered"
        case .approved: "approved the order"
        case .signed: "saw it and signed (first look)"
        case .confirmed: "saw it again and confirmed (second look)"
        case .released: "released his signatures"
        case .refused: "REFUSED"
        }
    }

    private static func englishKind(_ kind: CollectedFile.Kind) -> String {
        switch kind {
        case .psbt: "PSBT"
        case .share: "share"
        case .confirmation: "confirmation"
        case .refusal: "refusal"
        case .release: "release"
        }
    }

    private static func englishList(_ people: [Identifier]) -> String {
        people.map(\.description).joined(separator: ", ")
    }
}
