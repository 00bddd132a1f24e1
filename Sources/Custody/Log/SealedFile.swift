import ByteCoding

/// A document that nobody signs, with bytes behind it: its lines, an empty line, its digest in hex on a line of its own, and
/// the bytes, which the document names by their hash.
///
/// So every byte of the file is covered by something that is compared: the lines by the digest, the digest by itself, the
/// bytes by the hash in the lines. It keeps accidents out; whoever rewrites the file on purpose has to forge what is in it.
package enum SealedFile {
    /// The bytes of a file.
    package static func encode<Body>(_ document: Document<Body>, _ payload: [UInt8]) -> [UInt8] {
        document.encoded + Array((document.digest.hex + "\n").utf8) + payload
    }

    /// The number of bytes of a digest in hex and its line feed.
    private static let sealCount = 65

    /// Takes a file apart and compares the digest; the payload is the caller's to compare.
    package static func parse<Body: DocumentBody>(
        _ bytes: [UInt8], as type: Body.Type = Body.self
    ) throws(SealedFileError) -> (document: Document<Body>, payload: ArraySlice<UInt8>) {
        guard let end = documentEnd(bytes), bytes.count - end >= sealCount else { throw .form }
        let document: Document<Body>
        do throws(DocumentError) { document = try Document(parsing: Array(bytes[..<end])) } catch {
            throw .document(error)
        }
        let seal = bytes[end..<(end + sealCount)]
        guard seal.elementsEqual(Array((document.digest.hex + "\n").utf8)) else { throw .seal }
        return (document, bytes[(end + sealCount)...])
    }

    /// Where the empty line after the document ends; a document is no longer than its limit.
    private static func documentEnd(_ bytes: [UInt8]) -> Int? {
        let feed = UInt8(ascii: "\n")
        let head = bytes.prefix(DocumentLimits.bytes)
        return head.indices.first { $0 > 0 && head[$0] == feed && head[$0 - 1] == feed }.map { $0 + 1 }
    }
}

/// Why a file is not a document with bytes behind it.
package enum SealedFileError: CodedError, Equatable {
    /// There is no document, no empty line behind it, or no digest.
    case form
    /// The document does not read.
    case document(DocumentError)
    /// The digest is not that of the document.
    case seal

    package var code: String {
        switch self {
        case .form: "sealed-file.form"
        case .document(let error): error.code
        case .seal: "sealed-file.seal"
        }
    }

    package var description: String {
        switch self {
        case .form: "it is not a document with its digest and more behind it"
        case .document(let error): error.description
        case .seal: "the digest behind the document is not the document's: a line was changed"
        }
    }

    package var remedy: String? { "Ask for the file again from whoever made it." }
}
