import CommandSupport
import Glibc
import TestSupport

/// A folder with a journal that a test may damage.
final class JournalFolder: Sendable {
    private let folder = TemporaryFolder()

    var journal: String { folder.file("journal") }

    func read() throws -> [UInt8] { try FileAccess.read(journal, limit: 1 << 20) }

    func replace(_ bytes: [UInt8]) throws { try FileAccess.replaceAtomically(journal, bytes) }

    func linkToJournal() throws -> String {
        let path = folder.file("link")
        guard unsafe symlink(journal, path) == 0 else { throw WorldError() }
        return path
    }
}
