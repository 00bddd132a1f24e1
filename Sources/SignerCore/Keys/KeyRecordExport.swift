package import Custody

/// Writes the public half of this machine's keys for the operator.
package enum KeyRecordExport {
    /// Writes the record, signed, into a new file.
    package static func write(_ record: Document<KeyRecord>, to path: String) throws(SignerError) -> WrittenFile {
        try WrittenFile.requireFree(path)
        return try WrittenFile(path, record.encoded)
    }
}
