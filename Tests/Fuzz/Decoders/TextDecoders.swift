import BitcoinPrimitives
import ByteCoding
import TestSupport

extension FuzzDecoder {
    /// An address on every network: given as text, or as the bytes that a text with the right checksum is made of.
    static let address = FuzzDecoder(
        "address", longestInput: 256, seeds: { try SeedCorpus.texts(in: "base58", "bech32") },
        decode: { bytes in
            let texts = [String(decoding: bytes, as: UTF8.self), base58Text(bytes)] + witnessTexts(bytes)
            try FuzzBreach.anyOf(
                texts.flatMap { text in
                    Network.allCases.map { network in { try check(address: text, network) } }
                })
        })

    /// An extended public key as text, or as the 78 bytes: written again it is the same, and its children derive.
    static let xpub = FuzzDecoder(
        "xpub", longestInput: 256, seeds: { try SeedCorpus.texts(in: "bip32") + SeedCorpus.hex(in: "bip32") },
        decode: { bytes in
            // No text of 78 characters stands for a key: it takes 111 or 112.
            guard bytes.count == ExtendedPublicKey.serializedLength else {
                let text = String(decoding: bytes, as: UTF8.self)
                let key = try ExtendedPublicKey(parsing: text)
                return try FuzzBreach.unless(key.description == text, "an extended key is written as it was read")
            }
            let key = try ExtendedPublicKey(serialized: bytes)
            try FuzzBreach.unless(key.serialized == bytes, "a serialized key is written as it was read")
            _ = try? key.derived(ChildNumber(rawValue: 0))
            let read = try FuzzBreach.never("its text reads") { try ExtendedPublicKey(parsing: key.description) }
            try FuzzBreach.unless(read == key, "its text reads as the same")
        })

    /// Base58 with and without checksum, both ways.
    static let base58 = FuzzDecoder(
        "base58", longestInput: 1_024, seeds: { try SeedCorpus.texts(in: "base58") },
        decode: { bytes in
            let payload = Array(bytes.prefix(longestBase58))
            try FuzzBreach.unless(
                try FuzzBreach.never("base58 reads") { try Base58.decode(Base58.encode(payload)) } == payload,
                "base58 of any bytes reads as them")
            try FuzzBreach.unless(
                try FuzzBreach.never("base58check reads") {
                    try Base58Check.decode(Base58Check.encode(payload))
                } == payload, "base58check of any bytes reads as them")
            let text = String(decoding: bytes, as: UTF8.self)
            let decoded = try Base58.decode(text)
            try FuzzBreach.unless(Base58.encode(decoded) == text, "base58 is written as it was read")
            let checked = try Base58Check.decode(text)
            try FuzzBreach.unless(Base58Check.encode(checked) == text, "base58check is written as it was read")
        })

    /// Bech32 and bech32m, both ways, with the regrouping of bits.
    static let bech32 = FuzzDecoder(
        "bech32", longestInput: 256, seeds: { try SeedCorpus.texts(in: "bech32") },
        decode: { bytes in
            try FuzzBreach.unless(
                try FuzzBreach.never("regrouped bits read") {
                    try Bech32.toBytes(fiveBit: Bech32.toFiveBit(bytes))
                } == bytes, "regrouping bits loses nothing")
            let text = String(decoding: bytes, as: UTF8.self)
            let parsed = try Bech32(parsing: text)
            try FuzzBreach.unless(parsed.text == text.lowercased(), "bech32 is written as it was read")
            guard let program = try? Bech32.toBytes(fiveBit: parsed.data) else { return }
            try FuzzBreach.unless(Bech32.toFiveBit(program) == parsed.data, "regrouped data is the data")
        })

    /// Base64 and hex, both ways.
    static let base64 = FuzzDecoder(
        "base64", longestInput: 1_024,
        seeds: { [[], Array("cHNidP8=".utf8), Array("AA==".utf8), Array("00ff".utf8), Array("+/+/".utf8)] },
        decode: { bytes in
            try FuzzBreach.unless(
                try FuzzBreach.never("base64 reads") { try Base64.decode(Base64.encode(bytes)) } == bytes,
                "base64 of any bytes reads as them")
            try FuzzBreach.unless(
                try FuzzBreach.never("hex reads") { try Hex.decode(Hex.encode(bytes)) } == bytes,
                "hex of any bytes reads as them")
            let text = String(decoding: bytes, as: UTF8.self)
            try FuzzBreach.anyOf([
                {
                    let decoded = try Base64.decode(bytes[...])
                    try FuzzBreach.unless(Base64.encode(decoded) == text, "base64 is written as it was read")
                },
                {
                    let decoded = try Hex.decode(text)
                    try FuzzBreach.unless(Hex.encode(decoded) == text.lowercased(), "hex is written as it was read")
                },
            ])
        })

    /// Bytes whose base58 stays below the limit of a text: 138 characters for 100 bytes.
    private static let longestBase58 = 300

    private static func base58Text(_ bytes: [UInt8]) -> String {
        Base58Check.encode(Array(bytes.prefix(longestBase58)))
    }

    /// The witness program of the bytes behind the first, which is the version, as a text of either checksum.
    private static func witnessTexts(_ bytes: [UInt8]) -> [String] {
        guard let version = bytes.first else { return [] }
        // 42 bytes are one step beyond the longest program, and the text keeps below 90 characters.
        let data = [version & 31] + Bech32.toFiveBit(Array(bytes.dropFirst().prefix(42)))
        return ["bc", "bcrt"].flatMap { prefix in
            Bech32.Variant.allCases.map { Bech32(humanReadablePart: prefix, data: data, variant: $0).text }
        }
    }

    private static func check(address text: String, _ network: Network) throws {
        let address = try Address(parsing: text, network: network)
        let isSame = address.text == text || address.text == text.lowercased()
        try FuzzBreach.unless(isSame, "an address is written as it was read")
        try FuzzBreach.unless(address.groups.joined() == address.text, "the groups are the address")
        let back = Address(scriptPubKey: address.scriptPubKey, network: network)
        try FuzzBreach.unless(back == address, "the script of an address leads back to it")
    }
}
