import Glibc

/// Reads what the kernel says about itself below `/proc` and `/sys`: files without a size, and folders of links.
package enum SystemFile {
    /// The most bytes of such a file that are read; none of those that are asked for comes near it.
    package static let limit = 1 << 20

    /// The text of a file; `nil` where there is none.
    package static func read(_ path: String) throws(FileError) -> String? {
        let file: OpenFile
        do throws(FileError) {
            file = try FileAccess.openFile(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        } catch .missing { return nil }
        guard let bytes = file.read(upTo: limit) else { throw FileAccess.readError(errno, path) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The names of the folders in a folder, and of the links to folders, sorted by their bytes.
    package static func folders(in folder: String) throws(FileError) -> [String] {
        try names(in: folder).filter { name in
            var facts = stat()
            // What cannot be asked about counts as a folder.
            return unsafe stat(folder + "/" + name, &facts) != 0 || facts.st_mode & S_IFMT == S_IFDIR
        }
    }

    /// The names of everything in a folder, hidden ones too, sorted by their bytes.
    package static func names(in folder: String) throws(FileError) -> [String] {
        guard let directory = unsafe opendir(folder) else { throw FileAccess.readError(errno, folder) }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
            let name = String(decoding: bytes, as: UTF8.self)
            guard name != ".", name != ".." else { continue }
            guard names.count < FileAccess.maximumEntries else {
                throw .tooManyEntries(path: folder, limit: FileAccess.maximumEntries)
            }
            names.append(name)
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
