import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Descriptors
import SecretKeys
import SignerCore

/// BIP-174's Creator, Updater and Signer as the product plays them.
enum PSBTRoles {
    /// The Creator, in both versions of the container.
    static let create = VectorOperation(
        "create",
        inputs: [
            "tx_version", "locktime", "inputs.txid", "inputs.vout", "inputs.sequence", "outputs.amount",
            "outputs.script_pubkey",
        ], results: ["psbt"]
    ) { fields in
        let inputs = try fields.objects("inputs").map { input in
            TxIn(
                previousOutput: OutPoint(
                    txid: try Txid(parsing: try input.text("txid")), vout: try input.integer("vout")),
                sequence: TxSequence(try input.integer("sequence")))
        }
        let outputs = try fields.objects("outputs").map { output in
            TxOut(
                amount: try Amount(sat: try output.integer("amount")),
                scriptPubKey: Script(try output.bytes("script_pubkey")))
        }
        let transaction = Transaction(
            version: try fields.integer("tx_version"), inputs: inputs, outputs: outputs,
            lockTime: LockTime(try fields.integer("locktime")))
        let created = try PSBT(creating: transaction, version: .v0)
        guard try PSBT(creating: transaction, version: .v2).converted(to: .v0) == created else { return [:] }
        return ["psbt": .text(Base64.encode(created.encoded()))]
    }

    /// The Updater: everything comes from the descriptor and the previous transactions.
    static let update = VectorOperation(
        "update",
        inputs: [
            "psbt", "descriptor", "previous_txs", "input_paths", "output_paths", "global_xpubs", "hash_type",
            "redeem_scripts", "witness_scripts", "master_fingerprint", "keys.public_key", "keys.path",
        ], results: ["psbt"], ignored: ["key_order_sorted"]
    ) { fields in
        let descriptor = try MultisigDescriptor(parsing: try fields.text("descriptor"))
        var psbt = try PSBTMaps.decode(try fields.text("psbt"))
        try updateInputs(of: &psbt, descriptor, fields)
        for (index, position) in try positions(fields, "output_paths").enumerated() {
            guard let position, psbt.outputs.indices.contains(index) else { continue }
            let script = try descriptor.script(at: position)
            psbt.outputs[index].redeemScript = script.redeemScript
            psbt.outputs[index].witnessScript = script.witnessScript
            psbt.outputs[index].bip32Derivations = derivations(script)
        }
        if try fields.flag("global_xpubs") {
            psbt.global.xpubs = try descriptor.keys.map {
                try GlobalXpub(serialized: $0.xpub.serialized, origin: $0.origin)
            }
        }
        return ["psbt": try PSBTMaps.result(psbt, like: try fields.object("expected").text("psbt"))]
    }

    /// Asks for a hash type on every input.
    static let setSighash = VectorOperation(
        "set_sighash", inputs: ["psbt", "hash_type"], results: ["psbt"], ignored: ["key_order_sorted"]
    ) { fields in
        var psbt = try PSBTMaps.decode(try fields.text("psbt"))
        let type: UInt32 = try fields.integer("hash_type")
        for index in psbt.inputs.indices { psbt.inputs[index].sighashType = type }
        return ["psbt": try PSBTMaps.result(psbt, like: try fields.object("expected").text("psbt"))]
    }

    /// What a review says about an input that a signer has to refuse.
    static let signerCheck = VectorOperation("signer_check", inputs: ["psbt", "input", "private_keys"]) { fields in
        let psbt = try PSBTMaps.decode(try fields.text("psbt"))
        try InputReview(psbt).require(input: try fields.integer("input"))
        return [:]
    }

    /// The Signer: every key signs the inputs whose script has it.
    static let sign = VectorOperation(
        "sign",
        inputs: ["psbt", "private_keys", "low_r", "wif", "master_xprv", "seed", "hash_type", "aux"],
        results: ["psbt", "signatures_added"], ignored: ["key_order_sorted"]
    ) { fields in
        var psbt = try PSBTMaps.decode(try fields.text("psbt"))
        let inputs = try SigningInputs(psbt)
        let isGrinding = try fields.flag("low_r")
        var added = 0
        for bytes in try fields.byteLists("private_keys") {
            let key = try SigningKey(scalar: try SecretBytes(copying: bytes))
            let requests = inputs.requests(for: key.publicKey)
            var signatures: [ECDSASignature] = []
            for request in requests {
                signatures.append(
                    isGrinding
                        ? try key.sign(request.digest, expecting: key.publicKey)
                        : try key.signWithoutGrinding(request.digest))
            }
            try PSBTSigner.add(signatures, for: requests, to: &psbt)
            added += requests.count
        }
        return [
            "psbt": try PSBTMaps.result(psbt, like: try fields.object("expected").text("psbt")),
            "signatures_added": .integer(added),
        ]
    }

