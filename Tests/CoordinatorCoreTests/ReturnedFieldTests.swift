import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

/// P-16: every field of a file that comes back, added, changed and taken away, in both versions: what is done with it.
@Suite("Every field of a file that comes back")
struct ReturnedFieldTests {
    /// What becomes of a file because of one field.
    ///
    /// `ignored`: its signatures are taken as if the field were not there. Everything else is the code of the refusal, or of
    /// what was put aside.
    typealias Outcome = String

    /// The map of a field.
    enum Map: String, Sendable {
        case global, input, output
    }

    /// One field with two values that it can have, and what is done with it.
    struct Row: Sendable, CustomTestStringConvertible {
        let map: Map
        let name: String
        let key: [UInt8]
        /// What stands there when the proposal has none of its own.
        let one: [UInt8]
        /// Another value; `nil` flips the last bit of what is there.
        var other: [UInt8]?
        var only: PSBTVersion?
        let added: Outcome
        let changed: Outcome
        let removed: Outcome
        var testDescription: String { name }
    }

    static let refused = "collect.request-changed"
    private static let origin: [UInt8] = [1, 2, 3, 4, 5, 0, 0, 0]
    /// As deep as an account key's.
    private static let otherOrigin: [UInt8] = [
        1, 2, 3, 4, 0x30, 0, 0, 0x80, 1, 0, 0, 0x80, 0, 0, 0, 0x80, 2, 0, 0, 0x80,
    ]
    private static let hash20 = [UInt8](repeating: 7, count: 20)
    private static let hash32 = [UInt8](repeating: 7, count: 32)
    /// The point of the secret 1, which is a key whatever the field.
    private static let generator: [UInt8] = [
        0x79, 0xbe, 0x66, 0x7e, 0xf9, 0xdc, 0xbb, 0xac, 0x55, 0xa0, 0x62, 0x95, 0xce, 0x87, 0x0b, 0x07, 0x02, 0x9b,
        0xfc, 0xdb, 0x2d, 0xce, 0x28, 0xd9, 0x59, 0xf2, 0x81, 0x5b, 0x16, 0xf8, 0x17, 0x98,
    ]

    private static func keyed(_ type: UInt8, _ data: [UInt8]...) -> [UInt8] { [type] + data.flatMap { $0 } }

    /// A field that says something about keys and scripts: it may be left out and added, and may not be changed.
    private static func hint(
        _ map: Map, _ name: String, _ key: [UInt8], _ one: [UInt8] = [], other: [UInt8]? = nil,
        only: PSBTVersion? = nil
    ) -> Row {
        Row(
            map: map, name: name, key: key, one: one, other: other, only: only, added: "ignored", changed: refused,
            removed: "ignored")
    }

    /// A field without which there is no transaction.
    private static func needed(_ map: Map, _ name: String, _ type: UInt8, _ only: PSBTVersion, changed: Outcome) -> Row
    {
        Row(
            map: map, name: name, key: [type], one: [], only: only, added: "psbt.field-not-allowed", changed: changed,
            removed: "psbt.field-missing")
    }

    static let rows = globalRows + inputRows + outputRows

    private static let globalRows: [Row] = [
        needed(.global, "PSBT_GLOBAL_UNSIGNED_TX", 0x00, .v0, changed: refused),
        hint(
            .global, "PSBT_GLOBAL_XPUB", [0x01],
            other: otherOrigin),
        Row(
            map: .global, name: "PSBT_GLOBAL_TX_VERSION", key: [0x02], one: [], other: [1, 0, 0, 0], only: .v2,
            added: "psbt.field-not-allowed", changed: refused, removed: "psbt.field-missing"),
        // Without it the lock time is 0, as it was.
        Row(
            map: .global, name: "PSBT_GLOBAL_FALLBACK_LOCKTIME", key: [0x03], one: [], other: [1, 0, 0, 0], only: .v2,
            added: "psbt.field-not-allowed", changed: refused, removed: "ignored"),
        needed(.global, "PSBT_GLOBAL_INPUT_COUNT", 0x04, .v2, changed: "psbt.value-length"),
        needed(.global, "PSBT_GLOBAL_OUTPUT_COUNT", 0x05, .v2, changed: "psbt.truncated"),
        // Cleared flags are what BIP-370 asks a signer for; the other way round is another request.
        hint(.global, "PSBT_GLOBAL_TX_MODIFIABLE", [0x06], [1], other: [3], only: .v2),
        hint(.global, "PSBT_GLOBAL_PROPRIETARY", [0xfc, 1, 0x41, 0], [1]),
        hint(.global, "unknown", [0x42, 1], [1]),
    ]

