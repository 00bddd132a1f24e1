import ByteCoding

/// Says why a signature of a held cosigner is not taken although it verifies.
///
/// Whoever has such a signature can use it: it counts as armed.
package enum HeldSignatureRefusal: CodedError, Hashable {
    /// The cosigner has given no share of this case.
    case noShare
    /// The cosigner's release, which opens the commitment, is not there.
    case noRelease
    /// The signatures are not the ones that the cosigner's share stands for.
    case commitmentDiffers

    package var code: String {
        switch self {
        case .noShare: "held.no-share"
        case .noRelease: "held.no-release"
        case .commitmentDiffers: "held.commitment-differs"
        }
    }

    package var description: String {
        switch self {
        case .noShare: "the signature verifies, but the cosigner has given no share of this case"
        case .noRelease: "the signature verifies, but no release by the cosigner has come with it"
        case .commitmentDiffers: "the signature verifies, but is not the one that the cosigner's share stands for"
        }
    }

    package var remedy: String? {
        switch self {
        case .noShare, .noRelease:
            "Collect the file as rensho-signer wrote it, with its documents. If there is none, find out how the signature left "
                + "the cosigner's machine: rensho-signer lets out none before its release."
        case .commitmentDiffers: "Ask the cosigner to run rensho-signer release again on the latest re-display file."
        }
    }
}

/// Says that a key gave two different signatures that both verify.
struct SecondSignature: CodedError {
    /// The code, which the quarantine is searched for.
    static let code = "signature.conflict"

    var code: String { Self.code }
    var description: String {
        "another signature by the same key was verified before; both are kept, and only a share can say "
            + "which of them counts"
    }
}
