import BitcoinPSBT
import ByteCoding

/// A PSBT that somebody else wrote, searched for signatures without any of the rules that a good PSBT keeps: an answer to
/// a hostile PSBT is often as hostile.
enum ForeignAnswer {
    /// `PSBT_IN_PARTIAL_SIG`, `PSBT_IN_FINAL_SCRIPTSIG` and `PSBT_IN_FINAL_SCRIPTWITNESS` of BIP-174.
    private static let signatureTypes: Set<UInt8> = [0x02, 0x07, 0x08]

    /// The inputs that carry a signature; `nil` when the file has no maps at all.
    static func signedInputs(in file: [UInt8], inputCount: Int) -> [Int]? {
        let bytes = binary(file)
        guard bytes.starts(with: PSBT.magic) else { return nil }
        var reader = ByteReader(bytes[PSBT.magic.count...])
        guard keyTypes(&reader) != nil else { return nil }
        var signed: [Int] = []
        for place in 0..<inputCount {
            guard let types = keyTypes(&reader) else { break }
            if !types.isDisjoint(with: signatureTypes) { signed.append(place) }
        }
        return signed
    }

    /// The types of the keys in the next map; `nil` when there is none.
    private static func keyTypes(_ reader: inout ByteReader) -> Set<UInt8>? {
        guard reader.remaining > 0 else { return nil }
        var types: Set<UInt8> = []
        while reader.remaining > 0 {
            guard let key = try? reader.readVariableBytes(limit: PSBTLimits.maximumBytes) else { return types }
            guard let type = key.first else { return types }
            // A pair that is cut off is still an answer that holds a signature.
            types.insert(type)
            guard (try? reader.readVariableBytes(limit: PSBTLimits.maximumBytes)) != nil else { return types }
        }
        return types
    }

    private static func binary(_ file: [UInt8]) -> [UInt8] {
        guard !file.starts(with: PSBT.magic) else { return file }
        let space: Set<UInt8> = [0x0a, 0x0d, 0x20]
        let text = file.filter { !space.contains($0) }
        return (try? Base64.decode(text[...])) ?? (try? Hex.decode(text[...])) ?? file
    }
}
