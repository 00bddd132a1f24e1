import Glibc

/// Keeps a second program out of a home folder for as long as the value lives.
package struct FolderLock: ~Copyable {
    private let file: OpenFile

    /// Takes the lock file `lock` of the folder, or says at once that another program has it.
    package init(folder: String) throws(FileError) {
        file = try Self.take(FileAccess.join(folder, "lock"), of: folder)
    }

    private static func take(_ path: String, of folder: String) throws(FileError) -> OpenFile {
        let file = try FileAccess.openFile(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard let facts = file.status() else { throw FileAccess.readError(errno, path) }
        try FileAccess.requirePlain(facts, path)
        guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            if errno == EWOULDBLOCK { throw .locked(path: folder) }
            throw FileAccess.writeError(errno, path)
        }
        return file
    }
}
