import Custody

/// Refuses every signature type but `SIGHASH_ALL` (number 35).
struct SighashAll: SigningCheck {
    static let id = "input.sighash-type"

    func findings(in context: ReviewContext) -> [Finding] {
        inputFindings(in: context) { if case .sighashType = $0 { true } else { false } }
    }
}
