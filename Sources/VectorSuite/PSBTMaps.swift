import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding

/// A PSBT as the vectors compare it: map by map, the pairs of each map as a set.
enum PSBTMaps {
    /// Reads base64 as a file would be read.
    static func decode(_ base64: String) throws -> PSBT {
        try PSBTFile(fileBytes: Array(base64.utf8)).psbt
    }

    /// The pairs of a map in file order, `[key, value]` in hex.
    static func value(_ pairs: [RawPair]) -> VectorValue {
        .list(pairs.map { .list([.hex($0.key), .hex($0.value)]) })
    }

    /// The base64 that the row lists, if the PSBT says the same in whatever order; otherwise its own.
    static func result(_ made: PSBT, like expected: String) throws -> VectorValue {
        let isEqual = sets(made) == sets(try decode(expected))
        let survives = try PSBT(decoding: made.encoded()).encoded() == made.encoded()
        return .text(isEqual && survives ? expected : Base64.encode(made.encoded()))
    }

    /// The fee in satoshi; `nil` where an input does not say what it spends.
    static func fee(_ psbt: PSBT) throws -> UInt64? {
        let transaction = try psbt.unsignedTransaction()
        let spent = zip(psbt.inputs, transaction.inputs).compactMap { spentOutput(of: $0, $1)?.amount }
        guard spent.count == transaction.inputs.count else { return nil }
        let total = try Amount.sum(spent)
        return try total.subtracting(try Amount.sum(transaction.outputs.map(\.amount))).sat
    }

    /// What an input spends, as its map tells it.
    static func spentOutput(of map: InputMap, _ input: TxIn) -> TxOut? {
        let outputs = map.nonWitnessUtxo?.outputs ?? []
        let vout = Int(input.previousOutput.vout)
        return outputs.indices.contains(vout) ? outputs[vout] : map.witnessUtxo
    }

    private static func sets(_ psbt: PSBT) -> [Set<String>] {
        let maps = [psbt.global.pairs] + psbt.inputs.map(\.pairs) + psbt.outputs.map(\.pairs)
        return maps.map { Set($0.map { "\(Hex.encode($0.key))=\(Hex.encode($0.value))" }) }
    }
}
