import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore

/// PSBTs: the container and the roles that BIP-174 and BIP-370 name.
struct PSBTKind: VectorKind {
    let name: String
    let about: String
    let operations: [VectorOperation]

    /// The four files with PSBTs.
    static let all: [PSBTKind] = [
        PSBTKind(
            name: "bip174", about: "PSBT version 0: container and roles (BIP-174)",
            operations: [
                parse, PSBTRoles.signerCheck, PSBTRoles.create, PSBTRoles.update, PSBTRoles.setSighash, PSBTRoles.sign,
                combine, finalize, extract,
            ]),
        PSBTKind(
            name: "bip370", about: "PSBT version 2: container, lock time, conversion, roles (BIP-370)",
            operations: [parse, lockTime, convert, PSBTRoles.sign, combine, finalize, extract]),
        PSBTKind(
            name: "bip371", about: "taproot fields in PSBTs: read and kept, never signed (BIP-371)",
            operations: [parse, PSBTRoles.sign, combine, finalize, extract]),
        PSBTKind(name: "bip373", about: "MuSig2 fields in PSBTs: kept as unknown (BIP-373)", operations: [parse]),
    ]

    private static let parse = VectorOperation(
        "parse", inputs: ["psbt"],
        results: [
            "version", "inputs", "outputs", "tx_version", "locktime", "unsigned_txid", "id_txid", "global_map",
            "input_maps", "output_maps", "fallback_locktime", "inputs_modifiable", "outputs_modifiable",
            "has_sighash_single", "fee", "input_addresses",
        ], ignored: ["key_order_sorted", "change_output", "change_address"]
    ) { fields in
        let text = try fields.text("psbt")
        let psbt = try PSBTMaps.decode(text)
        // What was read is written again byte for byte.
        guard Base64.encode(psbt.encoded()) == text else { return [:] }
        let transaction = try psbt.unsignedTransaction()
        let flags = psbt.global.txModifiable
        let scripts = zip(psbt.inputs, transaction.inputs).compactMap { PSBTMaps.spentOutput(of: $0, $1)?.scriptPubKey }
        return [
            "version": .integer(psbt.version.rawValue), "inputs": .integer(psbt.inputs.count),
            "outputs": .integer(psbt.outputs.count), "tx_version": .integer(transaction.version),
            "locktime": .integer(transaction.lockTime.rawValue), "unsigned_txid": .text(transaction.txid.description),
            "id_txid": .text(try psbt.uniqueID().description), "global_map": PSBTMaps.value(psbt.global.pairs),
            "input_maps": .list(psbt.inputs.map { PSBTMaps.value($0.pairs) }),
            "output_maps": .list(psbt.outputs.map { PSBTMaps.value($0.pairs) }),
            "fallback_locktime": psbt.global.fallbackLocktime.map { .integer($0.rawValue) } ?? .null,
            "inputs_modifiable": flags.map { .bool($0.contains(.inputs)) } ?? .null,
            "outputs_modifiable": flags.map { .bool($0.contains(.outputs)) } ?? .null,
            "has_sighash_single": flags.map { .bool($0.contains(.hasSighashSingle)) } ?? .null,
            "fee": (try? PSBTMaps.fee(psbt)).flatMap(\.self).map { .integer($0) } ?? .null,
            // The rows that list addresses are for the test network.
            "input_addresses": .list(
                scripts.map { .optional(Address(scriptPubKey: $0, network: .testnet3)?.text) }),
        ]
    }

    private static let lockTime = VectorOperation(
        "locktime", inputs: ["psbt", "fallback", "required.height", "required.time"], results: ["locktime"]
    ) { fields in
        let psbt = try PSBTMaps.decode(try fields.text("psbt"))
        let lockTime = try psbt.lockTime()
        guard try psbt.unsignedTransaction().lockTime == lockTime else { return [:] }
        return ["locktime": .integer(lockTime.rawValue)]
    }

    private static let convert = VectorOperation(
        "convert", inputs: ["psbt", "to_version"], results: ["psbt"], ignored: ["key_order_sorted"]
    ) { fields in
        guard let version = PSBTVersion(rawValue: try fields.integer("to_version")) else { return [:] }
        let converted = try PSBTMaps.decode(try fields.text("psbt")).converted(to: version)
        return ["psbt": .text(Base64.encode(converted.encoded()))]
    }

    private static let combine = VectorOperation(
        "combine", inputs: ["psbts"], results: ["psbt"], ignored: ["key_order_sorted", "psbt_sorted"]
    ) { fields in
        let combined = try Combiner.combine(try fields.texts("psbts").map { try PSBTMaps.decode($0) })
        return ["psbt": try PSBTMaps.result(combined, like: try fields.object("expected").text("psbt"))]
    }

    private static let finalize = VectorOperation(
        "finalize", inputs: ["psbt"], results: ["psbt"], ignored: ["key_order_sorted"]
    ) { fields in
        let final = try Finalizer.finalize(try PSBTMaps.decode(try fields.text("psbt")))
        return ["psbt": try PSBTMaps.result(final, like: try fields.object("expected").text("psbt"))]
    }

    private static let extract = VectorOperation(
        "extract", inputs: ["psbt"], results: ["tx", "txid", "wtxid", "vsize", "weight", "fee"]
    ) { fields in
        let psbt = try PSBTMaps.decode(try fields.text("psbt"))
        let transaction = try Extractor.extract(psbt)
        return [
            "tx": .hex(transaction.encoded()), "txid": .text(transaction.txid.description),
            "wtxid": .text(transaction.wtxid.description), "vsize": .integer(transaction.virtualSize),
            "weight": .integer(transaction.weight),
            "fee": try PSBTMaps.fee(psbt).map { .integer($0) } ?? .null,
        ]
    }
}
