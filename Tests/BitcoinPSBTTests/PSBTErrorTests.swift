import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import TestSupport
import Testing

private struct Refusal: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let error: PSBTError

    init(_ name: String, _ builder: PSBTBuilder, _ error: PSBTError) {
        self.init(name, builder.bytes, error)
    }

    init(_ name: String, _ bytes: [UInt8], _ error: PSBTError) {
        self.name = name
        self.bytes = bytes
        self.error = error
    }

    var testDescription: String { name }
}

private func at(_ map: PSBTMapName, _ byte: Int) -> PSBTPlace { PSBTPlace(map: map, byte: byte) }

private let v0 = PSBTBuilder.version0
private let v2 = PSBTBuilder.version2

/// The generator of the curve, compressed.
private let point: [UInt8] = [
    0x02, 0x79, 0xbe, 0x66, 0x7e, 0xf9, 0xdc, 0xbb, 0xac, 0x55, 0xa0, 0x62, 0x95, 0xce, 0x87, 0x0b, 0x07, 0x02, 0x9b,
    0xfc, 0xdb, 0x2d, 0xce, 0x28, 0xd9, 0x59, 0xf2, 0x81, 0x5b, 0x16, 0xf8, 0x17, 0x98,
]

/// 5 is the x coordinate of no point.
private let noPoint: [UInt8] = [0x02] + [UInt8](repeating: 0, count: 31) + [0x05]

@Suite("What the container refuses")
struct PSBTErrorTests {
    @Test("refuses a damaged file, saying what and where", arguments: damaged)
    private func damagedFiles(refusal: Refusal) {
        #expect(throws: refusal.error) { try PSBT(decoding: refusal.bytes) }
    }

    private static let damaged: [Refusal] = {
        let end = v0.bytes.count
        let firstPair = v0.place(map: 0, pair: 0)
        var trailing = v0
        trailing.trailer = [0, 0]
        var upperCase = v0
        upperCase.magic = [0x50, 0x53, 0x42, 0x54, 0xff]
        let longLength = v0.magic + [0xfd, 0x01, 0x00, 0x00] + v0.bytes.dropFirst(7)
        let hugeLength = v0.magic + [0xff] + [UInt8](repeating: 0xff, count: 8)
        return [
            Refusal("no bytes", [], .notPSBT),
            Refusal("a transaction", PSBTBuilder.unsignedTransaction(), .notPSBT),
            Refusal("magic cut short", Array(v0.magic.dropLast()), .notPSBT),
            Refusal("magic in upper case", upperCase, .notPSBT),
            Refusal("nothing after the magic", v0.magic, .truncated(at(.global, 5), needed: 1, available: 0)),
            Refusal(
                "key cut short", v0.magic + [5, 0, 0], .truncated(at(.global, 6), needed: 5, available: 2)),
            Refusal("value missing", v0.magic + [1, 0], .truncated(at(.global, 7), needed: 1, available: 0)),
            Refusal(
                "value cut short", v0.magic + [1, 0, 9, 1], .truncated(at(.global, 8), needed: 9, available: 1)),
            Refusal(
                "a length of 2^64 - 1", hugeLength,
                .truncated(at(.global, 14), needed: .max, available: 0)),
            Refusal(
                "input map not closed", Array(v0.bytes.dropLast(2)),
                .truncated(at(.input(0), end - 2), needed: 1, available: 0)),
            Refusal(
                "output map not closed", Array(v0.bytes.dropLast()),
                .truncated(at(.output(0), end - 1), needed: 1, available: 0)),
            Refusal("length not minimal", longLength, .nonMinimalLength(at(.global, 5))),
            Refusal(
                "type not minimal", v0.withInput([0xfd, 0x10, 0x00], []),
                .keyType(at(.input(0), v0.place(map: 1, pair: 0)))),
            Refusal(
                "type cut short", v0.withInput([0xfe, 0x10], []),
                .keyType(at(.input(0), v0.place(map: 1, pair: 0)))),
            Refusal("bytes after the last map", trailing, .trailingBytes(count: 2, byte: end)),
            Refusal("the file twice", v0.bytes + v0.bytes, .trailingBytes(count: end, byte: end)),
            Refusal(
                "version 1", v0.withGlobal([0xfb], [1, 0, 0, 0]),
                .unsupportedVersion(1, at(.global, v0.place(map: 0, pair: 1)))),
            Refusal(
                "version 3", v2.without([0xfb]).withGlobal([0xfb], [3, 0, 0, 0]),
                .unsupportedVersion(3, at(.global, v2.place(map: 0, pair: 3)))),
            Refusal("no field at all", PSBTBuilder(), .fieldMissing(field: "PSBT_GLOBAL_UNSIGNED_TX", .global, .v0)),
            Refusal(
                "unsigned transaction in version 2", v2.withGlobal([0x00], PSBTBuilder.unsignedTransaction()),
                .fieldNotAllowed(field: "PSBT_GLOBAL_UNSIGNED_TX", at(.global, firstPair), .v2)),
        ]
    }()

