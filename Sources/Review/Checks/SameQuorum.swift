import Custody

/// Refuses an output to a quorum that some of our keys belong to but that is not the vault (number 47).
struct SameQuorum: SigningCheck {
    static let id = "output.other-quorum"

    func findings(in context: ReviewContext) -> [Finding] {
        outputFindings(in: context) { if case .otherQuorum = $0 { true } else { false } }
    }
}
