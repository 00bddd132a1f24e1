import BitcoinPrimitives
import ByteCoding
import Custody
import Review

extension SignerError {
    package var code: String {
        switch self {
        case .cause(let cause): cause.error.code
        case .noKeys: "signer.no-keys"
        case .keysExist: "signer.keys-exist"
        case .journalOfOtherKeys: "signer.journal-of-other-keys"
        case .usedBefore: "signer.used-before"
        case .journalMissing: "signer.journal-missing"
        case .recordDiffers: "signer.record-differs"
        case .registeredVaultMissing: "signer.registered-vault-missing"
        case .clockBehind: "signer.clock-behind"
        case .storedVaultDiffers: "signer.stored-vault-differs"
        case .selfTestFailed: "self-test.failed"
        case .passphraseTooShort: "signer.passphrase-too-short"
        case .passphraseTooSimple: "signer.passphrase-too-simple"
        case .passphrasesDiffer: "signer.passphrases-differ"
        case .twoKeyFiles: "signer.two-key-files"
        case .keyFileInHome: "signer.key-file-in-home"
        case .secondKey: "signer.second-key"
        case .otherFingerprint: "signer.other-fingerprint"
        case .noAccountKey: "signer.no-account-key"
        case .keystoreKeysDiffer: "signer.keystore-keys-differ"
        case .otherNetwork: "signer.other-network"
        case .versionForked: "signer.vault-forked"
        case .olderVersion: "signer.vault-older-version"
        case .skippedVersion: "signer.vault-skipped-version"
        case .otherPrevious: "signer.vault-other-previous"
        case .firstVersionUnsigned: "signer.vault-first-version"
        case .noPart: "signer.vault-no-part"
        case .lowerThreshold: "signer.vault-lower-threshold"
        case .mayHaveSigned: "signer.vault-may-have-signed"
        case .storedVaultUnknown: "signer.stored-vault-unknown"
        case .vaultNotBound: "signer.vault-not-bound"
        case .closedByVersion: "signer.case-closed-by-version"
        case .ownKeyMissing: "signer.own-key-missing"
        case .ownEntryDiffers: "signer.own-entry-differs"
        case .ownKeyOfOther: "signer.own-key-of-other"
        case .sharedKeys: "signer.shared-key"
        case .wordsDiffer: "signer.words-differ"
        case .unknownVault: "signer.unknown-vault"
        case .severalVaults: "signer.several-vaults"
        case .noCase: "signer.no-case"
        case .noSecondLook: "signer.no-second-look"
        case .refused: "signer.refused"
        case .stopped(let stop): stop.code
        case .challengeFailed: "signer.challenge-failed"
        case .alreadyRefused: "signer.already-refused"
        case .otherCaseDigest: "signer.other-case-digest"
        case .changedSinceLookOne: "signer.changed-since-look-one"
        case .unknownOwnAnswer: "signer.unknown-own-answer"
        case .repeatsPayment(let cases): ChallengeError.repeatsPayment(cases).code
        case .quorumMissing: "signer.quorum-missing"
        case .badAnswer: "signer.bad-answer"
        case .notRefused: "signer.not-refused"
        case .noCosigner: "signer.no-cosigner"
        case .notConfirmedHere: "release.not-confirmed-here"
        case .notSignedHere: "release.not-signed-here"
        case .notReleased(let refusal): refusal.code
        case .commitmentDiffers: "release.commitment"
        case .quarantine: "signer.quarantine"
        case .notInQuarantine: "signer.not-in-quarantine"
        case .answeredBefore: "signer.answered-before"
        case .badRecord(_, let problem): problem.code
        case .badJournalCopy(_, let problem): problem.code
        case .staleRecord: "record.stale"
        case .repeatedRecord: "record.repeated"
        case .implausibleHead: "record.implausible-head"
        case .recordsMissing: "record.missing"
        case .notAdopted: "signer.not-adopted"
        case .unattendedOnMainnet: "signer.unattended-on-mainnet"
        case .digestDiffers: "signer.digest-differs"
        case .needsPerson: "signer.needs-person"
        }
    }

