import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors

/// The vectors of case documents, of the case digest and of documents inside a PSBT.
extension MadeWorld {
    /// `case.json`.
    func caseFile() throws -> MadeFile {
        let text = MadeText(caseDocument.encoded)
        let faults = MadeFaults("case", text)
        let (input, output) = (text.place("input") ?? 0, text.place("output") ?? 0)
        let order = Self.hash(0x30).hex
        let coin = text.fields[input]
        func outputs(_ comment: String, _ first: String, _ code: String) -> MadeCase {
            faults.refused(
                comment, text.replacing("output", "external -", first).adding("order: \(order)", after: "fee"), code)
        }
        let paid = "external \(order)/0"
        let both = text.replacing("output", "external -", paid).adding("order: \(order)", after: "fee")
        let twice = both.replacingLine(
            text.fields[output + 1], text.fields[output + 1].replacing("change 1/6", with: paid))
        let ordered = try Document<CaseDocument>(parsing: Array(both.text.utf8))
        func accepted(_ comment: String, _ document: Document<CaseDocument>) throws -> MadeCase {
            .valid(
                "case", comment, [("document", .document(document.encoded))],
                [
                    ("network", .string("regtest")), ("digest", .string(document.digest.hex)),
                    ("words", .string(try DigestWords.caseWords(document.digest).joined(separator: " "))),
                ])
        }
        var cases = [
            try accepted("two coins, one payment, change", caseDocument),
            try accepted("paying a line of an order", ordered),
        ]
        cases += faults.ofText
        cases += [
            faults.refused("no coin", text.withoutAll("input"), "case.no-input"),
            faults.refused("no output", text.withoutAll("output"), "case.no-output"),
            faults.refused("no custodian", text.withoutAll("custodian"), "case.no-custodian"),
            faults.refused("inputs out of order", text.swapping(input, input + 1), "case.number"),
            faults.refused("outputs out of order", text.swapping(output, output + 1), "case.number"),
            faults.refused(
                "a coin twice",
                text.replacingLine(text.fields[input + 1], "input: 1" + coin.dropFirst(8)), "case.repeated-outpoint"),
            faults.refused(
                "a fee that is not the difference", text.with("fee", "10001 sat (0.00010001 BTC)"), "case.unbalanced"),
            faults.refused(
                "two forms of an amount that differ", text.with("fee", "10000 sat (0.00100000 BTC)"),
                "document.amount-forms"),
            faults.refused(
                "an amount with fewer decimals", text.with("fee", "10000 sat (0.0001 BTC)"), "document.amount-forms"),
            faults.refused(
                "a script in capitals", text.replacing("output", "0014", "0014AB"),
                "document.not-canonical"),
            faults.refused(
                "an output without its role", text.replacing("output", " external -", ""), "document.missing-word"),
            faults.refused(
                "a word too many", text.replacing("output", "external -", "external - -"), "document.surplus-words"),
            faults.refused(
                "an unknown role", text.replacing("output", "external -", "burnt -"), "document.malformed-value"),
            faults.refused(
                "change on the receive branch", text.replacing("output", "external -", "change 0/6"), "case.branch"),
            faults.refused(
                "receive on the change branch", text.replacing("output", "external -", "receive 1/6"), "case.branch"),
            faults.refused(
                "a line of an order that the case does not name", text.replacing("output", "external -", paid),
                "case.unknown-order"),
            faults.refused("one line of an order paid twice", twice, "case.repeated-order-line"),
            outputs("a line with a leading zero", "external \(order)/00", "document.not-canonical"),
            faults.refused(
                "the case replaces itself", text.with("replaces", text.value("case")), "case.replaces-itself"),
            faults.refused(
                "the end before the start", text.with("not-before", "height 900145"), "case.ends-before-start"),
            faults.refused(
                "a height with a leading zero", text.with("not-after", "height 0900144"), "document.not-canonical"),
            faults.refused("a kind that is none", text.with("kind", "gift"), "document.malformed-value"),
            faults.refused("a drill in other words", text.with("drill", "false"), "document.malformed-value"),
            faults.refused(
                "custodians out of order", text.swapping(text.fields.count - 3, text.fields.count - 4),
                "document.list-order"),
            faults.refused(
                "the transaction id in capitals", text.with("txid", text.value("txid").uppercased()),
                "document.not-canonical"),
        ]
        return MadeFile(
            name: "case", about: "case documents",
            notes:
                "document: the text that every machine builds itself; nobody signs it. digest: D. words: D as people "
                + "read it aloud.",
            cases: cases)
    }

