import BitcoinPrimitives
import Descriptors

/// Keys of wallet files, put together from a fingerprint, a path and an extended key.
enum KeyParts {
    /// Reads the parts of a key; `index` counts from 0 and stands in messages.
    static func key(
        fingerprint: String, path: String, xpub: String, scriptType: MultisigDescriptor.ScriptType, index: Int
    ) throws(WalletFileError) -> DescriptorKey {
        let origin: KeyOrigin
        do throws(DerivationError) {
            origin = KeyOrigin(
                fingerprint: try Fingerprint(parsing: fingerprint), path: try DerivationPath(parsing: path))
        } catch {
            throw .origin(error, key: index)
        }
        do throws(SLIP132Error) {
            return DescriptorKey(origin: origin, xpub: try SLIP132.key(xpub, for: scriptType))
        } catch {
            throw .slip132(index, error)
        }
    }

    /// The wallet that keys make on both branches.
    static func descriptor(
        _ scriptType: MultisigDescriptor.ScriptType, threshold: Int, _ keys: [DescriptorKey]
    ) throws(WalletFileError) -> MultisigDescriptor {
        do throws(DescriptorError) {
            return try MultisigDescriptor(scriptType: scriptType, threshold: threshold, keys: keys)
        } catch {
            throw .descriptor(error)
        }
    }
}