    @Test("refuses every cut of a valid file", arguments: [v0.bytes, v2.bytes])
    func everyCut(bytes: [UInt8]) throws {
        _ = try PSBT(decoding: bytes)
        for count in bytes.indices {
            #expect(throws: PSBTError.self) { try PSBT(decoding: Array(bytes.prefix(count))) }
        }
    }

    @Test("refuses a file above the limit")
    func tooLarge() {
        let bytes = v0.magic + [UInt8](repeating: 0, count: PSBTLimits.maximumBytes)
        let error = PSBTError.tooLarge(bytes: bytes.count, limit: PSBTLimits.maximumBytes)
        #expect(throws: error) { try PSBT(decoding: bytes) }
    }

    @Test("refuses fields of version 2 in version 0", arguments: versionTwoFields)
    private func notAllowed(refusal: Refusal) {
        #expect(throws: refusal.error) { try PSBT(decoding: refusal.bytes) }
    }

    private static let versionTwoFields: [Refusal] = {
        let global: [(UInt8, String, [UInt8])] = [
            (0x02, "PSBT_GLOBAL_TX_VERSION", [2, 0, 0, 0]),
            (0x03, "PSBT_GLOBAL_FALLBACK_LOCKTIME", [0, 0, 0, 0]),
            (0x04, "PSBT_GLOBAL_INPUT_COUNT", [1]),
            (0x05, "PSBT_GLOBAL_OUTPUT_COUNT", [1]),
            (0x06, "PSBT_GLOBAL_TX_MODIFIABLE", [0]),
        ]
        let input: [(UInt8, String, [UInt8])] = [
            (0x0e, "PSBT_IN_PREVIOUS_TXID", PSBTBuilder.previousTxid),
            (0x0f, "PSBT_IN_OUTPUT_INDEX", [0, 0, 0, 0]),
            (0x10, "PSBT_IN_SEQUENCE", [0, 0, 0, 0]),
            (0x11, "PSBT_IN_REQUIRED_TIME_LOCKTIME", [0, 0x65, 0xcd, 0x1d]),
            (0x12, "PSBT_IN_REQUIRED_HEIGHT_LOCKTIME", [1, 0, 0, 0]),
        ]
        let output: [(UInt8, String, [UInt8])] = [
            (0x03, "PSBT_OUT_AMOUNT", [1, 0, 0, 0, 0, 0, 0, 0]),
            (0x04, "PSBT_OUT_SCRIPT", PSBTBuilder.script),
        ]
        return global.map { type, name, value in
            let place = at(.global, v0.place(map: 0, pair: 1))
            return Refusal(name, v0.withGlobal([type], value), .fieldNotAllowed(field: name, place, .v0))
        }
            + input.map { type, name, value in
                let place = at(.input(0), v0.place(map: 1, pair: 0))
                return Refusal(name, v0.withInput([type], value), .fieldNotAllowed(field: name, place, .v0))
            }
            + output.map { type, name, value in
                let place = at(.output(0), v0.place(map: 2, pair: 0))
                return Refusal(name, v0.withOutput([type], value), .fieldNotAllowed(field: name, place, .v0))
            }
    }()

