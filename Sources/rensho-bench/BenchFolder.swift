import BitcoinPSBT
import CommandSupport
import Glibc

/// A folder with the files of one workload, from which another process starts afresh.
struct BenchFolder: Sendable {
    /// The folder.
    let path: String

    private static let proposalName = "proposal.psbt"
    private static let outputName = "output"

    /// Names a folder that is there already.
    init(path: String) { self.path = path }

    /// Makes a folder of its own and writes the files of a workload.
    init(_ fixture: Fixture) throws {
        var template = Array("/tmp/rensho-bench.XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw FileError.unwritable(path: "/tmp", reason: "no new folder")
        }
        path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try FileAccess.create(FileAccess.join(path, Self.proposalName), fixture.fileV0)
        for (index, file) in fixture.signedFiles.enumerated() { try FileAccess.create(signedPath(index), file) }
    }

    /// Removes the folder with everything in it.
    func remove() {
        for name in (try? FileAccess.list(path)) ?? [] { _ = unsafe unlink(FileAccess.join(path, name)) }
        _ = unsafe rmdir(path)
    }

    /// Reads the proposal.
    func proposal() throws -> PSBT { try PSBTFile(fileBytes: try bytes(Self.proposalName)).psbt }

    /// The bytes of a cosigner's file.
    func signedBytes(_ index: Int) throws -> [UInt8] {
        try FileAccess.read(signedPath(index), limit: PSBTLimits.maximumFileBytes)
    }

    /// Writes a result, in the place of an earlier one.
    func write(_ bytes: [UInt8]) throws {
        try FileAccess.replaceAtomically(FileAccess.join(path, Self.outputName), bytes)
    }

    /// Reads a file of the folder.
    func bytes(_ name: String) throws -> [UInt8] {
        try FileAccess.read(FileAccess.join(path, name), limit: PSBTLimits.maximumFileBytes)
    }

    private func signedPath(_ index: Int) -> String { FileAccess.join(path, "signed-\(index).psbt") }
}
