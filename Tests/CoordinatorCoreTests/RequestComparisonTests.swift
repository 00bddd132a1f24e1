import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import TestSupport
import Testing

@Suite struct RequestComparisonTests {
    /// One pair of a PSBT, by map and place.
    struct Place: Sendable, Hashable, CustomTestStringConvertible {
        let version: PSBTVersion
        let map: Int
        let pair: Int
        var testDescription: String { "\(version) map \(map) pair \(pair)" }
    }

    static func maps(_ psbt: PSBT) -> [[RawPair]] {
        [psbt.global.pairs] + psbt.inputs.map(\.pairs) + psbt.outputs.map(\.pairs)
    }

    static func encode(_ maps: [[RawPair]]) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(PSBT.magic)
        for map in maps {
            for pair in map {
                writer.appendVariableBytes(pair.key)
                writer.appendVariableBytes(pair.value)
            }
            writer.append(0)
        }
        return writer.bytes
    }

    static func places() throws -> [Place] {
        var places: [Place] = []
        for version in [PSBTVersion.v0, .v2] {
            let maps = maps(try CaseMaker.standard(version).proposal.psbt)
            for (map, pairs) in maps.enumerated() {
                places += pairs.indices.map { Place(version: version, map: map, pair: $0) }
            }
        }
        return places
    }

    static func isRensho(_ pair: RawPair) -> Bool { pair.key.starts(with: [0xfc, 6] + ProposalFields.identifier) }

    @Test("sees every pair that is taken away or changed", arguments: try places())
    func sees(_ place: Place) throws {
        let proposal = try CaseMaker.standard(place.version).proposal.psbt
        let original = Self.maps(proposal)
        let pair = original[place.map][place.pair]
        var removed = original
        removed[place.map].remove(at: place.pair)
        var changed = original
        var value = Array(pair.value)
        if value.isEmpty { value = [0] } else { value[value.count - 1] ^= 1 }
        changed[place.map][place.pair] = RawPair(key: pair.key, value: value[...])
        for maps in [removed, changed] {
            // Many such files are no PSBT at all any more, which is refused earlier.
            guard let returned = try? PSBT(decoding: Self.encode(maps)) else { continue }
            let differences = RequestComparison.differences(proposal: proposal, returned: returned)
            #expect(differences.isEmpty == Self.isRensho(pair))
        }
    }

    @Test(
        "lets signatures, Rensho's documents, another order of pairs and cleared flags pass",
        arguments: [
            PSBTVersion.v0, .v2,
        ])
    func passes(_ version: PSBTVersion) throws {
        let maker = try CaseMaker.standard(version)
        #expect(RequestComparison.differences(proposal: maker.proposal.psbt, returned: try maker.answer(by: 0)).isEmpty)
        let reversed = Self.maps(try maker.answer(by: 1)).map { Array($0.reversed()) }
        let returned = try PSBT(decoding: Self.encode(reversed))
        #expect(RequestComparison.differences(proposal: maker.proposal.psbt, returned: returned).isEmpty)
    }

    @Test("lets a signer clear the modifiable flags and not set them")
    func flags() throws {
        var proposal = try CaseMaker.standard(.v2).proposal.psbt
        proposal.global.txModifiable = [.inputs, .outputs]
        var returned = proposal
        returned.global.txModifiable = []
        #expect(RequestComparison.differences(proposal: proposal, returned: returned).isEmpty)
        #expect(
            RequestComparison.differences(proposal: returned, returned: proposal).map(\.description)
                == ["PSBT_GLOBAL_TX_MODIFIABLE of the global map was changed"])
    }

    @Test("names map, field and what happened")
    func names() throws {
        let proposal = try CaseMaker.standard(.v2).proposal.psbt
        var returned = proposal
        returned.inputs[1].sequence = .final
        returned.inputs[0].sighashType = 3
        returned.outputs[0].amount = try Amount(sat: 1)
        returned.outputs[1].witnessScript = nil
        #expect(
            RequestComparison.differences(proposal: proposal, returned: returned).map(\.description) == [
                "PSBT_IN_SIGHASH_TYPE of input 0 was added", "PSBT_IN_SEQUENCE of input 1 was changed",
                "PSBT_OUT_AMOUNT of output 0 was changed", "PSBT_OUT_WITNESS_SCRIPT of output 1 was removed",
            ])
    }

    @Test("does not mix versions or numbers of maps")
    func shapes() throws {
        let proposal = try CaseMaker.standard(.v0).proposal.psbt
        #expect(
            RequestComparison.differences(proposal: proposal, returned: try proposal.converted(to: .v2))
                == [RequestDifference(map: .global, field: "PSBT_GLOBAL_VERSION", kind: .changed)])
        let more = try CaseMaker { try $0.addCoin(0, 3, sat: 1_000) }.proposal.psbt
        let differences = RequestComparison.differences(proposal: proposal, returned: more)
        #expect(differences.contains { $0.field == "the number of inputs" })
    }
}
