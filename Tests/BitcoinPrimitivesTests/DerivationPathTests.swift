import BitcoinPrimitives
import ByteCoding
import TestSupport
import Testing

@Suite struct DerivationPathTests {
    struct Row: Decodable, Sendable {
        struct Expected: Decodable, Sendable { let steps: [UInt32] }
        let id: Int
        let path: String
        let expected: Expected?
    }

    @Test func `reads the listed paths`() throws {
        let rows: [Row] = try VectorStore.load("bip32/bip32.json", op: "parse_path")
        #expect(rows.count == 18)
        for row in rows {
            guard let expected = row.expected else {
                #expect(throws: DerivationError.self, "row \(row.id)") { try DerivationPath(parsing: row.path) }
                continue
            }
            #expect(try DerivationPath(parsing: row.path).steps.map(\.rawValue) == expected.steps, "row \(row.id)")
        }
    }

    @Test func `reads the steps of account paths`() throws {
        // Which paths are accounts of BIP-48 is a wallet's rule; here the invalid rows are well-formed paths, too.
        let rows: [Row] = try VectorStore.load("descriptor/bip48-paths.json", op: "path")
        #expect(rows.count == 24)
        for row in rows {
            let path = try DerivationPath(parsing: row.path)
            #expect("m/\(path)" == row.path)
            if let expected = row.expected { #expect(path.steps.map(\.rawValue) == expected.steps, "row \(row.id)") }
        }
    }

    @Test(
        "writes h, without m",
        arguments: [
            ("", ""), ("m", ""), ("m/48'/1'/0'/2'", "48h/1h/0h/2h"), ("48h/1h", "48h/1h"),
            ("0/2147483647", "0/2147483647"),
            ("007", "7"),
        ])
    func writes(text: String, canonical: String) throws {
        #expect(try DerivationPath(parsing: text).description == canonical)
    }

    @Test(
        "refuses steps that are no numbers",
        arguments: [
            ("m/", ""), ("/0", ""), ("0//1", ""), ("0/", ""), ("h", "h"), ("0hh", "0hh"), ("0h'", "0h'"), ("0H", "0H"),
            ("-1", "-1"), ("+1", "+1"), ("1 ", "1 "), ("0x1", "0x1"), ("m/m", "m"), ("M/0", "M"), ("*", "*"),
            ("<0;1>", "<0;1>"),
            ("٣", "٣"),
        ])
    func refusesSyntax(path: String, step: String) {
        #expect(throws: DerivationError.stepSyntax(step: step, path: path)) { try DerivationPath(parsing: path) }
    }

    @Test("refuses steps out of range", arguments: ["2147483648", "2147483648h", "4294967296", "99999999999999999999"])
    func refusesRange(step: String) {
        #expect(throws: DerivationError.stepOutOfRange(step: step, path: "m/\(step)")) {
            try DerivationPath(parsing: "m/\(step)")
        }
    }

    @Test func `refuses more steps than a key can count`() throws {
        let longest = try DerivationPath(parsing: Array(repeating: "0", count: 255).joined(separator: "/"))
        #expect(longest.steps.count == DerivationPath.maximumSteps)
        #expect(throws: DerivationError.tooManySteps(256)) { try longest.appending(ChildNumber.normal(0)) }
        #expect(throws: DerivationError.tooManySteps(510)) { try longest.appending(longest) }
        #expect(throws: DerivationError.tooManySteps(256)) {
            try DerivationPath(parsing: Array(repeating: "0", count: 256).joined(separator: "/"))
        }
    }

    @Test func `child numbers keep index and mark apart`() throws {
        let hardened = try ChildNumber.hardened(5)
        #expect(hardened.rawValue == 0x8000_0005 && hardened.isHardened && hardened.index == 5)
        #expect(try ChildNumber.normal(5).description == "5" && hardened.description == "5h")
        #expect(try ChildNumber.normal(0x7FFF_FFFF) < ChildNumber.hardened(0))
        #expect(throws: DerivationError.indexOutOfRange(0x8000_0000)) { try ChildNumber.normal(0x8000_0000) }
        #expect(throws: DerivationError.indexOutOfRange(.max)) { try ChildNumber.hardened(.max) }
        #expect(try DerivationPath(parsing: "1/2h").hasHardenedStep)
        #expect(try !DerivationPath(parsing: "1/2").hasHardenedStep)
    }
}

@Suite struct KeyOriginTests {
    @Test(
        "reads and writes origins",
        arguments: [
            ("73c5da0a/48h/1h/0h/2h", "73c5da0a/48h/1h/0h/2h"), ("73C5DA0A/48'", "73c5da0a/48h"),
            ("00000000", "00000000"),
        ])
    func reads(text: String, canonical: String) throws {
        let origin = try KeyOrigin(parsing: text)
        #expect(origin.description == canonical)
        #expect(try KeyOrigin(parsing: canonical) == origin)
        var writer = ByteWriter()
        origin.encode(into: &writer)
        #expect(try KeyOrigin(decoding: writer.bytes) == origin)
    }

    @Test(
        "refuses what is no origin",
        arguments: [
            ("", DerivationError.fingerprintSyntax(text: "")),
            ("73c5da0", .fingerprintSyntax(text: "73c5da0")),
            ("73c5da0a0", .fingerprintSyntax(text: "73c5da0a0")),
            ("g3c5da0a", .fingerprintSyntax(text: "g3c5da0a")),
            ("m/48h", .fingerprintSyntax(text: "m")),
            ("73c5da0a/", .stepSyntax(step: "", path: "73c5da0a/")),
            ("73c5da0a/m", .stepSyntax(step: "m", path: "73c5da0a/m")),
            ("73c5da0a/m/0", .stepSyntax(step: "m/0", path: "73c5da0a/m/0")),
            ("73c5da0a/0/*", .stepSyntax(step: "*", path: "0/*")),
        ])
    func refuses(text: String, error: DerivationError) {
        #expect(throws: error) { try KeyOrigin(parsing: text) }
    }

    @Test func `reads little-endian steps`() throws {
        let origin = try KeyOrigin(decoding: [0x73, 0xC5, 0xDA, 0x0A, 48, 0, 0, 0x80, 5, 1, 0, 0])
        #expect(origin.description == "73c5da0a/48h/261")
        for count in [0, 3, 5, 10] {
            #expect(throws: DerivationError.originLength(bytes: count)) {
                try KeyOrigin(decoding: .init(repeating: 0, count: count))
            }
        }
        #expect(throws: DerivationError.tooManySteps(256)) {
            try KeyOrigin(decoding: .init(repeating: 0, count: 4 + 4 * 256))
        }
    }

    @Test func `fingerprints are four bytes`() throws {
        let fingerprint = try Fingerprint([0x73, 0xC5, 0xDA, 0x0A])
        #expect(fingerprint.description == "73c5da0a" && fingerprint.bytes == [0x73, 0xC5, 0xDA, 0x0A])
        #expect(fingerprint > .zero)
        #expect(throws: DerivationError.fingerprintLength(bytes: 3)) { try Fingerprint([1, 2, 3]) }
        #expect(throws: DerivationError.fingerprintLength(bytes: 5)) { try Fingerprint([1, 2, 3, 4, 5]) }
    }
}
