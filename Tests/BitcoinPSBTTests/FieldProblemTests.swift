import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import TestSupport
import Testing

private struct BadField: Sendable, CustomTestStringConvertible {
    let name: String
    let map: PSBTMapName
    let key: [UInt8]
    let value: [UInt8]
    let problem: FieldProblem
    let isVersion2: Bool

    init(
        _ name: String, _ map: PSBTMapName, _ key: [UInt8], _ value: [UInt8], _ problem: FieldProblem,
        isVersion2: Bool = false
    ) {
        self.name = name
        self.map = map
        self.key = key
        self.value = value
        self.problem = problem
        self.isVersion2 = isVersion2
    }

    var testDescription: String { "\(name): \(problem.code)" }

    /// A file with the bad field alone, in the place of a good one.
    var builder: PSBTBuilder {
        var builder = isVersion2 ? PSBTBuilder.version2 : .version0
        switch map {
        case .global: builder.global.removeAll { $0.key == Array(key.prefix(1)) }
        case .input: builder.inputs[0].removeAll { $0.key == Array(key.prefix(1)) }
        case .output: builder.outputs[0].removeAll { $0.key == Array(key.prefix(1)) }
        }
        return switch map {
        case .global: builder.withGlobal(key, value)
        case .input: builder.withInput(key, value)
        case .output: builder.withOutput(key, value)
        }
    }

    var place: PSBTPlace {
        let maps = [builder.global] + builder.inputs + builder.outputs
        let index =
            switch map {
            case .global: 0
            case .input: 1
            case .output: 2
            }
        let pair = maps[index].firstIndex { $0.key == key } ?? 0
        return PSBTPlace(map: map, byte: builder.place(map: index, pair: pair))
    }
}

private let key33 = [UInt8](repeating: 0x02, count: 33)
private let bytes32 = [UInt8](repeating: 0x07, count: 32)
private let origin: [UInt8] = [1, 2, 3, 4, 0, 0, 0, 0x80]
private let xpub: [UInt8] = [0x04, 0x35, 0x87, 0xcf, 1] + [UInt8](repeating: 0, count: 73)

@Suite("What the fields refuse")
struct FieldProblemTests {
    @Test("refuses key data where none belongs", arguments: keylessFields)
    private func noKeyData(field: BadField) {
        refuses(field)
    }

    private static let keylessFields: [BadField] = {
        let none = FieldProblem.keyLength(expected: 0, actual: 1)
        let global: [(UInt8, String)] = [
            (0x00, "PSBT_GLOBAL_UNSIGNED_TX"), (0x02, "PSBT_GLOBAL_TX_VERSION"),
            (0x03, "PSBT_GLOBAL_FALLBACK_LOCKTIME"), (0x04, "PSBT_GLOBAL_INPUT_COUNT"),
            (0x05, "PSBT_GLOBAL_OUTPUT_COUNT"), (0x06, "PSBT_GLOBAL_TX_MODIFIABLE"), (0xfb, "PSBT_GLOBAL_VERSION"),
        ]
        let input: [(UInt8, String)] = [
            (0x00, "PSBT_IN_NON_WITNESS_UTXO"), (0x01, "PSBT_IN_WITNESS_UTXO"), (0x03, "PSBT_IN_SIGHASH_TYPE"),
            (0x04, "PSBT_IN_REDEEM_SCRIPT"), (0x05, "PSBT_IN_WITNESS_SCRIPT"), (0x07, "PSBT_IN_FINAL_SCRIPTSIG"),
            (0x08, "PSBT_IN_FINAL_SCRIPTWITNESS"), (0x09, "PSBT_IN_POR_COMMITMENT"), (0x0e, "PSBT_IN_PREVIOUS_TXID"),
            (0x0f, "PSBT_IN_OUTPUT_INDEX"), (0x10, "PSBT_IN_SEQUENCE"), (0x11, "PSBT_IN_REQUIRED_TIME_LOCKTIME"),
            (0x12, "PSBT_IN_REQUIRED_HEIGHT_LOCKTIME"), (0x13, "PSBT_IN_TAP_KEY_SIG"),
            (0x17, "PSBT_IN_TAP_INTERNAL_KEY"), (0x18, "PSBT_IN_TAP_MERKLE_ROOT"),
        ]
        let output: [(UInt8, String)] = [
            (0x00, "PSBT_OUT_REDEEM_SCRIPT"), (0x01, "PSBT_OUT_WITNESS_SCRIPT"), (0x03, "PSBT_OUT_AMOUNT"),
            (0x04, "PSBT_OUT_SCRIPT"), (0x05, "PSBT_OUT_TAP_INTERNAL_KEY"), (0x06, "PSBT_OUT_TAP_TREE"),
        ]
        return global.map { BadField($1, .global, [$0, 0], [], none) }
            + input.map { BadField($1, .input(0), [$0, 0], [], none) }
            + output.map { BadField($1, .output(0), [$0, 0], [], none) }
    }()

