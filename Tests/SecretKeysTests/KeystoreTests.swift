import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import SecretKeys
import TestSupport
import Testing

@Suite("Keystore files")
struct KeystoreTests {
    static let phrase = "correct horse"
    static let account = "48h/1h/0h/2h"

    static func seed() throws -> Seed {
        try Mnemonic(parsing: SecretBytes(text: MnemonicTests.zeroWords)).seed(passphrase: nil)
    }

    static func header(person: String = "alice", device: String = "laptop-1") throws -> KeystoreHeader {
        try KeystoreHeader(
            describing: seed(), person: person, device: device, network: .regtest,
            account: DerivationPath(parsing: account))
    }

    /// A small file of low cost that is the same in every run.
    static func file(cost: ScryptCost = .forTests) throws -> [UInt8] {
        try Keystore.seal(
            seed: seed(), header: header(), passphrase: SecretBytes(text: phrase), cost: cost,
            salt: [UInt8](repeating: 0x11, count: 32), nonce: [UInt8](repeating: 0x22, count: 12))
    }

    static func error(opening file: [UInt8], with phrase: String = phrase) throws -> KeystoreError? {
        let secret = try SecretBytes(text: phrase)
        do throws(KeystoreError) {
            _ = try Keystore.open(file, passphrase: secret)
            return nil
        } catch {
            return error
        }
    }

    /// The file with the checksum that fits its other bytes: what somebody who alters it on purpose would write.
    static func withChecksum(_ file: [UInt8]) -> [UInt8] {
        let body = Array(file.dropLast(32))
        return body + SHA256.hash(body).bytes
    }

    /// HKDF-SHA256 (RFC 5869) with the public HMAC of another room: 64 bytes, of which the keystore takes 48.
    static func hkdf(_ material: [UInt8]) -> [UInt8] {
        let info = Array("rensho/keystore/v2".utf8)
        let extracted = HMAC.sha256(key: [UInt8](repeating: 0, count: 32), material).bytes
        let first = HMAC.sha256(key: extracted, info + [1]).bytes
        return first + HMAC.sha256(key: extracted, first + info + [2]).bytes.prefix(16)
    }

    @Test("gives back the header, the seed and the keys")
    func roundTrip() throws {
        let seed = try Self.seed()
        let header = try Self.header()
        let phrase = try SecretBytes(text: Self.phrase)
        let file = try Keystore.seal(seed: seed, header: header, passphrase: phrase, cost: .forTests)
        let again = try Keystore.seal(seed: seed, header: header, passphrase: phrase, cost: .forTests)
        #expect(file != again, "salt and nonce are fresh")
        #expect(file.count <= Keystore.longestFile)
        #expect(try Keystore.readHeader(file) == header)
        #expect(try Keystore.readCost(file) == .forTests)
        let open = try Keystore.open(file, passphrase: phrase)
        #expect(open.header == header)
        #expect(open.seed.disclosed() == seed.disclosed())
        #expect(try open.identityKey().publicKey == header.identityKey)
    }

