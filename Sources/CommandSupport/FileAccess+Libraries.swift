import CLinux
import Glibc

extension FileAccess {
    /// Makes a new file that a library writes by itself, whole or not at all, and never overwrites anything.
    ///
    /// The library gets the path of an empty file of the same folder; when it is done, the file is synced and gets its
    /// name. On any failure nothing is left.
    /// - Parameter write: Writes the file at a path, and checks it; it leaves nothing beside it.
    package static func create(
        _ path: String, mode: UInt32 = 0o600, writing write: (String) throws -> Void
    ) throws {
        let (folderPath, name) = try split(path)
        let folder = try openFolder(folderPath)
        guard !entryExists(name, in: folder) else { throw FileError.exists(path: path) }
        let temporary = temporaryName(in: folder)
        do {
            _ = try openNew(temporary, mode: mode, in: folder, for: path)
        }
        defer {
            // What SQLite keeps beside a file while it writes it, where it was broken off.
            for end in ["", "-journal", "-wal", "-shm"] { _ = unsafe unlinkat(folder.descriptor, temporary + end, 0) }
        }
        try write(join(folderPath, temporary))
        let file = try openFile(join(folderPath, temporary), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        var failure = file.synchronize()
        guard failure == 0 else { throw writeError(failure, path) }
        failure = unsafe rensho_linux_rename_no_replace(folder.descriptor, temporary, name)
        if [EINVAL, ENOSYS, ENOTSUP].contains(failure) {
            // An old driver that does not know this rename; a second name is refused where the name is taken, too.
            failure = unsafe linkat(folder.descriptor, temporary, folder.descriptor, name, 0) == 0 ? 0 : errno
        }
        guard failure == 0 else { throw writeError(failure, path) }
        do {
            try synchronizeFolder(folder, path)
            try requireInPlace(folder, folderPath, path)
        } catch {
            _ = unsafe unlinkat(folder.descriptor, name, 0)
            throw error
        }
    }
}
