import Glibc

/// A folder for one test, removed with everything in it when the value goes away.
package struct TemporaryFolder: ~Copyable {
    /// The path of the folder.
    package let path: String

    /// Makes an empty folder that only this user can enter.
    /// - Parameter inMemory: Prefers a file system without a disk, where waiting for the medium costs nothing.
    package init(inMemory: Bool = false) {
        let hasMemory = unsafe access("/dev/shm", W_OK | X_OK) == 0
        let root = inMemory && hasMemory ? "/dev/shm" : "/tmp"
        var template = Array((root + "/rensho-test-XXXXXX").utf8CString)
        guard unsafe mkdtemp(&template) != nil else { fatalError("no folder for tests can be made in \(root)") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Self.remove(path) }

    /// The path of something in the folder.
    package func file(_ name: String) -> String { path + "/" + name }

    /// The names of everything in the folder, sorted.
    package var entries: [String] { Self.entries(of: path).sorted() }

    private static func entries(of path: String) -> [String] {
        guard let folder = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
            let name = String(decoding: bytes, as: UTF8.self)
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func remove(_ path: String) {
        var facts = stat()
        guard unsafe lstat(path, &facts) == 0 else { return }
        if facts.st_mode & S_IFMT == S_IFDIR {
            for name in entries(of: path) { remove(path + "/" + name) }
            _ = unsafe rmdir(path)
        } else {
            _ = unsafe unlink(path)
        }
    }
}
