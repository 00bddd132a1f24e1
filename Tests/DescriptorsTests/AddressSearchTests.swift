import BitcoinPrimitives
import ByteCoding
import Descriptors
import TestSupport
import Testing

@Suite("where an address stands")
struct AddressSearchTests {
    private static func address(_ vault: FixtureVault, _ branch: UInt32, _ index: UInt32) throws -> Address {
        try #require(
            Address(scriptPubKey: try vault.script(branch, index).scriptPubKey, network: .regtest))
    }

    @Test(
        "finds addresses of both branches up to the window and none beyond",
        arguments: MultisigDescriptor.ScriptType.allCases)
    func window(_ type: MultisigDescriptor.ScriptType) throws {
        let vault = try FixtureVault { $0.scriptType = type }
        for (branch, index) in [(UInt32(0), UInt32(0)), (1, 0), (0, 259), (1, 299)] {
            let address = try Self.address(vault, branch, index)
            let answer = try AddressSearch.find(address, in: vault.descriptor, window: 300)
            #expect(answer == .ours(try vault.script(branch, index)))
        }
        let beyond = try Self.address(vault, 0, 300)
        #expect(try AddressSearch.find(beyond, in: vault.descriptor, window: 300) == .notOurs(lookAlikes: []))
        #expect(try AddressSearch.find(beyond, in: vault.descriptor, window: 301) == .ours(try vault.script(0, 300)))
    }

    @Test("an address that only the fast search finds is no answer but an error")
    func disagreement() throws {
        let vault = try FixtureVault.standard.get()
        let foreign = try Self.address(vault, 0, 9)
        let place = ScriptPosition(branch: 1, index: 2)
        #expect(throws: DescriptorError.derivationsDisagree(position: place)) {
            try AddressSearch.find(foreign, in: vault.descriptor, window: 5) { branch, indexes in
                indexes.map { ScriptPosition(branch: branch, index: $0) == place ? foreign.scriptPubKey : nil }
            }
        }
    }

    @Test("a window that would take minutes is refused")
    func tooWide() throws {
        let vault = try FixtureVault.standard.get()
        let address = try Self.address(vault, 0, 0)
        #expect(throws: DescriptorError.searchTooWide(window: 100_001, limit: 100_000)) {
            try AddressSearch.find(address, in: vault.descriptor, window: 100_001)
        }
    }

    /// An address with the given number of own characters at the start, whatever its end must be for the checksum.
    @Test("an address with the same characters at both ends is called a look-alike, one with fewer is not")
    func lookAlikes() throws {
        let vault = try FixtureVault.standard.get()
        let ours = try Self.address(vault, 0, 3)
        // A P2WSH program that shares its first 20 bits has the same first four characters; the end is the checksum,
        // so that only grinding gives an end that is the same.
        guard case .p2wsh(let hash) = ours.scriptPubKey.kind else { return #expect(Bool(false)) }
        var found: AddressSearch.LookAlike?
        for number in 0..<(1 << 15) where found == nil {
            var bytes = hash.bytes
            bytes[20] = UInt8(truncatingIfNeeded: number)
            bytes[21] = UInt8(truncatingIfNeeded: number >> 8)
            bytes[31] ^= UInt8(truncatingIfNeeded: number % 7 + 1)
            let program = Script([0x00, 0x20] + bytes)
            let twin = try #require(Address(scriptPubKey: program, network: .regtest))
            guard twin.text.suffix(2) == ours.text.suffix(2) else { continue }
            guard case .notOurs(let alikes) = try AddressSearch.find(twin, in: vault.descriptor, window: 8) else {
                continue
            }
            found = alikes.first
        }
        let alike = try #require(found)
        #expect(alike.position == ScriptPosition(branch: 0, index: 3))
        #expect(alike.address == ours)
        #expect(alike.sameAtStart >= 30 && alike.sameAtEnd >= 2)
        // One that shares nothing is no look-alike.
        let other = try Self.address(vault, 1, 700)
        #expect(try AddressSearch.find(other, in: vault.descriptor, window: 8) == .notOurs(lookAlikes: []))
    }
}