    @Test("refuses malformed keys and values", arguments: malformed)
    private func malformedFields(field: BadField) {
        refuses(field)
    }

    private static let malformed: [BadField] = global + input + output + taproot

    private static let global: [BadField] = {
        let unsigned = PSBTBuilder.unsignedTransaction()
        let witnessForm = Array(unsigned[..<4]) + [0, 1] + unsigned[4...]
        return [
            BadField(
                "PSBT_GLOBAL_UNSIGNED_TX", .global, [0x00], unsigned + [0],
                .transaction(.bytes(.trailingBytes(count: 1, offset: unsigned.count), in: .lockTime))),
            BadField(
                "PSBT_GLOBAL_UNSIGNED_TX", .global, [0x00], PSBTBuilder.unsignedTransaction(scriptSig: [0x51]),
                .scriptSigNotEmpty(input: 0)),
            BadField(
                "PSBT_GLOBAL_UNSIGNED_TX", .global, [0x00], witnessForm,
                (try? Transaction(decodingWithoutWitness: witnessForm)).map { _ in .emptyValue }
                    ?? .transaction(transactionError(witnessForm))),
            BadField(
                "PSBT_GLOBAL_XPUB", .global, [0x01] + xpub.dropLast(), origin,
                .keyLength(expected: 78, actual: 77)),
            BadField(
                "PSBT_GLOBAL_XPUB", .global, [0x01] + xpub + [0], origin, .keyLength(expected: 78, actual: 79)),
            BadField(
                "PSBT_GLOBAL_XPUB", .global, [0x01] + xpub, [1, 2, 3, 4, 5, 6],
                .keyOrigin(.originLength(bytes: 6))),
            BadField(
                "PSBT_GLOBAL_XPUB", .global, [0x01] + xpub, [1, 2, 3, 4], .pathDepth(depth: 1, steps: 0)),
            BadField(
                "PSBT_GLOBAL_TX_VERSION", .global, [0x02], [1], .valueLength(expected: 4, actual: 1),
                isVersion2: true),
            BadField(
                "PSBT_GLOBAL_FALLBACK_LOCKTIME", .global, [0x03], [], .valueLength(expected: 4, actual: 0),
                isVersion2: true),
            BadField(
                "PSBT_GLOBAL_INPUT_COUNT", .global, [0x04], [1, 0],
                .encoding(.trailingBytes(count: 1, offset: 1)), isVersion2: true),
            BadField(
                "PSBT_GLOBAL_INPUT_COUNT", .global, [0x04], [0xfd, 1, 0],
                .encoding(.nonMinimalCompactSize(offset: 0)), isVersion2: true),
            BadField(
                "PSBT_GLOBAL_OUTPUT_COUNT", .global, [0x05], [],
                .encoding(.truncated(needed: 1, available: 0, offset: 0)), isVersion2: true),
            BadField(
                "PSBT_GLOBAL_TX_MODIFIABLE", .global, [0x06], [0, 0], .valueLength(expected: 1, actual: 2),
                isVersion2: true),
            BadField("PSBT_GLOBAL_VERSION", .global, [0xfb], [0], .valueLength(expected: 4, actual: 1)),
            BadField(
                "PSBT_GLOBAL_PROPRIETARY", .global, [0xfc, 3, 0x41], [],
                .keyEncoding(.truncated(needed: 3, available: 1, offset: 1))),
            BadField(
                "PSBT_GLOBAL_PROPRIETARY", .global, [0xfc, 1, 0x41, 0xfd, 1, 0], [],
                .keyEncoding(.nonMinimalCompactSize(offset: 2))),
            BadField(
                "PSBT_GLOBAL_PROPRIETARY", .global, [0xfc], [],
                .keyEncoding(.truncated(needed: 1, available: 0, offset: 0))),
        ]
    }()

