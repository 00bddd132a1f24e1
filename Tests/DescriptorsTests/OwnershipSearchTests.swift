import BitcoinPrimitives
import Descriptors
import TestSupport
import Testing

@Suite struct OwnershipSearchTests {
    static func script(_ branch: UInt32, _ index: UInt32) throws -> Script {
        try SampleVault.descriptor().script(at: ScriptPosition(branch: branch, index: index)).scriptPubKey
    }

    @Test func `finds own scripts on both branches without a hint`() throws {
        var search = OwnershipSearch(try SampleVault.descriptor())
        for (branch, index) in [(0, 0), (1, 0), (0, 29), (1, 17)] as [(UInt32, UInt32)] {
            let found = try search.find(Self.script(branch, index), window: 30)
            #expect(found?.position == ScriptPosition(branch: branch, index: index))
            #expect(try found == SampleVault.descriptor().script(at: ScriptPosition(branch: branch, index: index)))
        }
    }

    @Test(arguments: MultisigDescriptor.ScriptType.allCases)
    func `searches through the scripts that OpenSSL derives`(type: MultisigDescriptor.ScriptType) throws {
        let sample = try SampleVault.descriptor()
        let descriptor = try MultisigDescriptor(scriptType: type, threshold: 2, keys: sample.keys)
        for branch in descriptor.branches {
            for range in [0..<130, 999..<1000, (ChildNumber.hardenedBit - 2)..<ChildNumber.hardenedBit, 5..<5] {
                let wanted = try descriptor.scripts(at: range.map { ScriptPosition(branch: branch, index: $0) })
                #expect(descriptor.candidateScripts(on: branch, range) == wanted.map(\.scriptPubKey))
            }
        }
        #expect(descriptor.candidateScripts(on: 2, 0..<2) == [nil, nil])
        #expect(descriptor.candidateScripts(on: 0, ChildNumber.hardenedBit..<ChildNumber.hardenedBit + 1) == [nil])
    }

    @Test func `what is found is derived again, and two opinions about it stop everything`() throws {
        let foreign = Script.p2wsh(of: Script([0x51]))
        var search = OwnershipSearch(try SampleVault.descriptor()) { _, indexes in indexes.map { _ in foreign } }
        #expect(throws: DescriptorError.derivationsDisagree(position: ScriptPosition(branch: 1, index: 9))) {
            try search.find(foreign, window: 10)
        }
    }

    @Test func `the window is the bound, also for what an earlier search has seen`() throws {
        var search = OwnershipSearch(try SampleVault.descriptor())
        let script = try Self.script(1, 20)
        #expect(try search.find(script, window: 20) == nil)
        #expect(try search.find(script, window: 21)?.position.index == 20)
        #expect(try search.find(script, window: 20) == nil)
        #expect(try search.find(script, hint: ScriptPosition(branch: 1, index: 20), window: 20) == nil)
        #expect(try search.find(script, window: 0) == nil)
    }

    @Test func `a hint leads to far positions but never decides`() throws {
        var search = OwnershipSearch(try SampleVault.descriptor())
        let far = ScriptPosition(branch: 1, index: 1_000_000_000)
        let script = try Self.script(far.branch, far.index)
        #expect(try search.find(script, hint: far, window: 2_000_000_000)?.position == far)
        let near = try Self.script(0, 3)
        for wrong in [
            ScriptPosition(branch: 0, index: 4), ScriptPosition(branch: 1, index: 3),
            ScriptPosition(branch: 2, index: 3),
            ScriptPosition(branch: 0, index: 0xFFFF_FFFF),
        ] {
            #expect(try search.find(near, hint: wrong, window: 5)?.position == ScriptPosition(branch: 0, index: 3))
        }
    }

    @Test func `a foreign script is nobody's whatever the hint claims`() throws {
        var search = OwnershipSearch(try SampleVault.descriptor())
        let foreign = Script.p2wsh(of: Script([0x51]))
        let hint = ScriptPosition(branch: 0, index: 0)
        #expect(try search.find(foreign, hint: hint, window: 10) == nil)
        for other in [Script.p2wpkh(hash: .init(repeating: 1, count: 20)), Script([0x6A]), .empty] {
            #expect(try search.find(other, hint: hint, window: .max) == nil)
        }
    }

    @Test func `another quorum of the same keys is not found`() throws {
        let descriptor = try SampleVault.descriptor()
        let position = ScriptPosition(branch: 1, index: 0)
        let oneOfThree = try MultisigDescriptor(scriptType: .p2wsh, threshold: 1, keys: descriptor.keys)
        let nested = try MultisigDescriptor(scriptType: .p2shP2wsh, threshold: 2, keys: descriptor.keys)
        let twoOfTwo = try MultisigDescriptor(scriptType: .p2wsh, threshold: 2, keys: Array(descriptor.keys[..<2]))
        var search = OwnershipSearch(descriptor)
        for other in [oneOfThree, nested, twoOfTwo] {
            let script = try other.script(at: position).scriptPubKey
            #expect(try search.find(script, hint: position, window: 10) == nil)
            var own = OwnershipSearch(other)
            #expect(try own.find(script, window: 10)?.position == position)
        }
    }

    @Test func `answers many questions in order`() throws {
        var search = OwnershipSearch(try SampleVault.descriptor())
        let own = try (0..<10).map { try Self.script($0 % 2, 300 + $0) }
        let foreign = Script.p2wsh(of: Script([0x52]))
        var queries = own.enumerated().map { index, script in
            OwnershipSearch.Query(
                script: script,
                hint: index < 5 ? ScriptPosition(branch: UInt32(index % 2), index: UInt32(300 + index)) : nil)
        }
        queries.insert(.init(script: foreign), at: 4)
        queries.append(queries[0])
        let found = try search.find(queries, window: 320)
        #expect(found.map { $0?.scriptPubKey } == queries.map { $0.script == foreign ? nil : $0.script })
        #expect(try search.find([], window: 10).isEmpty)
    }

    @Test func `a search beyond the limit is refused, not started`() throws {
        var search = OwnershipSearch(try SampleVault.descriptor())
        let foreign = Script.p2wsh(of: Script([0x51]))
        let limit = OwnershipSearch.maximumWindow
        #expect(throws: DescriptorError.searchTooWide(window: limit + 1, limit: limit)) {
            try search.find(foreign, window: limit + 1)
        }
    }

    @Test func `a single branch is searched alone`() throws {
        let text = try SampleVault.text().prefix { $0 != "#" }.replacing("<0;1>", with: "0")
        var search = OwnershipSearch(try MultisigDescriptor(parsing: String(text)))
        #expect(try search.find(Self.script(0, 5), window: 10)?.position.index == 5)
        #expect(try search.find(Self.script(1, 5), hint: ScriptPosition(branch: 1, index: 5), window: 10) == nil)
    }
}
