import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding

/// The bytes of a keystore file, version 1, as `Docs/formats.md` lists them.
struct KeystoreFile {
    let header: KeystoreHeader
    let lock: Lock
    /// The encrypted seed.
    let cipher: [UInt8]
    /// The tag of AES-GCM.
    let tag: [UInt8]

    /// What stands in the header about how the seed is encrypted.
    struct Lock: Equatable {
        let cost: ScryptCost
        let salt: [UInt8]
        let nonce: [UInt8]
        /// Bytes that come from the passphrase like the key itself, and tell a wrong passphrase from an altered file.
        let keyCheck: [UInt8]

        static let saltLength = 32
        static let nonceLength = 12
        static let keyCheckLength = 16
    }

    static let magic = Array("RENSHOKS".utf8)
    static let version: UInt8 = 1
    /// A custodian's keys: identity and one account. Other kinds may follow in later versions of Rensho.
    static let custodianKind: UInt8 = 1
    static let seedLength = Seed.bip39Count
    static let tagLength = 16
    /// No header comes near: its longest part is a path of 255 steps, 1020 bytes.
    static let longestHeader = 2048
    /// Magic, version, length, header, encrypted seed, tag, checksum.
    static let longestFile = magic.count + 3 + longestHeader + seedLength + tagLength + Bytes32.count
    private static let longestNetwork = 16

    /// The bytes that AES-GCM authenticates beside the seed: everything before it.
    static func associated(_ header: KeystoreHeader, _ lock: Lock) -> [UInt8] {
        var fields = ByteWriter()
        for text in [header.person, header.device, header.network.rawValue] {
            fields.append(UInt8(truncatingIfNeeded: text.utf8.count))
            fields.append(Array(text.utf8))
        }
        fields.append(custodianKind)
        fields.appendUInt32LE(header.identityNumber)
        fields.append(header.identityKey.bytes)
        fields.append(header.origin.fingerprint.bytes)
        fields.append(UInt8(truncatingIfNeeded: header.origin.path.steps.count))
        for step in header.origin.path.steps { fields.appendUInt32LE(step.rawValue) }
        fields.append(header.xpub.serialized)
        for part in [lock.cost.log2N, lock.cost.r, lock.cost.p] { fields.append(part) }
        fields.append(lock.salt)
        fields.append(lock.nonce)
        fields.append(lock.keyCheck)

        var writer = ByteWriter()
        writer.append(magic)
        writer.append(version)
        writer.appendUInt16LE(UInt16(truncatingIfNeeded: fields.bytes.count))
        writer.append(fields.bytes)
        return writer.bytes
    }

    /// The whole file.
    func encoded() -> [UInt8] {
        let bytes = Self.associated(header, lock) + cipher + tag
        return bytes + SHA256.hash(bytes).bytes
    }

    init(header: KeystoreHeader, lock: Lock, cipher: [UInt8], tag: [UInt8]) {
        self.header = header
        self.lock = lock
        self.cipher = cipher
        self.tag = tag
    }

    init(decoding file: [UInt8]) throws(KeystoreError) {
        guard file.count <= Self.longestFile else { throw .tooLong(file.count) }
        guard file.starts(with: Self.magic) else { throw .notAKeystore }
        guard file.count > Self.magic.count + Bytes32.count else { throw .damaged }
        guard file[Self.magic.count] == Self.version else { throw .unsupportedVersion(file[Self.magic.count]) }
        let body = Array(file.dropLast(Bytes32.count))
        guard SHA256.hash(body).bytes.elementsEqual(file.suffix(Bytes32.count)) else { throw .damaged }

        var reader = KeystoreReader(body.dropFirst(Self.magic.count + 1))
        var fields = try reader.header(limit: Self.longestHeader)
        cipher = try reader.bytes(Self.seedLength, "encrypted seed")
        tag = try reader.bytes(Self.tagLength, "tag")
        try reader.finish("file")

        let person = try fields.text("person", limit: KeystoreHeader.longestIdentifier)
        let device = try fields.text("device", limit: KeystoreHeader.longestIdentifier)
        let network = try fields.network(limit: Self.longestNetwork)
        let kind = try fields.byte("kind")
        guard kind == Self.custodianKind else { throw .unknownKind(kind) }
        header = try KeystoreHeader(
            person: person, device: device, network: network, identityNumber: try fields.number("identity number"),
            identityKey: try fields.identityKey(), origin: try fields.origin(), xpub: try fields.xpub())
        lock = Lock(
            cost: try ScryptCost(
                log2N: try fields.byte("log2 N"), r: try fields.byte("r"), p: try fields.byte("p")),
            salt: try fields.bytes(Lock.saltLength, "salt"), nonce: try fields.bytes(Lock.nonceLength, "nonce"),
            keyCheck: try fields.bytes(Lock.keyCheckLength, "key check"))
        try fields.finish("header")
    }
}

/// Reads the fields of a keystore and names the one that is wrong.
private struct KeystoreReader {
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

    mutating func origin() throws(KeystoreError) -> KeyOrigin {
        let fingerprint = try bytes(Fingerprint.count, "fingerprint")
        var steps: [ChildNumber] = []
        for _ in 0..<(try byte("path")) { steps.append(ChildNumber(rawValue: try number("path"))) }
        do throws(DerivationError) {
            return KeyOrigin(fingerprint: try Fingerprint(fingerprint), path: try DerivationPath(steps))
        } catch {
            throw .path(error)
        }
    }

    mutating func xpub() throws(KeystoreError) -> ExtendedPublicKey {
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
