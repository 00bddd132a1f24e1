package import ByteCoding

/// The tagged hash of BIP-340: SHA-256 that starts with the hash of a tag, twice, so that no message of one purpose
/// hashes like a message of another.
package enum TaggedHash {
    /// SHA256(SHA256(tag) ‖ SHA256(tag) ‖ bytes), the tag in UTF-8.
    package static func hash(tag: String, _ bytes: [UInt8]) -> Bytes32 {
        var stream = stream(tag: tag)
        stream.update(bytes)
        return stream.finish()
    }

    /// A hash that has already taken the tag, for a message that comes in parts.
    package static func stream(tag: String) -> SHA256.Stream {
        let tagHash = SHA256.hash(Array(tag.utf8)).bytes
        var stream = SHA256.Stream()
        stream.update(tagHash)
        stream.update(tagHash)
        return stream
    }
}
