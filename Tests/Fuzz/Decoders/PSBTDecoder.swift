import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import TestSupport

extension FuzzDecoder {
    /// A PSBT file in any encoding: what is read is written again byte for byte, and its other version reads too.
    static let psbt = FuzzDecoder("psbt", longestInput: 16_384, seeds: psbtSeeds) { bytes in
        let file = try PSBTFile(fileBytes: bytes)
        if file.encoding == .binary {
            try FuzzBreach.unless(file.fileBytes() == bytes, "writing a PSBT again gives the same bytes")
        }
        let again = try FuzzBreach.never("a written PSBT file reads") { try PSBTFile(fileBytes: file.fileBytes()) }
        try FuzzBreach.unless(again == file, "a written PSBT file reads as the same")
        let lenient = try FuzzBreach.never("what the strict reader takes the lenient one takes") {
            try PSBT(decoding: file.psbt.encoded(), partialSigKeys: .shapeOnly)
        }
        try FuzzBreach.unless(lenient == file.psbt, "both readers read the same")
        try checkTransaction(of: file.psbt)
    }

    /// The documents inside a PSBT: given as a PSBT, or as fields between zero bytes that are put into one.
    static let attachments = FuzzDecoder("attachments", longestInput: 16_384, seeds: attachmentSeeds) { bytes in
        let psbt: PSBT
        if bytes.starts(with: PSBT.magic) {
            psbt = try PSBT(decoding: bytes)
        } else {
            psbt = try FuzzFields.carrier(of: bytes)
        }
        let found = try ProposalFields.read(from: psbt)
        var copy = psbt
        try ProposalFields.attach(found, to: &copy)
        let again = try FuzzBreach.never("attached documents are read again") {
            try ProposalFields.read(from: try PSBT(decoding: copy.encoded()))
        }
        try FuzzBreach.unless(again == found, "attached documents are read as the same")
    }

    private static func checkTransaction(of psbt: PSBT) throws {
        // A lock time that nothing satisfies is the one reason why a well-formed PSBT has no transaction.
        guard let transaction = try? psbt.unsignedTransaction() else { return }
        try FuzzBreach.unless(transaction.inputs.count == psbt.inputs.count, "each input has its map")
        try FuzzBreach.unless(transaction.outputs.count == psbt.outputs.count, "each output has its map")
        _ = try FuzzBreach.never("a PSBT with a transaction has an id") { try psbt.uniqueID() }
        guard let other = try? psbt.converted(to: psbt.version == .v0 ? .v2 : .v0) else { return }
        let read = try FuzzBreach.never("a converted PSBT reads") { try PSBT(decoding: other.encoded()) }
        try FuzzBreach.unless(read == other, "a converted PSBT reads as the same")
        let same = try FuzzBreach.never("a converted PSBT has a transaction") { try read.unsignedTransaction() }
        try FuzzBreach.unless(same == transaction, "conversion keeps the transaction")
    }

    private static func psbtSeeds() throws -> [[UInt8]] {
        let isPSBT = { (bytes: [UInt8]) in bytes.starts(with: Array("psbt".utf8)) }
        var fixture = try FixtureCase(FixtureVault.standard.get())
        var seeds = try SeedCorpus.base64(in: "bip174", "bip370", "bip371", where: isPSBT)
        seeds += try SeedCorpus.base64(in: "bip370", where: isPSBT)
        seeds += [PSBTBuilder.version0.bytes, PSBTBuilder.version2.bytes]
        for version in [PSBTVersion.v0, .v2] {
            fixture.version = version
            var psbt = try fixture.psbt()
            try fixture.sign(&psbt, by: 0)
            seeds += PSBTFile.Encoding.allCases.map { PSBTFile(psbt: psbt, encoding: $0).fileBytes() }
        }
        return seeds + (try ["unsigned-v0", "signed-v2-1"].map { try SeedCorpus.sample("\($0).psbt.b64") })
    }

    private static func attachmentSeeds() throws -> [[UInt8]] {
        var fixture = try FixtureCase(FixtureVault.standard.get())
        var seeds = [try fixture.proposal().encoded()]
        fixture.version = .v2
        seeds.append(try fixture.proposal().encoded())
        let documents = try SeedCorpus.exampleDocuments()
        for item in ProposalItem.allCases {
            guard let document = documents.first(where: { DocumentType.name(in: $0) == item.name }) else { continue }
            for person in ["", "alice", "bob", "carol"] {
                seeds.append(
                    [UInt8(ascii: "0") + UInt8(item.rawValue)] + Array(person.utf8) + [UInt8(ascii: "\n")] + document)
            }
        }
        let snapshot = try FixtureSnapshot(of: FixtureVault.standard.get()).document().encoded
        seeds.append([UInt8(ascii: "8"), UInt8(ascii: "\n")] + snapshot)
        seeds.append(Array(seeds.suffix(5).joined(separator: [0])))
        return seeds
    }
}

/// Documents put together by a fuzzer: a digit for the subtype, the key data, a line feed, the document; a zero byte between two.
enum FuzzFields {
    /// A small PSBT with the fields in its global map.
    static func carrier(of bytes: [UInt8]) throws -> PSBT {
        var pairs: [ProprietaryPair] = []
        // No document holds a zero byte, so it can end one.
        for field in bytes.split(separator: 0, omittingEmptySubsequences: true) {
            guard let subtype = field.first else { continue }
            let parts = field.dropFirst().split(
                separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
            // Digits name the subtypes, as a zero byte would end the field before.
            pairs.append(
                ProprietaryPair(
                    identifier: ProposalFields.identifier, subtype: UInt64(subtype & 0x0f),
                    keyData: Array(parts.first ?? []), value: Array(parts.dropFirst().first ?? [])))
        }
        var psbt = try PSBT(decoding: PSBTBuilder.version2.bytes)
        psbt.global.proprietary = pairs
        return try PSBT(decoding: psbt.encoded())
    }
}
