import BitcoinCrypto
import ByteCoding
import COpenSSL
import COpenSSLNaive
import COpenSSLSecret
import SecretKeys
import TestSupport
import Testing

/// What libcrypto takes for a point, a private key or the curve, and what the wrappers take.
@Suite("Traps of OpenSSL: points, private keys, the curve")
struct CurveTrapTests {
    @Test(
        "libcrypto reads hybrid points and the point at infinity; both doors and the types refuse them",
        arguments: [
            ([0x06] + Published.x + Published.y, PublicKeyError.wrongPrefix(0x06, length: 65)),
            ([0x07] + Published.x + Published.difference(Published.prime, Published.y), .wrongPrefix(0x07, length: 65)),
            ([0x00], .wrongLength(1)),
        ])
    func points(bytes: [UInt8], error: PublicKeyError) throws {
        #expect(unsafe rensho_naive_read_point(bytes, bytes.count) == 1, "libcrypto has become strict by itself")
        #expect(unsafe rensho_point_check(bytes, bytes.count) == RENSHO_NO_POINT)
        #expect(unsafe rensho_point_exists(bytes, bytes.count) == RENSHO_NO_POINT)
        #expect(unsafe rensho_ecdsa_verify(bytes, bytes.count, Published.digest, Published.compact) == RENSHO_NO_POINT)
        #expect(throws: error) { try EncodedPublicKey(bytes) }
        #expect(throws: error) { try PublicKey(bytes) }

        // The signing door reads 33 bytes; the same first byte must not get past it.
        var signature = [UInt8](repeating: 0xff, count: 64)
        let expected = Array((bytes + [UInt8](repeating: 0, count: 33)).prefix(33))
        let result = unsafe rensho_secret_sign(Published.one, Published.digest, nil, 0, expected, &signature, nil)
        #expect(result == RENSHO_SECRET_NOT_A_POINT)
        #expect(signature == [UInt8](repeating: 0, count: 64))
    }

    @Test(
        "libcrypto sets 0, n and n + 1 as private keys and only a check that nobody has to make sees it; ours refuses",
        arguments: [
            [UInt8](repeating: 0, count: 32), Published.order, Published.order.dropLast() + [0x42],
            [UInt8](repeating: 0xff, count: 32),
        ])
    func privateKeys(scalar: [UInt8]) throws {
        #expect(unsafe rensho_naive_set_private_key(scalar) == 1, "libcrypto has become strict by itself")
        #expect(unsafe rensho_naive_check_key(scalar) == 0)
        #expect(unsafe rensho_secret_check_scalar(scalar) == RENSHO_SECRET_OUT_OF_RANGE)
        var point = [UInt8](repeating: 0xff, count: 33)
        #expect(unsafe rensho_secret_public_key(scalar, &point) == RENSHO_SECRET_OUT_OF_RANGE)
        #expect(point == [UInt8](repeating: 0, count: 33))
        var signature = [UInt8](repeating: 0xff, count: 64)
        let result = unsafe rensho_secret_sign(
            scalar, Published.digest, nil, 1, Published.generator, &signature, nil)
        #expect(result == RENSHO_SECRET_OUT_OF_RANGE)
        #expect(signature == [UInt8](repeating: 0, count: 64))
        #expect(throws: SecretKeyError.outOfRange) { try { _ = try Published.key(scalar) }() }
    }

    @Test("the table above holds n + 1; n − 1 and 1 are private keys")
    func bounds() throws {
        let above = Published.order.dropLast() + [0x42]
        #expect(Published.difference(Array(above), Published.one) == Published.order)
        let greatest = Published.difference(Published.order, Published.one)
        // (n − 1)·G is −G: the same x, the other y.
        #expect(try Published.key(greatest).publicKey.bytes == [0x03] + Published.x)
        #expect(try Published.key(Published.one).publicKey.bytes == Published.generator)
    }

    @Test("a child key whose tweak is n or more, or whose sum is 0, is refused and leaves zeros")
    func sums() throws {
        // CKDpriv adds IL to the parent; the parent n − 1 makes the sum 0 for IL = 1, which no HMAC can be made to give.
        // The same addition of public points shows the same rule: −G + 1·G is infinity.
        let minus = [0x03] + Published.x
        var sum = [UInt8](repeating: 0, count: 33)
        #expect(unsafe rensho_point_add_scalar(minus, Published.one, &sum) == RENSHO_INFINITY)
        #expect(unsafe rensho_point_add_scalar(minus, Published.order, &sum) == RENSHO_SCALAR_RANGE)
        #expect(sum == [UInt8](repeating: 0, count: 33))
        // A parent of n is no scalar, whatever IL is.
        let parent = Published.order + [UInt8](repeating: 7, count: 32)
        var child = [UInt8](repeating: 0xff, count: 64)
        let result = unsafe rensho_secret_child_key(parent, Published.generator, 0, &child)
        #expect(result == RENSHO_SECRET_OUT_OF_RANGE)
        #expect(child == [UInt8](repeating: 0, count: 64))
    }

    @Test("a group with another generator signs and verifies without a complaint, so our constants are compared")
    func constants() throws {
        #expect(rensho_naive_other_generator_signs() == 1, "libcrypto has become strict by itself")
        var prime = [UInt8](repeating: 0, count: 32)
        var order = [UInt8](repeating: 0, count: 32)
        var generator = [UInt8](repeating: 0, count: 65)
        #expect(unsafe rensho_naive_curve(&prime, &order, &generator) == 1)
        #expect(prime == Published.prime)
        #expect(order == Published.order)
        #expect(generator == [0x04] + Published.x + Published.y)
        // Both doors compared theirs when they were opened first: they answer at all.
        #expect(unsafe rensho_point_check(Published.generator, 33) == RENSHO_OK)
        #expect(rensho_secret_prepare() == RENSHO_SECRET_OK)
    }

    @Test("the bounds of Swift's own checks are those of the curve")
    func ownBounds() throws {
        let half = Published.hex("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0")
        let greatest = Published.difference(Published.order, Published.one)
        // n = 2·half + 1.
        #expect(Published.difference(greatest, half) == half)
        let next = Array(half.dropLast() + [0xa1])
        #expect(try ECDSASignature(compact: Published.x + half).hasLowS)
        #expect(try !ECDSASignature(compact: Published.x + next).hasLowS)
        #expect(throws: SignatureError.outOfRange(.s)) { try ECDSASignature(compact: Published.x + Published.order) }
        #expect(throws: SignatureError.outOfRange(.r)) { try ECDSASignature(compact: Published.order + half) }
        #expect(try ECDSASignature(compact: greatest + greatest).compact == greatest + greatest)
    }
}
