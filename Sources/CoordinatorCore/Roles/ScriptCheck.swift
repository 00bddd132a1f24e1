package import BitcoinCrypto
package import BitcoinPrimitives
import ByteCoding

/// Runs every input's script of a finished transaction against the output it spends.
///
/// A path of its own beside the one that signed and collected: it reads the final bytes only, takes BIP-143's digest from
/// the second serialisation (``SegwitPreimage``) and walks signatures and keys as OP_CHECKMULTISIG does, so that a mistake elsewhere is seen before the
/// transaction leaves. It knows P2WSH and P2SH-P2WSH multisig and refuses everything else.
package enum ScriptCheck {
    /// Checks all inputs; `outputs` are the outputs that the inputs spend, in input order.
    package static func check(
        _ transaction: Transaction, spending outputs: [TxOut], verifier: some SignatureVerifier
    ) throws(ScriptCheckError) {
        guard transaction.inputs.count == outputs.count else {
            throw .outputCount(inputs: transaction.inputs.count, outputs: outputs.count)
        }
        let digests = SegwitPreimage(transaction)
        let problems = Parallel.map(Array(outputs.indices)) { index -> ScriptCheckError? in
            do throws(ScriptCheckProblem) {
                try check(
                    transaction.inputs[index], index: index, spending: outputs[index], digests: digests,
                    verifier: verifier)
                return nil
            } catch {
                return .input(index: index, error)
            }
        }
        if let first = problems.compactMap({ $0 }).first { throw first }
    }

    private static func check(
        _ input: TxIn, index: Int, spending output: TxOut, digests: SegwitPreimage, verifier: some SignatureVerifier
    ) throws(ScriptCheckProblem) {
        let program = try witnessProgram(of: output.scriptPubKey.bytes, scriptSig: input.scriptSig.bytes)
        guard let script = input.witness.last else { throw .emptyWitness }
        // BIP-141: the program of version 0 with 32 bytes is the SHA256 of the witness script.
        guard SHA256.hash(script).bytes == program else { throw .witnessScriptHash }
        let (threshold, keys) = try multisig(script)
        let stack = input.witness.dropLast()
        guard stack.count == threshold + 1 else {
            throw .signatureCount(expected: threshold, actual: stack.count - 1)
        }
        // BIP-147: the element that OP_CHECKMULTISIG takes too much is the empty one.
        guard stack.first?.isEmpty == true else { throw .dummyNotEmpty }
        guard let digest = digests.digest(input: index, witnessScript: script, amountSat: output.amount.sat) else {
            throw .unknownScript
        }
        var rest = keys[...]
        for encoded in stack.dropFirst() {
            let signature = try signature(encoded)
            // As OP_CHECKMULTISIG: signatures stand in the order of their keys.
            var matched = false
            while !matched, let key = rest.popFirst() {
                matched =
                    verifier.verify([SignatureCheck(publicKey: key, digest: digest, signature: signature)]) == [true]
            }
            guard matched else { throw .signatureFails }
        }
    }

    private static func witnessProgram(
        of scriptPubKey: [UInt8], scriptSig: [UInt8]
    ) throws(ScriptCheckProblem) -> [UInt8] {
        if scriptPubKey.count == 34, scriptPubKey.starts(with: [0x00, 0x20]) {
            // BIP-141: a native program needs an empty scriptSig.
            guard scriptSig.isEmpty else { throw .scriptSig }
            return Array(scriptPubKey.dropFirst(2))
        }
        guard scriptPubKey.count == 23, scriptPubKey.starts(with: [0xa9, 0x14]), scriptPubKey.last == 0x87 else {
            throw .unknownScript
        }
        // BIP-141: for P2SH the scriptSig is exactly one push of the redeem script.
        guard scriptSig.count == 35, scriptSig.starts(with: [0x22, 0x00, 0x20]) else { throw .scriptSig }
        let redeemScript = Array(scriptSig.dropFirst())
        guard Hash160.hash(redeemScript) == Array(scriptPubKey[2..<22]) else { throw .redeemScriptHash }
        return Array(redeemScript.dropFirst(2))
    }

    /// Reads `M <key>… N OP_CHECKMULTISIG` by its opcodes.
    private static func multisig(_ script: [UInt8]) throws(ScriptCheckProblem) -> (Int, [EncodedPublicKey]) {
        var rest = script[...]
        let threshold = try number(&rest)
        var keys: [EncodedPublicKey] = []
        while rest.first == 0x21 {
            guard rest.count > 33, let key = try? EncodedPublicKey(rest.dropFirst().prefix(33)) else {
                throw .unknownScript
            }
            keys.append(key)
            rest = rest.dropFirst(34)
        }
        let count = try number(&rest)
        guard rest.elementsEqual([0xae]), count == keys.count, (1...count).contains(threshold), count <= 20 else {
            throw .unknownScript
        }
        return (threshold, keys)
    }

    private static func number(_ rest: inout ArraySlice<UInt8>) throws(ScriptCheckProblem) -> Int {
        guard let opcode = rest.popFirst() else { throw .unknownScript }
        if (0x51...0x60).contains(opcode) { return Int(opcode) - 0x50 }
        // BIP-62: numbers above 16 are pushed; 17 to 20 fit in one byte.
        guard opcode == 0x01, let value = rest.popFirst(), (17...20).contains(value) else { throw .unknownScript }
        return Int(value)
    }

    private static func signature(_ encoded: [UInt8]) throws(ScriptCheckProblem) -> ECDSASignature {
        guard encoded.last == 0x01 else { throw .hashType }
        let signature: ECDSASignature
        do { signature = try ECDSASignature(strictDER: encoded.dropLast()) } catch { throw .encoding }
        guard signature.hasLowS else { throw .highS }
        return signature
    }
}
