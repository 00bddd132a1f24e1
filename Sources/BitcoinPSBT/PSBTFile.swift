import ByteCoding

/// A PSBT together with the encoding of the file that it came in, so that an answer can be given in kind.
package struct PSBTFile: Hashable, Sendable {
    /// How the bytes of a PSBT are put into a file.
    package enum Encoding: String, CaseIterable, Hashable, Sendable {
        /// The bytes themselves.
        case binary
        /// Base64 text with its padding.
        case base64
        /// Hex text.
        case hex
    }

    /// The encoding that the file has.
    package let encoding: Encoding
    /// What the file holds.
    package let psbt: PSBT

    /// The first characters of every PSBT in base64: they fix the magic bytes but for two bits, which are read later.
    private static let base64Start = Array("cHNidP".utf8)

    /// The first characters of every PSBT in hex.
    private static let hexStart = Array("70736274".utf8)

    package init(psbt: PSBT, encoding: Encoding) {
        self.psbt = psbt
        self.encoding = encoding
    }

    /// Reads a file whose encoding its first bytes tell; text may end in line breaks, and nothing else may be added.
    package init(
        fileBytes: [UInt8], partialSigKeys: PartialSigKeyCheck = .points
    ) throws(PSBTError) {
        guard fileBytes.count <= PSBTLimits.maximumFileBytes else {
            throw .tooLarge(bytes: fileBytes.count, limit: PSBTLimits.maximumFileBytes)
        }
        let binary: [UInt8]
        if fileBytes.starts(with: Self.base64Start) {
            encoding = .base64
            do { binary = try Base64.decode(Self.withoutLineEnd(fileBytes)) } catch { throw .base64(error) }
        } else if fileBytes.starts(with: Self.hexStart) {
            encoding = .hex
            do { binary = try Hex.decode(Self.withoutLineEnd(fileBytes)) } catch { throw .hex(error) }
        } else {
            encoding = .binary
            binary = fileBytes
        }
        psbt = try PSBT(decoding: binary, partialSigKeys: partialSigKeys)
    }

    /// The bytes of the file; text ends in one line feed.
    package func fileBytes() -> [UInt8] {
        let binary = psbt.encoded()
        switch encoding {
        case .binary: return binary
        case .base64: return Array(Base64.encode(binary).utf8) + [Self.lineFeed]
        case .hex: return Array(Hex.encode(binary).utf8) + [Self.lineFeed]
        }
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private static func withoutLineEnd(_ text: [UInt8]) -> ArraySlice<UInt8> {
        let end = text.lastIndex { $0 != lineFeed && $0 != carriageReturn } ?? text.startIndex
        return text[...end]
    }
}
