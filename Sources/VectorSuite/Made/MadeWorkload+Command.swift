import BitcoinCrypto
import BitcoinPSBT
import ByteCoding
import CommandSupport
import Descriptors

extension MadeWorkload {
    /// What was written.
    package struct Written: Sendable, Equatable {
        /// The bytes of the file.
        package let count: Int
        /// Their SHA-256 in hex.
        package let sha256: String
        /// The descriptor of the wallet.
        package let descriptor: String
    }

    /// Takes arguments as a person types them: `wsh` or `sh-wsh`, 0 or 2.
    package init(
        inputs: Int, outputs: Int, threshold: Int, cosigners: Int, script: String, psbtVersion: UInt32, seed: UInt64,
        signed: Int
    ) throws {
        let scripts: [String: MultisigDescriptor.ScriptType] = ["wsh": .p2wsh, "sh-wsh": .p2shP2wsh]
        guard let scriptType = scripts[script] else { throw UsageError("--script is wsh or sh-wsh") }
        guard let version = PSBTVersion(rawValue: psbtVersion) else { throw UsageError("--psbt-version is 0 or 2") }
        try self.init(
            inputs: inputs, outputs: outputs, threshold: threshold, cosigners: cosigners, scriptType: scriptType,
            version: version, seed: seed, signed: signed)
    }

    /// Writes the binary PSBT into a new file.
    package func write(_ path: String) throws -> Written {
        // Nothing is computed for a file that cannot be made.
        guard !FileAccess.exists(path) else { throw FileError.exists(path: path) }
        let bytes = try psbt().encoded()
        guard bytes.count <= PSBTLimits.maximumBytes else {
            throw PSBTError.tooLarge(bytes: bytes.count, limit: PSBTLimits.maximumBytes)
        }
        try FileAccess.create(path, bytes, mode: 0o644)
        return Written(count: bytes.count, sha256: SHA256.hash(bytes).hex, descriptor: try descriptor())
    }
}
