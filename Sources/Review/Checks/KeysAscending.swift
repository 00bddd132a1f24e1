import Custody

/// Refuses a witness script whose keys are not strictly ascending as unsigned bytes (number 26, BIP-67).
struct KeysAscending: SigningCheck {
    static let id = "input.key-order"

    func findings(in context: ReviewContext) -> [Finding] {
        inputFindings(in: context) { if case .keysUnsorted = $0 { true } else { false } }
    }
}
