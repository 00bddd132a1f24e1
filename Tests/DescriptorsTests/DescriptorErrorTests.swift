import BitcoinPrimitives
import ByteCoding
import Descriptors
import Testing

/// Codes are what vectors and `--json` compare, so a change here is a change of the interface.
@Suite struct DescriptorErrorTests {
    static let table: [(error: DescriptorError, code: String)] = [
        (.tooLong(length: 2, limit: 1), "descriptor.too-long"),
        (.invalidCharacter(offset: 1), "descriptor.invalid-character"),
        (.checksumLength(7), "descriptor.checksum-length"),
        (.wrongChecksum(expected: "x"), "descriptor.wrong-checksum"),
        (.privateKey, "descriptor.private-key"),
        (.syntax(offset: 1, expected: "x"), "descriptor.syntax"),
        (.unsupportedFunction("tr"), "descriptor.unsupported-function"),
        (.unknownFunction("x"), "descriptor.unknown-function"),
        (.threshold(3, keyCount: 2), "descriptor.threshold"),
        (.thresholdSyntax, "descriptor.threshold-syntax"),
        (.keyCount(21), "descriptor.key-count"),
        (.originMissing(key: 1), "descriptor.origin-missing"),
        (.originSyntax(key: 1), "descriptor.origin-syntax"),
        (.origin(.tooManySteps(256), key: 1), "descriptor.derivation.too-many-steps"),
        (.fixedKey(key: 1), "descriptor.fixed-key"),
        (.extendedKey(.depthOverflow, key: 1), "descriptor.extended-key.depth-overflow"),
        (.notRanged(key: 1), "descriptor.not-ranged"),
        (.hardenedStep(key: 1), "descriptor.hardened-step"),
        (.unsupportedSteps(key: 1), "descriptor.unsupported-steps"),
        (.mixedSteps(first: 0, second: 1), "descriptor.mixed-steps"),
        (.mixedNetworks(first: 0, second: 1), "descriptor.mixed-networks"),
        (.duplicateKey(first: 0, second: 1), "descriptor.duplicate-key"),
        (.noSuchBranch(2), "descriptor.no-such-branch"),
        (.indexOutOfRange(.max), "descriptor.index-out-of-range"),
        (
            .script(.duplicateKey(first: 0, second: 1), position: ScriptPosition(branch: 1, index: 5)),
            "descriptor.multisig-script.duplicate-key"
        ),
        (.searchTooWide(window: 2, limit: 1), "descriptor.search-too-wide"),
    ]

    @Test func `every error keeps its code and speaks in the common form`() {
        for row in Self.table {
            #expect(row.error.code == row.code)
            let text = row.error.description
            #expect(!text.isEmpty && !text.hasSuffix(".") && text.first?.isUppercase == false, "\(text)")
            if let remedy = row.error.remedy { #expect(remedy.hasSuffix("."), "\(remedy)") }
        }
    }

    @Test func `keys and scripts are named by their place`() {
        let position = ScriptPosition(branch: 1, index: 5)
        #expect(DescriptorError.script(.keyCount(0), position: position).description.hasPrefix("script 1/5: "))
        #expect(DescriptorError.origin(.tooManySteps(256), key: 2).description.hasPrefix("key 2, origin: "))
        #expect(
            DescriptorError.unsupportedFunction("tr").remedy == "Use wsh(sortedmulti(…)) or sh(wsh(sortedmulti(…))).")
    }

    @Test func `positions are ordered by branch, then by index`() {
        let positions = [(1, 0), (0, 7), (0, 2)].map { ScriptPosition(branch: $0.0, index: $0.1) }
        #expect(positions.sorted().map(\.description) == ["0/2", "0/7", "1/0"])
    }
}
