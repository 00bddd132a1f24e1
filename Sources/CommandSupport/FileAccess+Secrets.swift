import CLinux
import Glibc

extension FileAccess {
    /// Reads a small secret file without a copy outside the memory of secrets; refuses what ``read(_:limit:)`` refuses.
    package static func readSecret(_ path: String, limit: Int) throws(FileError) -> TypedSecret {
        let file = try openFile(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard let facts = file.status() else { throw readError(errno, path) }
        try requirePlain(facts, path)
        let most = min(limit, TypedSecret.capacity)
        guard facts.st_size >= 0, facts.st_size <= most else {
            throw .tooBig(path: path, size: UInt64(clamping: facts.st_size), limit: most)
        }
        return try readSecret(from: file, path: path)
    }

    /// Makes a new file with a secret in it, whole or not at all, and never overwrites anything.
    ///
    /// It is written like every other new file (``create(_:_:mode:namings:)``), but from the memory of secrets.
    package static func createSecret(_ path: String, _ bytes: borrowing TypedSecret) throws(FileError) {
        let (folderPath, name) = try split(path)
        let folder = try openFolder(folderPath)
        guard !entryExists(name, in: folder) else { throw .exists(path: path) }
        let temporary = temporaryName(in: folder)
        defer { _ = unsafe unlinkat(folder.descriptor, temporary, 0) }
        do {
            let file = try openNew(temporary, mode: 0o600, in: folder, for: path)
            let failure = write(bytes, to: file)
            guard failure == 0 else { throw writeError(failure, path) }
        }
        var failure = unsafe rensho_linux_rename_no_replace(folder.descriptor, temporary, name)
        if [EINVAL, ENOSYS, ENOTSUP].contains(failure) {
            // An old driver that does not know this rename; a second name is refused where the name is taken, too.
            failure = unsafe linkat(folder.descriptor, temporary, folder.descriptor, name, 0) == 0 ? 0 : errno
        }
        guard failure == 0 else { throw writeError(failure, path) }
        _ = unsafe unlinkat(folder.descriptor, temporary, 0)
        do throws(FileError) {
            try synchronizeFolder(folder, path)
            let again = try readSecret(path, limit: bytes.count)
            guard TypedSecret.areEqual(bytes, again) else { throw .notReadBack(path: path) }
            try requireInPlace(folder, folderPath, path)
        } catch {
            _ = unsafe unlinkat(folder.descriptor, name, 0)
            throw error
        }
    }

    /// Takes back a secret file that this program has just made, and only while it still holds exactly these bytes.
    package static func removeSecret(_ path: String, holding bytes: borrowing TypedSecret) throws(FileError) {
        let found = try readSecret(path, limit: bytes.count)
        guard TypedSecret.areEqual(bytes, found) else { return }
        let (folderPath, name) = try split(path)
        let folder = try openFolder(folderPath)
        guard unsafe unlinkat(folder.descriptor, name, 0) == 0 else { throw writeError(errno, path) }
        try synchronizeFolder(folder, path)
    }

    private static func readSecret(from file: borrowing OpenFile, path: String) throws(FileError) -> TypedSecret {
        var secret = TypedSecret()
        var byte: UInt8 = 0
        defer { unsafe explicit_bzero(&byte, 1) }
        while true {
            let count = unsafe Glibc.read(file.descriptor, &byte, 1)
            if count == 0 { return secret }
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { throw readError(errno, path) }
            guard secret.append(byte) else {
                throw .tooBig(path: path, size: UInt64(TypedSecret.capacity) + 1, limit: TypedSecret.capacity)
            }
        }
    }

    /// Writes and syncs; 0, or the errno.
    private static func write(_ bytes: borrowing TypedSecret, to file: borrowing OpenFile) -> Int32 {
        let count = bytes.count
        var written = 0
        while written < count {
            let step = bytes.withBytes { span in
                unsafe span.withUnsafeBufferPointer { buffer in
                    guard let start = buffer.baseAddress else { return 0 }
                    return unsafe Glibc.write(file.descriptor, start + written, count - written)
                }
            }
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { return step < 0 ? errno : EIO }
            written += step
        }
        return file.synchronize()
    }
}
