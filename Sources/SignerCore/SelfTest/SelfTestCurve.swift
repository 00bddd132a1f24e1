import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding

/// The self-test's public half of the curve: encodings, points, verification, and what a signature covers.
enum SelfTestCurve {
    /// The generator, compressed (SEC 2 §2.4.1), and its negative.
    static let generator = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    static let negative = "0379be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    /// The order of the group.
    static let order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
    /// SHA-256 of "Satoshi Nakamoto", which many libraries publish a signature of by the private key 1.
    static let digest = "a0dc65ffca799873cbea0ac274015b9526505daaaed385155425f7337704883e"
    /// That signature, r and s.
    private static let published =
        "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
        + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5"
    /// The same with the other s.
    private static let highTwin =
        "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
        + "dbbd3162d46e9f9bef7feb87c16dc13b4f6568a87f4e83f728e2443ba586675c"

    static func strictDER(_ answer: [UInt8]) throws -> Bool {
        let signature = try ECDSASignature(strictDER: answer)
        // Trailing byte, length in two bytes, padded r, negative r, r of nothing, s cut off.
        let body = Array(answer.dropFirst(2))
        let s = Array(body.suffix(34))
        let refused: [[UInt8]] = [
            answer + [0], [0x30, 0x81, 0x45] + body, [0x30, 0x46, 0x02, 0x22, 0x00] + body.dropFirst(2),
            [0x30, 0x44, 0x02, 0x20] + body.dropFirst(3), [0x30, 0x24, 0x02, 0x00] + s, Array(answer.dropLast()),
        ]
        let numbers = try Hex.decode(published)
        return signature.der == answer && signature.compact == numbers && signature.hasLowS
            && refused.allSatisfy { (try? ECDSASignature(strictDER: $0)) == nil }
    }

    static func publicKey(_ answer: [UInt8]) throws -> Bool {
        let refused: [[UInt8]] = [
            [0x06] + answer, [0x07] + answer, [0x00], [], [0x02] + [UInt8](repeating: 0xff, count: 32),
            [0x04] + answer.dropLast() + [0xff], [0x02] + answer,
        ]
        return try EncodedPublicKey([0x04] + answer).isPoint
            && PublicKey([0x02] + answer.prefix(32)).hex == generator
            && refused.allSatisfy { (try? EncodedPublicKey($0))?.isPoint != true && (try? PublicKey($0)) == nil }
    }

    static func pointAddition(_ answer: [UInt8]) throws -> Bool {
        let one = try Bytes32([UInt8](repeating: 0, count: 31) + [1])
        let key = try PublicKey(Hex.decode(generator))
        return try key.adding(one).bytes == answer
            && refuses(.infinity) { () throws(PublicKeyError) in try point(negative).adding(one) }
            && refuses(.tweakOutOfRange) { () throws(PublicKeyError) in try key.adding(try scalar(order)) }
    }

    static func verify(_ answer: [UInt8], with verifier: some SignatureVerifier) throws -> Bool {
        let signature = try ECDSASignature(compact: answer)
        let twin = try ECDSASignature(compact: Hex.decode(highTwin))
        let signed = try Bytes32(Hex.decode(digest))
        let key = try EncodedPublicKey(Hex.decode(generator))
        let questions = [
            SignatureCheck(publicKey: key, digest: signed, signature: signature),
            SignatureCheck(publicKey: key, digest: signed, signature: twin),
            SignatureCheck(publicKey: key, digest: SHA256.hash(signed.bytes), signature: signature),
            SignatureCheck(
                publicKey: try EncodedPublicKey(Hex.decode(negative)), digest: signed, signature: signature),
        ]
        return verifier.verify(questions) == [true, false, false, false]
    }

    static func sighash(_ answer: [UInt8]) throws -> Bool {
        // BIP-143, "P2SH-P2WSH", SIGHASH_ALL.
        let transaction = try Transaction(
            decodingWithoutWitness: Hex.decode(
                "010000000136641869ca081e70f394c6948e8af409e18b619df2ed74aa106c1ca29787b96e0100000000ffffffff02"
                    + "00e9a435000000001976a914389ffce9cd9ae88dcc0631e88a821ffdbe9bfe2688ac"
                    + "c0832f05000000001976a9147480a33f950689af511e6e84c138dbbd3c3ee41588ac00000000"))
        let script = try Hex.decode(
            "56210307b8ae49ac90a048e9b53357a2354b3334e9c8bee813ecb98e99a7e07e8c3ba3"
                + "2103b28f0c28bfab54554ae8c658ac5c3e0ce6e79ad336331f78c428dd43eea8449b"
                + "21034b8113d703413d57761b8b9781957b8c0ac1dfe69f492580ca4195f50376ba4a"
                + "21033400f6afecb833092a9a21cfdf1ed1376e58c5d1f47de74683123987e967a8f4"
                + "2103a6d48b1131e94ba04d9737d61acdaa1322008af9602b3b14862c07a1789aac16"
                + "2102d8b661b0b3302ee2f162b09e07a55ad5dfbe673a9f01d9f0c19617681024306b56ae")
        let hashes = SegwitSighash(transaction)
        let digest = try hashes.digest(input: 0, scriptCode: Script(script), amount: Amount(sat: 987_654_321))
        let other = try hashes.digest(input: 0, scriptCode: Script(script), amount: Amount(sat: 987_654_322))
        return digest.bytes == answer && other != digest
    }

    private static func point(_ hex: String) throws(PublicKeyError) -> PublicKey {
        try PublicKey((try? Hex.decode(hex)) ?? [])
    }

    private static func scalar(_ hex: String) throws(PublicKeyError) -> Bytes32 {
        guard let bytes = try? Hex.decode(hex), let scalar = try? Bytes32(bytes) else { throw .wrongLength(0) }
        return scalar
    }

    private static func refuses(
        _ expected: PublicKeyError, _ body: () throws(PublicKeyError) -> PublicKey
    ) -> Bool {
        do throws(PublicKeyError) {
            _ = try body()
            return false
        } catch {
            return error == expected
        }
    }
}