    private static func updateInputs(
        of psbt: inout PSBT, _ descriptor: MultisigDescriptor, _ fields: VectorFields
    ) throws {
        let previous = try fields.byteLists("previous_txs").map { try Transaction(decoding: $0) }
        let transaction = try psbt.unsignedTransaction()
        for (index, position) in try positions(fields, "input_paths").enumerated() {
            guard let position, psbt.inputs.indices.contains(index) else { continue }
            let outpoint = transaction.inputs[index].previousOutput
            let script = try descriptor.script(at: position)
            psbt.inputs[index].nonWitnessUtxo = previous.first { $0.txid == outpoint.txid }
            psbt.inputs[index].witnessUtxo = PSBTMaps.spentOutput(of: psbt.inputs[index], transaction.inputs[index])
            guard psbt.inputs[index].witnessUtxo?.scriptPubKey == script.scriptPubKey else {
                throw VectorError.malformed(fields.place, "input \(index) is not the descriptor's")
            }
            psbt.inputs[index].redeemScript = script.redeemScript
            psbt.inputs[index].witnessScript = script.witnessScript
            psbt.inputs[index].bip32Derivations = derivations(script)
            if fields.has("hash_type") { psbt.inputs[index].sighashType = try fields.integer("hash_type") }
        }
    }

    private static func derivations(_ script: DerivedScript) -> [Bip32Derivation] {
        script.keys.map { Bip32Derivation(publicKey: $0.publicKey.encoded, origin: $0.origin) }
    }

    /// `[branch, index]`, or `null` for what is not the descriptor's.
    private static func positions(_ fields: VectorFields, _ name: String) throws -> [ScriptPosition?] {
        try fields.list(name).map { value in
            guard case .list(let numbers) = value else { return nil }
            let parts = numbers.compactMap { if case .number(let text) = $0 { UInt32(text) } else { nil } }
            guard parts.count == 2 else { throw VectorError.malformed(fields.place, "\"\(name)\" is no position") }
            return ScriptPosition(branch: parts[0], index: parts[1])
        }
    }
}

/// The inputs of a PSBT that the product can sign, all of them P2WSH or P2SH-P2WSH multisig with `SIGHASH_ALL`.
private struct SigningInputs {
    private var inputs: [(multisig: MultisigScript, digest: Bytes32)] = []

    /// Refuses a PSBT with any other input, as a review does.
    init(_ psbt: PSBT) throws {
        let transaction = try psbt.unsignedTransaction()
        let sighash = SegwitSighash(transaction)
        for (index, (map, input)) in zip(psbt.inputs, transaction.inputs).enumerated() {
            guard let spent = PSBTMaps.spentOutput(of: map, input), let witnessScript = map.witnessScript,
                let multisig = try? MultisigScript(parsing: witnessScript), (map.sighashType ?? 1) == 1,
                Self.pays(spent.scriptPubKey, witnessScript, map.redeemScript)
            else {
                try InputReview(psbt).require(input: index)
                throw VectorError.malformed("sign", "input \(index) passes a review and cannot be signed")
            }
            inputs.append(
                (multisig, try sighash.digest(input: index, scriptCode: witnessScript, amount: spent.amount)))
        }
    }

    /// What a key has to sign.
    func requests(for key: PublicKey) -> [PSBTSigner.Request] {
        inputs.enumerated().filter { $0.element.multisig.keys.contains(key.encoded) }.map { index, input in
            // The position serves to derive a key, which is at hand here.
            PSBTSigner.Request(
                input: index, digest: input.digest, position: ScriptPosition(branch: 0, index: 0), publicKey: key)
        }
    }

    private static func pays(_ scriptPubKey: Script, _ witnessScript: Script, _ redeemScript: Script?) -> Bool {
        let program = Script.p2wsh(of: witnessScript)
        guard let redeemScript else { return scriptPubKey == program }
        return redeemScript == program && scriptPubKey == .p2sh(of: program)
    }
}
