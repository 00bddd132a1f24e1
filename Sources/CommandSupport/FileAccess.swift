import Glibc

/// The only place that opens files, folders and devices.
///
/// Reading takes a whole file once, and only a plain one. Writing makes whole files or none: see
/// `FileAccess+Writing.swift`.
package enum FileAccess {
    /// The most entries of a folder that are listed: a person's folder of cases has far fewer.
    package static let maximumEntries = 10_000

    /// Reads a whole plain file once.
    ///
    /// Links, hard links, folders, devices and pipes are refused, and so is a file above `limit` bytes; the opening
    /// itself never blocks and never follows a link.
    package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        // `O_NONBLOCK` keeps a pipe without a writer from blocking the opening itself.
        let file = try openFile(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard let facts = file.status() else { throw readError(errno, path) }
        try requirePlain(facts, path)
        let size = facts.st_size
        guard size >= 0, size <= limit else {
            throw .tooBig(path: path, size: UInt64(clamping: size), limit: limit)
        }
        // One byte more than the file says it has: a file that grows while it is read is noticed.
        guard let bytes = file.read(upTo: Int(size) + 1) else { throw readError(errno, path) }
        guard bytes.count == Int(size) else {
            throw .unreadable(path: path, reason: "its size changed while it was read")
        }
        return bytes
    }

    /// Whether anything, even a broken link, has this path.
    package static func exists(_ path: String) -> Bool {
        var facts = stat()
        return unsafe lstat(path, &facts) == 0
    }

    /// Whether the path is a folder (not a link to one).
    package static func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return unsafe lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }

    /// The names of the plain files of a folder, sorted by their bytes; names that are no UTF-8 or begin with a dot
    /// are left out.
    package static func list(_ folder: String) throws(FileError) -> [String] {
        try entries(of: folder, kinds: [UInt8(DT_REG), UInt8(DT_UNKNOWN)])
    }

    /// The names of the folders in a folder, sorted by their bytes; links to folders are none, and names that are no
    /// UTF-8 are left out.
    /// - Parameter hidden: Whether names that begin with a dot count, too.
    package static func listFolders(_ folder: String, hidden: Bool = false) throws(FileError) -> [String] {
        try entries(of: folder, kinds: [UInt8(DT_DIR), UInt8(DT_UNKNOWN)], hidden: hidden)
            .filter { isFolder(join(folder, $0)) }
    }

    private static func entries(
        of folder: String, kinds: Set<UInt8>, hidden: Bool = false
    ) throws(FileError) -> [String] {
        guard let directory = unsafe opendir(folder) else {
            if errno == ENOENT { throw .folderMissing(path: folder) }
            if errno == ENOTDIR { throw .notFolder(path: folder) }
            throw readError(errno, folder)
        }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        var seen = 0
        while let entry = unsafe readdir(directory) {
            seen += 1
            guard seen <= maximumEntries else { throw .tooManyEntries(path: folder, limit: maximumEntries) }
            guard kinds.contains(unsafe entry.pointee.d_type) else { continue }
            let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
            guard let name = String(validating: bytes, as: UTF8.self), name != ".", name != "..",
                hidden || !name.hasPrefix(".")
            else { continue }
            names.append(name)
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The folder part and the last part of a path.
    package static func split(_ path: String) throws(FileError) -> (folder: String, name: String) {
        let bytes = Array(path.utf8)
        guard !bytes.contains(0) else { throw .badName(path: path) }
        let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
        let name = slash.map { String(decoding: bytes[($0 + 1)...], as: UTF8.self) } ?? path
        // NAME_MAX of Linux file systems.
        guard !name.isEmpty, name != ".", name != "..", name.utf8.count <= 255 else { throw .badName(path: path) }
        guard let slash else { return (".", name) }
        return (slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self), name)
    }

    /// The path of `name` inside `folder`.
    package static func join(_ folder: String, _ name: String) -> String {
        folder == "." ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }

    static func openFile(_ path: String, _ flags: Int32, mode: UInt32 = 0o600) throws(FileError) -> OpenFile {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .badName(path: path) }
        while true {
            let descriptor = unsafe open(path, flags, mode_t(mode))
            if descriptor >= 0 { return OpenFile(descriptor) }
            if errno != EINTR { throw readError(errno, path) }
        }
    }

    static func requirePlain(_ facts: stat, _ path: String) throws(FileError) {
        let kind = facts.st_mode & S_IFMT
        guard kind == S_IFREG else { throw .notRegular(path: path, kind: name(ofKind: kind)) }
        guard facts.st_nlink == 1 else { throw .hardLinked(path: path, names: UInt64(facts.st_nlink)) }
    }

    private static func name(ofKind kind: mode_t) -> String {
        switch kind {
        case S_IFDIR: "a folder"
        case S_IFCHR, S_IFBLK: "a device"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        default: "something else"
        }
    }

    static func readError(_ number: Int32, _ path: String) -> FileError {
        switch number {
        case ENOENT, ENOTDIR: .missing(path: path)
        case ELOOP: .link(path: path)
        // A socket, or a device or pipe with nobody behind it, cannot be opened at all.
        case ENXIO, ENODEV: .notRegular(path: path, kind: "a socket or a device")
        default: .unreadable(path: path, reason: reason(number))
        }
    }

    static func reason(_ number: Int32) -> String {
        switch number {
        case EACCES, EPERM: "permission denied"
        case EIO: "input/output error"
        case EROFS: "the medium is read-only"
        case ENOSPC, EDQUOT: "the disk is full"
        case ENAMETOOLONG: "the name is too long"
        case EMFILE, ENFILE: "too many open files"
        case EFBIG: "it is larger than this system allows"
        default: "system error \(number)"
        }
    }
}
