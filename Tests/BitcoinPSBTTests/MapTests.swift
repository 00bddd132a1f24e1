import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import TestSupport
import Testing

@Suite("Changing a map")
struct MapTests {
    private let keys: [[UInt8]] = (1...3).map { [0x02] + [UInt8](repeating: 0, count: 31) + [$0] }

    private func key(_ number: Int) throws -> EncodedPublicKey { try EncodedPublicKey(keys[number]) }

    @Test("a property that is set and taken away again leaves the bytes as they were")
    func settingAndRemoving() throws {
        let bytes = PSBTBuilder.version2.withInput([0xf0], [1, 2, 3]).withInput([0x09], [4]).bytes
        var psbt = try PSBT(decoding: bytes)
        psbt.inputs[0].sighashType = 1
        psbt.inputs[0].witnessScript = Script([0x51])
        psbt.inputs[0].finalScriptWitness = [[], [1]]
        psbt.inputs[0].requiredHeightLocktime = 5
        psbt.outputs[0].redeemScript = Script([0x52])
        #expect(psbt.encoded() != bytes)
        #expect(try PSBT(decoding: psbt.encoded()) == psbt)
        psbt.inputs[0].sighashType = nil
        psbt.inputs[0].witnessScript = nil
        psbt.inputs[0].finalScriptWitness = nil
        psbt.inputs[0].requiredHeightLocktime = nil
        psbt.outputs[0].redeemScript = nil
        #expect(psbt.encoded() == bytes)
    }

    @Test("a changed value stays where the old one was, even in a file out of order")
    func replacing() throws {
        var builder = PSBTBuilder.version0
        builder.inputs[0] = [.init([0xf0], []), .init([0x03], [1, 0, 0, 0]), .init([0x04], [0x51])]
        var psbt = try PSBT(decoding: builder.bytes)
        psbt.inputs[0].sighashType = 3
        builder.inputs[0][1].value = [3, 0, 0, 0]
        #expect(psbt.encoded() == builder.bytes)
    }

    @Test("partial signatures stand in ascending order and replace one by the same key")
    func partialSigs() throws {
        var input = InputMap()
        input.addPartialSig(publicKey: try key(1), signature: [1])
        input.addPartialSig(publicKey: try key(2), signature: [2])
        input.addPartialSig(publicKey: try key(0), signature: [3])
        input.addPartialSig(publicKey: try key(2), signature: [4])
        #expect(input.partialSigs.map(\.publicKey) == [try key(0), try key(1), try key(2)])
        #expect(input.partialSigs.map(\.signature) == [[3], [1], [4]])
        #expect(input.pairs.map { Array($0.key) } == keys.map { [0x02] + $0 })
        #expect(input.pairs.map { Array($0.value) } == [[3], [1], [4]])
        input.partialSigs.removeAll()
        #expect(input == InputMap())
    }

    @Test("a proprietary field replaces the one with the same key and no other")
    func proprietary() throws {
        var psbt = try PSBT(decoding: PSBTBuilder.version0.bytes)
        func pair(_ subtype: UInt64, _ keyData: [UInt8], _ value: [UInt8]) -> ProprietaryPair {
            ProprietaryPair(identifier: Array("RENSHO".utf8), subtype: subtype, keyData: keyData, value: value)
        }
        psbt.global.setProprietary(pair(0, [], [1]))
        psbt.global.setProprietary(pair(1, [0x61], [2]))
        psbt.global.setProprietary(pair(0, [], [3]))
        let read = try PSBT(decoding: psbt.encoded())
        #expect(read.global.proprietary == [pair(0, [], [3]), pair(1, [0x61], [2])])
        #expect(read == psbt)
        #expect(pair(0, [], [1]).hasSameKey(as: pair(0, [], [2])))
        #expect(!pair(0, [], [1]).hasSameKey(as: pair(0, [1], [1])))
    }

    @Test("unknown pairs are kept, listed and told apart from known ones")
    func unknown() throws {
        let builder = PSBTBuilder.version0
            .withGlobal([0xf0, 1], [2]).withGlobal([0xfc, 1, 0x41, 0], [3])
            .withInput([0x7f], []).withInput([0xfd, 0x00, 0x01], [9]).withInput([0x09], [1])
            .withOutput([0x30], [7])
        let psbt = try PSBT(decoding: builder.bytes)
        #expect(psbt.global.unknown.map { Array($0.key) } == [[0xf0, 1]])
        #expect(psbt.inputs[0].unknown.map { Array($0.key) } == [[0x7f], [0xfd, 0x00, 0x01]])
        #expect(psbt.outputs[0].unknown == [RawPair(key: [0x30], value: [7])])
        #expect(psbt.encoded() == builder.bytes)
    }

    @Test("pairs of another file are added where they are missing; what is there stays")
    func addingMissingPairs() throws {
        var mine = try PSBT(decoding: PSBTBuilder.version0.withInput([0x03], [1, 0, 0, 0]).bytes)
        let other = try PSBT(
            decoding: PSBTBuilder.version0.withInput([0x03], [2, 0, 0, 0]).withInput([0x04], [0x51])
                .withInput([0xf0], [1]).withGlobal([0xf0], [2]).withOutput([0x00], [0x52]).bytes)
        try mine.global.addMissingPairs(of: other.global)
        try mine.inputs[0].addMissingPairs(of: other.inputs[0], at: 0)
        try mine.outputs[0].addMissingPairs(of: other.outputs[0], at: 0)
        #expect(mine.inputs[0].sighashType == 1)
        #expect(mine.inputs[0].redeemScript == Script([0x51]))
        #expect(mine.outputs[0].redeemScript == Script([0x52]))
        #expect(mine.global.unknown.count == 1)
        #expect(try PSBT(decoding: mine.encoded()) == mine)
        // A property set afterwards is still carried over to the pairs.
        mine.inputs[0].sighashType = nil
        #expect(try PSBT(decoding: mine.encoded()).inputs[0].sighashType == nil)
    }

