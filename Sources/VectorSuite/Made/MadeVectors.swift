import ByteCoding
import CommandSupport

/// The vector files of this project's own formats, made from published test words: the same bytes on every machine.
package enum MadeVectors {
    /// What became of one file.
    package enum Outcome: String, Sendable {
        /// The file was not there and is now.
        case written
        /// The file was there with the same bytes.
        case unchanged
    }

    /// Makes every file.
    package static func files() throws -> [MadeFile] {
        let world = try MadeWorld()
        return [
            try world.keyRecordFile(), try world.vaultFile(), try world.acknowledgementFile(), try world.caseFile(),
            try world.shareFile(), try world.confirmationFile(), try world.releaseFile(), try world.refusalFile(),
            try world.recordFile(), try world.orderFile(), try world.approvalFile(),
            try world.caseDigestFile(), try world.countingFile(), try world.proposalFile(), try world.wordsFile(),
            try world.commitmentFile(),
            try world.keystoreFile(), try world.entropyFile(),
            try world.logCountersignFile(), try world.snapshotFile(),
        ] + (try world.stopFiles())
    }

    /// Writes the files into a folder of vectors, and touches none of them when one is there with other bytes.
    package static func write(_ files: [MadeFile], into folder: String) throws -> [(path: String, outcome: Outcome)] {
        guard FileAccess.isFolder(folder) else { throw FileError.folderMissing(path: folder) }
        let below = FileAccess.join(folder, MadeFile.folder)
        var outcomes: [(path: String, outcome: Outcome)] = []
        for file in files {
            let path = FileAccess.join(folder, file.path)
            guard FileAccess.exists(path) else {
                outcomes.append((path, .written))
                continue
            }
            guard try FileAccess.read(path, limit: VectorTree.maximumFileSize) == file.bytes else {
                throw VectorError.otherBytes(path: path)
            }
            outcomes.append((path, .unchanged))
        }
        if !FileAccess.isFolder(below) { try FileAccess.makeDirectory(below, mode: 0o755) }
        for (file, outcome) in zip(files, outcomes) where outcome.outcome == .written {
            try FileAccess.create(outcome.path, file.bytes, mode: 0o644)
        }
        return outcomes
    }
}