    @Test("is laid out as the documentation says")
    func layout() throws {
        let file = try Self.file()
        var reader = ByteReader(file)
        #expect(try reader.readBytes(8) == Array("RENSHOKS".utf8))
        #expect(try reader.readUInt8() == 2)
        let length = Int(try reader.readUInt16LE())
        #expect(length == file.count - 11 - 64 - 16 - 32)
        #expect(try reader.readBytes(6) == [5] + Array("alice".utf8))
        #expect(try reader.readBytes(9) == [8] + Array("laptop-1".utf8))
        #expect(try reader.readBytes(8) == [7] + Array("regtest".utf8))
        #expect(try reader.readUInt8() == 1)
        #expect(try reader.readUInt32LE() == 0)
        #expect(try reader.readBytes(33) == Self.header().identityKey.bytes)
        #expect(try reader.readBytes(4) == Hex.decode("73c5da0a"))
        #expect(try reader.readUInt8() == 4)
        #expect(
            try (0..<4).map { _ in try reader.readUInt32LE() } == [0x8000_0030, 0x8000_0001, 0x8000_0000, 0x8000_0002])
        #expect(try reader.readBytes(78) == Self.header().account?.xpub.serialized)
        #expect(try reader.readUInt8() == 1)
        #expect(try reader.readBytes(3) == [10, 8, 1])
        #expect(try reader.readBytes(32) == [UInt8](repeating: 0x11, count: 32))
        #expect(try reader.readBytes(12) == [UInt8](repeating: 0x22, count: 12))
        // The key check is what HKDF gives behind the 32 bytes of the key.
        let stretched = try Scrypt.derive(
            password: Array(Self.phrase.utf8), salt: [UInt8](repeating: 0x11, count: 32), n: 1 << 10, r: 8, p: 1,
            count: 32)
        #expect(try reader.readBytes(16) == Array(Self.hkdf(stretched)[32...]))
        #expect(reader.offset == 11 + length)
        #expect(try reader.readBytes(80).count == 80)
        #expect(try reader.readBytes32() == SHA256.hash(Array(file.dropLast(32))))
        try reader.finish()
    }

    @Test("tells a wrong passphrase from a damaged and from an altered file")
    func verdicts() throws {
        let file = try Self.file()
        #expect(try Self.error(opening: file) == nil)
        #expect(try Self.error(opening: file, with: "correct horsf") == .wrongPassphrase)
        #expect(try Self.error(opening: file, with: "") == .emptyPassphrase)
        var damaged = file
        damaged[file.count - 100] ^= 1
        #expect(try Self.error(opening: damaged) == .damaged)
        #expect(try Self.error(opening: Self.withChecksum(damaged)) == .notAuthentic)
    }

    @Test("refuses the file with any byte changed, and with any number of bytes missing or added")
    func everyByte() throws {
        let file = try Self.file()
        for offset in file.indices {
            var changed = file
            changed[offset] ^= 0x01
            #expect(try Self.error(opening: changed) != nil, "byte \(offset)")
            #expect(try Self.error(opening: Array(file[..<offset])) != nil, "\(offset) bytes")
        }
        #expect(try Self.error(opening: file + [0]) == .damaged)
        let tooLong = file + [UInt8](repeating: 0, count: Keystore.longestFile)
        #expect(try Self.error(opening: tooLong) == .tooLong(tooLong.count))
    }

    @Test("refuses the file with any byte changed and the checksum made to fit")
    func everyByteOnPurpose() throws {
        let file = try Self.file()
        for offset in 0..<(file.count - 32) {
            for mask: UInt8 in [0x01, 0x80] {
                var changed = file
                changed[offset] ^= mask
                // The cost is the one field that could make a run of this test long.
                if (try? Keystore.readCost(Self.withChecksum(changed)).log2N) ?? 0 > 11 { continue }
                #expect(try Self.error(opening: Self.withChecksum(changed)) != nil, "byte \(offset), mask \(mask)")
            }
        }
    }

    @Test("refuses a shortened file with a checksum made to fit")
    func everyLengthOnPurpose() throws {
        let file = try Self.file()
        for length in 0..<(file.count - 32) {
            let cut = Self.withChecksum(Array(file[..<length]) + [UInt8](repeating: 0, count: 32))
            #expect(try Self.error(opening: cut) != nil, "\(length) bytes")
        }
    }

    struct Alteration: Sendable, CustomTestStringConvertible {
        let name: String
        let offset: Int
        let byte: UInt8
        let error: KeystoreError
        var testDescription: String { name }
    }

    @Test(
        "names what is wrong",
        arguments: [
            Alteration(name: "magic", offset: 0, byte: 0x72, error: .notAKeystore),
            Alteration(name: "version", offset: 8, byte: 1, error: .unsupportedVersion(1)),
            Alteration(
                name: "header length", offset: 10, byte: 0x10,
                error: .malformed(
                    field: "header length", .lengthOverLimit(value: 0x10E0, limit: 2048, offset: 2))),
            Alteration(
                name: "length of the person", offset: 11, byte: 33,
                error: .malformed(field: "person", .lengthOverLimit(value: 33, limit: 32, offset: 1))),
            Alteration(name: "person", offset: 12, byte: 0x41, error: .identifier(field: "person")),
            Alteration(name: "person outside ASCII", offset: 12, byte: 0xC3, error: .identifier(field: "person")),
            Alteration(name: "device", offset: 18, byte: 0x5F, error: .identifier(field: "device")),
            Alteration(name: "network", offset: 27, byte: 0x52, error: .network(.unknown(name: "Regtest"))),
            Alteration(name: "kind", offset: 34, byte: 9, error: .unknownKind(9)),
            Alteration(
                name: "identity key", offset: 39, byte: 4, error: .identityKey(.wrongPrefix(4, length: 33))),
            Alteration(name: "path", offset: 89, byte: 0, error: .accountMismatch(field: "path's last step")),
            Alteration(name: "xpub", offset: 93, byte: 0, error: .account(.unknownVersion(0x0035_87CF))),
            Alteration(name: "depth", offset: 97, byte: 3, error: .accountMismatch(field: "path's length")),
            Alteration(name: "factors", offset: 171, byte: 2, error: .unknownFactors(2)),
            Alteration(name: "N", offset: 172, byte: 21, error: .costOutOfRange(parameter: "log2 N", value: 21)),
            Alteration(name: "N, low", offset: 172, byte: 9, error: .costOutOfRange(parameter: "log2 N", value: 9)),
            Alteration(
                name: "N, huge", offset: 172, byte: 255, error: .costOutOfRange(parameter: "log2 N", value: 255)),
            Alteration(name: "r", offset: 173, byte: 255, error: .costOutOfRange(parameter: "r", value: 255)),
            Alteration(name: "p", offset: 174, byte: 5, error: .costOutOfRange(parameter: "p", value: 5)),
            Alteration(name: "p, zero", offset: 174, byte: 0, error: .costOutOfRange(parameter: "p", value: 0)),
            Alteration(name: "salt", offset: 175, byte: 0, error: .wrongPassphrase),
            Alteration(name: "nonce", offset: 207, byte: 0, error: .notAuthentic),
            Alteration(name: "key check", offset: 219, byte: 0xFF, error: .wrongPassphrase),
            Alteration(name: "seed", offset: 240, byte: 0x00, error: .notAuthentic),
        ])
    func alterations(alteration: Alteration) throws {
        var file = try Self.file()
        try #require(file[alteration.offset] != alteration.byte)
        file[alteration.offset] = alteration.byte
        #expect(try Self.error(opening: Self.withChecksum(file)) == alteration.error)
    }

    @Test("authenticates the header: another person's name does not open")
    func headerIsAuthenticated() throws {
        var file = try Self.file()
        file[12] = UInt8(ascii: "b")
        let altered = Self.withChecksum(file)
        #expect(try Keystore.readHeader(altered).person == "blice")
        #expect(try Self.error(opening: altered) == .notAuthentic)
    }

    @Test("does not seal a seed under a header of other keys")
    func foreignHeader() throws {
        let seed = try Seed(SecretBytes(copying: [UInt8](repeating: 1, count: 64)))
        let header = try Self.header()
        let phrase = try SecretBytes(text: Self.phrase)
        #expect(throws: KeystoreError.foreignHeader) {
            try Keystore.seal(seed: seed, header: header, passphrase: phrase, cost: .forTests)
        }
        let own = try Self.seed()
        let empty = try SecretBytes(count: 0)
        #expect(throws: KeystoreError.emptyPassphrase) {
            try Keystore.seal(seed: own, header: header, passphrase: empty, cost: .forTests)
        }
        let short = try Seed(SecretBytes(count: 32))
        #expect(throws: KeystoreError.key(.seedLength(32))) {
            try Keystore.seal(seed: short, header: header, passphrase: phrase, cost: .forTests)
        }
    }

    @Test("takes identifiers of 1 to 32 characters a-z, 0-9 and - only", arguments: ["", "Alice", "a_b", "a b", "é"])
    func identifiers(text: String) throws {
        #expect(throws: KeystoreError.identifier(field: "person")) { try Self.header(person: text) }
        #expect(throws: KeystoreError.identifier(field: "device")) { try Self.header(device: text) }
    }

    @Test("takes the longest identifiers")
    func longIdentifiers() throws {
        let longest = String(repeating: "z", count: 32)
        #expect(try Self.header(person: longest, device: longest).person == longest)
        #expect(throws: KeystoreError.identifier(field: "person")) { try Self.header(person: longest + "z") }
    }

    @Test("refuses an xpub that does not fit the network")
    func network() throws {
        let header = try Self.header()
        #expect(throws: KeystoreError.accountMismatch(field: "network")) {
            try KeystoreHeader(
                person: "alice", device: "laptop-1", network: .mainnet, identityKey: header.identityKey,
                fingerprint: header.fingerprint, account: header.account)
        }
    }

    @Test("holds an identity without an account, and says so")
    func identityOnly() throws {
        let seed = try Self.seed()
        let header = try KeystoreHeader(
            describing: seed, person: "dora", device: "laptop-4", network: .regtest, account: nil)
        #expect(header.account == nil && header.origin == nil)
        #expect(header.fingerprint.description == "73c5da0a")
        let phrase = try SecretBytes(text: Self.phrase)
        let file = try Keystore.seal(seed: seed, header: header, passphrase: phrase, cost: .forTests)
        #expect(try Keystore.readHeader(file) == header)
        #expect(try Keystore.rewritten(file) == file)
        let open = try Keystore.open(file, passphrase: phrase)
        #expect(try open.header == header && open.identityKey().publicKey == header.identityKey)
        // The kind is authenticated: a custodian's file cannot be made an identity's by its checksum alone.
        let place = 11 + 5 + 9 + 8
        #expect(file[place] == 2)
    }

    @Test("opens at the standard cost")
    func standardCost() throws {
        #expect(ScryptCost.standard.description == "N = 2^17, r = 8, p = 1")
        #expect(try Self.error(opening: Self.file(cost: .standard)) == nil)
    }

    @Test("gives back all secret memory, refusals included")
    func release() async {
        await #expect(processExitsWith: .success) {
            func use() throws {
                let file = try KeystoreTests.file()
                _ = try KeystoreTests.error(opening: file)
                _ = try KeystoreTests.error(opening: file, with: "x")
                var altered = file
                altered[240] ^= 1
                _ = try KeystoreTests.error(opening: KeystoreTests.withChecksum(altered))
            }
            try use()
            let before = SecretMemory.bytesInUse
            for _ in 0..<5 { try use() }
            precondition(SecretMemory.bytesInUse == before)
        }
    }
}
