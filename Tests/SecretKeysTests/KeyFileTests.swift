import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import SecretKeys
import Testing

@Suite("Key files")
struct KeyFileTests {
    /// A key file whose secret is one byte again and again.
    private static func bytes(_ byte: UInt8) -> [UInt8] {
        let body = Array("RENSHOKF".utf8) + [1] + [UInt8](repeating: byte, count: 32)
        return body + SHA256.hash(body).bytes
    }

    private static func keyFile(_ byte: UInt8) throws -> KeyFile {
        try KeyFile(parsing: SecretBytes(copying: bytes(byte)))
    }

    private static func error(parsing bytes: [UInt8]) throws -> KeyFileError? {
        let secret = try SecretBytes(copying: bytes)
        do throws(KeyFileError) {
            _ = try KeyFile(parsing: secret)
            return nil
        } catch {
            return error
        }
    }

    private static func sealed(_ keyFile: borrowing KeyFile?) throws -> [UInt8] {
        try Keystore.seal(
            seed: KeystoreTests.seed(), header: KeystoreTests.header(),
            passphrase: SecretBytes(text: KeystoreTests.phrase), keyFile: keyFile, cost: .forTests)
    }

    private static func error(
        opening file: [UInt8], with keyFile: borrowing KeyFile?, phrase: String = KeystoreTests.phrase
    ) throws -> KeystoreError? {
        let secret = try SecretBytes(text: phrase)
        do throws(KeystoreError) {
            _ = try Keystore.open(file, passphrase: secret, keyFile: keyFile)
            return nil
        } catch {
            return error
        }
    }

    @Test("are written as they are read, and new ones differ")
    func roundTrip() throws {
        let file = try Self.keyFile(7)
        #expect(try file.encoded().disclosed() == Self.bytes(7))
        #expect(
            file.id.bytes
                == Array(
                    HMAC.sha256(key: [UInt8](repeating: 7, count: 32), Array("rensho/key-file/v1".utf8)).bytes.prefix(
                        16)))
        let new = try KeyFile()
        let again = try KeyFile(parsing: new.encoded())
        #expect(again.id == new.id)
        #expect(try KeyFile().id != new.id)
        #expect(try new.encoded().count == KeyFile.length)
    }

    @Test("are refused with any byte changed, missing or added, and by name where they are something else")
    func damage() throws {
        let file = Self.bytes(7)
        #expect(try Self.error(parsing: file) == nil)
        for offset in file.indices {
            var changed = file
            changed[offset] ^= 1
            let expected: KeyFileError = offset < 8 ? .notAKeyFile : offset == 8 ? .unsupportedVersion(0) : .damaged
            #expect(try Self.error(parsing: changed) == expected, "byte \(offset)")
            #expect(try Self.error(parsing: Array(file[..<offset])) == (offset < 8 ? .notAKeyFile : .damaged))
        }
        #expect(try Self.error(parsing: file + [0]) == .damaged)
        #expect(try Self.error(parsing: KeystoreTests.file()) == .notAKeyFile)
    }

    @Test("missing, wrong, not needed, a wrong passphrase and a damaged keystore are five answers")
    func verdicts() throws {
        let right = Optional(try Self.keyFile(7))
        let wrong = Optional(try Self.keyFile(8))
        let file = try Self.sealed(right)
        #expect(try Self.error(opening: file, with: right) == nil)
        #expect(try Self.error(opening: file, with: nil) == .keyFileNeeded)
        #expect(try Self.error(opening: file, with: wrong) == .wrongKeyFile)
        #expect(try Self.error(opening: file, with: right, phrase: "correct horsf") == .wrongPassphrase)
        var damaged = file
        damaged[file.count - 50] ^= 1
        #expect(try Self.error(opening: damaged, with: right) == .damaged)
        #expect(try Self.error(opening: KeystoreTests.withChecksum(damaged), with: right) == .notAuthentic)
        let without = try Self.sealed(nil)
        #expect(try Self.error(opening: without, with: right) == .keyFileNotNeeded)
        #expect(try Self.error(opening: without, with: nil) == nil)
    }

    @Test("are part of the key: without its secret the passphrase cannot even be tried")
    func keyCheck() throws {
        let right = Optional(try Self.keyFile(7))
        let wrong = Optional(try Self.keyFile(8))
        let file = try Self.sealed(right)
        // The name of the other key file in the place of the right one: header, 16 bytes before cost and lock.
        let place = file.count - 32 - 16 - 64 - 16 - 12 - 32 - 3 - 16
        var forged = file
        let other = try Self.keyFile(8).id.bytes
        forged.replaceSubrange(place..<(place + 16), with: other)
        #expect(try Keystore.readKeyFile(KeystoreTests.withChecksum(forged))?.bytes == other)
        #expect(try Self.error(opening: KeystoreTests.withChecksum(forged), with: wrong) == .wrongPassphrase)
    }
}