    private static let inputRows: [Row] = [
        // A previous transaction with another txid is none, which is seen before anything is compared.
        Row(
            map: .input, name: "PSBT_IN_NON_WITNESS_UTXO", key: [0x00], one: [], added: "ignored",
            changed: "psbt.previous-transaction-mismatch", removed: "ignored"),
        hint(.input, "PSBT_IN_WITNESS_UTXO", [0x01]),
        Row(
            map: .input, name: "PSBT_IN_SIGHASH_TYPE", key: [0x03], one: [1, 0, 0, 0], other: [3, 0, 0, 0],
            added: "ignored", changed: refused, removed: "ignored"),
        hint(.input, "PSBT_IN_REDEEM_SCRIPT", [0x04]),
        hint(.input, "PSBT_IN_WITNESS_SCRIPT", [0x05]),
        hint(.input, "PSBT_IN_BIP32_DERIVATION", [0x06]),
        hint(.input, "PSBT_IN_POR_COMMITMENT", [0x09], [1]),
        hint(.input, "PSBT_IN_RIPEMD160", keyed(0x0a, hash20), [1]),
        hint(.input, "PSBT_IN_SHA256", keyed(0x0b, hash32), [1]),
        hint(.input, "PSBT_IN_HASH160", keyed(0x0c, hash20), [1]),
        hint(.input, "PSBT_IN_HASH256", keyed(0x0d, hash32), [1]),
        needed(.input, "PSBT_IN_PREVIOUS_TXID", 0x0e, .v2, changed: "psbt.previous-transaction-mismatch"),
        Row(
            map: .input, name: "PSBT_IN_OUTPUT_INDEX", key: [0x0f], one: [], other: [0, 0, 0, 0], only: .v2,
            added: "psbt.field-not-allowed", changed: refused, removed: "psbt.field-missing"),
        // Without it the sequence is final, which is another transaction although BIP-370's own id stays.
        Row(
            map: .input, name: "PSBT_IN_SEQUENCE", key: [0x10], one: [], only: .v2, added: "psbt.field-not-allowed",
            changed: refused, removed: refused),
        Row(
            map: .input, name: "PSBT_IN_REQUIRED_TIME_LOCKTIME", key: [0x11], one: [0, 0x65, 0xcd, 0x1d],
            other: [1, 0x65, 0xcd, 0x1d], only: .v2, added: refused, changed: refused, removed: refused),
        Row(
            map: .input, name: "PSBT_IN_REQUIRED_HEIGHT_LOCKTIME", key: [0x12], one: [1, 0, 0, 0],
            other: [2, 0, 0, 0], only: .v2, added: refused, changed: refused, removed: refused),
        hint(.input, "PSBT_IN_TAP_KEY_SIG", [0x13], [UInt8](repeating: 1, count: 64)),
        hint(.input, "PSBT_IN_TAP_SCRIPT_SIG", keyed(0x14, generator, hash32), [UInt8](repeating: 1, count: 64)),
        hint(.input, "PSBT_IN_TAP_LEAF_SCRIPT", keyed(0x15, [0xc0], generator), [0x51, 0xc0], other: [0x52, 0xc0]),
        hint(.input, "PSBT_IN_TAP_BIP32_DERIVATION", keyed(0x16, generator), keyed(0, origin)),
        hint(.input, "PSBT_IN_TAP_INTERNAL_KEY", [0x17], generator, other: hash32),
        hint(.input, "PSBT_IN_TAP_MERKLE_ROOT", [0x18], hash32),
        hint(.input, "PSBT_IN_PROPRIETARY", [0xfc, 1, 0x41, 0], [1]),
        hint(.input, "unknown", [0x42, 1], [1]),
    ]

