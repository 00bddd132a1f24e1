import Custody

/// Writes the public half of this machine's keys for the operator.
package enum KeyRecordExport {
    /// Writes the record, signed, into a new file; the journal has it first.
    package static func write(
        in home: inout SignerHome, to path: String, at time: UTCTime
    ) throws(SignerError) -> WrittenFile {
        try WrittenFile.requireFree(path)
        let record = home.keyRecord
        _ = try home.record(.noted(.keyRecordExported(document: record.digest)), at: time)
        return try WrittenFile(path, record.encoded)
    }
}
