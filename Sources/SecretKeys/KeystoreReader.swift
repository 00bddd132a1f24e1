import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding

/// Reads the fields of a keystore and names the one that is wrong.
struct KeystoreReader {
    private var reader: ByteReader

    init(_ bytes: ArraySlice<UInt8>) {
        reader = ByteReader(bytes)
    }

    mutating func header(limit: Int) throws(KeystoreError) -> KeystoreReader {
        let length = Int(try read("header length") { (reader) throws(ByteCodingError) in try reader.readUInt16LE() })
        guard length <= limit else {
            throw .malformed(
                field: "header length", .lengthOverLimit(value: UInt64(length), limit: limit, offset: reader.offset))
        }
        return KeystoreReader(
            try read("header") { (reader) throws(ByteCodingError) in try reader.readSlice(length) })
    }

    mutating func byte(_ field: String) throws(KeystoreError) -> UInt8 {
        try read(field) { (reader) throws(ByteCodingError) in try reader.readUInt8() }
    }

    mutating func number(_ field: String) throws(KeystoreError) -> UInt32 {
        try read(field) { (reader) throws(ByteCodingError) in try reader.readUInt32LE() }
    }

    mutating func bytes(_ count: Int, _ field: String) throws(KeystoreError) -> [UInt8] {
        try read(field) { (reader) throws(ByteCodingError) in try reader.readBytes(count) }
    }

    /// ASCII text behind a byte for its length.
    mutating func text(_ field: String, limit: Int) throws(KeystoreError) -> String {
        let length = Int(try byte(field))
        guard length <= limit else {
            throw .malformed(
                field: field, .lengthOverLimit(value: UInt64(length), limit: limit, offset: reader.offset))
        }
        let bytes = try bytes(length, field)
        guard bytes.allSatisfy({ $0 < 0x80 }) else { throw .identifier(field: field) }
        return String(decoding: bytes, as: UTF8.self)
    }

    mutating func network(limit: Int) throws(KeystoreError) -> Network {
        let name = try text("network", limit: limit)
        do throws(NetworkError) { return try Network(parsing: name) } catch { throw .network(error) }
    }

    mutating func identityKey() throws(KeystoreError) -> PublicKey {
        let bytes = try bytes(EncodedPublicKey.compressedCount, "identity key")
        do throws(PublicKeyError) { return try PublicKey(bytes) } catch { throw .identityKey(error) }
    }

    mutating func fingerprint() throws(KeystoreError) -> Fingerprint {
        let bytes = try bytes(Fingerprint.count, "fingerprint")
        do throws(DerivationError) { return try Fingerprint(bytes) } catch { throw .path(error) }
    }

    mutating func account() throws(KeystoreError) -> KeystoreHeader.Account {
        var steps: [ChildNumber] = []
        for _ in 0..<(try byte("path")) { steps.append(ChildNumber(rawValue: try number("path"))) }
        let path: DerivationPath
        do throws(DerivationError) { path = try DerivationPath(steps) } catch { throw .path(error) }
        return KeystoreHeader.Account(path: path, xpub: try xpub())
    }

    private mutating func xpub() throws(KeystoreError) -> ExtendedPublicKey {
        let bytes = try bytes(ExtendedPublicKey.serializedLength, "xpub")
        do throws(ExtendedKeyError) { return try ExtendedPublicKey(serialized: bytes) } catch { throw .account(error) }
    }

    func finish(_ field: String) throws(KeystoreError) {
        do throws(ByteCodingError) { try reader.finish() } catch { throw .malformed(field: field, error) }
    }

    private mutating func read<Value>(
        _ field: String, _ body: (inout ByteReader) throws(ByteCodingError) -> Value
    ) throws(KeystoreError) -> Value {
        do throws(ByteCodingError) { return try body(&reader) } catch { throw .malformed(field: field, error) }
    }
}
