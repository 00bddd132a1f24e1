import BitcoinPrimitives
import ByteCoding

/// Bech32, bech32m and the addresses written in them.
struct Bech32Kind: VectorKind {
    let name = "bech32"
    let about = "bech32, bech32m and segwit addresses (BIP-173, BIP-350)"

    let operations: [VectorOperation] = [
        VectorOperation(
            "decode", inputs: ["string", "string_hex", "encoding"], results: ["hrp", "data5", "canonical"],
            ignored: ["error_positions"]
        ) { fields in
            let parsed = try Bech32(parsing: try Self.string(fields))
            guard parsed.variant == (try fields.text("encoding") == "bech32" ? .bech32 : .bech32m) else {
                throw VectorRefusal.otherVariant
            }
            return [
                "hrp": .text(parsed.humanReadablePart), "data5": .hex(parsed.data), "canonical": .text(parsed.text),
            ]
        },
        VectorOperation(
            "segwit_decode", inputs: ["string", "string_hex", "hrp"],
            results: ["network", "version", "program", "script_pubkey", "canonical"]
        ) { fields in
            let text = try Self.string(fields)
            let prefix = fields.has("hrp") ? try fields.text("hrp") : Self.prefix(of: text)
            let network = Self.networks.first { $0.network.bech32HRP == prefix } ?? Self.networks[0]
            let address = try Address(parsing: text, network: network.network)
            guard let (version, program) = address.scriptPubKey.witnessProgram else { return [:] }
            return [
                "network": .text(network.name), "version": .integer(version), "program": .hex(program),
                "script_pubkey": .text(address.scriptPubKey.hex), "canonical": .text(address.text),
            ]
        },
        VectorOperation(
            "segwit_encode", inputs: ["hrp", "version", "program"], results: ["string", "script_pubkey"]
        ) { fields in
            let prefix = try fields.text("hrp")
            let version: UInt8 = try fields.integer("version")
            let program = try fields.bytes("program")
            let network = Self.networks.first { $0.network.bech32HRP == prefix }
            let opcode = version == 0 ? 0 : 0x50 &+ version
            let script = Script([opcode, UInt8(truncatingIfNeeded: program.count)] + program)
            guard let network, let address = Address(scriptPubKey: script, network: network.network) else {
                throw VectorRefusal.noAddress
            }
            return ["string": .text(address.text), "script_pubkey": .text(script.hex)]
        },
    ]

    /// One network for each prefix, by the short name that the vectors use.
    private static let networks: [(name: String, network: Network)] = [
        ("main", .mainnet), ("test", .testnet3), ("regtest", .regtest),
    ]

    private static func string(_ fields: VectorFields) throws(VectorError) -> String {
        fields.has("string")
            ? try fields.text("string") : String(decoding: try fields.bytes("string_hex"), as: UTF8.self)
    }

    private static func prefix(of text: String) -> String {
        text.lowercased().split(separator: "1", maxSplits: 1).first.map(String.init) ?? ""
    }
}