    /// `case-digest.json`.
    func caseDigestFile() throws -> MadeFile {
        var cases: [MadeCase] = []
        func add(_ comment: String, _ psbt: PSBT, _ header: CaseHeader) throws {
            let examination = CaseExamination(psbt: psbt, vault: RegisteredVaultView(vault), header: header)
            guard let facts = examination.facts else { throw MadeError.noFacts }
            let document = Document(body: facts.caseDocument)
            cases.append(
                .valid(
                    "case-digest", comment, inputs(psbt, header),
                    [("document", .document(document.encoded)), ("digest", .string(document.digest.hex))]))
        }
        try add("version 0", psbt, header)
        try add("the same in version 2: the same digest", try psbt.converted(to: .v2), header)
        var bare = psbt
        bare.global.xpubs = []
        for place in bare.inputs.indices { bare.inputs[place].bip32Derivations = [] }
        for place in bare.outputs.indices { bare.outputs[place].bip32Derivations = [] }
        try add("without any hint: the same digest", bare, header)
        var signed = psbt
        for (place, request) in requests.enumerated() {
            let script = try vault.body.descriptor.script(at: request.position)
            guard let key = script.keys.first(where: { $0.keyIndex == 0 }) else { throw MadeError.noFacts }
            let signature = try alice.sign(
                request.digest, branch: request.position.branch, index: request.position.index)
            signed.inputs[place].addPartialSig(publicKey: key.publicKey.encoded, signature: signature.der + [1])
        }
        try add("with alice's signatures: the same digest", signed, header)
        try add(
            "another case id: another digest", psbt,
            CaseHeader(
                drill: false, caseID: CaseID(documentText: String(repeating: "ab", count: 16)),
                notAfter: header.notAfter))
        try add(
            "a drill that replaces another, with bounds", psbt,
            CaseHeader(
                drill: true, caseID: header.caseID, replaces: CaseID(documentText: String(repeating: "cd", count: 16)),
                kind: .internal, notBefore: ValidityBound(documentText: "2026-11-21"),
                notAfter: ValidityBound(documentText: "2026-11-28")))
        var unproven = psbt
        unproven.inputs[1].nonWitnessUtxo = nil
        cases.append(
            .invalid(
                "case-digest", "an input without its previous transaction: its amount is only a claim",
                inputs(unproven, header), "vectors.no-facts"))
        return MadeFile(
            name: "case-digest", about: "the case document that every machine builds from the PSBT and its vault",
            notes:
                "psbt: base64. vault: the registered vault document. The other inputs are the fields of the case that "
                + "are chosen and not computed. document: the case document; digest: D.",
            cases: cases)
    }

    private func inputs(_ psbt: PSBT, _ header: CaseHeader) -> [(key: String, value: JSONValue)] {
        [
            ("psbt", .string(Base64.encode(psbt.encoded()))), ("vault", .document(vault.encoded)),
            ("drill", .bool(header.drill)), ("case", .string(header.caseID.description)),
            ("replaces", .optional(header.replaces?.description)), ("kind", .string(header.kind.rawValue)),
            ("not_before", .optional(header.notBefore?.documentText)),
            ("not_after", .optional(header.notAfter?.documentText)),
        ]
    }