    private static let outputRows: [Row] = [
        hint(.output, "PSBT_OUT_REDEEM_SCRIPT", [0x00]),
        hint(.output, "PSBT_OUT_WITNESS_SCRIPT", [0x01]),
        hint(.output, "PSBT_OUT_BIP32_DERIVATION", [0x02]),
        needed(.output, "PSBT_OUT_AMOUNT", 0x03, .v2, changed: "psbt.amount"),
        needed(.output, "PSBT_OUT_SCRIPT", 0x04, .v2, changed: refused),
        hint(.output, "PSBT_OUT_TAP_INTERNAL_KEY", [0x05], generator, other: hash32),
        hint(.output, "PSBT_OUT_TAP_TREE", [0x06], [0, 0xc0, 1, 0x51], other: [0, 0xc0, 1, 0x52]),
        hint(.output, "PSBT_OUT_TAP_BIP32_DERIVATION", keyed(0x07, generator), keyed(0, origin)),
        hint(.output, "PSBT_OUT_PROPRIETARY", [0xfc, 1, 0x41, 0], [1]),
        hint(.output, "unknown", [0x42, 1], [1]),
    ]

    /// Fields that the table leaves to tests of their own: what a signer is asked for, what a finalised file has, and the
    /// version, with which everything else changes.
    static let elsewhere: Set = [
        "PSBT_IN_PARTIAL_SIG", "PSBT_IN_FINAL_SCRIPTSIG", "PSBT_IN_FINAL_SCRIPTWITNESS", "PSBT_GLOBAL_VERSION",
    ]

    @Test("are all of the registries: BIP-174, BIP-370 and BIP-371")
    func complete() {
        let registered = (0...0xfc).flatMap { type -> [String] in
            let pair = RawPair(type: UInt8(type), value: [])
            return [GlobalMap.fieldName(of: pair), InputMap.fieldName(of: pair), OutputMap.fieldName(of: pair)]
        }.filter { $0.hasPrefix("PSBT_") }
        #expect(Set(registered) == Set(Self.rows.map(\.name)).subtracting(["unknown"]).union(Self.elsewhere))
    }

    /// A case of nested scripts, so that redeem scripts are there too.
    private static let makers = Result { () throws -> [PSBTVersion: CaseMaker] in
        func maker(_ version: PSBTVersion) throws -> CaseMaker {
            var fixture = try FixtureCase(FixtureVault { $0.scriptType = .p2shP2wsh })
            fixture.version = version
            return try CaseMaker(fixture)
        }
        return [.v0: try maker(.v0), .v2: try maker(.v2)]
    }

    @Test("is taken, ignored or refused as the table says", arguments: rows, [PSBTVersion.v0, .v2])
    func field(_ row: Row, _ version: PSBTVersion) throws {
        let maker = try #require(try Self.makers.get()[version])
        guard row.only == nil || row.only == version else {
            // As it stands in the other version.
            let own = try Self.makers.get()[version == .v0 ? .v2 : .v0].flatMap {
                Self.value(of: row, in: $0.proposal.psbt)
            }
            let answer = try Self.with(maker.signed(by: 0), row, value: own ?? row.one)
            #expect(Self.outcome(of: answer, in: try maker.state()) == "psbt.field-not-allowed")
            return
        }
        let present = Self.value(of: row, in: maker.proposal.psbt)
        let base = try present == nil ? Self.opened(maker, adding: row) : maker.state()
        let value = present ?? row.one
        var signed = base.proposal.psbt
        try maker.fixture.sign(&signed, by: 0)
        #expect(Self.outcome(of: signed.encoded(), in: base) == "ignored", "as it was")
        let flipped = value.dropLast() + [(value.last ?? 0) ^ 1]
        let changed = Self.outcome(of: try Self.with(signed, row, value: row.other ?? Array(flipped)), in: base)
        #expect(changed == row.changed, "changed")
        #expect(Self.outcome(of: try Self.with(signed, row, value: nil), in: base) == row.removed, "removed")
        guard present == nil else { return }
        let plain = try Self.with(maker.signed(by: 0), row, value: row.one)
        #expect(Self.outcome(of: plain, in: try maker.state()) == row.added, "added")
    }

