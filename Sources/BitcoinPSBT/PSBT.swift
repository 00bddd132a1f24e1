import BitcoinPrimitives
import ByteCoding

/// A partially signed transaction that is well formed: BIP-174 (version 0) or BIP-370 (version 2).
///
/// Nothing that it claims has been believed: scripts, amounts, derivations and signatures are for the reviewer to check.
/// The one exception is that a previous transaction has the txid and the output that its input spends.
package struct PSBT: Hashable, Sendable {
    /// The version of the container.
    package let version: PSBTVersion

    /// What belongs to the whole.
    package var global: GlobalMap

    /// One map for each input; their number is fixed.
    package var inputs: [InputMap]

    /// One map for each output; their number is fixed.
    package var outputs: [OutputMap]

    /// The first bytes of every PSBT: `psbt` and 0xFF.
    package static let magic: [UInt8] = [0x70, 0x73, 0x62, 0x74, 0xff]

    init(version: PSBTVersion, global: GlobalMap, inputs: [InputMap], outputs: [OutputMap]) {
        self.version = version
        self.global = global
        self.inputs = inputs
        self.outputs = outputs
    }

    /// Reads a binary PSBT strictly.
    package init(
        decoding bytes: [UInt8], partialSigKeys: PartialSigKeyCheck = .points
    ) throws(PSBTError) {
        guard bytes.starts(with: Self.magic) else { throw .notPSBT }
        guard bytes.count <= PSBTLimits.maximumBytes else {
            throw .tooLarge(bytes: bytes.count, limit: PSBTLimits.maximumBytes)
        }
        var reader = PairReader(bytes, skipping: Self.magic.count)
        global = try GlobalMap(pairs: reader.readMap(.global), in: .global)
        version = try Self.version(of: global)
        try global.checkPresence(in: version, map: .global)
        let counts = try Self.counts(of: global)

        inputs = []
        inputs.reserveCapacity(min(counts.inputs, reader.remaining))
        for index in 0..<counts.inputs {
            let input = try InputMap(pairs: reader.readMap(.input(index)), in: .input(index))
            try input.checkPresence(in: version, map: .input(index))
            inputs.append(input)
        }
        outputs = []
        outputs.reserveCapacity(min(counts.outputs, reader.remaining))
        for index in 0..<counts.outputs {
            let output = try OutputMap(pairs: reader.readMap(.output(index)), in: .output(index))
            try output.checkPresence(in: version, map: .output(index))
            outputs.append(output)
        }
        try reader.finish()
        try checkPreviousTransactions()
        if partialSigKeys == .points { try checkPartialSigKeys() }
    }

    /// The binary form: what was read and not changed is written byte for byte as it stood.
    package func encoded() -> [UInt8] {
        let inputLength = inputs.reduce(0) { $0 + $1.list.encodedLength }
        let outputLength = outputs.reduce(0) { $0 + $1.list.encodedLength }
        var writer = ByteWriter(
            reservingCapacity: Self.magic.count + global.list.encodedLength + inputLength + outputLength)
        writer.append(Self.magic)
        global.list.encode(into: &writer)
        for input in inputs { input.list.encode(into: &writer) }
        for output in outputs { output.list.encode(into: &writer) }
        return writer.bytes
    }

    private static func version(of global: GlobalMap) throws(PSBTError) -> PSBTVersion {
        // BIP-174: "If omitted, the version number is 0."
        let number = global.version ?? 0
        guard let version = PSBTVersion(rawValue: number) else {
            throw .unsupportedVersion(number, global.place(of: \.version, in: .global))
        }
        return version
    }

    /// The number of input and output maps that follow; absent fields have been refused before.
    private static func counts(of global: GlobalMap) throws(PSBTError) -> (inputs: Int, outputs: Int) {
        let inputs: UInt64
        let outputs: UInt64
        if let transaction = global.unsignedTx {
            (inputs, outputs) = (UInt64(transaction.inputs.count), UInt64(transaction.outputs.count))
        } else {
            (inputs, outputs) = (global.inputCount ?? 0, global.outputCount ?? 0)
        }
        let isUnsignedTx = global.unsignedTx != nil
        guard let inputCount = Int(exactly: inputs), inputCount <= PSBTLimits.maximumInputs else {
            let field = GlobalMap.name(of: isUnsignedTx ? \.unsignedTx : \.inputCount)
            throw .countOverLimit(field: field, count: inputs, limit: PSBTLimits.maximumInputs)
        }
        guard let outputCount = Int(exactly: outputs), outputCount <= PSBTLimits.maximumOutputs else {
            let field = GlobalMap.name(of: isUnsignedTx ? \.unsignedTx : \.outputCount)
            throw .countOverLimit(field: field, count: outputs, limit: PSBTLimits.maximumOutputs)
        }
        return (inputCount, outputCount)
    }
}
