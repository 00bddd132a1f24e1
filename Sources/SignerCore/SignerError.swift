package import BitcoinPrimitives
package import ByteCoding
package import CommandSupport
package import Custody

/// Why the signer does not do what it was asked to do.
package enum SignerError: CommandError, Equatable {
    /// A file, document, key or PSBT was refused by the room that knows it.
    case cause(SignerErrorCause)

    // The home.
    /// There are no keys in the home folder.
    case noKeys(home: String)
    /// There are keys in the home folder already.
    case keysExist(home: String)
    /// The journal in the home belongs to other keys.
    case journalOfOtherKeys(home: String)
    /// The words are said to be new, and the journal in the home shows that a machine has used them.
    case usedBefore(home: String)
    /// The home's journal does not begin with its keys: it was removed or exchanged.
    case journalMissing(home: String)
    /// The clock is further behind the journal's last entry than ``SignerHome/clockTolerance``.
    case clockBehind(clock: UTCTime, journal: UTCTime)
    /// The home's stored record of its keys is not the keystore's.
    case recordDiffers(path: String)
    /// A stored vault is not the one that this person's identity key acknowledged.
    case storedVaultDiffers(path: String)

    // Secrets.
    /// This build on this machine does not compute what it must.
    case selfTestFailed(check: SelfTestCheck, reason: String)
    /// The passphrase is shorter than ``KeystorePassphrase/minimumCharacters``.
    case passphraseTooShort
    /// The passphrase has fewer different bytes than ``KeystorePassphrase/minimumDifferentBytes``.
    case passphraseTooSimple
    /// The two entries of a new passphrase differ.
    case passphrasesDiffer
    /// A key file is named that is there, and another one that is to be made.
    case twoKeyFiles
    /// The key file would lie beside the keystore that it protects.
    case keyFileInHome(path: String)
    /// There is a vault key of this network on the device already.
    case secondKey(fingerprint: Fingerprint, home: String)
    /// The words, or their passphrase, give other keys than those that were expected.
    case otherFingerprint(found: Fingerprint, expected: Fingerprint)
    /// The home has an identity key only, and no share in a vault.
    case noAccountKey(person: Identifier)
    /// The keys in the keystore are not those that its header names.
    case keystoreKeysDiffer

    // Vaults.
    /// The vault is for another network than the keys.
    case otherNetwork(vault: Network, keys: Network)
    /// This machine has signed or registered another document of this version.
    case versionForked(name: Identifier, version: UInt32, known: Bytes32)
    /// A later version of the vault is registered here.
    case olderVersion(name: Identifier, version: UInt32, registered: UInt32)
    /// The version does not follow the one that is registered here.
    case skippedVersion(name: Identifier, version: UInt32, registered: UInt32)
    /// The version names another document as the one before it than the one that is registered here.
    case otherPrevious(name: Identifier, version: UInt32)
    /// Version 1 of a vault is acknowledged, not signed.
    case firstVersionUnsigned(name: Identifier)
    /// This person is a custodian of neither version.
    case noPart(Identifier)
    /// The vault needs fewer signatures than before, and the word that accepts it was not typed.
    case lowerThreshold(from: Int, to: Int)
    /// This machine has lost its memory and may have signed another document of the version; its person has not said that
    /// there is none.
    case mayHaveSigned(name: Identifier, version: UInt32)
    /// A stored vault was not accepted by this machine's journal.
    case storedVaultUnknown(path: String)
    /// A stored vault is not bound to this machine's keys and journal.
    case vaultNotBound(name: Identifier, version: UInt32)
    /// The vault gives this person's key to somebody else, or not at all.
    case ownKeyMissing
    /// What the vault says about this person is not what the keys say.
    case ownEntryDiffers(field: String)
    /// A cosigner's key is secretly a key of this machine.
    case ownKeyOfOther(person: Identifier)
    /// A registered vault has cosigner keys of this one; what else differs between the two.
    case sharedKeys(vault: Identifier, people: [Identifier], differences: [String])
    /// The words typed are not those of the vault.
    case wordsDiffer(position: Int)
    /// No vault of this name is registered.
    case unknownVault(String)
    /// A vault that the journal knows is not in the home, or is another document.
    case registeredVaultMissing(name: Identifier, digest: Bytes32)
    /// Several vaults are registered and none was named.
    case severalVaults([Identifier])

    // Cases.
    /// The case is of a version of the vault that a later one has closed on this machine.
    case closedByVersion(CaseID, version: UInt32, registered: UInt32, since: UTCTime)
    /// The PSBT carries no case document.
    case noCase(path: String)
    /// The file is a plain PSBT, which nobody looks at a second time and for which nothing is held.
    case noSecondLook(CaseID)
    /// A finding forbids the answer.
    case refused(findings: Int, first: String)
    /// The person stopped before the questions.
    case stopped(ReviewStop)
    /// The challenge was not answered.
    case challengeFailed
    /// The journal says that this person refused the case.
    case alreadyRefused(CaseID)
    /// The journal has signed another transaction under this case.
    case otherCaseDigest(CaseID, journal: Bytes32, file: Bytes32)
    /// What was seen in look 1 is not what the file shows now.
    case changedSinceLookOne(what: String)
    /// The file carries an answer in this person's name that this machine has not given.
    case unknownOwnAnswer(kind: String)
    /// Earlier cases pay the same from other coins, and nobody has typed that they are to be paid too.
    case repeatsPayment([CaseID])
    /// The quorum in the file is not complete.
    case quorumMissing(reason: String)
    /// An answer in the file does not count.
    case badAnswer(person: Identifier, reason: String)
    /// The word that refuses a case was not typed.
    case notRefused
    /// This person holds no key of the vault.
    case noCosigner(Identifier)
    /// This machine has not confirmed the case.
    case notConfirmedHere(CaseID)
    /// This machine has not signed the case.
    case notSignedHere(CaseID)
    /// The release rule does not hold.
    case notReleased(ReleaseRefusal)
    /// The signatures made again are not those that the share stands for.
    case commitmentDiffers(CaseID)

    // The own journal, as others have seen it.
    /// This machine does not know what its person has answered.
    case quarantine(Quarantine)
    /// This machine was never in quarantine.
    case notInQuarantine
    /// An answer of this kind was given before this machine was restored, and the file does not carry it.
    case answeredBefore(kind: String, CaseID)
    /// A record about this machine does not count.
    case badRecord(path: String, RecordProblem)
    /// A copy of somebody's journal does not count.
    case badJournalCopy(path: String, JournalCopyProblem)
    /// A record is older than the quarantine, or than what its author's machine has done since.
    case staleRecord(path: String, reason: String)
    /// Two different records of one person and vault were given.
    case repeatedRecord(path: String, person: Identifier)
    /// A record names an entry of this person's journal that no journal reaches.
    case implausibleHead(path: String, sequence: UInt64)
    /// Records of some custodians are missing.
    case recordsMissing([Quarantine.Missing])
    /// The word that takes the records over was not typed.
    case notAdopted

    // Unattended use.
    /// `--expect-digest` was used on the main network.
    case unattendedOnMainnet
    /// The digest is not the expected one.
    case digestDiffers(expected: Bytes32, found: Bytes32)
    /// Nobody is at a terminal and no digest was given.
    case needsPerson

    package var exitStatus: ExitStatus {
        switch self {
        case .cause(let cause): cause.exitStatus
        case .noKeys: .unreadable
        case .keysExist: .cannotWrite
        case .usedBefore: .usage
        case .journalOfOtherKeys, .journalMissing, .recordDiffers, .storedVaultDiffers, .keystoreKeysDiffer,
            .registeredVaultMissing, .storedVaultUnknown, .vaultNotBound, .clockBehind, .selfTestFailed:
            .internalError
        case .severalVaults, .unattendedOnMainnet, .needsPerson, .twoKeyFiles, .keyFileInHome: .usage
        case .noCase: .malformed
        case .quorumMissing, .recordsMissing, .notReleased(.noQuorum), .notReleased(.unconfirmed): .incomplete
        case .passphraseTooShort, .passphraseTooSimple, .passphrasesDiffer, .secondKey, .otherFingerprint,
            .noAccountKey, .otherNetwork,
            .versionForked,
            .olderVersion, .skippedVersion, .otherPrevious, .firstVersionUnsigned, .noPart, .lowerThreshold,
            .mayHaveSigned,
            .closedByVersion, .ownKeyMissing, .ownEntryDiffers, .ownKeyOfOther, .sharedKeys, .wordsDiffer,
            .noSecondLook, .refused, .stopped, .challengeFailed, .alreadyRefused, .otherCaseDigest,
            .changedSinceLookOne, .unknownOwnAnswer, .repeatsPayment, .noCosigner,
            .notConfirmedHere, .notSignedHere, .notReleased, .commitmentDiffers, .quarantine,
            .notInQuarantine, .answeredBefore, .badRecord, .badJournalCopy, .staleRecord, .repeatedRecord,
            .implausibleHead, .notAdopted,
            .digestDiffers, .badAnswer, .notRefused, .unknownVault:
            .refused
        }
    }
}

/// An error of another room, kept whole.
package struct SignerErrorCause: Equatable, Sendable {
    /// The error as it was thrown.
    package let error: any CodedError

    /// Keeps an error.
    package init(error: any CodedError) {
        self.error = error
    }

    /// How the program ends because of it.
    package var exitStatus: ExitStatus {
        guard let vault = error as? VaultError else { return CommandFailure.exitStatus(of: error) }
        return vault.isIncomplete ? .incomplete : .refused
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.error.code == right.error.code && left.error.description == right.error.description
    }
}

extension SignerError {
    /// Runs something of another room and keeps its error as the cause of a signer error.
    static func lifting<Result: ~Copyable>(_ body: () throws -> Result) throws(SignerError) -> Result {
        do {
            return try body()
        } catch let error as SignerError {
            throw error
        } catch let error as any CodedError {
            throw .cause(SignerErrorCause(error: error))
        } catch {
            preconditionFailure("every library of this package throws coded errors only")
        }
    }
}
