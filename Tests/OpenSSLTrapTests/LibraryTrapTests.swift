import BitcoinCrypto
import ByteCoding
import COpenSSL
import COpenSSLNaive
import COpenSSLSecret
import Glibc
import SecretKeys
import TestSupport
import Testing

/// What libcrypto leaves behind, and what it may not have.
@Suite("Traps of OpenSSL: the error queue, algorithms, secure memory")
struct LibraryTrapTests {
    /// Calls of the wrappers that fail or are answered with no.
    static let failing: [(name: String, call: @Sendable () -> Bool)] = [
        ("no point", { unsafe rensho_point_check([0x02] + [UInt8](repeating: 0xff, count: 32), 33) != RENSHO_OK }),
        ("no point, by Jacobi", { unsafe rensho_point_exists([0x02] + Published.prime, 33) != RENSHO_OK }),
        (
            "no signature",
            {
                let compact = Published.compact.prefix(32) + Published.order
                return unsafe rensho_ecdsa_verify(Published.generator, 33, Published.digest, Array(compact))
                    != RENSHO_OK
            }
        ),
        (
            "a tweak out of range",
            {
                var sum = [UInt8](repeating: 0, count: 33)
                return unsafe rensho_point_add_scalar(Published.generator, Published.order, &sum) != RENSHO_OK
            }
        ),
        (
            "scrypt",
            { (try? Scrypt.derive(password: [], salt: [], n: 1 << 40, r: 8, p: 1, count: 32)) == nil }
        ),
        (
            "scrypt, refused by the library",
            {
                var out = [UInt8](repeating: 0, count: 32)
                return unsafe rensho_scrypt(nil, 0, nil, 0, 1024, 8, 1, 1, &out, 32) != RENSHO_OK
            }
        ),
        (
            "PBKDF2 without an iteration, which OpenSSL takes for one",
            {
                var out = [UInt8](repeating: 0, count: 32)
                return unsafe rensho_pbkdf2_hmac_sha512(nil, 0, nil, 0, 0, &out, 32) == RENSHO_PARAMETERS
            }
        ),
        ("no private key", { (try? { _ = try Published.key(Published.order) }()) == nil }),
        (
            "another key",
            {
                var signature = [UInt8](repeating: 0, count: 64)
                let other = [0x03] + Published.x
                return unsafe rensho_secret_sign(Published.one, Published.digest, nil, 0, other, &signature, nil)
                    == RENSHO_SECRET_NOT_VERIFIED
            }
        ),
        (
            "an expected key that is no point",
            {
                var signature = [UInt8](repeating: 0, count: 64)
                let none = [0x02] + [UInt8](repeating: 0xff, count: 32)
                return unsafe rensho_secret_sign(Published.one, Published.digest, nil, 0, none, &signature, nil)
                    == RENSHO_SECRET_NOT_A_POINT
            }
        ),
        (
            "altered ciphertext",
            {
                var plain = [UInt8](repeating: 0, count: 16)
                let zero = [UInt8](repeating: 0, count: 32)
                return unsafe rensho_secret_aes256_gcm_open(
                    zero, Array(zero.prefix(12)), nil, 0, Array(zero.prefix(16)), 16, Array(zero.prefix(16)), &plain)
                    == RENSHO_SECRET_NOT_AUTHENTIC
            }
        ),
    ]

    @Test("a failing call of libcrypto leaves its error in the queue; ours leave none", arguments: failing.indices)
    func errorQueue(number: Int) {
        let (name, call) = Self.failing[number]
        rensho_naive_forget_errors()
        #expect(unsafe rensho_naive_read_point([0x02] + [UInt8](repeating: 0xff, count: 32), 33) == 0)
        #expect(rensho_naive_error_is_left() == 1, "libcrypto has become tidy by itself")
        rensho_naive_forget_errors()
        #expect(call(), "\(name) did not fail")
        #expect(rensho_naive_error_is_left() == 0, "\(name)")
    }

    @Test("an error that somebody else left in the queue changes no answer")
    func dirtyQueue() throws {
        rensho_naive_leave_error()
        #expect(rensho_naive_error_is_left() == 1)
        #expect(
            unsafe rensho_ecdsa_verify(Published.generator, 33, Published.digest, Published.compact) == RENSHO_OK)
        #expect(rensho_naive_error_is_left() == 0)
        rensho_naive_leave_error()
        #expect(unsafe rensho_point_exists(Published.generator, 33) == RENSHO_OK)
        rensho_naive_leave_error()
        let key = try Published.key(Published.one)
        #expect(try key.signWithoutGrinding(Bytes32(Published.digest)).compact == Published.compact)
        #expect(rensho_naive_error_is_left() == 0)
        #expect(HMAC.sha256(key: [1], [2]) == HMAC.sha256(key: [1], [2]))
    }

    @Test("RIPEMD-160 by name depends on the provider that is there; ours has shown its known answer")
    func ripemd160() {
        #expect(unsafe rensho_naive_fetch_ripemd160("null") == 0, "a provider without algorithms has become one")
        #expect(RIPEMD160.hash(Array("abc".utf8)) == Published.hex("8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"))
        #expect(RIPEMD160.isAvailable)
    }

    @Test(
        "when the last secret is gone, nothing is in use but what the library keeps for itself")
    func balanceOfProcess() async {
        await #expect(processExitsWith: .success) {
            func use() throws {
                for (_, call) in LibraryTrapTests.failing { precondition(call()) }
                let key = try Published.key(Published.one)
                _ = try key.signWithoutGrinding(Bytes32(Published.digest))
                _ = try SystemRandom.secret(32)
            }
            try use()
            let before = SecretMemory.bytesInUse
            for _ in 0..<5 { try use() }
            precondition(SecretMemory.bytesInUse == before, "\(SecretMemory.bytesInUse) bytes instead of \(before)")
        }
    }

    @Test("a process under guard ends as it should when everything was given back, and with the status when not")
    func guardedExit() async {
        await #expect(processExitsWith: .exitCode(0)) {
            SecretMemory.guardExit(program: "test", status: 70)
            try Self.useManyThreads()
            Self.end()
        }
        await #expect(processExitsWith: .exitCode(70)) {
            SecretMemory.guardExit(program: "test", status: 70)
            let kept = try SecretBytes(count: 32)
            // The process ends while the owner lives, so the memory is not given back before.
            withExtendedLifetime(kept) { Self.end() }
        }
    }

    /// Signs and verifies on many threads, which live on; no secret outlives the call.
    private static func useManyThreads() throws {
        let key = try Published.key(Published.one)
        let digest = try Bytes32(Published.digest)
        let check = SignatureCheck(
            publicKey: key.publicKey.encoded, digest: digest, signature: try key.signWithoutGrinding(digest))
        precondition(!OpenSSLVerifier().verify([SignatureCheck](repeating: check, count: 200)).contains(false))
        let signed = Parallel.map(Array(0..<200)) { _ in (try? key.signWithoutGrinding(digest)) != nil }
        precondition(!signed.contains(false))
    }

    /// Ends the process regularly; without saying so to the compiler, which would drop what follows.
    private static func end() { exit(0) }
}