    @Test("of another version of PSBT stays what it is: the file is read, and compared with the request")
    func versions() throws {
        for (version, maker) in try Self.makers.get() {
            let other: PSBTVersion = version == .v0 ? .v2 : .v0
            let converted = try maker.signed(by: 0).converted(to: other)
            #expect(Self.outcome(of: converted.encoded(), in: try maker.state()) == "ignored")
            let changes: [(inout PSBT) -> Void] = [
                { $0.inputs[0].sequence = TxSequence(0xffff_fffe) }, { $0.inputs[1].requiredHeightLocktime = 1 },
                { $0.outputs.swapAt(0, 1) }, { $0.global.txVersion = 1 },
                { $0.global.fallbackLocktime = LockTime(7) }, { $0.inputs.swapAt(0, 1) },
            ]
            for change in changes {
                var changed = try maker.signed(by: 0).converted(to: .v2)
                change(&changed)
                #expect(
                    Self.outcome(of: try changed.converted(to: other).encoded(), in: try maker.state()) == Self.refused)
            }
        }
    }

    @Test("beside the flags: a signer may clear those that were set, in one step or another")
    func flags() throws {
        let maker = try #require(try Self.makers.get()[.v2])
        let row = try #require(Self.rows.first { $0.name == "PSBT_GLOBAL_TX_MODIFIABLE" })
        let base = try Self.opened(maker, adding: row, value: [3])
        var signed = base.proposal.psbt
        try maker.fixture.sign(&signed, by: 0)
        for flags: UInt8 in 0...7 {
            let answer = try Self.with(signed, row, value: [flags])
            #expect(Self.outcome(of: answer, in: base) == (flags & ~3 == 0 ? "ignored" : Self.refused), "\(flags)")
        }
    }

    /// The proposal's own value of a field, of its first key; `nil` where it has none.
    private static func value(of row: Row, in psbt: PSBT) -> [UInt8]? {
        let builder = PSBTBuilder(of: psbt)
        let map = builder[map: number(of: row, in: builder)]
        return map.first { $0.key.starts(with: row.key) }?.value
    }

    /// Input 0, or output 1: the change, which has scripts.
    private static func number(of row: Row, in builder: PSBTBuilder) -> Int {
        switch row.map {
        case .global: 0
        case .input: 1
        case .output: builder.inputs.count + 2
        }
    }

    /// A file with another value of a field, with the field added, or without it.
    private static func with(_ psbt: PSBT, _ row: Row, value: [UInt8]?) throws -> [UInt8] {
        var builder = PSBTBuilder(of: psbt)
        let number = number(of: row, in: builder)
        var map = builder[map: number]
        let place = map.firstIndex { $0.key.starts(with: row.key) }
        if let value {
            if let place { map[place].value = value } else { map.append(PSBTBuilder.Pair(row.key, value)) }
        } else if let place {
            map.remove(at: place)
        }
        builder[map: number] = map
        return builder.bytes
    }

    /// A case whose proposal has the field.
    private static func opened(_ maker: CaseMaker, adding row: Row, value: [UInt8]? = nil) throws -> CaseState {
        var psbt = maker.proposal.psbt
        if row.name.hasPrefix("PSBT_IN_REQUIRED") {
            // It makes the transaction's lock time, so the case is another one.
            psbt = try PSBT(decoding: with(maker.fixture.psbt(), row, value: value ?? row.one))
            let document = try #require(
                CaseExamination(psbt: psbt, vault: maker.fixture.vault.view, header: maker.fixture.header).facts)
            try ProposalFields.attach(
                ProposalAttachments(
                    caseDocument: Document(body: document.caseDocument),
                    acknowledgements: maker.fixture.vault.acknowledgements), to: &psbt)
        } else {
            psbt = try PSBT(decoding: with(psbt, row, value: value ?? row.one))
        }
        return try CaseState(opening: PSBTFile(psbt: psbt, encoding: .binary), under: maker.agreement)
    }

    /// What becomes of a file of alice's; the case keeps its own request whatever comes.
    private static func outcome(of bytes: [UInt8], in state: CaseState) -> Outcome {
        var after = state
        do throws(CaseError) {
            let report = try after.collect(try CollectedFile(bytes))
            guard after.proposal == state.proposal, report.signatures.count == state.facts.inputs.count else {
                return "another request"
            }
            return report.quarantined.first?.reasonCode ?? "ignored"
        } catch {
            return after.signatures == state.signatures ? error.code : "taken in part"
        }
    }
}