    @Test("refuses version 2 without a field that it needs", arguments: missingFields)
    private func missing(refusal: Refusal) {
        #expect(throws: refusal.error) { try PSBT(decoding: refusal.bytes) }
    }

    private static let missingFields: [Refusal] = {
        var withoutIndex = v2
        withoutIndex.inputs = [[v2.inputs[0][0]]]
        var withoutAmount = v2
        withoutAmount.outputs = [[v2.outputs[0][1]]]
        var withoutScript = v2
        withoutScript.outputs = [[v2.outputs[0][0]]]
        func missing(_ field: String, _ map: PSBTMapName) -> PSBTError {
            .fieldMissing(field: field, map, .v2)
        }
        return [
            Refusal("tx version", v2.without([0x02]), missing("PSBT_GLOBAL_TX_VERSION", .global)),
            Refusal("input count", Self.withoutGlobal(0x04), missing("PSBT_GLOBAL_INPUT_COUNT", .global)),
            Refusal("output count", v2.without([0x05]), missing("PSBT_GLOBAL_OUTPUT_COUNT", .global)),
            Refusal("previous txid", v2.without([0x0e]), missing("PSBT_IN_PREVIOUS_TXID", .input(0))),
            Refusal("output index", withoutIndex, missing("PSBT_IN_OUTPUT_INDEX", .input(0))),
            Refusal("amount", withoutAmount, missing("PSBT_OUT_AMOUNT", .output(0))),
            Refusal("script", withoutScript, missing("PSBT_OUT_SCRIPT", .output(0))),
        ]
    }()

    private static func withoutGlobal(_ type: UInt8) -> PSBTBuilder {
        var builder = v2
        builder.global.removeAll { $0.key == [type] }
        return builder
    }

    @Test("refuses the same key twice in any map", arguments: duplicates)
    private func duplicateKeys(refusal: Refusal) {
        #expect(throws: refusal.error) { try PSBT(decoding: refusal.bytes) }
    }

    private static let duplicates: [Refusal] = {
        let xpub: [UInt8] = [0x01, 0x04, 0x35, 0x87, 0xcf] + [UInt8](repeating: 0, count: 74)
        let origin: [UInt8] = [1, 2, 3, 4]
        func twice(
            _ name: String, _ map: PSBTMapName, _ key: [UInt8], _ values: ([UInt8], [UInt8])
        ) -> Refusal {
            // Between the two stands a greater key, so they are not neighbours.
            let pairs = [
                PSBTBuilder.Pair(key, values.0), .init([0xfe, 0, 0, 1, 0], []), .init(key, values.1),
            ]
            var builder = v0
            let place: Int
            switch map {
            case .global:
                let before = builder.global.count
                builder.global += pairs
                place = builder.place(map: 0, pair: before + 2)
            case .input(let index):
                builder.inputs[index] = pairs
                place = builder.place(map: 1 + index, pair: 2)
            case .output(let index):
                builder.outputs[index] = pairs
                place = builder.place(map: 1 + builder.inputs.count + index, pair: 2)
            }
            return Refusal("\(name) in \(map)", builder, .duplicateKey(field: name, at(map, place)))
        }
        var neighbours = v0
        neighbours.inputs[0] = [.init([0x03], [1, 0, 0, 0]), .init([0x03], [1, 0, 0, 0])]
        return [
            twice("PSBT_GLOBAL_XPUB", .global, xpub, (origin, origin)),
            twice("PSBT_GLOBAL_PROPRIETARY", .global, [0xfc, 1, 0x41, 0], ([1], [2])),
            twice("the unknown field 0xf0", .global, [0xf0, 1], ([1], [2])),
            twice("PSBT_IN_PARTIAL_SIG", .input(0), [0x02] + point, ([1], [2])),
            twice("PSBT_IN_BIP32_DERIVATION", .input(0), [0x06] + point, (origin, origin)),
            twice("PSBT_IN_SIGHASH_TYPE", .input(0), [0x03], ([1, 0, 0, 0], [2, 0, 0, 0])),
            twice("PSBT_IN_PROPRIETARY", .input(0), [0xfc, 0, 0], ([], [])),
            twice("the unknown field 0xf0", .input(0), [0xf0], ([1], [2])),
            twice("the unknown field 0xfd", .input(0), [0xfd, 0xff, 0xff], ([1], [2])),
            twice("PSBT_IN_TAP_LEAF_SCRIPT", .input(0), [0x15] + point, ([0xc0], [0xc0])),
            twice("PSBT_OUT_REDEEM_SCRIPT", .output(0), [0x00], ([1], [2])),
            twice("PSBT_OUT_BIP32_DERIVATION", .output(0), [0x02] + point, (origin, origin)),
            twice("PSBT_OUT_PROPRIETARY", .output(0), [0xfc, 0, 0], ([], [])),
            twice("the unknown field 0x7f", .output(0), [0x7f, 1, 2], ([], [])),
            Refusal(
                "neighbours", neighbours,
                .duplicateKey(
                    field: "PSBT_IN_SIGHASH_TYPE", at(.input(0), neighbours.place(map: 1, pair: 1)))),
        ]
    }()

