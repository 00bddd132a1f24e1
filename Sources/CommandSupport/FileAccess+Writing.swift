import CLinux
import Glibc

extension FileAccess {
    /// How a written temporary file gets its name without ever replacing another file.
    package enum Naming: CaseIterable, Sendable {
        /// A rename that refuses to replace; every file system of Linux itself, and FAT and exFAT since years.
        case rename
        /// A second name and then the removal of the first; where that rename is not known.
        case link
        /// Writing once more under the name itself, taken exclusively; where there are no second names either.
        case exclusive
    }

    /// Makes a new file with these bytes, whole or not at all, and never overwrites anything.
    ///
    /// The bytes go to a temporary file of the same folder, are synced, get their name, and are read back from the
    /// medium and compared. On any failure neither file is left.
    /// - Parameter namings: The ways to be tried in turn, as far as the file system does not know the one before.
    package static func create(
        _ path: String, _ bytes: [UInt8], mode: UInt32 = 0o600, namings: [Naming] = Naming.allCases
    ) throws(FileError) {
        let (folderPath, name) = try split(path)
        let folder = try openFolder(folderPath)
        guard !entryExists(name, in: folder) else { throw .exists(path: path) }
        let temporary = try writeTemporary(bytes, mode: mode, in: folder, for: path)
        let plan = NewFile(path: path, name: name, bytes: bytes, mode: mode)
        try publish(temporary, plan, in: folder, namings)
        do {
            try synchronizeFolder(folder, path)
            try compare(name, in: folder, with: bytes, path: path)
            try requireInPlace(folder, folderPath, path)
        } catch {
            _ = unsafe unlinkat(folder.descriptor, name, 0)
            throw error
        }
    }