    package var description: String {
        switch self {
        case .cause(let cause): cause.error.description
        case .noKeys(let home): "there are no keys in \(home)"
        case .keysExist(let home): "there are keys in \(home) already, and keys are never replaced"
        case .journalOfOtherKeys(let home): "the journal in \(home) was written with other keys"
        case .usedBefore(let home): "the journal in \(home) shows that these keys were in use before"
        case .journalMissing(let home): "the journal in \(home) does not begin with the keys that are there"
        case .recordDiffers(let path): "\(path) is not the record of the keys in the keystore"
        case .storedVaultDiffers(let path): "\(path) is not the vault that was registered on this machine"
        case .registeredVaultMissing(let name, let digest):
            "the vault \(name) (\(digest.hex)) was registered on this machine, but its file is missing or another one"
        case .clockBehind(let clock, let journal):
            "the clock of this machine says \(clock), but its journal was last written at \(journal)"
        case .selfTestFailed(let check, let reason): "the self-test of \(check.rawValue) failed: \(reason)"
        case .passphraseTooShort:
            "the passphrase has fewer than \(KeystorePassphrase.minimumCharacters) characters"
        case .passphraseTooSimple: "the passphrase has hardly more than one or two different characters"
        case .passphrasesDiffer: "the two passphrases differ"
        case .twoKeyFiles: "one key file is to be used and another one to be made"
        case .keyFileInHome(let path): "the key file \(path) would lie in the home folder, beside the keystore"
        case .secondKey(let fingerprint, let home):
            "this device holds the vault key \(fingerprint) in \(home), and one device holds one vault key"
        case .otherFingerprint(let found, let expected):
            "the words and their passphrase give the keys \(found), and those on the sheet are \(expected)"
        case .noAccountKey(let person): "the home of \(person) holds an identity key only, and no share in a vault"
        case .keystoreKeysDiffer: "the keys in the keystore are not those that its header names"
        case .otherNetwork(let vault, let keys): "the vault is for \(vault), these keys are for \(keys)"
        case .versionForked(let name, let version, let known):
            "this machine knows version \(version) of vault \(name) as \(known.hex), and this is another document"
        case .olderVersion(let name, let version, let registered):
            "version \(version) of vault \(name) is older than version \(registered), which is registered here"
        case .skippedVersion(let name, let version, let registered):
            "version \(version) of vault \(name) does not follow version \(registered), which is registered here"
        case .otherPrevious(let name, let version):
            "version \(version) of vault \(name) follows another document than the one that is registered here"
        case .firstVersionUnsigned(let name):
            "version 1 of vault \(name) is agreed on by everybody's acknowledgement, not by signatures"
        case .noPart(let person): "\(person) is a custodian of neither version"
        case .lowerThreshold(let from, let to):
            "the vault would need \(to) signatures instead of \(from), and the word that accepts that was not typed"
        case .mayHaveSigned(let name, let version):
            "this machine was restored or fell behind, and may have signed another document of version \(version) of "
                + "\(name) before"
        case .storedVaultUnknown(let path): "\(path) is a vault that this machine has not accepted"
        case .vaultNotBound(let name, let version):
            "the stored version \(version) of vault \(name) is not bound to the keys and the journal of this machine"
        case .closedByVersion(let caseID, let version, let registered, let since):
            "case \(caseID.short) is of version \(version) of its vault, and version \(registered) has closed it here "
                + "since \(since)"
        case .ownKeyMissing: "this machine's key is not in the vault"
        case .ownEntryDiffers(let field): "what the vault says about this person differs from the keys: \(field)"
        case .ownKeyOfOther(let person): "the key of \(person) is one that this machine's words derive"
        case .sharedKeys(let vault, let people, let differences):
            "the registered vault \(vault) has the same key of \(people.map(\.description).joined(separator: ", ")); "
                + "what this one says otherwise: \(differences.joined(separator: "; "))"
        case .wordsDiffer(let position): "word \(position) is not a word of this vault"
        case .unknownVault(let name):
            name.isEmpty ? "no vault is registered on this machine" : "no vault \(name) is registered on this machine"
        case .severalVaults(let names): "several vaults are registered: \(Self.list(names))"
        case .noCase(let path): "\(path) carries no case document"
        case .noSecondLook(let caseID):
            "case \(caseID.short) is a plain PSBT of another coordinator: it has no second look, and nothing is held for it"
        case .refused(let findings, let first):
            "\(findings) \(findings == 1 ? "finding forbids" : "findings forbid") the answer; the first is \(first)"
        case .stopped(let stop): stop.description
        case .challengeFailed:
            "the answers are not those of the destinations: nothing was signed, and the case is not refused"
        case .alreadyRefused(let caseID): "case \(caseID.short) was refused on this machine"
        case .otherCaseDigest(let caseID, let journal, let file):
            "case \(caseID.short) was answered here as \(journal.hex), the file makes it \(file.hex)"
        case .changedSinceLookOne(let what): "this is not what was seen in the first look: \(what)"
        case .unknownOwnAnswer(let kind):
            "the file carries a \(kind) in your name that this machine has not given"
        case .repeatsPayment(let cases): ChallengeError.repeatsPayment(cases).description
        case .quorumMissing(let reason): "the quorum is not complete: \(reason)"
        case .badAnswer(let person, let reason): "the answer of \(person) in the file does not count: \(reason)"
        case .notRefused: "the case was not refused, because the word was not typed"
        case .noCosigner(let person): "\(person) holds no key of this vault"
        case .notConfirmedHere(let caseID): "case \(caseID.short) was not confirmed on this machine"
        case .notSignedHere(let caseID): "case \(caseID.short) was not signed on this machine"
        case .notReleased(let refusal): refusal.description
        case .commitmentDiffers(let caseID):
            "the signatures of case \(caseID.short) are not those that the share stands for"
        case .quarantine(let quarantine):
            "this machine is in quarantine since \(quarantine.since): \(Self.reason(quarantine.cause)); records are missing "
                + "of \(Self.missing(quarantine.missing))"
        case .notInQuarantine: "this machine was never in quarantine, and takes no records over"
        case .answeredBefore(let kind, let caseID):
            "a \(kind) of case \(caseID.short) was given before this machine was restored, and the file does not carry it"
        case .badRecord(let path, let problem): "the record in \(path) does not count: \(problem.description)"
        case .badJournalCopy(let path, let problem):
            "the copy of a journal in \(path) does not count: \(problem.description)"
        case .staleRecord(let path, let reason): "the record in \(path) is too old: \(reason)"
        case .repeatedRecord(let path, let person):
            "the record in \(path) is a second one of \(person) for this vault, and another"
        case .implausibleHead(let path, let sequence):
            "the record in \(path) names entry \(sequence) of your journal, which no journal reaches"
        case .recordsMissing(let missing): "records are missing of \(Self.missing(missing))"
        case .notAdopted: "nothing was taken over, because the word was not typed"
        case .unattendedOnMainnet: "--expect-digest is for test networks only"
        case .digestDiffers(let expected, let found): "the digest is \(found.hex), expected \(expected.hex)"
        case .needsPerson: "this command needs a person at a terminal"
        }
    }

