import BitcoinCrypto
import ByteCoding

/// A PSBT as a second pair of eyes reads it: with its own loop over the bytes and its own serialisation of what is signed,
/// and nothing of the libraries under test but SHA-256.
///
/// It knows no hints, scripts or documents: only the transaction, and the previous transactions that prove its amounts.
struct IndependentPSBT: Equatable {
    struct Input: Equatable {
        let txid: [UInt8]
        let vout: UInt32
        let sequence: UInt32
        /// The amount and script that the previous transaction with this txid gives the coin.
        let coin: Output
    }

    struct Output: Hashable {
        let sat: UInt64
        let script: [UInt8]
    }

    struct Unreadable: Error {
        let what: String
    }

    let version: UInt32
    let inputs: [Input]
    let outputs: [Output]
    let lockTime: UInt32
    /// The partial signatures of each input, by public key.
    let signatures: [[[UInt8]: [UInt8]]]

    init(_ file: [UInt8]) throws {
        guard file.starts(with: [0x70, 0x73, 0x62, 0x74, 0xff]) else { throw Unreadable(what: "magic") }
        var bytes = Bytes(file, from: 5)
        let global = try bytes.map()
        if let unsigned = global[[0x00]] {
            var transaction = Bytes(unsigned)
            let parsed = try transaction.transaction()
            let maps = try (0..<parsed.inputs.count + parsed.outputs.count).map { _ in try bytes.map() }
            version = parsed.version
            lockTime = parsed.lockTime
            outputs = parsed.outputs
            inputs = try parsed.inputs.enumerated().map { place, input in
                try Self.input(input.txid, input.vout, input.sequence, maps[place])
            }
            signatures = maps.prefix(parsed.inputs.count).map(Self.signatures)
        } else {
            let counts = try ([[0x04], [0x05]] as [[UInt8]]).map { key in
                var count = Bytes(try Self.required(global, key))
                return Int(try count.compact())
            }
            let maps = try (0..<counts[0] + counts[1]).map { _ in try bytes.map() }
            version = try Self.number(Self.required(global, [0x02]))
            outputs = try maps.suffix(counts[1]).map { map in
                var amount = Bytes(try Self.required(map, [0x03]))
                return Output(sat: try amount.little(8), script: try Self.required(map, [0x04]))
            }
            inputs = try maps.prefix(counts[0]).map { map in
                try Self.input(
                    Self.required(map, [0x0e]), Self.number(Self.required(map, [0x0f])),
                    map[[0x10]].map(Self.number) ?? 0xffff_ffff, map)
            }
            lockTime = try Self.lockTime(global, Array(maps.prefix(counts[0])))
            signatures = maps.prefix(counts[0]).map(Self.signatures)
        }
    }

    /// The amounts that the inputs are worth beyond the outputs.
    var fee: Int { inputs.reduce(0) { $0 + Int($1.coin.sat) } - outputs.reduce(0) { $0 + Int($1.sat) } }

    /// BIP-143 with SIGHASH_ALL: "double SHA256 of the serialization of" ten items, one after the other.
    func digest(_ place: Int, witnessScript: [UInt8]) -> [UInt8] {
        let input = inputs[place]
        let prevouts = inputs.flatMap { $0.txid + Self.little(UInt64($0.vout), 4) }
        let sequences = inputs.flatMap { Self.little(UInt64($0.sequence), 4) }
        let paid = outputs.flatMap { Self.little($0.sat, 8) + Self.variable($0.script) }
        return Self.twice(
            Self.little(UInt64(version), 4) + Self.twice(prevouts) + Self.twice(sequences) + input.txid
                + Self.little(UInt64(input.vout), 4) + Self.variable(witnessScript) + Self.little(input.coin.sat, 8)
                + Self.little(UInt64(input.sequence), 4) + Self.twice(paid) + Self.little(UInt64(lockTime), 4)
                + [1, 0, 0, 0])
    }

    /// BIP-370 "Determining Lock Time": heights before times where both are possible, the fallback where none is asked for.
    private static func lockTime(_ global: [[UInt8]: [UInt8]], _ inputs: [[[UInt8]: [UInt8]]]) throws -> UInt32 {
        let asking = inputs.filter { $0[[0x11]] != nil || $0[[0x12]] != nil }
        guard !asking.isEmpty else { return try global[[0x03]].map(number) ?? 0 }
        if asking.allSatisfy({ $0[[0x12]] != nil }) {
            return try asking.map { try number($0[[0x12]] ?? []) }.max() ?? 0
        }
        guard asking.allSatisfy({ $0[[0x11]] != nil }) else { throw Unreadable(what: "lock times") }
        return try asking.map { try number($0[[0x11]] ?? []) }.max() ?? 0
    }