    /// `proposal.json`.
    func proposalFile() throws -> MadeFile {
        let attachments = ProposalAttachments(
            caseDocument: caseDocument, acknowledgements: acknowledgements, shares: shares,
            confirmations: confirmations, refusals: [refusal], releases: [release])
        var whole = psbt
        try ProposalFields.attach(attachments, to: &whole)
        var foreign = whole
        foreign.global.proprietary.append(
            ProprietaryPair(identifier: Array("OTHER".utf8), subtype: 9, keyData: [1, 2], value: [3]))
        let vaultText = MadeText(vault.encoded).with("name", "warm").text
        func inputs(_ psbt: PSBT, digest: String? = nil, vault: String? = nil) -> [(key: String, value: JSONValue)] {
            [
                ("psbt", .string(Base64.encode(psbt.encoded()))),
                ("case_digest", .string(digest ?? caseDocument.digest.hex)),
                ("vault", .string(vault ?? String(decoding: self.vault.encoded, as: UTF8.self))),
            ]
        }
        func with(_ subtype: UInt64, _ keyData: String, _ value: [UInt8]) -> PSBT {
            var psbt = psbt
            psbt.global.proprietary = [field(subtype, keyData, value)]
            return psbt
        }
        func field(_ subtype: UInt64, _ keyData: String, _ value: [UInt8]) -> ProprietaryPair {
            ProprietaryPair(
                identifier: ProposalFields.identifier, subtype: subtype, keyData: Array(keyData.utf8), value: value)
        }
        func refused(_ comment: String, _ psbt: PSBT, _ code: String) -> MadeCase {
            .invalid("proposal", comment, inputs(psbt), code)
        }
        var inInput = psbt
        inInput.inputs[0].proprietary = [field(2, "alice", shares[0].encoded)]
        var inOutput = psbt
        inOutput.outputs[1].proprietary = [field(0, "", caseDocument.encoded)]
        let otherCase = try MadeText(shares[0].encoded).with("case-digest", Self.hash(0x31).hex).signed(by: alice)
        let otherNetwork = try MadeText(shares[0].encoded).with("network", "signet").signed(by: alice)
        let expected: [(key: String, value: JSONValue)] = [("documents", .texts(ProposalSummary.lines(attachments)))]
        return MadeFile(
            name: "proposal", about: "documents inside a PSBT",
            notes: "psbt: base64. case_digest and vault: what the reading machine computed and registered. documents: "
                + "type, person (- for the case) and digest of each, by subtype and person.",
            cases: [
                .valid("proposal", "every type", inputs(whole), expected),
                .valid("proposal", "fields of somebody else are kept and not looked at", inputs(foreign), expected),
                .valid("proposal", "none", inputs(psbt), [("documents", .array([]))]),
                refused("an unknown subtype", with(200, "", [0]), "proposal.unknown-subtype"),
                refused("in the map of an input", inInput, "proposal.misplaced"),
                refused("in the map of an output", inOutput, "proposal.misplaced"),
                refused("another person in the key", with(2, "bob", shares[0].encoded), "proposal.key-data"),
                refused("no person in the key", with(2, "", shares[0].encoded), "proposal.key-data"),
                refused("a person in the key of the case", with(0, "alice", caseDocument.encoded), "proposal.key-data"),
                refused(
                    "another type than the subtype says", with(3, "alice", shares[0].encoded), "document.wrong-type"),
                refused(
                    "a document that is cut short", with(2, "alice", shares[0].encoded.dropLast(1) + []),
                    "document.unterminated-line"),
                refused(
                    "a share over another case digest", with(2, "alice", Array(otherCase.text.utf8)),
                    "proposal.other-case"),
                refused(
                    "a share for another network", with(2, "alice", Array(otherNetwork.text.utf8)),
                    "proposal.other-network"),
                .invalid(
                    "proposal", "the machine computed another case digest",
                    inputs(whole, digest: Self.hash(0x31).hex), "proposal.other-case"),
                .invalid(
                    "proposal", "the machine registered another vault",
                    inputs(with(1, "alice", acknowledgements[0].encoded), vault: vaultText), "proposal.other-vault"),
            ])
    }
}

/// What stands in a PSBT, in lines.
enum ProposalSummary {
    /// Type, person and digest of each document, by subtype and person.
    static func lines(_ found: ProposalAttachments) -> [String] {
        var lines: [String] = []
        if let document = found.caseDocument { lines.append("case - \(document.digest.hex)") }
        lines += found.acknowledgements.map { "acknowledgement \($0.body.person) \($0.digest.hex)" }
        lines += found.shares.map(line)
        lines += found.confirmations.map(line)
        lines += found.refusals.map(line)
        lines += found.releases.map(line)
        return lines
    }

    private static func line<Answer: CaseAnswer>(_ document: Document<Answer>) -> String {
        "\(Answer.typeName) \(document.body.statement.person) \(document.digest.hex)"
    }
}
