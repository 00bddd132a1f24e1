import BitcoinCrypto
import ByteCoding
import CommandSupport

/// A new file with the line that `sha256sum --check` reads beside it.
enum HashedFile {
    private static let suffix = ".sha256"

    /// Makes both files, or neither; nothing is overwritten. Gives the hash file's path.
    static func create(_ path: String, _ bytes: [UInt8]) throws -> String {
        let name = try FileAccess.split(path).name
        // sha256sum writes such names in another way, which nobody can check by eye.
        guard name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "\\") }) else {
            throw FileError.badName(path: path)
        }
        let hashPath = path + suffix
        for file in [path, hashPath] where FileAccess.exists(file) { throw FileError.exists(path: file) }
        try FileAccess.create(path, bytes)
        do {
            try FileAccess.create(hashPath, Array("\(SHA256.hash(bytes).hex)  \(name)\n".utf8))
        } catch {
            try FileAccess.remove(path, holding: bytes)
            throw error
        }
        return hashPath
    }
}
