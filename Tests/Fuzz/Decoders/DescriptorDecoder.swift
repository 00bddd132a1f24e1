import BitcoinPrimitives
import ByteCoding
import Descriptors
import TestSupport

extension FuzzDecoder {
    /// A descriptor as it stands, and with the checksum that fits it: its canonical text reads as the same.
    static let descriptor = FuzzDecoder(
        "descriptor", longestInput: 4_096, seeds: descriptorSeeds,
        decode: { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            try FuzzBreach.anyOf([
                { try check(descriptor: text) },
                { try check(descriptor: text + "#" + MultisigDescriptor.checksum(of: text)) },
            ])
        })

    private static func check(descriptor text: String) throws {
        let descriptor = try MultisigDescriptor(parsing: text)
        let again = try FuzzBreach.never("the canonical text reads") {
            try MultisigDescriptor(parsing: descriptor.text)
        }
        try FuzzBreach.unless(again == descriptor, "the canonical text reads as the same descriptor")
        try FuzzBreach.unless(again.text == descriptor.text, "the canonical text is written as it was read")
        guard let branch = descriptor.branches.first else { throw FuzzBreach(promise: "a descriptor has a branch") }
        // The longest origins leave no room for two more steps: refused, with a code.
        guard let script = try? descriptor.script(at: ScriptPosition(branch: branch, index: 0)) else { return }
        try FuzzBreach.unless(script.keys.count == descriptor.keys.count, "a script has all keys")
        let multisig = try FuzzBreach.never("a derived script reads") {
            try MultisigScript(parsing: script.witnessScript)
        }
        try FuzzBreach.unless(multisig.isSorted, "a derived script has sorted keys")
    }

    private static func descriptorSeeds() throws -> [[UInt8]] {
        let line = try SeedCorpus.sample("descriptor.txt").prefix { $0 != UInt8(ascii: "\n") }
        let vault = try FixtureVault.standard.get().descriptor.text
        return try SeedCorpus.texts(in: "descriptor") + [Array(line), Array(vault.utf8)]
    }
}
