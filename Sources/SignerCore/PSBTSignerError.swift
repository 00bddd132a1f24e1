package import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding
package import CommandSupport
package import Custody
package import SecretKeys

/// Why a PSBT is not signed.
package enum PSBTSignerError: CommandError, Equatable {
    /// The account key is none of the vault's keys.
    case notACosigner(account: ExtendedPublicKey)
    /// The script of an input does not have the cosigner's key.
    case keyNotInScript(input: Int)
    /// The permit is for another case than the one to sign.
    case otherCase(permitted: Bytes32, found: Bytes32)
    /// The branch keys of the account cannot be derived.
    case account(SecretKeyError)
    /// The script of an input is on a branch that is neither receive nor change.
    case noSuchBranch(input: Int, branch: UInt32)
    /// No signature could be made, or it does not verify with the registered key.
    case signing(input: Int, SecretKeyError)
    /// Two independent ways disagree about a signature that was just made; it goes nowhere.
    case secondOpinion(SecondOpinionError)
    /// The PSBT has no such input.
    case noSuchInput(Int)
    /// The PSBT already has another signature by the same key.
    case otherSignature(input: Int, key: EncodedPublicKey)
    /// There are not as many signatures as inputs that were to be signed.
    case countDiffers(signatures: Int, requests: Int)

    package var code: String {
        switch self {
        case .notACosigner: "psbt-signer.not-a-cosigner"
        case .keyNotInScript: "psbt-signer.key-not-in-script"
        case .otherCase: "psbt-signer.other-case"
        case .account(let error): error.code
        case .noSuchBranch: "psbt-signer.no-such-branch"
        case .signing(_, let error): error.code
        case .secondOpinion(let error): error.code
        case .noSuchInput: "psbt-signer.no-such-input"
        case .otherSignature: "psbt-signer.other-signature"
        case .countDiffers: "psbt-signer.count-differs"
        }
    }

    package var description: String {
        switch self {
        case .notACosigner(let account): "the account key \(account) is none of the vault's keys"
        case .keyNotInScript(let input): "input \(input): the script does not have this cosigner's key"
        case .otherCase(let permitted, let found):
            "the release is permitted for \(permitted.hex), the case is \(found.hex)"
        case .account(let error): "account key: \(error)"
        case .noSuchBranch(let input, let branch): "input \(input): branch \(branch) is neither receive nor change"
        case .signing(let input, let error): "input \(input): \(error)"
        case .secondOpinion(let error): "\(error)"
        case .noSuchInput(let input): "the PSBT has no input \(input)"
        case .otherSignature(let input, let key): "input \(input): another signature by \(key) is there already"
        case .countDiffers(let signatures, let requests): "\(signatures) signatures for \(requests) inputs"
        }
    }

    package var remedy: String? {
        switch self {
        case .notACosigner: "Use the keystore that belongs to this vault."
        case .otherSignature: "Ask the coordinator for the proposal without signatures, and find out who made this one."
        case .account(let error), .signing(_, let error): error.remedy
        case .secondOpinion(let error): error.remedy
        case .keyNotInScript, .otherCase, .noSuchBranch, .noSuchInput, .countDiffers: nil
        }
    }

    /// A disagreement is a fault of this machine; everything else is a matter of the file.
    package var exitStatus: ExitStatus {
        switch self {
        case .secondOpinion: .internalError
        case .account(let error), .signing(_, let error): CommandFailure.exitStatus(of: error)
        case .notACosigner, .keyNotInScript, .otherCase, .noSuchBranch, .noSuchInput, .otherSignature,
            .countDiffers:
            .malformed
        }
    }
}
