import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import Testing

@Suite("Case documents")
struct CaseDocumentTests {
    let custody: TestCustody

    init() throws { custody = try TestCustody.shared.get() }

    typealias Parts = TestCustody.CaseParts

    @Test("write and read the same bytes")
    func roundTrip() throws {
        let changes: [(inout Parts) throws -> Void] = [
            { _ in },
            { $0.drill = true },
            { $0.replaces = "ffffffffffffffffffffffffffffffff" },
            {
                $0.replaces = "ffffffffffffffffffffffffffffffff"
                $0.reason = "手数料が低すぎた"
            },
            {
                $0.kind = .internal
                $0.notBefore = .height(1)
                $0.notAfter = .date(try CalendarDate(year: 2026, month: 12, day: 31))
            },
            {
                $0.orders = [TestCustody.hash(3), TestCustody.hash(2)]
                $0.approvals = [TestCustody.hash(5), TestCustody.hash(4)]
                $0.outputs[0] = Self.output($0.outputs[0], .external(OrderLine(order: TestCustody.hash(3), line: 7)))
            },
            { $0.outputs[1] = Self.output($0.outputs[1], .receive(ScriptPosition(branch: 0, index: 9))) },
            {
                $0.outputs[0] = CaseOutput(amount: $0.outputs[0].amount, scriptPubKey: Script([]), role: .external(nil))
            },
        ]
        var digests: Set<Bytes32> = []
        for change in changes {
            var parts = try custody.caseParts()
            try change(&parts)
            let document = try parts.document()
            #expect(try Document<CaseDocument>(parsing: document.encoded) == document)
            digests.insert(document.digest)
        }
        #expect(digests.count == changes.count)
    }

    @Test("take rule, custodians and hash from the vault")
    func fromVault() throws {
        let vault = try custody.vault()
        let body = try custody.caseParts(vault).document().body
        #expect(body.vaultHash == vault.digest)
        #expect(body.vault == vault.body.name && body.vaultVersion == 1 && body.network == .regtest)
        #expect(body.custodians == vault.body.custodians)
        #expect(body.confirmations == .all)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let error: DocumentError
        let code: String
        let change: @Sendable (inout Parts) throws -> Void

        init(_ code: String, _ error: DocumentError, _ change: @escaping @Sendable (inout Parts) throws -> Void) {
            self.code = code
            self.error = error
            self.change = change
        }

        var testDescription: String { code }
    }

    static let refusals: [Refusal] = [
        Refusal("case.no-input", .caseDocument(.noInput)) { $0.inputs = [] },
        Refusal("case.no-output", .caseDocument(.noOutput)) { $0.outputs = [] },
        Refusal(
            "case.repeated-outpoint",
            .caseDocument(.repeatedOutPoint(OutPoint(txid: Txid(TestCustody.hash(1)), vout: 0)))
        ) { $0.inputs[1] = $0.inputs[0] },
        Refusal(
            "case.unbalanced",
            .caseDocument(
                .unbalanced(
                    inputs: TestCustody.sat(300_000_000), outputs: TestCustody.sat(299_990_000),
                    fee: TestCustody.sat(10_001)))
        ) { $0.fee = TestCustody.sat(10_001) },
        Refusal(
            "case.unbalanced",
            .caseDocument(
                .unbalanced(
                    inputs: TestCustody.sat(300_000_000), outputs: TestCustody.sat(299_990_000),
                    fee: TestCustody.sat(9_999)))
        ) { $0.fee = TestCustody.sat(9_999) },
        Refusal("case.branch", .caseDocument(.branch(output: 1, branch: 0))) {
            $0.outputs[1] = output($0.outputs[1], .change(ScriptPosition(branch: 0, index: 5)))
        },
        Refusal("case.branch", .caseDocument(.branch(output: 1, branch: 1))) {
            $0.outputs[1] = output($0.outputs[1], .receive(ScriptPosition(branch: 1, index: 5)))
        },
        Refusal("case.unknown-order", .caseDocument(.unknownOrder(output: 0))) {
            $0.outputs[0] = output($0.outputs[0], .external(OrderLine(order: TestCustody.hash(3), line: 0)))
        },
        Refusal("case.repeated-order-line", .caseDocument(.repeatedOrderLine(output: 1))) {
            $0.orders = [TestCustody.hash(3)]
            for index in 0...1 {
                $0.outputs[index] = output(
                    $0.outputs[index], .external(OrderLine(order: TestCustody.hash(3), line: 0)))
            }
        },
        Refusal("document.list-order", .listOrder(entry: TestCustody.hash(3).hex)) {
            $0.orders = [TestCustody.hash(3), TestCustody.hash(3)]
        },
        Refusal("document.list-order", .listOrder(entry: TestCustody.hash(4).hex)) {
            $0.approvals = [TestCustody.hash(4), TestCustody.hash(4)]
        },
        Refusal("case.replaces-itself", .caseDocument(.replacesItself)) { $0.replaces = $0.caseID },
        Refusal("case.reason-without-replacement", .caseDocument(.reasonWithoutReplacement)) { $0.reason = "no" },
        Refusal("case.ends-before-start", .caseDocument(.endsBeforeStart)) {
            $0.notBefore = .height(2)
            $0.notAfter = .height(1)
        },
        Refusal("case.ends-before-start", .caseDocument(.endsBeforeStart)) {
            $0.notBefore = .date(try CalendarDate(year: 2026, month: 2, day: 2))
            $0.notAfter = .date(try CalendarDate(year: 2026, month: 2, day: 1))
        },
    ]

