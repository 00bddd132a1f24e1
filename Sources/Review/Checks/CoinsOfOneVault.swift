import Custody

/// Refuses a coin that is not derived from the registered vault (number 22).
struct CoinsOfOneVault: SigningCheck {
    static let id = "input.foreign"

    func findings(in context: ReviewContext) -> [Finding] {
        inputFindings(in: context) {
            switch $0 {
            case .scriptForeign, .indexBeyondLimit: true
            default: false
            }
        }
    }
}
