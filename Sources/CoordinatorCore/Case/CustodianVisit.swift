/// What one custodian can do next for a case, at one visit to his machine.
package enum CustodianVisit: String, Sendable, Hashable, CaseIterable {
    /// Look 1.
    case sign
    /// Look 1 on a re-display file that lacks only this share, and look 2 at once.
    case signAndConfirm = "sign-and-confirm"
    /// Look 2.
    case confirm
    /// Look 2 by the last one to confirm, whose signatures leave at once.
    case confirmAndRelease = "confirm-and-release"
    /// Letting the held signatures go.
    case release

    /// The command on the custodian's machine, without the file.
    package var command: String {
        switch self {
        case .sign, .signAndConfirm: "rensho-signer sign"
        case .confirm, .confirmAndRelease: "rensho-signer confirm"
        case .release: "rensho-signer release"
        }
    }

    /// What the visit is for, in words.
    package var purpose: String {
        switch self {
        case .sign: "sign"
        case .signAndConfirm: "sign and confirm in one visit"
        case .confirm: "confirm"
        case .confirmAndRelease: "confirm and release in one visit"
        case .release: "release"
        }
    }
}

/// What is still missing of one custodian.
package enum MissingAnswer: String, Sendable, Hashable, CaseIterable {
    case share, signatures, confirmation, release
}
