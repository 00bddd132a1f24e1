import Descriptors

/// What both records of BSMS have in common (BIP-129): lines, and the version in the first of them.
enum BSMSRecord {
    /// The first line.
    static let version = BSMSToken.recordVersion

    /// The lines of a record; one line feed at its end is tolerated.
    static func lines(_ record: String, count: Int) throws(BSMSError) -> [String] {
        guard record.utf8.count <= BSMSEncryption.recordLimit else {
            throw .tooLarge(limit: BSMSEncryption.recordLimit)
        }
        var lines = record.split(omittingEmptySubsequences: false) { $0 == "\n" }.map(String.init)
        if lines.last == "" { lines.removeLast() }
        guard lines.first == version else { throw .version }
        guard lines.count == count else { throw .lineCount(expected: count, found: lines.count) }
        return lines
    }
}
