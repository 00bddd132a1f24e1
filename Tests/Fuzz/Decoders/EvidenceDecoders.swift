import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import TestSupport

extension FuzzDecoder {
    /// The evidence of a case: what is read is written again byte for byte, and its parts are those that are listed.
    static let evidence = FuzzDecoder(
        "evidence", longestInput: 16_384, seeds: evidenceSeeds,
        decode: { bytes in
            let bundle = try EvidenceBundle(parsing: bytes)
            try FuzzBreach.unless(bundle.encoded == bytes, "an evidence is written as it was read")
            let again = try FuzzBreach.never("what was read can be made") {
                try EvidenceBundle(bundle.manifest.body, bundle.parts)
            }
            try FuzzBreach.unless(again == bundle, "an evidence made of the parts that were read is the same")
        })

    /// The export of a coordinator's log: every line is whole, and what is read is written again byte for byte.
    static let logExport = FuzzDecoder(
        "log-export", longestInput: 8_192, seeds: logSeeds,
        decode: { bytes in
            let export = try LogExport(parsing: bytes)
            try FuzzBreach.unless(export.encoded == bytes, "a log is written as it was read")
            try FuzzBreach.unless(export.entries.allSatisfy(\.isWhole), "every entry has the hash of its words")
            let numbers = export.entries.map(\.sequence)
            try FuzzBreach.unless(numbers == Array(1...max(1, numbers.count)), "no entry is missing")
        })

    private static func log(_ count: Int) -> [LogEntry] {
        var entries: [LogEntry] = []
        for number in 1...count {
            entries.append(
                LogEntry(
                    sequence: number, at: "2026-11-21T09:30:00Z", kind: "file-received",
                    caseID: number == 1 ? nil : "0101", text: "entry \(number)",
                    after: entries.last?.hash ?? LogEntry.start))
        }
        return entries
    }

    private static func logSeeds() throws -> [[UInt8]] {
        [1, 2, 5].compactMap { LogExport(network: .regtest, log($0))?.encoded }
    }

    private static func evidenceSeeds() throws -> [[UInt8]] {
        let vault = try FixtureVault.standard.get()
        let lines = log(3)
        let manifest = EvidenceManifest(
            network: .regtest, caseID: try FixtureCase.caseID(1), caseDigest: SHA256.hash([1]),
            vaultHash: vault.document.digest, state: .open, logFirst: lines[0].hash, logSequence: 3,
            logHead: lines[2].hash)
        let parts =
            [EvidencePart(.vault, vault.document.encoded)]
            + vault.acknowledgements.map { EvidencePart(.acknowledgement, $0.encoded) } + [
                EvidencePart(.proposal, [0x70, 0x73]), EvidencePart(.reviewEnglish, Array("facts\n".utf8)),
                EvidencePart(.reviewJapanese, []), EvidencePart(.log, LogLines.encode(Array(lines.dropFirst()))),
            ]
        let files = [[0x01], [], [0x0a, 0x0a]].map { EvidencePart(.file, $0) }
        return [
            try EvidenceBundle(manifest, parts).encoded, try EvidenceBundle(manifest, parts + files).encoded,
            try EvidenceBundle(manifest, parts + [EvidencePart(.transaction, Array("00\n".utf8))]).encoded,
        ]
    }
}
