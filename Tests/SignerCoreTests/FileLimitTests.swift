import BitcoinPSBT
import CommandSupport
import Custody
import Foundation
import SecretKeys
import SignerCore
import TestSupport
import Testing

@Suite("Each kind of file that the signer reads")
struct FileLimitTests {
    /// A kind, the most bytes that one may have, and how it is read.
    struct Kind: Sendable, CustomTestStringConvertible {
        let name: String
        let limit: Int
        let read: @Sendable (String) throws -> Void

        var testDescription: String { name }
    }

    static let kinds: [Kind] = [
        Kind(name: "PSBT", limit: PSBTLimits.maximumFileBytes) {
            _ = try FileAccess.read($0, limit: PSBTLimits.maximumFileBytes)
        },
        Kind(name: "document", limit: DocumentLimits.bytes) { _ = try VaultFiles(reading: [$0]) },
        Kind(name: "journal", limit: SignerJournal.maximumBytes) { _ = try SignerJournal(opening: $0) },
        Kind(name: "keystore", limit: Keystore.longestFile) {
            _ = try FileAccess.read($0, limit: Keystore.longestFile)
        },
    ]

    @Test("is refused by its size alone when it has one byte more than it may have", arguments: kinds)
    func oneByteTooMany(kind: Kind) throws {
        let folder = TemporaryFolder()
        let path = folder.file("large")
        #expect(FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]))
        // Sparse: nothing is written, and nothing must be read.
        #expect(unsafe truncate(path, off_t(kind.limit + 1)) == 0)
        let error = #expect(throws: (any Error).self) { try kind.read(path) }
        #expect("\(error.map { "\($0)" } ?? "")".contains("\(kind.limit + 1)"), "\(String(describing: error))")
    }
}
