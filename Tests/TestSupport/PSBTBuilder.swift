/// Builds PSBT files pair by pair, with nothing that stops them from being wrong.
package struct PSBTBuilder: Sendable {
    /// A key, which includes its type, and a value.
    package struct Pair: Sendable {
        package var key: [UInt8]
        package var value: [UInt8]

        package init(_ key: [UInt8], _ value: [UInt8]) {
            self.key = key
            self.value = value
        }
    }

    package var magic: [UInt8] = [0x70, 0x73, 0x62, 0x74, 0xff]
    package var global: [Pair] = []
    package var inputs: [[Pair]] = []
    package var outputs: [[Pair]] = []
    /// Bytes after the last map.
    package var trailer: [UInt8] = []

    /// Starts with the magic bytes and no map but an empty global one.
    package init() {}

    /// Version 0: one input, one output, nothing known about either.
    package static var version0: PSBTBuilder {
        var builder = PSBTBuilder()
        builder.global = [Pair([0x00], unsignedTransaction())]
        builder.inputs = [[]]
        builder.outputs = [[]]
        return builder
    }

    /// Version 2: one input, one output, only the fields that the version needs.
    package static var version2: PSBTBuilder {
        var builder = PSBTBuilder()
        builder.global = [
            Pair([0x02], [2, 0, 0, 0]), Pair([0x04], [1]), Pair([0x05], [1]), Pair([0xfb], [2, 0, 0, 0]),
        ]
        builder.inputs = [[Pair([0x0e], previousTxid), Pair([0x0f], [0, 0, 0, 0])]]
        builder.outputs = [[Pair([0x03], [0x10, 0x27, 0, 0, 0, 0, 0, 0]), Pair([0x04], script)]]
        return builder
    }

    /// The txid, in internal order, that the input of `version0` and `version2` spends.
    package static let previousTxid = [UInt8](repeating: 0x11, count: 32)

    /// The scriptPubKey of the output of `version0` and `version2`.
    package static let script: [UInt8] = [0x00, 0x20] + [UInt8](repeating: 0x22, count: 32)

    /// A transaction with one input and one output of 10,000 satoshi.
    package static func unsignedTransaction(
        spending txid: [UInt8] = previousTxid, vout: UInt8 = 0, scriptSig: [UInt8] = []
    ) -> [UInt8] {
        let input = txid + [vout, 0, 0, 0] + variable(scriptSig) + [0xff, 0xff, 0xff, 0xff]
        let output = [0x10, 0x27, 0, 0, 0, 0, 0, 0] + variable(script)
        return [2, 0, 0, 0, 1] + input + [1] + output + [0, 0, 0, 0]
    }

    /// Puts a pair into the global map, before greater keys.
    package func withGlobal(_ key: [UInt8], _ value: [UInt8]) -> Self {
        var copy = self
        Self.insert(Pair(key, value), into: &copy.global)
        return copy
    }

    /// Puts a pair into the map of input 0, before greater keys.
    package func withInput(_ key: [UInt8], _ value: [UInt8]) -> Self {
        var copy = self
        Self.insert(Pair(key, value), into: &copy.inputs[0])
        return copy
    }

    /// Puts a pair into the map of output 0, before greater keys.
    package func withOutput(_ key: [UInt8], _ value: [UInt8]) -> Self {
        var copy = self
        Self.insert(Pair(key, value), into: &copy.outputs[0])
        return copy
    }

    /// Removes the pairs with this key from every map.
    package func without(_ key: [UInt8]) -> Self {
        var copy = self
        copy.global.removeAll { $0.key == key }
        for index in copy.inputs.indices { copy.inputs[index].removeAll { $0.key == key } }
        for index in copy.outputs.indices { copy.outputs[index].removeAll { $0.key == key } }
        return copy
    }

    /// The file.
    package var bytes: [UInt8] {
        magic + ([global] + inputs + outputs).flatMap(Self.encode) + trailer
    }

    /// Where in the file a key of a map begins: the byte after its length; past the last pair, where one would begin.
    ///
    /// Pairs and maps count from 0, the maps from the global one on.
    package func place(map: Int, pair: Int) -> Int {
        let maps = [global] + inputs + outputs
        let before = maps[..<map].flatMap(Self.encode).count
        let inside = Array(maps[map][..<pair])
        let prefix =
            maps[map].indices.contains(pair) ? Self.variable(maps[map][pair].key).count - maps[map][pair].key.count : 1
        return magic.count + before + Self.encode(inside).count - 1 + prefix
    }

    /// Bytes with their length before them.
    package static func variable(_ bytes: [UInt8]) -> [UInt8] {
        let count = bytes.count
        if count < 0xfd { return [UInt8(count)] + bytes }
        if count <= 0xffff { return [0xfd, UInt8(count & 0xff), UInt8(count >> 8)] + bytes }
        return [0xfe] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + bytes
    }

    private static func insert(_ pair: Pair, into map: inout [Pair]) {
        let place = map.firstIndex { pair.key.lexicographicallyPrecedes($0.key) } ?? map.endIndex
        map.insert(pair, at: place)
    }

    private static func encode(_ map: [Pair]) -> [UInt8] {
        map.flatMap { variable($0.key) + variable($0.value) } + [0]
    }
}
