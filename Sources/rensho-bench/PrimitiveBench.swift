import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import COpenSSLBaseline
import Custody
import Descriptors
import PublicCurve
import SecretKeys

/// One operation that steps are made of, and what it is measured against.
enum Primitive: String, CaseIterable, Sendable {
    /// A signature with the first nonce, and its verification.
    case signOnce = "sign-once"
    /// A signature with low r, as the programs make it: two nonces on average, and one verification.
    case sign
    /// Verification by OpenSSL.
    case verify
    /// Verification by `PublicCurve`, alone.
    case verifyPublicCurve = "verify-own"
    /// Verification by `PublicCurve`, all rows as one batch.
    case verifyBatch = "verify-own-batch"
    /// The public key of a private key.
    case publicKey = "public-key"
    /// A public child key (BIP-32).
    case derivePublic = "derive-public"
    /// A private child key (BIP-32).
    case derivePrivate = "derive-private"
    /// Point and multiple of the generator, by `PublicCurve`, all rows as one batch.
    case pointSumBatch = "point-sum-batch"
    /// HASH160 of a key.
    case hash160
    /// BIP-143's digest of an input.
    case sighash
    /// The same by the second way.
    case sighashAgain = "sighash-again"

    /// The name under which libsecp256k1 does the same.
    var otherName: String {
        switch self {
        case .verifyPublicCurve, .verifyBatch: Primitive.verify.rawValue
        case .pointSumBatch: "point-sum"
        default: rawValue
        }
    }
}

/// What was measured of one operation; nanoseconds of processor time on one thread, medians of all rounds.
struct PrimitiveMeasurement: Sendable {
    /// The operation.
    let primitive: Primitive
    /// Ours.
    let nanoseconds: Double
    /// libcrypto's calls in a plain loop; `nil` where there is no such call.
    let baseline: Double?
    /// Ours divided by the baseline, the median of the rounds' ratios.
    let ratio: Double?
    /// libsecp256k1, where its figures were given.
    let other: Double?
}

/// Measures operations on rows that are the same in every run, each right after libcrypto's plain loop.
struct PrimitiveBench: ~Copyable {
    private static let rows = 200
    private static let rounds = 9

    private let scalars: [[UInt8]]
    private let keys: [PublicKey]
    private let digests: [Bytes32]
    private let signatures: [ECDSASignature]
    private let signer: SigningKey
    private let account: ExtendedPrivateKey
    private let fixture: Fixture

    /// Makes the rows.
    init() throws {
        let bytes = BenchBytes("primitives")
        let vault = try BenchVault()
        let fixture = try Fixture(inputs: Self.rows, vault: vault)
        let rows = try SignedRows(count: Self.rows, bytes)
        let signer = try SigningKey(scalar: SecretBytes(copying: rows.scalars[0]))
        let account = try vault.first.derived(DerivationPath([]))
        self.init(rows, fixture, signer: signer, account: account)
    }

    private init(
        _ rows: SignedRows, _ fixture: Fixture, signer: consuming SigningKey, account: consuming ExtendedPrivateKey
    ) {
        scalars = rows.scalars
        keys = rows.keys
        digests = rows.digests
        signatures = rows.signatures
        self.fixture = fixture
        self.signer = signer
        self.account = account
    }

    /// Measures everything; `others` are libsecp256k1's nanoseconds by name.
    func measure(others: [String: Double]) throws -> [PrimitiveMeasurement] {
        try Primitive.allCases.map { primitive in
            _ = try lap(primitive)
            var own: [Double] = []
            var baselines: [Double] = []
            for _ in 0..<Self.rounds {
                if let baseline = try baseline(primitive) { baselines.append(baseline) }
                own.append(try lap(primitive))
            }
            let ratios = zip(own, baselines).map { $0 / $1 }
            return PrimitiveMeasurement(
                primitive: primitive, nanoseconds: Stopwatch.median(own),
                baseline: baselines.isEmpty ? nil : Stopwatch.median(baselines),
                ratio: ratios.isEmpty ? nil : Stopwatch.median(ratios), other: others[primitive.otherName])
        }
    }

    /// Nanoseconds of processor time for one row.
    private func time(_ body: () throws -> Bool, _ name: String) throws -> Double {
        var isRight = false
        let lap = try Stopwatch.lap { isRight = try body() }
        guard isRight else { throw BenchError.wrongResult(step: name) }
        return lap.cpuSeconds / Double(Self.rows) * 1e9
    }