    @Test("a pair that is added goes before the first greater key, also in a file out of order")
    func order() throws {
        func keys(_ pairs: [RawPair]) -> [UInt8] { pairs.compactMap(\.key.first) }
        var mine = PSBTBuilder.version0
        mine.inputs[0] = [0x30, 0x50, 0x40, 0x60].map { .init([$0], []) }
        var other = PSBTBuilder.version0
        other.inputs[0] = [0x70, 0x45, 0x20, 0x50, 0x44].map { .init([$0], []) }
        var psbt = try PSBT(decoding: mine.bytes)
        try psbt.inputs[0].addMissingPairs(of: PSBT(decoding: other.bytes).inputs[0], at: 0)
        #expect(keys(psbt.inputs[0].pairs) == [0x20, 0x30, 0x44, 0x45, 0x50, 0x40, 0x60, 0x70])
        psbt.inputs[0].sighashType = 1
        #expect(keys(psbt.inputs[0].pairs) == [0x03, 0x20, 0x30, 0x44, 0x45, 0x50, 0x40, 0x60, 0x70])
    }

    @Test("two files in order are merged in order, every key once")
    func merging() throws {
        func map(_ types: [UInt8], _ value: UInt8) throws -> InputMap {
            var builder = PSBTBuilder.version0
            builder.inputs[0] = types.map { .init([$0], [value]) }
            return try PSBT(decoding: builder.bytes).inputs[0]
        }
        var merged = try map([0x30, 0x40, 0x50], 1)
        try merged.addMissingPairs(of: map([0x20, 0x30, 0x45, 0x50, 0x60, 0x61], 2), at: 0)
        #expect(merged.pairs.compactMap(\.key.first) == [0x20, 0x30, 0x40, 0x45, 0x50, 0x60, 0x61])
        #expect(merged.pairs.compactMap(\.value.first) == [2, 1, 1, 2, 1, 2, 2])
    }

    @Test("thousands of entries are changed and merged")
    func manyEntries() throws {
        func builder(_ tag: UInt8) -> PSBTBuilder {
            var builder = PSBTBuilder.version0
            builder.inputs[0] = (0..<4_900).map {
                .init([0xfc, 0x00, 0x00, UInt8($0 & 0xff), UInt8($0 >> 8), tag], [])
            }
            return builder
        }
        var psbt = try PSBT(decoding: builder(1).bytes)
        try psbt.inputs[0].addMissingPairs(of: PSBT(decoding: builder(2).bytes).inputs[0], at: 0)
        #expect(psbt.inputs[0].proprietary.count == 9_800)
        psbt.inputs[0].proprietary.removeFirst()
        #expect(psbt.inputs[0].pairs.count == 9_799)
        #expect(try PSBT(decoding: psbt.encoded()) == psbt)
    }

    @Test("an extended key needs its length and a path as long as its depth")
    func globalXpub() throws {
        let origin = try KeyOrigin(parsing: "73c5da0a/48h")
        var serialized = [UInt8](repeating: 0, count: GlobalXpub.serializedLength)
        #expect(throws: FieldProblem.pathDepth(depth: 0, steps: 1)) {
            try GlobalXpub(serialized: serialized, origin: origin)
        }
        #expect(throws: FieldProblem.keyLength(expected: 78, actual: 3)) {
            try GlobalXpub(serialized: [1, 2, 3], origin: origin)
        }
        serialized[4] = 1
        var psbt = try PSBT(decoding: PSBTBuilder.version0.bytes)
        psbt.global.xpubs = [try GlobalXpub(serialized: serialized, origin: origin)]
        #expect(try PSBT(decoding: psbt.encoded()).global.xpubs == psbt.global.xpubs)
    }

    @Test("knows the types of BIP-174, BIP-370 and BIP-371 and no others")
    func knownTypes() throws {
        for type in UInt8.min...0xfc {
            func isUnknown(_ builder: PSBTBuilder, _ unknown: (PSBT) -> [RawPair]) -> Bool {
                (try? PSBT(decoding: builder.bytes)).map { !unknown($0).isEmpty } ?? false
            }
            // A known type refuses this key or value, or it is not listed as unknown.
            let (key, value): ([UInt8], [UInt8]) = ([type, 0xaa, 0xbb], [1])
            let version0 = PSBTBuilder.version0
            let isKnown = (
                global: !isUnknown(version0.withGlobal(key, value), \.global.unknown),
                input: !isUnknown(version0.withInput(key, value), \.inputs[0].unknown),
                output: !isUnknown(version0.withOutput(key, value), \.outputs[0].unknown)
            )
            #expect(isKnown.global == (type <= 0x06 || type >= 0xfb), "global type \(type)")
            #expect(isKnown.input == (type <= 0x18 || type == 0xfc), "input type \(type)")
            #expect(isKnown.output == (type <= 0x07 || type == 0xfc), "output type \(type)")
        }
    }
}
