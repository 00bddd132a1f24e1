import Glibc
import TestSupport

/// A place for a home that a test may damage.
final class HomeFolder: Sendable {
    private let folder = TemporaryFolder()

    var home: String { folder.file("home") }

    var entries: [String] {
        var names: [String] = []
        guard let listing = unsafe opendir(home) else { return [] }
        defer { unsafe closedir(listing) }
        while let entry = unsafe readdir(listing) {
            let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
            let name = String(decoding: bytes, as: UTF8.self)
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    func remove(_ name: String) { _ = unsafe unlink(home + "/" + name) }

    func clear() { for name in entries { remove(name) } }

    func openToOthers() { _ = unsafe chmod(home, 0o755) }
}