    private static func input(
        _ txid: [UInt8], _ vout: UInt32, _ sequence: UInt32, _ map: [[UInt8]: [UInt8]]
    ) throws -> Input {
        var previous = Bytes(try required(map, [0x00]))
        let parsed = try previous.transaction()
        guard twice(parsed.withoutWitness) == txid, Int(vout) < parsed.outputs.count else {
            throw Unreadable(what: "previous transaction")
        }
        return Input(txid: txid, vout: vout, sequence: sequence, coin: parsed.outputs[Int(vout)])
    }

    private static func signatures(_ map: [[UInt8]: [UInt8]]) -> [[UInt8]: [UInt8]] {
        var found: [[UInt8]: [UInt8]] = [:]
        for (key, value) in map where key.first == 0x02 { found[Array(key.dropFirst())] = value }
        return found
    }

    private static func required(_ map: [[UInt8]: [UInt8]], _ key: [UInt8]) throws -> [UInt8] {
        guard let value = map[key] else { throw Unreadable(what: "field \(key)") }
        return value
    }

    private static func number(_ value: [UInt8]) throws -> UInt32 {
        guard value.count == 4 else { throw Unreadable(what: "number") }
        return UInt32(value.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    private static func little(_ number: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
    }

    private static func variable(_ bytes: [UInt8]) -> [UInt8] {
        bytes.count < 0xfd
            ? [UInt8(bytes.count)] + bytes : [0xfd] + little(UInt64(bytes.count), 2) + bytes
    }

    private static func twice(_ bytes: [UInt8]) -> [UInt8] { SHA256.hash(SHA256.hash(bytes).bytes).bytes }

    /// A transaction as far as a signature covers it.
    private struct Parsed {
        let version: UInt32
        let inputs: [(txid: [UInt8], vout: UInt32, sequence: UInt32)]
        let outputs: [Output]
        let lockTime: UInt32
        /// The bytes that the txid is the hash of.
        let withoutWitness: [UInt8]
    }

    private struct Bytes {
        private let bytes: [UInt8]
        private var place: Int

        init(_ bytes: [UInt8], from place: Int = 0) {
            self.bytes = bytes
            self.place = place
        }

        mutating func take(_ count: Int) throws -> [UInt8] {
            guard count >= 0, place + count <= bytes.count else { throw Unreadable(what: "end of the file") }
            defer { place += count }
            return Array(bytes[place..<place + count])
        }

        mutating func little(_ count: Int) throws -> UInt64 {
            try take(count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }

        mutating func compact() throws -> UInt64 {
            let first = try little(1)
            switch first {
            case 0xfd: return try little(2)
            case 0xfe: return try little(4)
            case 0xff: return try little(8)
            default: return first
            }
        }

        mutating func variable() throws -> [UInt8] { try take(Int(clamping: compact())) }

        mutating func map() throws -> [[UInt8]: [UInt8]] {
            var found: [[UInt8]: [UInt8]] = [:]
            while true {
                let key = try variable()
                if key.isEmpty { return found }
                found[key] = try variable()
            }
        }

        mutating func transaction() throws -> Parsed {
            let start = place
            let version = UInt32(try little(4))
            let hasWitness = bytes.count >= place + 2 && bytes[place] == 0 && bytes[place + 1] == 1
            if hasWitness { place += 2 }
            let body = place
            let inputs = try (0..<Int(clamping: compact())).map { _ in
                let txid = try take(32)
                let vout = UInt32(try little(4))
                _ = try variable()
                return (txid: txid, vout: vout, sequence: UInt32(try little(4)))
            }
            let outputs = try (0..<Int(clamping: compact())).map { _ in
                Output(sat: try little(8), script: try variable())
            }
            let end = place
            if hasWitness {
                for _ in inputs { for _ in 0..<Int(clamping: try compact()) { _ = try variable() } }
            }
            let lockTime = try take(4)
            return Parsed(
                version: version, inputs: inputs, outputs: outputs,
                lockTime: UInt32(lockTime.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }),
                withoutWitness: Array(bytes[start..<start + 4]) + Array(bytes[body..<end]) + lockTime)
        }
    }
}
