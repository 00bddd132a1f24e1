import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Glibc
import SecretKeys
import SignerCore
import TestSupport

/// A folder with a journal that a test may damage.
final class JournalFolder: Sendable {
    private let folder = TemporaryFolder(inMemory: true)

    var journal: String { folder.file("journal") }

    func read() throws -> [UInt8] { try FileAccess.read(journal, limit: 1 << 20) }

    func replace(_ bytes: [UInt8]) throws { try FileAccess.replaceAtomically(journal, bytes) }

    func linkToJournal() throws -> String {
        let path = folder.file("link")
        guard unsafe symlink(journal, path) == 0 else { throw WorldError() }
        return path
    }

    /// The mark beside the journal, for taking it away or putting another in its place.
    var mark: String { journal + "-mark" }

    func removeMark() { _ = unsafe unlink(mark) }

    /// The key of the home of public test words.
    static func key(_ number: UInt32 = 0) throws -> JournalKey {
        let words = try SecretBytes(copying: Array(Custodian.alice.words.utf8))
        let seed = try Mnemonic(parsing: words).seed(passphrase: nil)
        return try JournalKey(seed: seed, network: .regtest, number: number)
    }
}

/// An old copy of a journal that is put back as a whole, with the mark that it had: what no machine can notice by itself.
enum OldJournal {
    static func putBack(_ bytes: [UInt8], at path: String) throws {
        try FileAccess.replaceAtomically(path, bytes)
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        let words = lines.last.map { String(decoding: $0, as: UTF8.self).split(separator: " ") } ?? []
        guard let number = words.first, let hash = words.last else { throw WorldError() }
        try FileAccess.replaceAtomically(path + "-mark", Array("\(number) \(hash)\n".utf8))
    }
}
