import Glibc

/// A folder that only this user can enter, for files that another program reads and writes; it goes away with
/// everything directly in it.
package struct ScratchFolder: ~Copyable {
    /// The path of the folder.
    package let path: String

    /// Makes an empty folder.
    package init() throws(FileError) {
        let place = "/tmp"
        var template = Array("\(place)/rensho-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw .unwritable(path: place, reason: unsafe String(cString: strerror(errno)))
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        // What cannot be removed stays for the system's own cleaning of /tmp: there is nobody to tell.
        for name in (try? FileAccess.list(path)) ?? [] { _ = unsafe unlink(FileAccess.join(path, name)) }
        _ = unsafe rmdir(path)
    }

    /// The path of a file in the folder.
    package func file(_ name: String) -> String { FileAccess.join(path, name) }
}
