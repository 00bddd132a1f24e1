import BitcoinPrimitives
import CommandSupport
import SecretKeys

/// Keeps a second vault key off a device.
enum DeviceKeys {
    /// Refuses a vault key of the main network where a home beside this one, or the usual one in the same place, holds
    /// another. On test networks one machine may play everybody.
    static func check(_ folder: String, for holder: KeyHolder) throws(SignerError) {
        guard holder.network == .mainnet, holder.keys != .identityOnly else { return }
        let trimmed = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        guard let place = try? FileAccess.split(trimmed) else { return }
        let names: [String]
        do throws(FileError) {
            names = try FileAccess.listFolders(place.folder)
        } catch .tooManyEntries(let path, let limit) {
            // Too many to look through: another key could lie among them.
            throw .cause(SignerErrorCause(error: FileError.tooManyEntries(path: path, limit: limit)))
        } catch {
            // A folder that cannot be listed has no home of this person.
            names = []
        }
        for name in names + [SignerHome.defaultFolder] where name != place.name {
            let home = FileAccess.join(place.folder, name)
            guard let header = header(in: home), header.network == .mainnet, header.account != nil else { continue }
            throw .secondKey(fingerprint: header.fingerprint, home: home)
        }
    }

    /// What the keystore of a home says; `nil` where there is none that can be read.
    static func header(in home: String) -> KeystoreHeader? {
        let path = FileAccess.join(home, HomeFile.keystore)
        guard FileAccess.exists(path), let file = try? FileAccess.read(path, limit: Keystore.longestFile) else {
            return nil
        }
        return try? Keystore.readHeader(file)
    }
}
