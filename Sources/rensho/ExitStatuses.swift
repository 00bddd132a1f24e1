import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import NodeConnection
import WalletFormats

extension StoreError: CommandError {
    /// How a command ends because of the store.
    var exitStatus: ExitStatus {
        switch self {
        case .busy, .readOnly, .diskFull, .alreadyThere: .cannotWrite
        case .unavailable, .notAStore: .unreadable
        case .caseNotConfirmed: .incomplete
        case .damaged, .logBroken, .unexpected: .internalError
        case .malformedCaseName, .severalVaults, .ambiguousCase: .usage
        case .refused(let error): error.exitStatus
        case .unknownVault, .noVault, .vaultConflict, .versionBeforeMissing, .vault, .acknowledgementConflict,
            .acknowledgementOfUnknownVault, .acknowledgement, .unknownCase, .caseFull, .caseEnded, .caseExists,
            .changeIndexUsed, .caseRefused, .coinLocked, .coinFrozen, .coinNotFrozen, .moreThanMoney, .unknownCoin,
            .orderNumberUsed, .orderUsed, .limitExceeded, .vaultFrozen, .orderVetoed, .orderLocked, .stop, .replacement,
            .fileOfNoCase, .fileOfOtherNetwork:
            .refused
        }
    }
}

extension CaseError: CommandError {
    /// How a command ends because a file does not fit its case.
    var exitStatus: ExitStatus {
        switch self {
        case .psbt, .attachments, .document: .malformed
        case .storedDataFails: .internalError
        case .notCollectable, .noCaseDocument, .notEstablished, .caseDocumentDiffers, .otherCase, .otherVault,
            .otherNetwork, .requestChanged, .otherFinal:
            .refused
        }
    }
}

extension CoinSelectionError: CommandError {
    /// A payment that the coins do not carry is refused.
    var exitStatus: ExitStatus { .refused }
}

extension FeeCapError: CommandError {
    /// A fee above the vault's caps is refused.
    var exitStatus: ExitStatus { .refused }
}

extension ProposalBuildError: CommandError {
    /// How a command ends because no proposal is made.
    var exitStatus: ExitStatus {
        switch self {
        case .psbt, .attachments: .malformed
        case .facts(let error): error.exitStatus
        case .descriptor, .xpub: .internalError
        case .dust, .ownAddress, .header, .alreadyCase, .strayDocuments, .alreadyFinal: .refused
        }
    }
}

extension ConfirmFileError: CommandError {
    /// Before the quorum there is no re-display file.
    var exitStatus: ExitStatus {
        switch self {
        case .noQuorum: .incomplete
        case .attachments: .internalError
        }
    }
}

extension AssemblyError: CommandError {
    /// How a command ends because a case gives no transaction.
    var exitStatus: ExitStatus {
        switch self {
        case .notEnoughSigners: .incomplete
        case .otherCase, .secondOpinion, .finalizer, .extractor, .script, .otherTxid, .otherStatement: .internalError
        }
    }
}

extension VaultBuildingError: CommandError {
    /// Records that make no vault are refused.
    var exitStatus: ExitStatus { .refused }
}

extension VaultError: CommandError {
    /// A vault that breaks a rule is refused.
    var exitStatus: ExitStatus { .refused }
}

extension ReplacementError: CommandError {
    /// A replacement that both could be paid beside is refused.
    var exitStatus: ExitStatus { .refused }
}

extension NodeError: CommandError {
    /// How a command ends because a node could not be asked.
    var exitStatus: ExitStatus {
        switch self {
        case .malformedEndpoint: .usage
        case .notLocal, .unauthorized: .refused
        case .malformedCredentials, .tooLarge, .malformedAnswer: .malformed
        case .notReached, .broken, .status: .unreadable
        }
    }
}

extension CoreRPCError: CommandError {
    /// How a command ends because of what a node answered.
    var exitStatus: ExitStatus {
        switch self {
        case .json, .shape, .coins, .otherTransaction: .malformed
        case .call, .otherNetwork: .refused
        }
    }
}

extension SnapshotProblem: CommandError {
    /// A coin snapshot that does not count is refused.
    var exitStatus: ExitStatus { .refused }
}

extension TargetFeeRateError: CommandError {
    /// The rate comes from the command line.
    var exitStatus: ExitStatus { .usage }
}

/// A command that ends with a state and not with an error of a library.
struct Outcome: CommandError, Equatable {
    let code: String
    let description: String
    let remedy: String?
    let exitStatus: ExitStatus

    init(_ exitStatus: ExitStatus, _ code: String, _ description: String, remedy: String? = nil) {
        self.code = code
        self.description = description
        self.remedy = remedy
        self.exitStatus = exitStatus
    }
}
