import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding

/// The bytes of a keystore file, version 2, as `Docs/formats.md` lists them.
struct KeystoreFile {
    let header: KeystoreHeader
    let lock: Lock
    /// The encrypted seed.
    let cipher: [UInt8]
    /// The tag of AES-GCM.
    let tag: [UInt8]

    /// What stands in the header about how the seed is encrypted.
    struct Lock: Equatable {
        /// The key file without which the keystore does not open; `nil` when the passphrase is enough.
        let keyFile: KeyFileID?
        let cost: ScryptCost
        let salt: [UInt8]
        let nonce: [UInt8]
        /// Bytes that come from passphrase and key file like the key itself, and tell a wrong passphrase from an
        /// altered file.
        let keyCheck: [UInt8]

        static let saltLength = 32
        static let nonceLength = 12
        static let keyCheckLength = 16
    }

    static let magic = Array("RENSHOKS".utf8)
    static let version: UInt8 = 2

    /// What a keystore is for; there are no others.
    enum Kind: UInt8 {
        /// A custodian's: an identity and one account.
        case custodian = 1
        /// Somebody's who holds no coins: an identity alone.
        case identityOnly = 2
    }

    /// What opens a keystore; there are no others.
    enum Factors: UInt8 {
        /// A passphrase.
        case passphrase = 1
        /// A passphrase and a key file.
        case passphraseAndKeyFile = 3
    }

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
        fields.append((header.account == nil ? Kind.identityOnly : .custodian).rawValue)
        fields.appendUInt32LE(header.identityNumber)
        fields.append(header.identityKey.bytes)
        fields.append(header.fingerprint.bytes)
        if let account = header.account {
            fields.append(UInt8(truncatingIfNeeded: account.path.steps.count))
            for step in account.path.steps { fields.appendUInt32LE(step.rawValue) }
            fields.append(account.xpub.serialized)
        }
        fields.append((lock.keyFile == nil ? Factors.passphrase : .passphraseAndKeyFile).rawValue)
        if let keyFile = lock.keyFile { fields.append(keyFile.bytes) }
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
        let kindByte = try fields.byte("kind")
        guard let kind = Kind(rawValue: kindByte) else { throw .unknownKind(kindByte) }
        header = try KeystoreHeader(
            person: person, device: device, network: network, identityNumber: try fields.number("identity number"),
            identityKey: try fields.identityKey(), fingerprint: try fields.fingerprint(),
            account: kind == .custodian ? try fields.account() : nil)
        let factorsByte = try fields.byte("factors")
        guard let factors = Factors(rawValue: factorsByte) else { throw .unknownFactors(factorsByte) }
        lock = Lock(
            keyFile: factors == .passphrase ? nil : KeyFileID(try fields.bytes(KeyFileID.length, "key file")),
            cost: try ScryptCost(
                log2N: try fields.byte("log2 N"), r: try fields.byte("r"), p: try fields.byte("p")),
            salt: try fields.bytes(Lock.saltLength, "salt"), nonce: try fields.bytes(Lock.nonceLength, "nonce"),
            keyCheck: try fields.bytes(Lock.keyCheckLength, "key check"))
        try fields.finish("header")
    }
}
