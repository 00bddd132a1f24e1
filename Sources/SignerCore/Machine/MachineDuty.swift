import BitcoinPrimitives
import SecretKeys

/// How strict the machine has to be, by the keys that a command works with.
package struct MachineDuty: Sendable, Hashable {
    /// Whether they are a custodian's keys of the main network.
    package let isStrict: Bool

    /// States it.
    package init(isStrict: Bool) { self.isStrict = isStrict }

    /// Tells it of keys that are to be made or restored.
    package init(of holder: KeyHolder) {
        isStrict = holder.network == .mainnet && holder.keys != .identityOnly
    }

    /// Reads it from the home's keystore: its network was chosen when the keys were made. A home without a keystore that
    /// can be read has no keys to be strict about, and the command ends with its own sentence about it.
    package init(ofHome folder: String) {
        let header = DeviceKeys.header(in: folder)
        isStrict = header?.network == .mainnet && header?.account != nil
    }
}
