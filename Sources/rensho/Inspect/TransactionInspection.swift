import BitcoinPrimitives
import ByteCoding
import CommandSupport

/// A transaction as JSON.
enum TransactionInspection {
    static func json(_ transaction: Transaction, networks: [Network]) -> JSONValue {
        .object([
            (key: "txid", value: .string(transaction.txid.description)),
            (key: "wtxid", value: .string(transaction.wtxid.description)),
            (key: "version", value: .integer(Int(transaction.version))),
            (key: "lock_time", value: .unsigned(UInt64(transaction.lockTime.rawValue))),
            (key: "weight_wu", value: .integer(transaction.weight)),
            (key: "virtual_size_vb", value: .integer(transaction.virtualSize)),
            (key: "inputs", value: .array(transaction.inputs.map(input))),
            (key: "outputs", value: .array(transaction.outputs.map { output($0, networks: networks) })),
        ])
    }

    private static func input(_ input: TxIn) -> JSONValue {
        .object([
            (key: "outpoint", value: .string(input.previousOutput.description)),
            (key: "sequence", value: .unsigned(UInt64(input.sequence.rawValue))),
            (key: "script_sig", value: .string(input.scriptSig.hex)),
            (key: "witness", value: .array(input.witness.map { .string(Hex.encode($0)) })),
        ])
    }

    /// An output with its address on each of the networks that give it one.
    static func output(_ output: TxOut, networks: [Network]) -> JSONValue {
        .object(members(of: output, networks: networks))
    }

    static func members(of output: TxOut, networks: [Network]) -> [(key: String, value: JSONValue)] {
        var seen: Set<String> = []
        var addresses: [(key: String, value: JSONValue)] = []
        for network in networks {
            guard let address = Address(scriptPubKey: output.scriptPubKey, network: network) else { continue }
            // Test networks share their addresses; each text is told once.
            guard seen.insert(address.text).inserted else { continue }
            addresses.append((key: network.rawValue, value: .string(address.text)))
        }
        return [
            (key: "amount_sat", value: .unsigned(output.amount.sat)),
            (key: "amount_btc", value: .string(output.amount.btcText)),
            (key: "script_pub_key", value: .string(output.scriptPubKey.hex)),
            (key: "script_kind", value: .string(ScriptKindName.name(of: output.scriptPubKey))),
            (key: "addresses", value: .object(addresses)),
        ]
    }
}

/// The stable names of script kinds.
enum ScriptKindName {
    static func name(of script: Script) -> String {
        switch script.kind {
        case .p2pk: "p2pk"
        case .p2pkh: "p2pkh"
        case .p2sh: "p2sh"
        case .p2wpkh: "p2wpkh"
        case .p2wsh: "p2wsh"
        case .p2tr: "p2tr"
        case .witnessUnknown: "witness-unknown"
        case .opReturn: "op-return"
        case .bareMultisig: "bare-multisig"
        case .other: "other"
        }
    }
}