    @Test("are refused", arguments: refusals)
    func refuses(_ row: Refusal) throws {
        var parts = try custody.caseParts()
        try row.change(&parts)
        let changed = parts
        #expect(throws: row.error) { try changed.document() }
        #expect(row.error.code == row.code)
    }

    @Test("are refused when the amounts exceed all coins")
    func sums() throws {
        var parts = try custody.caseParts()
        parts.inputs[0] = CaseInput(
            outPoint: parts.inputs[0].outPoint, amount: .maximum, scriptPubKey: parts.inputs[0].scriptPubKey)
        let changed = parts
        let error = try #require(throws: DocumentError.self) { try changed.document() }
        #expect(error.code == "case.sum")
    }

    @Test("are refused with two reasons for one replacement")
    func reasons() throws {
        var parts = try custody.caseParts()
        parts.replaces = "ffffffffffffffffffffffffffffffff"
        parts.reason = "the fee was too low"
        let text = String(decoding: try parts.document().encoded, as: UTF8.self)
        let line = "reason: the fee was too low\n"
        #expect(text.contains(line))
        let twice = text.replacing(line, with: line + "reason: and the amount\n")
        #expect(throws: DocumentError.caseDocument(.severalReasons)) {
            try Document<CaseDocument>(parsing: Array(twice.utf8))
        }
    }

    @Test("are refused without custodians or with one twice")
    func custodians() throws {
        let body = try custody.caseParts().document().body
        #expect(throws: DocumentError.caseDocument(.noCustodian)) { try Self.with(body, custodians: []) }
        #expect(throws: DocumentError.listOrder(entry: "alice")) {
            try Self.with(body, custodians: [custody.alice.id, custody.alice.id])
        }
    }

    static let textRefusals: [(String, String, String)] = [
        ("case.number", "input: 1 ", "input: 2 "),
        ("case.number", "output: 1 ", "output: 0 "),
        ("document.not-canonical", "input: 1 ", "input: 01 "),
        ("document.malformed-value", "change 1/5", "own 1/5"),
        ("document.malformed-value", "change 1/5", "change 5"),
        ("document.not-canonical", "change 1/5", "change 1/05"),
        ("document.malformed-value", "change 1/5", "change -"),
        ("document.missing-word", " external -", " external"),
        ("document.surplus-words", "change 1/5", "change 1/5 x"),
        ("document.list-order", "custodian: alice\ncustodian: bob", "custodian: bob\ncustodian: alice"),
        ("document.malformed-value", "drill: no", "drill: maybe"),
        ("document.malformed-value", "kind: payment", "kind: gift"),
        ("document.amount-forms", "(2.50000000 BTC)", "(2.50000001 BTC)"),
        ("document.unknown-field", "not-after: -", "not-after: -\nmemo: hello"),
        ("document.missing-field", "confirmations: all\n", ""),
    ]

    @Test("are refused as text", arguments: textRefusals)
    func refusesText(_ code: String, _ old: String, _ new: String) throws {
        let text = String(decoding: try custody.caseParts().document().encoded, as: UTF8.self)
        #expect(text.contains(old))
        let error = try #require(throws: DocumentError.self) {
            try Document<CaseDocument>(parsing: Array(text.replacing(old, with: new).utf8))
        }
        #expect(error.code == code)
    }

    @Test("are refused as text when hashes are not ascending")
    func hashOrder() throws {
        for name in ["order", "approval"] {
            var parts = try custody.caseParts()
            parts.orders = [TestCustody.hash(2), TestCustody.hash(3)]
            parts.approvals = [TestCustody.hash(2), TestCustody.hash(3)]
            let text = String(decoding: try parts.document().encoded, as: UTF8.self)
            let (low, high) = ("\(name): \(TestCustody.hash(2).hex)", "\(name): \(TestCustody.hash(3).hex)")
            let swapped = text.replacing("\(low)\n\(high)", with: "\(high)\n\(low)")
            #expect(swapped != text)
            #expect(throws: DocumentError.listOrder(entry: TestCustody.hash(2).hex)) {
                try Document<CaseDocument>(parsing: Array(swapped.utf8))
            }
        }
    }

    static func output(_ output: CaseOutput, _ role: CaseOutput.Role) -> CaseOutput {
        CaseOutput(amount: output.amount, scriptPubKey: output.scriptPubKey, role: role)
    }

    static func with(
        _ body: CaseDocument, network: Network? = nil, vault: Identifier? = nil, version: UInt32? = nil,
        hash: Bytes32? = nil, confirmations: ConfirmationRule? = nil, custodians: [Identifier]? = nil
    ) throws(DocumentError) -> CaseDocument {
        try CaseDocument(
            network: network ?? body.network, vault: vault ?? body.vault, vaultVersion: version ?? body.vaultVersion,
            vaultHash: hash ?? body.vaultHash, header: body.header, txid: body.txid,
            unsignedTransaction: body.unsignedTransaction, inputs: body.inputs, outputs: body.outputs, fee: body.fee,
            confirmations: confirmations ?? body.confirmations, custodians: custodians ?? body.custodians)
    }
}
