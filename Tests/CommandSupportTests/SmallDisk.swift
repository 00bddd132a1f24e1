import Glibc

/// A memory disk of a few pages, where the tests may mount one: a stick that is full.
final class SmallDisk {
    let path: String

    /// Whether this machine lets the tests mount: root outside a restricted container.
    static let isPossible: Bool = {
        guard geteuid() == 0 else { return false }
        var template = Array("/tmp/rensho-mount-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { return false }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { _ = unsafe rmdir(path) }
        guard unsafe mount("tmpfs", path, "tmpfs", 0, "size=4096") == 0 else { return false }
        return unsafe umount(path) == 0
    }()

    init(_ path: String, size: Int) throws {
        self.path = path
        guard unsafe mkdir(path, 0o700) == 0, unsafe mount("tmpfs", path, "tmpfs", 0, "size=\(size)") == 0 else {
            throw SmallDiskError()
        }
    }

    deinit { _ = unsafe umount2(path, 2) }
}

/// The disk could not be mounted.
struct SmallDiskError: Error {}
