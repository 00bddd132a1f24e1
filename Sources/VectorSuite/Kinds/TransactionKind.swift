import BitcoinPrimitives
import ByteCoding

/// Transactions, read and written again.
struct TransactionKind: VectorKind {
    let name = "transaction"
    let about = "transactions: bytes, ids, sizes, weight (BIP-141, BIP-144)"

    let operations: [VectorOperation] = [
        VectorOperation(
            "parse", inputs: ["tx"],
            results: [
                "txid", "wtxid", "version", "locktime", "inputs", "outputs", "has_witness", "size", "stripped_size",
                "weight", "vsize", "output_total", "vin", "vout",
            ], ignored: ["coinbase"]
        ) { fields in
            let bytes = try fields.bytes("tx")
            let transaction = try Transaction(decoding: bytes)
            let stripped = try Transaction(decodingWithoutWitness: transaction.encodedWithoutWitness())
            guard transaction.encoded() == bytes, stripped.txid == transaction.txid else { return [:] }
            return [
                "txid": .text(transaction.txid.description), "wtxid": .text(transaction.wtxid.description),
                // The file counts versions without a sign.
                "version": .integer(UInt32(bitPattern: transaction.version)),
                "locktime": .integer(transaction.lockTime.rawValue), "inputs": .integer(transaction.inputs.count),
                "outputs": .integer(transaction.outputs.count), "has_witness": .bool(transaction.hasWitness),
                "size": .integer(transaction.size), "stripped_size": .integer(transaction.strippedSize),
                "weight": .integer(transaction.weight), "vsize": .integer(transaction.virtualSize),
                "output_total": .integer(try Amount.sum(transaction.outputs.map(\.amount)).sat),
                "vin": .list(transaction.inputs.map(Self.value)), "vout": .list(transaction.outputs.map(Self.value)),
            ]
        }
    ]

    private static func value(_ input: TxIn) -> VectorValue {
        .object([
            "txid": .text(input.previousOutput.txid.description), "vout": .integer(input.previousOutput.vout),
            "script_sig": .text(input.scriptSig.hex), "sequence": .integer(input.sequence.rawValue),
            "witness": .texts(input.witness.map { Hex.encode($0) }),
        ])
    }

    private static func value(_ output: TxOut) -> VectorValue {
        .object(["amount": .integer(output.amount.sat), "script_pubkey": .text(output.scriptPubKey.hex)])
    }
}
