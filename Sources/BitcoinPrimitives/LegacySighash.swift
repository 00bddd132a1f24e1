import BitcoinCrypto
package import ByteCoding

/// The signature hashes of a transaction's inputs without witness, as they were before BIP-143.
///
/// Rensho never signs them. They exist to check signatures in previous transactions that other wallets made, and for
/// testers. There is no specification but the reference implementation: a script code stands in place of the input's own
/// script, and what a signature leaves open is emptied before everything is hashed.
package struct LegacySighash: Sendable {
    private let transaction: Transaction

    /// What the low five bits of a hash type say, whatever else is set in it.
    private enum Coverage: Sendable {
        case allOutputs, noOutput, oneOutput
    }

    /// The 32 bytes of the number 1, little endian, that stand for the hash of an output that is not there.
    private static let one = Bytes32(bigEndianWords: (0x0100_0000_0000_0000, 0, 0, 0))

    /// The value of an emptied output: all bits set.
    private static let emptiedAmount = UInt64.max

    /// Takes the transaction; its witnesses and its own scripts do not matter.
    package init(_ transaction: Transaction) {
        self.transaction = transaction
    }

    /// The 32 bytes that a signature covers.
    /// - Parameters:
    ///   - scriptCode: The previous output script, or the redeem script of P2SH, from behind the last separator that was
    ///     executed; what is left of separators is skipped.
    ///   - hashType: All 32 bits of the type, of which a signature carries the lowest byte.
    package func digest(input index: Int, scriptCode: Script, hashType: UInt32) throws(SighashError) -> Bytes32 {
        guard transaction.inputs.indices.contains(index) else {
            throw .inputOutOfRange(index: index, count: transaction.inputs.count)
        }
        let coverage = Self.coverage(of: hashType)
        // The reference implementation returns 1 here instead of failing, and consensus has kept it.
        if coverage == .oneOutput, !transaction.outputs.indices.contains(index) { return Self.one }
        var writer = ByteWriter()
        writer.appendInt32LE(transaction.version)
        encodeInputs(index, Self.withoutSeparators(scriptCode), hashType, coverage, into: &writer)
        encodeOutputs(index, coverage, into: &writer)
        writer.appendUInt32LE(transaction.lockTime.rawValue)
        writer.appendUInt32LE(hashType)
        return SHA256.doubleHash(writer.bytes)
    }

    private func encodeInputs(
        _ index: Int, _ scriptCode: [UInt8], _ hashType: UInt32, _ coverage: Coverage, into writer: inout ByteWriter
    ) {
        let isAlone = hashType & 0x80 != 0
        let inputs = isAlone ? [(index, transaction.inputs[index])] : Array(transaction.inputs.enumerated())
        writer.appendCompactSize(UInt64(inputs.count))
        for (position, input) in inputs {
            input.previousOutput.encode(into: &writer)
            writer.appendVariableBytes(position == index ? scriptCode : [])
            let isOpen = position != index && coverage != .allOutputs
            writer.appendUInt32LE(isOpen ? 0 : input.sequence.rawValue)
        }
    }

    private func encodeOutputs(_ index: Int, _ coverage: Coverage, into writer: inout ByteWriter) {
        switch coverage {
        case .noOutput: writer.appendCompactSize(0)
        case .allOutputs:
            writer.appendCompactSize(UInt64(transaction.outputs.count))
            for output in transaction.outputs { output.encode(into: &writer) }
        case .oneOutput:
            writer.appendCompactSize(UInt64(index) + 1)
            for _ in 0..<index {
                writer.appendUInt64LE(Self.emptiedAmount)
                writer.appendVariableBytes([])
            }
            transaction.outputs[index].encode(into: &writer)
        }
    }

    private static func coverage(of hashType: UInt32) -> Coverage {
        switch hashType & 0x1f {
        case 2: .noOutput
        case 3: .oneOutput
        default: .allOutputs
        }
    }

    private static func withoutSeparators(_ script: Script) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(script.bytes.count)
        var rest = script.bytes[...]
        while let opcode = rest.first {
            let length = instructionLength(rest)
            if opcode != Opcode.codeSeparator { kept += rest.prefix(length) }
            rest = rest.dropFirst(length)
        }
        return kept
    }

    /// The bytes of the first instruction with what it pushes; all that is left where a push goes past the end.
    private static func instructionLength(_ script: ArraySlice<UInt8>) -> Int {
        var reader = ByteReader(script)
        do throws(ByteCodingError) {
            let opcode = try reader.readUInt8()
            switch opcode {
            case 0...UInt8(Opcode.maximumDirectPush): _ = try reader.readSlice(Int(opcode))
            case Opcode.pushData1: _ = try reader.readSlice(Int(reader.readUInt8()))
            case Opcode.pushData2: _ = try reader.readSlice(Int(reader.readUInt16LE()))
            case Opcode.pushData4: _ = try reader.readSlice(Int(reader.readUInt32LE()))
            default: break
            }
            return reader.offset
        } catch {
            return script.count
        }
    }
}