    private static let input: [BadField] = {
        let txOut: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 1, 0x51]
        let tooMuch: [UInt8] = [1, 0x40, 0x07, 0x5a, 0xf0, 0x75, 0x07, 0, 0]
        return [
            BadField(
                "PSBT_IN_NON_WITNESS_UTXO", .input(0), [0x00], [],
                .transaction(.bytes(.truncated(needed: 4, available: 0, offset: 0), in: .version))),
            BadField(
                "PSBT_IN_WITNESS_UTXO", .input(0), [0x01], txOut + [0],
                .transaction(.bytes(.trailingBytes(count: 1, offset: 10), in: .output(0)))),
            BadField(
                "PSBT_IN_WITNESS_UTXO", .input(0), [0x01], tooMuch,
                .transaction(.amount(.aboveMaximum(sat: 2_100_000_000_000_001), output: 0))),
            BadField("PSBT_IN_PARTIAL_SIG", .input(0), [0x02], [1], .publicKey(.wrongLength(0))),
            BadField(
                "PSBT_IN_PARTIAL_SIG", .input(0), [0x02] + key33.dropLast(), [1], .publicKey(.wrongLength(32))),
            BadField(
                "PSBT_IN_PARTIAL_SIG", .input(0), [0x02, 0x05] + bytes32, [1],
                .publicKey(.wrongPrefix(0x05, length: 33))),
            BadField("PSBT_IN_SIGHASH_TYPE", .input(0), [0x03], [1], .valueLength(expected: 4, actual: 1)),
            BadField(
                "PSBT_IN_SIGHASH_TYPE", .input(0), [0x03], [1, 0, 0, 0, 0], .valueLength(expected: 4, actual: 5)),
            BadField(
                "PSBT_IN_BIP32_DERIVATION", .input(0), [0x06] + key33 + [0], origin,
                .publicKey(.wrongLength(34))),
            BadField(
                "PSBT_IN_BIP32_DERIVATION", .input(0), [0x06] + key33, [],
                .keyOrigin(.originLength(bytes: 0))),
            BadField(
                "PSBT_IN_BIP32_DERIVATION", .input(0), [0x06] + key33, [UInt8](repeating: 0, count: 4 + 4 * 256),
                .keyOrigin(.tooManySteps(256))),
            BadField(
                "PSBT_IN_FINAL_SCRIPTWITNESS", .input(0), [0x08], [1, 2, 0],
                .encoding(.truncated(needed: 2, available: 1, offset: 2))),
            BadField(
                "PSBT_IN_FINAL_SCRIPTWITNESS", .input(0), [0x08], [0, 0],
                .encoding(.trailingBytes(count: 1, offset: 1))),
            BadField("PSBT_IN_RIPEMD160", .input(0), [0x0a, 1], [], .keyLength(expected: 20, actual: 1)),
            BadField("PSBT_IN_SHA256", .input(0), [0x0b, 1], [], .keyLength(expected: 32, actual: 1)),
            BadField("PSBT_IN_HASH160", .input(0), [0x0c, 1], [], .keyLength(expected: 20, actual: 1)),
            BadField("PSBT_IN_HASH256", .input(0), [0x0d, 1], [], .keyLength(expected: 32, actual: 1)),
            BadField(
                "PSBT_IN_PREVIOUS_TXID", .input(0), [0x0e], [1], .valueLength(expected: 32, actual: 1),
                isVersion2: true),
            BadField(
                "PSBT_IN_OUTPUT_INDEX", .input(0), [0x0f], [1], .valueLength(expected: 4, actual: 1),
                isVersion2: true),
            BadField(
                "PSBT_IN_SEQUENCE", .input(0), [0x10], [1], .valueLength(expected: 4, actual: 1), isVersion2: true),
            BadField(
                "PSBT_IN_REQUIRED_TIME_LOCKTIME", .input(0), [0x11], [0xff, 0x64, 0xcd, 0x1d],
                .lockTime(499_999_999), isVersion2: true),
            BadField(
                "PSBT_IN_REQUIRED_HEIGHT_LOCKTIME", .input(0), [0x12], [0, 0x65, 0xcd, 0x1d],
                .lockHeight(500_000_000), isVersion2: true),
            BadField(
                "PSBT_IN_REQUIRED_HEIGHT_LOCKTIME", .input(0), [0x12], [0, 0, 0, 0], .lockHeight(0),
                isVersion2: true),
            BadField(
                "PSBT_IN_PROPRIETARY", .input(0), [0xfc, 0], [],
                .keyEncoding(.truncated(needed: 1, available: 0, offset: 1))),
        ]
    }()

    private static let output: [BadField] = [
        BadField("PSBT_OUT_BIP32_DERIVATION", .output(0), [0x02], origin, .publicKey(.wrongLength(0))),
        BadField(
            "PSBT_OUT_BIP32_DERIVATION", .output(0), [0x02] + key33, [1, 2, 3],
            .keyOrigin(.originLength(bytes: 3))),
        BadField(
            "PSBT_OUT_AMOUNT", .output(0), [0x03], [1, 2, 3, 4], .valueLength(expected: 8, actual: 4),
            isVersion2: true),
        BadField(
            "PSBT_OUT_AMOUNT", .output(0), [0x03], [1, 0x40, 0x07, 0x5a, 0xf0, 0x75, 0x07, 0],
            .amount(.aboveMaximum(sat: 2_100_000_000_000_001)), isVersion2: true),
        BadField(
            "PSBT_OUT_PROPRIETARY", .output(0), [0xfc, 0], [],
            .keyEncoding(.truncated(needed: 1, available: 0, offset: 1))),
    ]

    private static let taproot: [BadField] = {
        let controlBlock = [0xc0] + bytes32
        return [
            BadField("PSBT_IN_TAP_KEY_SIG", .input(0), [0x13], bytes32, .schnorrLength(actual: 32)),
            BadField(
                "PSBT_IN_TAP_SCRIPT_SIG", .input(0), [0x14] + bytes32, bytes32 + bytes32,
                .keyLength(expected: 64, actual: 32)),
            BadField(
                "PSBT_IN_TAP_SCRIPT_SIG", .input(0), [0x14] + bytes32 + bytes32, bytes32 + bytes32 + [1, 1],
                .schnorrLength(actual: 66)),
            BadField("PSBT_IN_TAP_LEAF_SCRIPT", .input(0), [0x15] + bytes32, [0xc0], .controlBlock(length: 32)),
            BadField(
                "PSBT_IN_TAP_LEAF_SCRIPT", .input(0), [0x15] + controlBlock + [1], [0xc0], .controlBlock(length: 34)),
            BadField(
                "PSBT_IN_TAP_LEAF_SCRIPT", .input(0), [0x15] + controlBlock + [UInt8](repeating: 0, count: 129 * 32),
                [0xc0], .controlBlock(length: 33 + 129 * 32)),
            BadField("PSBT_IN_TAP_LEAF_SCRIPT", .input(0), [0x15] + controlBlock, [], .emptyValue),
            BadField(
                "PSBT_IN_TAP_BIP32_DERIVATION", .input(0), [0x16, 1], [0] + origin,
                .keyLength(expected: 32, actual: 1)),
            BadField(
                "PSBT_IN_TAP_BIP32_DERIVATION", .input(0), [0x16] + bytes32, [1] + origin,
                .encoding(.lengthOverLimit(value: 1, limit: 0, offset: 0))),
            BadField(
                "PSBT_IN_TAP_BIP32_DERIVATION", .input(0), [0x16] + bytes32, [0, 1],
                .keyOrigin(.originLength(bytes: 1))),
            BadField("PSBT_IN_TAP_INTERNAL_KEY", .input(0), [0x17], key33, .valueLength(expected: 32, actual: 33)),
            BadField("PSBT_IN_TAP_MERKLE_ROOT", .input(0), [0x18], [], .valueLength(expected: 32, actual: 0)),
            BadField("PSBT_OUT_TAP_INTERNAL_KEY", .output(0), [0x05], [], .valueLength(expected: 32, actual: 0)),
            BadField("PSBT_OUT_TAP_TREE", .output(0), [0x06], [], .emptyValue),
            BadField("PSBT_OUT_TAP_TREE", .output(0), [0x06], [1, 0xc0, 0], .taprootTree),
            BadField("PSBT_OUT_TAP_TREE", .output(0), [0x06], [0, 0xc0, 0, 0, 0xc0, 0], .taprootTree),
            BadField("PSBT_OUT_TAP_TREE", .output(0), [0x06], [2, 0xc0, 0, 1, 0xc0, 0], .taprootTree),
            BadField("PSBT_OUT_TAP_TREE", .output(0), [0x06], [129, 0xc0, 0], .taprootTree),
            BadField("PSBT_OUT_TAP_TREE", .output(0), [0x06], [0, 0xc1, 0], .taprootTree),
            BadField(
                "PSBT_OUT_TAP_TREE", .output(0), [0x06], [0, 0xc0, 5, 1],
                .encoding(.truncated(needed: 5, available: 1, offset: 3))),
            BadField(
                "PSBT_OUT_TAP_BIP32_DERIVATION", .output(0), [0x07], [0] + origin,
                .keyLength(expected: 32, actual: 0)),
        ]
    }()

    @Test("accepts well-formed taproot fields and says that they are there")
    func taprootFields() throws {
        let tree: [UInt8] = [1, 0xc0, 1, 0x51, 2, 0xc0, 0, 2, 0xc2, 0]
        let signature = [UInt8](repeating: 1, count: 64)
        let builder = PSBTBuilder.version0
            .withInput([0x13], signature + [1])
            .withInput([0x14] + bytes32 + bytes32, signature)
            .withInput([0x15, 0xc0] + bytes32 + bytes32, [0x51, 0xc0])
            .withInput([0x16] + bytes32, [1] + bytes32 + origin)
            .withInput([0x17], bytes32)
            .withInput([0x18], bytes32)
            .withOutput([0x05], bytes32)
            .withOutput([0x06], tree)
            .withOutput([0x07] + bytes32, [0] + origin)
        let psbt = try PSBT(decoding: builder.bytes)
        #expect(psbt.inputs[0].hasTaprootFields)
        #expect(psbt.outputs[0].hasTaprootFields)
        #expect(psbt.inputs[0].unknown.isEmpty)
        #expect(psbt.encoded() == builder.bytes)
        let plain = try PSBT(decoding: PSBTBuilder.version0.bytes)
        #expect(!plain.inputs[0].hasTaprootFields)
        #expect(!plain.outputs[0].hasTaprootFields)
    }

    private func refuses(_ field: BadField) {
        #expect(throws: PSBTError.field(field.name, field.place, field.problem)) {
            try PSBT(decoding: field.builder.bytes)
        }
    }

    /// What the transaction decoder itself says about these bytes.
    private static func transactionError(_ bytes: [UInt8]) -> TransactionError {
        do throws(TransactionError) {
            _ = try Transaction(decodingWithoutWitness: bytes)
            return .noInputs
        } catch {
            return error
        }
    }
}
