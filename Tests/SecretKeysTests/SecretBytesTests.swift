import BitcoinPrimitives
import ByteCoding
import Glibc
import SecretKeys
import Testing

/// `RLIMIT_MEMLOCK`, which the C library's Swift module does not have.
private let lockedMemory: UInt32 = 8

@Suite("Secret memory")
struct SecretBytesTests {
    @Test("starts as zeros, holds what is put into it, and overwrites an array that is handed over")
    func content() throws {
        #expect(try SecretBytes(count: 5).disclosed() == [0, 0, 0, 0, 0])
        var source: [UInt8] = [1, 2, 3]
        let taken = try SecretBytes(wiping: &source)
        #expect(taken.disclosed() == [1, 2, 3])
        #expect(source == [0, 0, 0])
        var written = try SecretBytes(count: 2)
        written.withMutableSpan { $0[1] = 9 }
        #expect(written.disclosed() == [0, 9])
        #expect(try SecretBytes(count: 0).disclosed() == [])
    }

    @Test("keeps only as many bytes as a reader wrote", arguments: [(-1, 0), (0, 0), (3, 3), (8, 8), (9, 8)])
    func filling(written: Int, kept: Int) throws {
        let bytes = try unsafe SecretBytes(capacity: 8) { room in
            for offset in 0..<min(max(written, 0), 8) { unsafe room[offset] = 0xAA }
            return written
        }
        #expect(bytes.disclosed() == [UInt8](repeating: 0xAA, count: kept))
    }

    @Test("compares by content")
    func comparing() throws {
        let bytes = try SecretBytes(copying: [1, 2, 3])
        #expect(try bytes.equals(SecretBytes(copying: [1, 2, 3])))
        #expect(try !bytes.equals(SecretBytes(copying: [1, 2, 4])))
        #expect(try !bytes.equals(SecretBytes(copying: [1, 2])))
        #expect(try bytes.equals(bytes.copy()))
    }

    @Test("gives randomness that differs each time")
    func randomness() throws {
        #expect(try SystemRandom.bytes(0).isEmpty)
        let bytes = try SystemRandom.bytes(1000)
        #expect(bytes.count == 1000)
        #expect(try bytes != SystemRandom.bytes(1000))
        #expect(try !SystemRandom.secret(32).equals(SystemRandom.secret(32)))
    }

    @Test("overwrites and gives back its memory")
    func release() async {
        await #expect(processExitsWith: .success) {
            try SecretMemory.prepare()
            _ = try? { _ = try SigningKey(bytes: [UInt8](repeating: 7, count: 32)).publicKey }()
            let before = SecretMemory.bytesInUse
            var address = UInt(0)
            do {
                let bytes = try unsafe SecretBytes(capacity: 64) { room in
                    unsafe room.initializeMemory(as: UInt8.self, repeating: 0x5A)
                    address = UInt(bitPattern: room.baseAddress)
                    return 64
                }
                precondition(SecretMemory.bytesInUse == before + 64)
                precondition(bytes.count == 64)
            }
            precondition(SecretMemory.bytesInUse == before, "memory is still in use")
            // The page is still mapped; the allocator may use the first bytes of a free block for its own list.
            let after = unsafe UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: 64)
            precondition(unsafe after.allSatisfy { $0 != 0x5A }, "a secret byte is left")
        }
    }

    @Test("gives back everything that keys used, errors included")
    func releaseOfKeys() async {
        await #expect(processExitsWith: .success) {
            func use() throws {
                let words = try SecretBytes(text: MnemonicTests.zeroWords)
                let seed = try Mnemonic(parsing: words).seed(passphrase: nil)
                let account = try ExtendedPrivateKey(master: seed, network: .regtest)
                let key = try account.derived(.normal(3)).signingKey()
                _ = try key.sign(.init([UInt8](repeating: 1, count: 32)), expecting: key.publicKey)
                _ = try? key.sign(.init([UInt8](repeating: 1, count: 32)), expecting: account.publicKey)
                _ = try? account.sign(
                    .init([UInt8](repeating: 1, count: 32)), child: .normal(1), expecting: account.publicKey)
                _ = try IdentityKey(seed: seed, network: .regtest, number: 0).mac([1])
                _ = try? { _ = try SigningKey(bytes: [UInt8](repeating: 0, count: 32)) }()
            }
            try use()
            // The library keeps the state of its own generator, for the whole life of the thread.
            let before = SecretMemory.bytesInUse
            for _ in 0..<10 { try use() }
            precondition(SecretMemory.bytesInUse == before, "\(SecretMemory.bytesInUse) instead of \(before)")
        }
    }

    @Test("refuses to hold secrets when memory cannot be locked")
    func memoryLimit() async {
        await #expect(processExitsWith: .success) {
            var none = rlimit(rlim_cur: 0, rlim_max: 0)
            precondition(unsafe setrlimit(__rlimit_resource_t(lockedMemory), &none) == 0)
            // The limit does not bind root.
            precondition(geteuid() != 0 || setuid(65534) == 0)
            do throws(SecretError) {
                try SecretMemory.prepare()
                preconditionFailure("memory was locked")
            } catch {
                precondition(error == .memoryNotLocked)
            }
            do throws(SecretError) {
                _ = try SecretBytes(count: 1)
                preconditionFailure("memory was given")
            } catch {
                precondition(error == .memoryNotLocked)
            }
        }
    }

    @Test("runs out of secret memory with an error and recovers")
    func exhaustion() async {
        await #expect(processExitsWith: .success) {
            var failure: SecretError?
            do throws(SecretError) {
                let first = try SecretBytes(count: SecretMemory.heapSize / 2)
                let second = try SecretBytes(count: SecretMemory.heapSize)
                precondition(first.count + second.count == 0)
            } catch {
                failure = error
            }
            precondition(failure == .outOfMemory)
            _ = try SecretBytes(count: SecretMemory.heapSize / 4)
        }
    }
}
