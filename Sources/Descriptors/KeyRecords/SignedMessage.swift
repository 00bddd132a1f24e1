package import BitcoinCrypto
import BitcoinPrimitives
package import ByteCoding

/// Signatures of texts by a Bitcoin key: the form of the reference client (BIP-137), and BIP-322 for P2WPKH.
///
/// They are verified here; the only text that a key of a vault signs is its own key record (BIP-129).
package enum SignedMessage {
    /// The most characters of a signature: one of 65 bytes, or a witness of a signature and a key.
    private static let textLimit = 200

    /// The number of bytes of the older form: a header, r and s.
    private static let legacyCount = 65

    /// BIP-137: 31 to 34 for P2PKH, 35 to 38 for P2SH-P2WPKH, 39 to 42 for P2WPKH; below are uncompressed keys.
    private static let headers: ClosedRange<UInt8> = 31...42

    /// The prefix that BIP-322 gives to its simple form.
    private static let simplePrefix = "smp"

    /// The hash that a signature of the older form covers.
    package static func legacyDigest(_ message: [UInt8]) -> Bytes32 {
        var writer = ByteWriter()
        writer.appendVariableBytes(Array("Bitcoin Signed Message:\n".utf8))
        writer.appendVariableBytes(message)
        return SHA256.doubleHash(writer.bytes)
    }

    /// A signature of the older form in base64 (BIP-137, P2PKH with a compressed key): from it, whoever does not know the key
    /// can recover it. `nil` when the key did not make the signature.
    package static func legacyText(_ signature: ECDSASignature, of message: [UInt8], by key: PublicKey) -> String? {
        let check = SignatureCheck(publicKey: key.encoded, digest: legacyDigest(message), signature: signature)
        guard let number = check.recoveryNumber else { return nil }
        return Base64.encode([headers.lowerBound + number] + signature.compact)
    }

    /// Verifies a signature in base64 of either form; the key is compressed.
    package static func verify(
        _ signature: String, of message: [UInt8], by key: PublicKey, verifier: some SignatureVerifier
    ) throws(SignedMessageError) {
        guard signature.utf8.count <= textLimit else { throw .encoding }
        if let bytes = try? Base64.decode(signature), bytes.count == legacyCount {
            try verifyLegacy(bytes, of: message, by: key, verifier: verifier)
            return
        }
        let text = signature.hasPrefix(simplePrefix) ? String(signature.dropFirst(simplePrefix.count)) : signature
        guard let bytes = try? Base64.decode(text) else { throw .encoding }
        try verifySimple(bytes, of: message, by: key, verifier: verifier)
    }

    private static func verifyLegacy(
        _ bytes: [UInt8], of message: [UInt8], by key: PublicKey, verifier: some SignatureVerifier
    ) throws(SignedMessageError) {
        guard headers.contains(bytes[0]) else { throw .header(bytes[0]) }
        guard let signature = try? ECDSASignature(compact: Array(bytes.dropFirst())) else { throw .wrong }
        // The key is known, so nothing is recovered and the header's other bits say nothing.
        let check = SignatureCheck(publicKey: key.encoded, digest: legacyDigest(message), signature: signature)
        guard verifier.verify(check) else { throw .wrong }
    }

    /// BIP-322 "Simple": the witness of a virtual transaction that spends a virtual output of the key's P2WPKH script.
    private static func verifySimple(
        _ bytes: [UInt8], of message: [UInt8], by key: PublicKey, verifier: some SignatureVerifier
    ) throws(SignedMessageError) {
        let witness: [[UInt8]]
        do throws(ByteCodingError) {
            var reader = ByteReader(bytes)
            witness = try TxIn.decodeWitness(&reader)
            try reader.finish()
        } catch {
            throw .encoding
        }
        guard witness.count == 2, let signatureBytes = witness.first else { throw .witness }
        guard witness[1] == key.bytes else { throw .wrong }
        guard signatureBytes.last == SighashType.all.rawValue else { throw .hashType }
        guard let signature = try? ECDSASignature(strictDER: signatureBytes.dropLast()) else { throw .witness }
        let keyHash = Hash160.hash(key.bytes)
        let digest = try simpleDigest(message, keyHash: keyHash)
        guard verifier.verify(SignatureCheck(publicKey: key.encoded, digest: digest, signature: signature)) else {
            throw .wrong
        }
    }

    /// The signature hash of BIP-322's `to_sign` for a P2WPKH script.
    private static func simpleDigest(_ message: [UInt8], keyHash: [UInt8]) throws(SignedMessageError) -> Bytes32 {
        let messageHash = TaggedHash.hash(tag: "BIP0322-signed-message", message)
        let toSpend = Transaction(
            version: 0,
            inputs: [
                TxIn(
                    previousOutput: OutPoint(txid: Txid(Bytes32(bigEndianWords: (0, 0, 0, 0))), vout: UInt32.max),
                    scriptSig: Script([0x00] + Script.pushing(messageHash.bytes)), sequence: TxSequence(0))
            ],
            outputs: [TxOut(amount: .zero, scriptPubKey: .p2wpkh(hash: keyHash))], lockTime: .unlocked)
        let toSign = Transaction(
            version: 0,
            inputs: [TxIn(previousOutput: OutPoint(txid: toSpend.txid, vout: 0), sequence: TxSequence(0))],
            // OP_RETURN, as the BIP has it.
            outputs: [TxOut(amount: .zero, scriptPubKey: Script([0x6a]))], lockTime: .unlocked)
        do throws(SighashError) {
            return try SegwitSighash(toSign).digest(
                input: 0, scriptCode: .p2pkh(hash: keyHash), amount: .zero)
        } catch {
            throw .wrong
        }
    }
}

/// The reason why the signature of a text is refused.
package enum SignedMessageError: CodedError, Equatable {
    /// The text is no canonical base64 of a signature or witness.
    case encoding
    /// The header of the older form is that of no compressed key.
    case header(UInt8)
    /// The witness is not a DER signature and a key.
    case witness
    /// The signature covers less than everything.
    case hashType
    /// The key did not sign this text.
    case wrong

    package var code: String {
        switch self {
        case .encoding: "message-signature.encoding"
        case .header: "message-signature.header"
        case .witness: "message-signature.witness"
        case .hashType: "message-signature.hash-type"
        case .wrong: "message-signature.wrong"
        }
    }

    package var description: String {
        switch self {
        case .encoding: "not the base64 of a signature"
        case .header(let header): "header \(header) is not that of a compressed key (31 to 42)"
        case .witness: "the witness is not a signature and a key of P2WPKH"
        case .hashType: "the signature does not cover everything (SIGHASH_ALL)"
        case .wrong: "the key did not sign this text"
        }
    }
}
