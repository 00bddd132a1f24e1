import BitcoinPrimitives
import CommandSupport
import SecretKeys

/// Keeps a second vault key off a device.
enum DeviceKeys {
    /// Refuses a vault key of the main network where a home beside this one, the usual one in the same place, or one of
    /// `others` with a home beside it holds another. On test networks one machine may play everybody.
    /// - Parameter others: Where else on this device homes are to be looked for: the usual home of the user.
    static func check(
        _ folder: String, for holder: KeyHolder, others: [String] = []
    ) throws(SignerError) {
        guard holder.network == .mainnet, holder.keys != .identityOnly else { return }
        var homes: [String] = []
        for home in [folder] + others { homes += try neighbours(of: home) }
        for home in homes where !FileAccess.isSame(home, orInside: folder) {
            guard let header = header(in: home), header.network == .mainnet, header.account != nil else { continue }
            throw .secondKey(fingerprint: header.fingerprint, home: home)
        }
    }

    /// A home, the homes beside it, and the usual one in the same place, whether they exist or not.
    private static func neighbours(of home: String) throws(SignerError) -> [String] {
        let trimmed = home.count > 1 && home.hasSuffix("/") ? String(home.dropLast()) : home
        guard let place = try? FileAccess.split(trimmed) else { return [] }
        let names: [String]
        do throws(FileError) {
            names = try FileAccess.listFolders(place.folder, hidden: true)
        } catch .tooManyEntries(let path, let limit) {
            // Too many to look through: another key could lie among them.
            throw .cause(SignerErrorCause(error: FileError.tooManyEntries(path: path, limit: limit)))
        } catch {
            // A folder that cannot be listed has no home of this person.
            names = []
        }
        return [trimmed] + (names + [SignerHome.defaultFolder]).map { FileAccess.join(place.folder, $0) }
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
