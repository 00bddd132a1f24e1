import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding

/// Base58, its checksum, and the addresses that are written in it.
struct Base58Kind: VectorKind {
    let name = "base58"
    let about = "base58, base58check and the addresses written in it"

    let operations: [VectorOperation] = [
        VectorOperation("base58", inputs: ["string", "bytes"], results: ["bytes", "string"]) { fields in
            let decoded = try Base58.decode(try fields.text("string"))
            // Some rows write their hex in capitals: what was decoded is compared as bytes.
            guard fields.has("bytes"), try fields.bytes("bytes") == decoded else { return ["bytes": .hex(decoded)] }
            return ["bytes": try fields.value("bytes"), "string": .text(Base58.encode(decoded))]
        },
        VectorOperation("base58check", inputs: ["string"], results: ["payload"]) { fields in
            let text = try fields.text("string")
            let payload = try Base58Check.decode(text)
            guard Base58Check.encode(payload) == text else { return [:] }
            return ["payload": .hex(payload)]
        },
        VectorOperation(
            "address", inputs: ["string", "network"], results: ["script_pubkey", "type", "hash160"]
        ) { fields in
            let text = try fields.text("string")
            let network = try fields.network("network")
            let address = try Address(parsing: text, network: network)
            guard Address(scriptPubKey: address.scriptPubKey, network: network)?.text == text else { return [:] }
            let (type, hash) = Self.form(address.scriptPubKey)
            return ["script_pubkey": .text(address.scriptPubKey.hex), "type": .text(type), "hash160": .hex(hash)]
        },
        VectorOperation("wif", inputs: ["string", "network"], ignored: Self.privateKeyResults, body: Self.readAddress),
        VectorOperation("address_or_wif", inputs: ["string"]) { fields in
            // The text must be an address of no network.
            _ = try Address(parsing: try fields.text("string"), network: .mainnet)
            return [:]
        },
    ]

    private static let privateKeyResults = ["private_key", "compressed", "public_key", "p2pkh_address"]

    /// A private key in import format is only ever met where an address belongs, and refused there.
    private static let readAddress: VectorOperation.Body = { fields in
        _ = try Address(parsing: try fields.text("string"), network: try fields.network("network"))
        return [:]
    }

    private static func form(_ script: Script) -> (type: String, hash: [UInt8]) {
        switch script.kind {
        case .p2pkh(let hash): ("p2pkh", hash)
        case .p2sh(let hash): ("p2sh", hash)
        default: ("other", [])
        }
    }
}