    @Test("finds a key that stands twice among thousands")
    func manyKeys() throws {
        var builder = v0
        builder.inputs[0] = (0..<9_000).reversed().map { .init([0xf0, UInt8($0 & 0xff), UInt8($0 >> 8)], []) }
        _ = try PSBT(decoding: builder.bytes)
        builder.inputs[0].append(builder.inputs[0][4])
        let place = at(.input(0), builder.place(map: 1, pair: 9_000))
        #expect(throws: PSBTError.duplicateKey(field: "the unknown field 0xf0", place)) {
            try PSBT(decoding: builder.bytes)
        }
    }

    @Test("reads thousands of interleaved entries")
    func interleavedEntries() throws {
        var builder = v0
        builder.inputs[0] = (0..<4_500).flatMap { number -> [PSBTBuilder.Pair] in
            let tail = [UInt8](repeating: 0, count: 30) + [UInt8(number & 0xff), UInt8(number >> 8)]
            return [.init([0x06, 0x02] + tail, [1, 2, 3, 4]), .init([0xfc, 0x00, 0x00] + tail, [])]
        }
        let input = try PSBT(decoding: builder.bytes).inputs[0]
        #expect(input.bip32Derivations.count == 4_500)
        #expect(input.bip32Derivations.first?.publicKey.bytes == Array(builder.inputs[0][0].key.dropFirst()))
        #expect(input.proprietary.count == 4_500)
    }

    @Test("neither allocates nor loops for a count that the file cannot hold", arguments: counts)
    private func hugeCounts(refusal: Refusal) {
        #expect(throws: refusal.error) { try PSBT(decoding: refusal.bytes) }
    }

    private static let counts: [Refusal] = {
        func counting(_ type: UInt8, _ value: [UInt8]) -> PSBTBuilder {
            withoutGlobal(type).withGlobal([type], value)
        }
        let twoTo62: [UInt8] = [0xff, 0, 0, 0, 0, 0, 0, 0, 0x40]
        let inputs = "PSBT_GLOBAL_INPUT_COUNT"
        let outputs = "PSBT_GLOBAL_OUTPUT_COUNT"
        let (maximumInputs, maximumOutputs) = (PSBTLimits.maximumInputs, PSBTLimits.maximumOutputs)
        let last = counting(0x04, [0xfd, 0xa8, 0x61])
        return [
            Refusal(
                "2^62 inputs", counting(0x04, twoTo62),
                .countOverLimit(field: inputs, count: 1 << 62, limit: maximumInputs)),
            Refusal(
                "2^64 - 1 inputs", counting(0x04, [UInt8](repeating: 0xff, count: 9)),
                .countOverLimit(field: inputs, count: .max, limit: maximumInputs)),
            Refusal(
                "one input too many", counting(0x04, [0xfd, 0xa9, 0x61]),
                .countOverLimit(field: inputs, count: 25_001, limit: maximumInputs)),
            Refusal(
                "2^62 outputs", counting(0x05, twoTo62),
                .countOverLimit(field: outputs, count: 1 << 62, limit: maximumOutputs)),
            Refusal(
                "one output too many", counting(0x05, [0xfe, 0x81, 0xb5, 0x01, 0]),
                .countOverLimit(field: outputs, count: 112_001, limit: maximumOutputs)),
            Refusal(
                "as many inputs as the limit, but not there", last,
                .field(
                    "PSBT_IN_SIGHASH_TYPE", at(.input(1), last.place(map: 2, pair: 0)),
                    .valueLength(expected: 4, actual: 8))),
        ]
    }()

    @Test("refuses an unsigned transaction with more inputs or outputs than the limits")
    func hugeTransactions() {
        let input = PSBTBuilder.previousTxid + [0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]
        let output = [UInt8](repeating: 0, count: 9)
        func transaction(_ inputs: Int, _ outputs: Int) -> [UInt8] {
            var writer = ByteWriter()
            writer.appendUInt32LE(2)
            writer.appendCompactSize(UInt64(inputs))
            for _ in 0..<inputs { writer.append(input) }
            writer.appendCompactSize(UInt64(outputs))
            for _ in 0..<outputs { writer.append(output) }
            writer.appendUInt32LE(0)
            return writer.bytes
        }
        var builder = PSBTBuilder()
        builder.global = [.init([0x00], transaction(PSBTLimits.maximumInputs + 1, 1))]
        let field = "PSBT_GLOBAL_UNSIGNED_TX"
        #expect(throws: PSBTError.countOverLimit(field: field, count: 25_001, limit: 25_000)) {
            try PSBT(decoding: builder.bytes)
        }
        builder.global = [.init([0x00], transaction(1, PSBTLimits.maximumOutputs + 1))]
        #expect(throws: PSBTError.countOverLimit(field: field, count: 112_001, limit: 112_000)) {
            try PSBT(decoding: builder.bytes)
        }
    }

    @Test("refuses more pairs in a map than the limit")
    func tooManyPairsInMap() throws {
        var builder = v0
        builder.outputs[0] = (0..<PSBTLimits.maximumPairsPerMap).map {
            .init([0xf0, UInt8($0 >> 8), UInt8($0 & 0xff)], [])
        }
        _ = try PSBT(decoding: builder.bytes)
        builder.outputs[0].append(.init([0xf1], []))
        // The error names the pair by its length, where the reader stopped.
        let place = at(.output(0), builder.place(map: 2, pair: PSBTLimits.maximumPairsPerMap) - 1)
        #expect(throws: PSBTError.tooManyPairs(place, limit: PSBTLimits.maximumPairsPerMap)) {
            try PSBT(decoding: builder.bytes)
        }
    }

    @Test("refuses more pairs in a file than the limit")
    func tooManyPairs() {
        // 101 inputs of 9,999 pairs each; the unsigned transaction is one more.
        var bytes = PSBTBuilder().magic
        let inputs = 101
        let input = PSBTBuilder.previousTxid + [0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]
        let transaction =
            [2, 0, 0, 0, UInt8(inputs)] + [[UInt8]](repeating: input, count: inputs).flatMap(\.self)
            + [1] + [UInt8](repeating: 0, count: 9) + [0, 0, 0, 0]
        bytes += [1, 0] + PSBTBuilder.variable(transaction) + [0]
        var map: [UInt8] = []
        for number in 0..<9_999 { map += [3, 0xf0, UInt8(number >> 8), UInt8(number & 0xff), 0] }
        map.append(0)
        let start = bytes.count
        for _ in 0..<inputs { bytes += map }
        bytes += [0]
        // 1 + 100 * 9,999 = 999,901 pairs have been read before the map of input 100; 99 more are allowed.
        let byte = start + 100 * map.count + 99 * 5
        #expect(throws: PSBTError.tooManyPairs(at(.input(100), byte), limit: PSBTLimits.maximumPairs)) {
            try PSBT(decoding: bytes)
        }
    }

    @Test("refuses a previous transaction that is not the one spent, and one without the output")
    func previousTransactions() throws {
        let previous = PSBTBuilder.unsignedTransaction(scriptSig: [0x51])
        let txid = SHA256.doubleHash(previous)
        func spending(_ txid: [UInt8], _ vout: UInt8) -> PSBTBuilder {
            var builder = v0
            builder.global = [.init([0x00], PSBTBuilder.unsignedTransaction(spending: txid, vout: vout))]
            return builder.withInput([0x00], previous)
        }
        #expect(try PSBT(decoding: spending(txid.bytes, 0).bytes).inputs[0].nonWitnessUtxo?.txid == Txid(txid))

        let place = at(.input(0), v0.place(map: 1, pair: 0))
        let other = try Bytes32(PSBTBuilder.previousTxid)
        #expect(throws: PSBTError.previousTransactionMismatch(place, spent: Txid(other), given: Txid(txid))) {
            try PSBT(decoding: spending(PSBTBuilder.previousTxid, 0).bytes)
        }
        #expect(throws: PSBTError.previousOutputMissing(place, vout: 1, outputs: 1)) {
            try PSBT(decoding: spending(txid.bytes, 1).bytes)
        }
        // The same in version 2, where the input names what it spends.
        #expect(throws: PSBTError.self) { try PSBT(decoding: v2.withInput([0x00], previous).bytes) }
    }

    @Test("refuses a signature under a key that is no point")
    func offCurve() throws {
        let good = v0.withInput([0x02] + point, [1])
        #expect(try PSBT(decoding: good.bytes).inputs[0].partialSigs.first?.publicKey.bytes == point)
        let place = at(.input(0), v0.place(map: 1, pair: 0))
        #expect(throws: PSBTError.notOnCurve(field: "PSBT_IN_PARTIAL_SIG", place)) {
            try PSBT(decoding: v0.withInput([0x02] + noPoint, [1]).bytes)
        }
    }

    @Test("refuses to start from a transaction with a scriptSig or a witness")
    func alreadySigned() throws {
        var transaction = try Transaction(decoding: PSBTBuilder.unsignedTransaction())
        transaction.inputs[0].scriptSig = Script([0x51])
        #expect(throws: PSBTError.alreadySigned(input: 0)) { try PSBT(creating: transaction, version: .v0) }
        transaction.inputs[0].scriptSig = .empty
        transaction.inputs[0].witness = [[]]
        #expect(throws: PSBTError.alreadySigned(input: 0)) { try PSBT(creating: transaction, version: .v2) }
    }

    @Test("says which field, where, and with which code")
    func wording() {
        let error = PSBTError.duplicateKey(field: "PSBT_IN_PARTIAL_SIG", at(.input(3), 211))
        #expect(error.code == "psbt.duplicate-key")
        #expect(error.description == "PSBT_IN_PARTIAL_SIG in input 3 stands twice (byte 211)")
        let field = PSBTError.field("PSBT_IN_SIGHASH_TYPE", at(.input(0), 9), .valueLength(expected: 4, actual: 1))
        #expect(field.code == "psbt.value-length")
        #expect(field.description == "PSBT_IN_SIGHASH_TYPE in input 0 has a value of length 1 instead of 4 (byte 9)")
        let cut = PSBTError.truncated(at(.global, 5), needed: 1, available: 0)
        #expect(cut.description == "the file ends inside the global map (byte 5, bytes needed: 1, left: 0)")
        #expect(cut.remedy != nil)
    }
}
