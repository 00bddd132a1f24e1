import Custody

/// Says that every warning refuses; ``Review`` makes it so.
struct VaultStrict: SigningCheck {
    static let id = "vault.strict"

    func findings(in context: ReviewContext) -> [Finding] {
        context.vault.vault.rules.isStrict ? [finding(.note, .vault, .vault(.strict))] : []
    }
}