    package var remedy: String? {
        switch self {
        case .cause(let cause): cause.error.remedy
        case .noKeys: "Run: rensho-signer keys restore"
        case .usedBefore: "Restore without --first-use; the machine then begins in quarantine."
        case .keysExist: "Use --home to name another folder for other keys."
        case .journalOfOtherKeys: "Restore the keys that belong to this folder, or use another one with --home."
        case .journalMissing:
            "Do not sign on this machine: what it has answered before is lost. Look for the journal in a backup."
        case .recordDiffers, .storedVaultDiffers, .storedVaultUnknown, .vaultNotBound, .keystoreKeysDiffer:
            "Do not sign on this machine before you know who changed the file."
        case .registeredVaultMissing:
            "Find out who removed it; then register the same vault document again, comparing its words anew."
        case .clockBehind:
            "Set the clock. If the clock is right, the journal was written with a wrong one: tell the other custodians."
        case .selfTestFailed:
            "Use no keys on this machine: its program, its OpenSSL, its memory or its processor is not what it must be."
        case .twoKeyFiles: "Name one of them: --key-file for one that is there, or --new-key-file for a new one."
        case .keyFileInHome: "Put the key file on a stick of its own."
        case .secondKey: "Use another machine: a vault is as strong as its keys are apart."
        case .otherFingerprint: "Compare the words, and type the BIP-39 passphrase again: every slip gives other keys."
        case .noAccountKey: "A custodian's home is made by keys create or keys restore."
        case .passphraseTooShort, .passphraseTooSimple: "Take several random words."
        case .passphrasesDiffer: "Run the command again."
        case .stopped(let stop): stop.remedy
        case .challengeFailed:
            "Compare every destination with the order in your hand; if they differ, run rensho-signer refuse."
        case .otherNetwork: "Check that this is the right file and the right --home."
        case .versionForked, .otherPrevious:
            "Sign and register neither; tell the other custodians, and find out who made the second document."
        case .olderVersion: "Ask the operator for the newest version."
        case .skippedVersion: "Register every version in its turn."
        case .firstVersionUnsigned: "Register it: rensho-signer vault register"
        case .mayHaveSigned:
            "Ask every custodian and the operator for each document of this version that has your signature."
        case .noPart, .lowerThreshold: nil
        case .closedByVersion: "Ask the operator to end it and to propose it anew under the version that is registered."
        case .ownKeyMissing, .ownEntryDiffers, .ownKeyOfOther:
            "Do not use this vault; tell the operator and the other custodians."
        case .sharedKeys:
            "A second vault needs another name and other keys: keys restore with another --account."
        case .wordsDiffer: "Read the words with another custodian again; if they differ, do not use this vault."
        case .unknownVault: "Check the name and --home, or run: rensho-signer vault register"
        case .severalVaults: "Name one with --vault."
        case .noCase:
            "Ask the operator for the file that rensho propose or rensho confirm has written. Plain PSBTs of other "
                + "coordinators are signed only for a vault that allows foreign proposals."
        case .noSecondLook: "Sign it with rensho-signer sign; the program that made it adds the signatures up."
        case .refused: "Read the findings; rensho-signer refuse records why you do not sign."
        case .alreadyRefused: "A refusal is final; the operator must propose a new case."
        case .otherCaseDigest, .changedSinceLookOne: "Do not answer; tell the other custodians."
        case .unknownOwnAnswer:
            "Answer nothing: somebody else may have your identity key, or this machine's journal was lost. Tell the other "
                + "custodians. If the machine was restored since, take the earlier looks again: they verify what was given."
        case .repeatsPayment(let cases): ChallengeError.repeatsPayment(cases).remedy
        case .quorumMissing: "Wait until the operator sends a file with enough shares."
        case .badAnswer: "Do not confirm; tell the operator and the other custodians."
        case .notRefused, .noCosigner: nil
        case .notConfirmedHere: "Confirm the case first: rensho-signer confirm"
        case .notSignedHere: "There is nothing to release; the signatures of those who signed are enough."
        case .notReleased(let refusal): refusal.remedy
        case .commitmentDiffers: "Do not release; check that the keystore is the one that signed, and tell the others."
        case .quarantine(let quarantine): Self.remedy(quarantine.cause)
        case .notInQuarantine, .notAdopted: nil
        case .answeredBefore: "There is nothing to give: ask the operator for a file that carries it."
        case .badRecord(_, let problem): problem.remedy
        case .badJournalCopy(_, let problem): problem.remedy
        case .staleRecord, .repeatedRecord: "Ask its author for a new record: rensho-signer log record"
        case .implausibleHead: "Ask its author, and do not take the record over."
        case .recordsMissing: "Give the records of all of them in one command."
        case .unattendedOnMainnet: "Run the command at a terminal and read the review."
        case .digestDiffers: "This is not the case or vault that you expected."
        case .needsPerson: "Run it in a terminal; on a test network --expect-digest takes the place of the person."
        }
    }

    private static func reason(_ cause: QuarantineCause) -> String {
        switch cause {
        case .restored: "its keys were restored, and it does not know what was answered with them before"
        case .behind(let seen, let person):
            "\(person) has seen entry \(seen) of its journal, which it does not have: it runs from an old copy"
        case .forked(let sequence, let person):
            "entry \(sequence) of its journal is not the one that \(person) has seen"
        }
    }

    private static func remedy(_ cause: QuarantineCause) -> String {
        let records =
            "Ask every other custodian for his record of this machine (rensho-signer log record) and take them over: "
            + "rensho-signer log import. A refusal can still be given."
        return switch cause {
        case .restored: records
        case .behind, .forked:
            "Answer nothing on this machine: put back its latest journal if there is one, find out whether a second machine "
                + "runs with the same keys, and tell the other custodians. " + records
        }
    }

    private static func missing(_ missing: [Quarantine.Missing]) -> String {
        guard !missing.isEmpty else { return "every other custodian, once a vault is registered" }
        return missing.map { "\(list($0.people)) (vault \($0.vault))" }.joined(separator: "; ")
    }

    private static func list(_ names: [Identifier]) -> String {
        names.map(\.description).joined(separator: ", ")
    }
}