    /// Whether a file is there with exactly these bytes, as a program that was broken off behind its writing leaves it; it is
    /// then on the medium for certain.
    package static func isWritten(_ path: String, _ bytes: [UInt8]) throws(FileError) -> Bool {
        guard exists(path), (try? read(path, limit: bytes.count)) == bytes else { return false }
        let (folderPath, _) = try split(path)
        let file = try openFile(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        let failure = file.synchronize()
        guard failure == 0 else { throw writeError(failure, path) }
        try synchronizeFolder(try openFolder(folderPath), path)
        return true
    }

    /// Takes back a file that this program has just made, and only while it still holds exactly these bytes.
    package static func remove(_ path: String, holding bytes: [UInt8]) throws(FileError) {
        guard try read(path, limit: bytes.count) == bytes else { return }
        let (folderPath, name) = try split(path)
        let folder = try openFolder(folderPath)
        guard unsafe unlinkat(folder.descriptor, name, 0) == 0 else { throw writeError(errno, path) }
        try synchronizeFolder(folder, path)
    }

    /// Writes one of the program's own state files, replacing the old one in one step.
    package static func replaceAtomically(_ path: String, _ bytes: [UInt8], mode: UInt32 = 0o600) throws(FileError) {
        let (folderPath, name) = try split(path)
        let folder = try openFolder(folderPath)
        let temporary = try writeTemporary(bytes, mode: mode, in: folder, for: path)
        guard unsafe renameat(folder.descriptor, temporary, folder.descriptor, name) == 0 else {
            let number = errno
            _ = unsafe unlinkat(folder.descriptor, temporary, 0)
            throw writeError(number, path)
        }
        try synchronizeFolder(folder, path)
        try compare(name, in: folder, with: bytes, path: path)
        try requireInPlace(folder, folderPath, path)
    }

    /// Appends to one of the program's own journals and returns only when the bytes are on the medium.
    ///
    /// When they cannot all be written, the file is cut back to what it was.
    /// - Parameter expectedSize: The size of the file before, which guards against a second writer.
    package static func append(_ bytes: [UInt8], to path: String, expectedSize: Int) throws(FileError) {
        let (folderPath, _) = try split(path)
        let folder = try openFolder(folderPath)
        // A journal that should have something in it is never begun anew.
        let isNew = expectedSize == 0 && !exists(path)
        let flags =
            O_WRONLY | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | (isNew ? O_CREAT | O_EXCL : 0)
        let file: OpenFile
        do { file = try openFile(path, flags) } catch { throw writing(error, path) }
        guard let facts = file.status() else { throw writeError(errno, path) }
        try requirePlain(facts, path)
        guard Int(facts.st_size) == expectedSize else {
            throw .unwritable(path: path, reason: "it has \(facts.st_size) bytes where \(expectedSize) were expected")
        }
        var failure = file.write(bytes)
        if failure == 0 { failure = file.synchronize() }
        if failure != 0 {
            _ = ftruncate(file.descriptor, facts.st_size)
            _ = file.synchronize()
            throw writeError(failure, path)
        }
        if isNew { try synchronizeFolder(folder, path) }
    }

    /// Writes over the unfinished end of one of the program's own journals and returns only when the bytes are on the
    /// medium.
    ///
    /// Whatever breaks it off leaves the whole part of the file as it was, and behind it an end that is unfinished again.
    /// - Parameters:
    ///   - start: Where the unfinished end begins.
    ///   - expectedSize: The size of the file before, which guards against a second writer.
    package static func overwriteEnd(
        of path: String, from start: Int, with bytes: [UInt8], expectedSize: Int
    ) throws(FileError) {
        let file: OpenFile
        do {
            file = try openFile(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        } catch { throw writing(error, path) }
        guard let facts = file.status() else { throw writeError(errno, path) }
        try requirePlain(facts, path)
        guard Int(facts.st_size) == expectedSize, start <= expectedSize else {
            throw .unwritable(path: path, reason: "it has \(facts.st_size) bytes where \(expectedSize) were expected")
        }
        guard lseek(file.descriptor, off_t(start), SEEK_SET) == off_t(start) else { throw writeError(errno, path) }
        var failure = file.write(bytes)
        if failure == 0, start + bytes.count < expectedSize {
            failure = ftruncate(file.descriptor, off_t(start + bytes.count)) == 0 ? 0 : errno
        }
        if failure == 0 { failure = file.synchronize() }
        guard failure == 0 else { throw writeError(failure, path) }
    }

    /// Cuts one of the program's own journals back to `size` bytes.
    package static func truncate(_ path: String, to size: Int) throws(FileError) {
        let file: OpenFile
        do {
            file = try openFile(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        } catch { throw writing(error, path) }
        guard let facts = file.status() else { throw writeError(errno, path) }
        try requirePlain(facts, path)
        guard ftruncate(file.descriptor, off_t(size)) == 0 else { throw writeError(errno, path) }
        let failure = file.synchronize()
        guard failure == 0 else { throw writeError(failure, path) }
    }

    /// Makes a folder that only this user can enter, or accepts one that is already so.
    package static func makeDirectory(_ path: String, mode: UInt32 = 0o700) throws(FileError) {
        guard !path.utf8.contains(0), !path.isEmpty else { throw .badName(path: path) }
        if unsafe mkdir(path, mode_t(mode)) == 0 {
            let trimmed = path.hasSuffix("/") && path.utf8.count > 1 ? String(path.dropLast()) : path
            let parent = try openFolder(try split(trimmed).folder)
            try synchronizeFolder(parent, path)
            return
        }
        let number = errno
        guard number == EEXIST else { throw writeError(number, path) }
        guard isFolder(path) else { throw .notFolder(path: path) }
        try requirePrivate(path)
    }

    /// Gives a folder of the program's own its final name, in one step, where nothing has that name.
    package static func renameFolder(_ path: String, to final: String) throws(FileError) {
        let (folderPath, name) = try split(path)
        let (otherPath, finalName) = try split(final)
        guard folderPath == otherPath else { throw .badName(path: final) }
        let folder = try openFolder(folderPath)
        guard !entryExists(finalName, in: folder) else { throw .exists(path: final) }
        guard unsafe renameat(folder.descriptor, name, folder.descriptor, finalName) == 0 else {
            throw writeError(errno, final)
        }
        try synchronizeFolder(folder, final)
    }

    /// Refuses a folder that other users can enter or that is not this user's.
    package static func requirePrivate(_ path: String) throws(FileError) {
        var facts = stat()
        guard unsafe lstat(path, &facts) == 0 else { throw readError(errno, path) }
        guard facts.st_mode & S_IFMT == S_IFDIR else { throw .notFolder(path: path) }
        let mode = facts.st_mode & 0o7777
        guard mode & 0o077 == 0, facts.st_uid == geteuid() else {
            throw .openToOthers(path: path, mode: String(mode, radix: 8))
        }
    }

    /// What in a private folder, and itself, other users can enter, read or write, or belongs to another user: the paths
    /// with their modes in octal digits. Links are named whatever they lead to: nothing of ours is one.
    package static func openToOthers(in folder: String) throws(FileError) -> [(path: String, mode: String)] {
        let names = try SystemFile.names(in: folder)
        return ([folder] + names.map { join(folder, $0) }).compactMap { path in
            var facts = stat()
            guard unsafe lstat(path, &facts) == 0 else { return nil }
            let mode = facts.st_mode & 0o7777
            let isOurs = facts.st_uid == geteuid() && mode & 0o077 == 0 && facts.st_mode & S_IFMT != S_IFLNK
            return isOurs ? nil : (path, String(mode, radix: 8))
        }
    }

    /// Reads a file back from the medium and refuses it when it is not exactly these bytes.
    package static func requireReadBack(_ path: String, _ bytes: [UInt8]) throws(FileError) {
        let (folder, name) = try split(path)
        try compare(name, in: try openFolder(folder), with: bytes, path: path)
    }

    static func openFolder(_ path: String) throws(FileError) -> OpenFile {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor >= 0 { return OpenFile(descriptor) }
        switch errno {
        case ENOENT: throw .folderMissing(path: path)
        case ENOTDIR: throw .notFolder(path: path)
        default: throw writeError(errno, path)
        }
    }

    static func entryExists(_ name: String, in folder: borrowing OpenFile) -> Bool {
        var facts = stat()
        return unsafe fstatat(folder.descriptor, name, &facts, AT_SYMLINK_NOFOLLOW) == 0
    }

    static func openNew(
        _ name: String, mode: UInt32, in folder: borrowing OpenFile, for path: String
    ) throws(FileError) -> OpenFile {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let descriptor = unsafe openat(folder.descriptor, name, flags, mode_t(mode))
        guard descriptor >= 0 else { throw writeError(errno, path) }
        return OpenFile(descriptor)
    }

    /// A name that no file of the folder has.
    static func temporaryName(in folder: borrowing OpenFile) -> String {
        // The process id keeps two programs apart, the number passes over what a crash has left.
        var name = ""
        for number in 0..<100 {
            name = ".rensho-\(getpid())-\(number).part"
            if !entryExists(name, in: folder) { break }
        }
        return name
    }

    /// Writes and syncs a temporary file and returns its name; on failure nothing is left.
    private static func writeTemporary(
        _ bytes: [UInt8], mode: UInt32, in folder: borrowing OpenFile, for path: String
    ) throws(FileError) -> String {
        let name = temporaryName(in: folder)
        let file = try openNew(name, mode: mode, in: folder, for: path)
        var failure = file.write(bytes)
        if failure == 0 { failure = file.synchronize() }
        guard failure == 0 else {
            _ = unsafe unlinkat(folder.descriptor, name, 0)
            throw writeError(failure, path)
        }
        return name
    }

    /// What is to be there in the end.
    private struct NewFile {
        let path: String
        let name: String
        let bytes: [UInt8]
        let mode: UInt32
    }

    /// Gives the temporary file its final name; whatever happens, the temporary one is gone.
    private static func publish(
        _ temporary: String, _ plan: NewFile, in folder: borrowing OpenFile, _ namings: [Naming]
    ) throws(FileError) {
        defer { _ = unsafe unlinkat(folder.descriptor, temporary, 0) }
        var failure = ENOTSUP
        for naming in namings {
            switch naming {
            case .rename:
                failure = unsafe rensho_linux_rename_no_replace(folder.descriptor, temporary, plan.name)
            case .link:
                let result = unsafe linkat(folder.descriptor, temporary, folder.descriptor, plan.name, 0)
                failure = result == 0 ? 0 : errno
            case .exclusive:
                return try writeExclusively(plan, in: folder)
            }
            // EPERM is what FAT says to a second name; EINVAL what an old driver says to the flag of the rename.
            guard [EINVAL, ENOSYS, ENOTSUP, EPERM].contains(failure) else { break }
        }
        guard failure == 0 else { throw writeError(failure, plan.path) }
    }

    private static func writeExclusively(_ plan: NewFile, in folder: borrowing OpenFile) throws(FileError) {
        let file = try openNew(plan.name, mode: plan.mode, in: folder, for: plan.path)
        var failure = file.write(plan.bytes)
        if failure == 0 { failure = file.synchronize() }
        guard failure == 0 else {
            _ = unsafe unlinkat(folder.descriptor, plan.name, 0)
            throw writeError(failure, plan.path)
        }
    }

    static func synchronizeFolder(_ folder: borrowing OpenFile, _ path: String) throws(FileError) {
        let failure = folder.synchronize()
        // Some file systems cannot sync a folder at all and say EINVAL.
        guard failure == 0 || failure == EINVAL else { throw writeError(failure, path) }
    }

    /// Reads a file back, from the medium where the system can be told to forget its copy, and compares.
    private static func compare(
        _ name: String, in folder: borrowing OpenFile, with bytes: [UInt8], path: String
    ) throws(FileError) {
        let descriptor = unsafe openat(folder.descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw .notReadBack(path: path) }
        let file = OpenFile(descriptor)
        _ = posix_fadvise(file.descriptor, 0, 0, POSIX_FADV_DONTNEED)
        guard file.read(upTo: bytes.count + 1) == bytes else { throw .notReadBack(path: path) }
    }

    /// Refuses a folder that does not stand at its path any more: the stick was taken out, or another one put in its
    /// place, while the file was written.
    static func requireInPlace(
        _ folder: borrowing OpenFile, _ folderPath: String, _ path: String
    ) throws(FileError) {
        var now = stat()
        guard let then = folder.status(), unsafe stat(folderPath, &now) == 0, now.st_dev == then.st_dev,
            now.st_ino == then.st_ino
        else { throw .notReadBack(path: path) }
    }

    /// The error of opening a file of the program's own for a change.
    static func writing(_ error: FileError, _ path: String) -> FileError {
        guard case .unreadable(_, let reason) = error else { return error }
        let known = [EACCES, EROFS, ENOSPC].first { FileAccess.reason($0) == reason }
        return known.map { writeError($0, path) } ?? .unwritable(path: path, reason: reason)
    }

    static func writeError(_ number: Int32, _ path: String) -> FileError {
        switch number {
        case EEXIST: .exists(path: path)
        case EROFS, EACCES, EPERM: .readOnly(path: path)
        case ENOSPC, EDQUOT: .full(path: path)
        case ENOENT: .folderMissing(path: path)
        case ENOTDIR: .notFolder(path: path)
        default: .unwritable(path: path, reason: reason(number))
        }
    }
}
