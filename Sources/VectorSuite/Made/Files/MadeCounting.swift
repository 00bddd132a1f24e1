import BitcoinCrypto
import ByteCoding
import CommandSupport
import Custody

/// The vectors of what counts for a case.
extension MadeWorld {
    /// `counting.json`.
    func countingFile() throws -> MadeFile {
        func inputs(_ text: MadeText, case document: MadeText? = nil) -> [(key: String, value: JSONValue)] {
            [
                ("vault", .document(vault.encoded)),
                ("acknowledgements", .array(acknowledgements.map { .document($0.encoded) })),
                ("case", .string((document ?? MadeText(caseDocument.encoded)).text)), ("document", .string(text.text)),
            ]
        }
        func counts<Answer: CaseAnswer>(_ comment: String, _ document: Document<Answer>) -> MadeCase {
            .valid(
                "counts", comment, inputs(MadeText(document.encoded)),
                [
                    ("person", .string(document.body.statement.person.description)),
                    ("digest", .string(document.digest.hex)),
                ])
        }
        func refused(_ comment: String, _ text: MadeText, _ code: String, case document: MadeText? = nil) -> MadeCase {
            .invalid("counts", comment, inputs(text, case: document), code)
        }
        var cases = [counts("alice's open share", shares[0]), counts("carol's held share", shares[1])]
        cases += confirmations.map { counts("a confirmation", $0) }
        cases += [counts("a release", release), counts("a refusal", refusal)]
        let answers: [(String, MadeText, MadeParty)] = [
            ("share", MadeText(shares[0].encoded), alice), ("confirmation", MadeText(confirmations[2].encoded), carol),
            ("release", MadeText(release.encoded), carol), ("refusal", MadeText(refusal.encoded), bob),
        ]
        let other = Self.hash(0x31).hex
        for (type, text, author) in answers {
            func changed(_ comment: String, _ field: String, _ value: String, _ code: String) throws -> MadeCase {
                refused("\(type): \(comment)", try text.with(field, value).signed(by: author), code)
            }
            cases += try [
                changed("another network", "network", "signet", "answer.other-network"),
                changed("another case", "case", String(repeating: "ab", count: 16), "answer.other-case"),
                changed("another vault", "vault-hash", other, "answer.other-vault"),
                changed("another case digest", "case-digest", other, "answer.other-digest"),
                changed("another machine", "device", "zed-signer", "answer.other-device"),
                refused(
                    "\(type): somebody whom the vault does not list",
                    text.with("person", "dave").with("device", "dave-signer").signed(by: dave), "answer.unknown-person"),
                refused(
                    "\(type): signed with a key that the vault does not list",
                    text.with(signatures: [
                        text.line(dave).replacing("-- dave ", with: "-- \(author.id) ")
                    ]), "signature.other-key"),
                refused("\(type): nobody signed", text.with(signatures: []), "signature.missing"),
            ]
        }
        let share = answers[0].1
        cases += [
            refused(
                "a held share of somebody whose release is open",
                try share.with("kind", "held").with("salt", "-").signed(by: alice), "answer.other-release-rule"),
            refused(
                "an open share of somebody whose release is held",
                try MadeText(shares[1].encoded).with("kind", "open").with("salt", release.body.salt.hex)
                    .signed(by: carol), "answer.other-release-rule"),
            refused(
                "the case of another vault", share, "case.other-vault",
                case: MadeText(caseDocument.encoded).with("vault-hash", other)),
            refused(
                "a case without one of the custodians", share, "case.other-vault",
                case: MadeText(caseDocument.encoded).without("custodian")),
        ]
        return MadeFile(
            name: "counting", about: "what counts as somebody's word about a case",
            notes: "vault and acknowledgements: what the machine registered. case: the case document that it built. "
                + "document: a share, confirmation, release or refusal, which counts or is refused; how many are needed "
                + "is another question.",
            cases: cases)
    }
}
