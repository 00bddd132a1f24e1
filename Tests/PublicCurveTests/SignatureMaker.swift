import BitcoinCrypto
import ByteCoding
import PublicCurve
import TestSupport

/// Makes signatures that verify without any private key: for R = a·G + b·Q and r = x(R), the pair (r, r/b) signs the
/// digest a·r/b for the key Q. The digest comes out of it, so nothing is signed that anybody wanted signed.
struct SignatureMaker {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// A seeded point.
    mutating func point() -> CurvePoint {
        while true {
            if let point = try? CurvePoint(sec1: [0x02 | UInt8(random.next() & 1)] + random.bytes(32)) { return point }
        }
    }

    /// A seeded number below the order, not zero.
    mutating func scalar() -> Scalar {
        while true {
            let words = (random.next(), random.next(), random.next(), random.next())
            let scalar = Scalar(reducing: Bytes32(bigEndianWords: words))
            if !scalar.isZero { return scalar }
        }
    }

    /// A valid claim with low s.
    mutating func claim() -> SignatureClaim {
        let key = point()
        let (a, b) = (scalar(), scalar())
        guard let sum = JacobianPoint.normalized([Multiplication.sum(generator: a, multiple: b, of: key)])[0] else {
            return claim()
        }
        let r = Scalar(reducing: Self.x(of: sum))
        let s = r * b.inverse
        let low = Self.lower(s)
        // The negative of R has the same x: the digest changes no more than s does.
        return SignatureClaim(
            publicKey: random.next() & 1 == 0 ? key.compressed : key.uncompressed, digest: (a * s).bytes,
            r: r.bytes, s: low.bytes)
    }

    /// The smaller one of a scalar and its negative.
    static func lower(_ scalar: Scalar) -> Scalar {
        scalar.bytes < (-scalar).bytes ? scalar : -scalar
    }

    static func x(of point: CurvePoint) -> Bytes32 {
        // Cut from 33 bytes: 32 are left.
        (try? Bytes32(point.compressed[1...])) ?? EdgeNumbers.small(0)
    }

    /// The claim, or one that is damaged in one of its parts.
    mutating func perhapsDamaged(_ claim: SignatureClaim) -> SignatureClaim {
        var parts = [claim.publicKey, claim.digest.bytes, claim.r.bytes, claim.s.bytes]
        switch random.next() % 8 {
        case 0: flip(&parts[1])
        case 1: flip(&parts[2])
        case 2: flip(&parts[3])
        case 3: flip(&parts[0])
        case 4: parts[3] = (Scalar(claim.s).map { -$0 } ?? .zero).bytes.bytes
        case 5: parts.swapAt(2, 3)
        default: return claim
        }
        guard let digest = try? Bytes32(parts[1]), let r = try? Bytes32(parts[2]), let s = try? Bytes32(parts[3]) else {
            return claim
        }
        return SignatureClaim(publicKey: parts[0], digest: digest, r: r, s: s)
    }

    private mutating func flip(_ bytes: inout [UInt8]) {
        let bit = Int(random.next() % UInt64(bytes.count * 8))
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    }
}

extension SignatureClaim {
    /// What OpenSSL says of the claim; high s is asked about as its low twin, which our own verifier takes as well.
    var openSSLAnswer: Bool {
        guard let key = try? EncodedPublicKey(publicKey),
            let given = try? ECDSASignature(compact: r.bytes + s.bytes)
        else { return false }
        if given.hasLowS {
            return OpenSSLVerifier().verify(SignatureCheck(publicKey: key, digest: digest, signature: given))
        }
        guard let low = Scalar(s).map({ -$0 }),
            let twin = try? ECDSASignature(compact: r.bytes + low.bytes.bytes)
        else { return false }
        return OpenSSLVerifier().verify(SignatureCheck(publicKey: key, digest: digest, signature: twin))
    }
}
