import BitcoinPSBT
import BitcoinPrimitives
import Custody

/// Refuses a global key of the file that is not, with its origin, a cosigner's of the registered vault (number 68).
///
/// Nothing here is learned from the file, so a wrong key would not deceive this machine; it may be meant for another one.
struct GlobalKeysRegistered: SigningCheck {
    static let id = "file.global-keys"

    func findings(in context: ReviewContext) -> [Finding] {
        let cosigners = context.vault.vault.cosigners
        return context.psbt.global.xpubs.filter { xpub in
            !cosigners.contains { $0.xpub.serialized == xpub.serialized && $0.origin == xpub.origin }
        }.map { finding(.refuse, .file, .vault(.globalKeyForeign(origin: $0.origin))) }
    }
}