    private func lap(_ primitive: Primitive) throws -> Double {
        let name = primitive.rawValue
        switch primitive {
        case .signOnce:
            return try time({ try digests.allSatisfy { try signer.signWithoutGrinding($0).hasLowS } }, name)
        case .sign:
            let key = signer.publicKey
            return try time({ try digests.allSatisfy { try signer.sign($0, expecting: key).hasLowR } }, name)
        case .verify:
            let checks = checks
            return try time({ checks.allSatisfy { OpenSSLVerifier().verify($0) } }, name)
        case .verifyPublicCurve:
            let claims = claims
            return try time({ claims.allSatisfy { SignatureBatch.verify([$0]) == [true] } }, name)
        case .verifyBatch:
            let claims = claims
            return try time({ SignatureBatch.verify(claims).allSatisfy(\.self) }, name)
        case .publicKey:
            return try time(
                {
                    for (scalar, key) in zip(scalars, keys) {
                        let made = try SigningKey(scalar: SecretBytes(copying: scalar))
                        guard made.publicKey == key else { return false }
                    }
                    return true
                }, name)
        case .derivePublic:
            let parent = try account.extendedPublicKey()
            return try time(
                {
                    for number in 0..<UInt32(Self.rows) { _ = try parent.derivedPublicKey(.normal(number)) }
                    return true
                }, name)
        case .derivePrivate:
            return try time(
                {
                    for number in 0..<UInt32(Self.rows) { _ = try account.derived(ChildNumber(rawValue: number)) }
                    return true
                }, name)
        case .pointSumBatch:
            let questions = try zip(keys, digests).map {
                TweakedPoint(point: try CurvePoint(sec1: $0.bytes), tweak: $1)
            }
            return try time({ TweakBatch.sums(questions).allSatisfy { (try? $0.get()) != nil } }, name)
        case .hash160:
            return try time({ keys.allSatisfy { Hash160.hash($0.bytes).count == 20 } }, name)
        case .sighash:
            let sighash = SegwitSighash(fixture.facts.transaction)
            return try time(
                {
                    try fixture.facts.inputs.allSatisfy {
                        try sighash.digest(input: $0.index, scriptCode: $0.script.witnessScript, amount: $0.amount)
                            == $0.signatureDigest
                    }
                }, name)
        case .sighashAgain:
            let preimage = SegwitPreimage(fixture.facts.transaction)
            return try time(
                {
                    fixture.facts.inputs.allSatisfy {
                        preimage.digest(
                            input: $0.index, witnessScript: $0.script.witnessScript.bytes, amountSat: $0.amount.sat)
                            == $0.signatureDigest
                    }
                }, name)
        }
    }

    private var checks: [SignatureCheck] {
        zip(keys.indices, signatures).map {
            SignatureCheck(publicKey: keys[$0].encoded, digest: digests[$0], signature: $1)
        }
    }

    private var claims: [SignatureClaim] {
        checks.compactMap { check in
            let compact = check.signature.compact
            guard let r = try? Bytes32(compact[..<32]), let s = try? Bytes32(compact[32...]) else { return nil }
            return SignatureClaim(publicKey: check.publicKey.bytes, digest: check.digest, r: r, s: s)
        }
    }
}

extension PrimitiveBench {
    /// libcrypto's plain loop for an operation.
    private func baseline(_ primitive: Primitive) throws -> Double? {
        let rows = Self.rows
        let keyBytes = keys.flatMap(\.bytes)
        let digestBytes = digests.flatMap(\.bytes)
        let chainCode = try account.extendedPublicKey().chainCode.bytes
        var room = [UInt8](repeating: 0, count: 33 * rows)
        let name = "baseline \(primitive.rawValue)"
        switch primitive {
        case .verify:
            let compact = signatures.flatMap(\.compact)
            return try time(
                { unsafe rensho_baseline_verify(rows, keyBytes, digestBytes, compact) == rows }, name)
        case .signOnce:
            let scalars = (0..<rows).flatMap { _ in self.scalars[0] }
            let keys = (0..<rows).flatMap { _ in signer.publicKey.bytes }
            return try time({ unsafe rensho_baseline_sign(rows, scalars, digestBytes, keys) == rows }, name)
        case .publicKey:
            let scalars = scalars.flatMap(\.self)
            return try time({ unsafe rensho_baseline_public_key(rows, scalars, &room) == rows }, name)
        case .derivePublic:
            let parents = (0..<rows).flatMap { _ in account.publicKey.bytes }
            return try time(
                { unsafe rensho_baseline_derive_public(rows, parents, chainCode, &room) == rows }, name)
        case .derivePrivate:
            return try time(
                {
                    unsafe rensho_baseline_derive_private(
                        rows, scalars[0], account.publicKey.bytes, chainCode, &room) == rows
                }, name)
        case .hash160:
            return try time({ unsafe rensho_baseline_hash160(rows, keyBytes, &room) == rows }, name)
        case .sighash, .sighashAgain:
            // The last hash of an input alone: what is hashed has 156 bytes and the script with its length.
            let message = [UInt8](repeating: 7, count: 157 + fixture.facts.inputs[0].script.witnessScript.bytes.count)
            return try time(
                { unsafe rensho_baseline_sha256_twice(rows, message, message.count, &room) == rows }, name)
        case .sign, .verifyPublicCurve, .verifyBatch, .pointSumBatch:
            return nil
        }
    }
}

/// Published scalars, digests, and the signatures that they make.
private struct SignedRows {
    let scalars: [[UInt8]]
    let digests: [Bytes32]
    var keys: [PublicKey] = []
    var signatures: [ECDSASignature] = []

    init(count: Int, _ bytes: BenchBytes) throws {
        scalars = (0..<count).map { bytes.hash("scalar \($0)").bytes }
        digests = (0..<count).map { bytes.hash("digest \($0)") }
        for (scalar, digest) in zip(scalars, digests) {
            let key = try SigningKey(scalar: SecretBytes(copying: scalar))
            keys.append(key.publicKey)
            signatures.append(try key.signWithoutGrinding(digest))
        }
    }
}
