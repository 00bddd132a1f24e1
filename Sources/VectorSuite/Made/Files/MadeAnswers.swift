import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody

/// The vectors of acknowledgements and of the answers to a case.
extension MadeWorld {
    /// What goes in beside the document: the identity key that the vault lists for its person.
    func key(_ party: MadeParty) -> [(key: String, value: JSONValue)] {
        [("identity_key", .string(party.identityKey.hex))]
    }

    func accepted<Body>(
        _ comment: String, _ document: Document<Body>, _ party: MadeParty
    ) -> MadeCase {
        .valid(
            Body.typeName, comment, [("document", .document(document.encoded))] + key(party),
            [
                ("network", .string(document.body.network.rawValue)), ("digest", .string(document.digest.hex)),
                ("person", .string(party.id.description)),
            ])
    }

    static let notes =
        "document: the whole file. identity_key: the key that the vault lists for the document's person, who alone must "
        + "have signed. digest: the tagged hash of the body."

    /// `acknowledgement.json`.
    func acknowledgementFile() throws -> MadeFile {
        let text = MadeText(acknowledgements[0].encoded)
        let faults = MadeFaults("acknowledgement", text, beside: key(alice))
        let address = text.value("first-address")
        func agreement(
            _ comment: String, _ texts: [MadeText], _ vault: MadeText? = nil, code: String? = nil
        ) -> MadeCase {
            let inputs: [(key: String, value: JSONValue)] = [
                ("vault", .string((vault ?? MadeText(self.vault.encoded)).text)),
                ("acknowledgements", .texts(texts.map(\.text))),
            ]
            guard let code else {
                return .valid("agreement", comment, inputs, [("digest", .string(self.vault.digest.hex))])
            }
            return .invalid("agreement", comment, inputs, code)
        }
        let all = acknowledgements.map { MadeText($0.encoded) }
        func changed(_ name: String, _ value: String) throws -> [MadeText] {
            [try text.with(name, value).signed(by: alice)] + all[1...]
        }
        let renamed = MadeText(vault.encoded).with("name", "warm")
        var cases = [accepted("alice's", acknowledgements[0], alice), accepted("bob's", acknowledgements[1], bob)]
        cases += faults.ofText
        cases += try faults.ofSignature(by: alice, other: bob)
        cases += [
            faults.refused(
                "an address of another network",
                text.with("first-address", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
                "document.malformed-value"),
            faults.refused(
                "an address in capitals", text.with("first-address", address.uppercased()), "document.not-canonical"),
            faults.refused(
                "a hash in capitals", text.with("vault-hash", vault.digest.hex.uppercased()), "document.not-canonical"),
            faults.refused(
                "a hash of 31 bytes", text.with("vault-hash", String(vault.digest.hex.dropLast(2))),
                "document.malformed-value"),
            agreement("all three", all), agreement("all three in another order", all.reversed()),
            agreement("one is missing", Array(all.dropLast()), code: "vault.missing-acknowledgement"),
            agreement("one twice", all + [all[0]], code: "vault.repeated-acknowledgement"),
            agreement(
                "one by somebody without a key",
                all + [try text.with("person", "dave").signed(by: dave)], code: "vault.unknown-acknowledger"),
            agreement("one of another version", try changed("vault-version", "2"), code: "vault.other-acknowledgement"),
            agreement(
                "one from another machine", try changed("device", "bob-signer"), code: "vault.other-acknowledgement"),
            agreement(
                "one with another first address",
                try changed("first-address", "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"),
                code: "vault.other-acknowledgement"),
            agreement("of another vault", all, renamed, code: "vault.other-acknowledgement"),
        ]
        return MadeFile(
            name: "acknowledgement", about: "acknowledgements of a vault, and when all agree",
            notes: Self.notes + " agreement: the first version of a vault with everybody's acknowledgement.",
            cases: cases)
    }

    /// `share.json`.
    func shareFile() throws -> MadeFile {
        let text = MadeText(shares[0].encoded)
        let faults = MadeFaults("share", text, beside: key(alice))
        let held = MadeText(shares[1].encoded)
        let restored = try text.with("head", "alice 4 \(text.value("journal-head"))").signed(by: alice)
        var cases = [
            accepted("open: with its salt", shares[0], alice), accepted("held: without it", shares[1], carol),
            accepted(
                "from a machine that was restored and goes on from an earlier head",
                try Document<Share>(parsing: Array(restored.text.utf8)), alice),
        ]
        cases += faults.ofText
        cases += try faults.ofSignature(by: alice, other: bob)
        cases += ofStatement(faults, text)
        cases += ofMachine(faults, text)
        cases += [
            faults.refused("open without salt", text.with("salt", "-"), "statement.salt"),
            MadeFaults("share", held, beside: key(carol)).refused(
                "held with salt", held.with("salt", text.value("salt")), "statement.salt"),
            faults.refused("an unknown kind", text.with("kind", "kept"), "document.malformed-value"),
        ]
        return MadeFile(name: "share", about: "shares", notes: Self.notes, cases: cases)
    }

    /// `confirmation.json`.
    func confirmationFile() throws -> MadeFile {
        let text = MadeText(confirmations[2].encoded)
        let faults = MadeFaults("confirmation", text, beside: key(carol))
        let place = text.place("share") ?? 0
        var cases = [accepted("carol's, of two shares", confirmations[2], carol)]
        cases += faults.ofText
        cases += try faults.ofSignature(by: carol, other: bob)
        cases += ofStatement(faults, text)
        cases += ofMachine(faults, text)
        cases += [
            faults.refused("shares out of order", text.swapping(place, place + 1), "document.list-order"),
            faults.refused(
                "a share twice", text.adding(text.fields[place], after: "share"), "document.list-order"),
        ]
        return MadeFile(name: "confirmation", about: "confirmations", notes: Self.notes, cases: cases)
    }

    /// `release.json`.
    func releaseFile() throws -> MadeFile {
        let text = MadeText(release.encoded)
        let faults = MadeFaults("release", text, beside: key(carol))
        let place = text.place("confirmation") ?? 0
        var cases = [accepted("carol's, of three confirmations", release, carol)]
        cases += faults.ofText
        cases += try faults.ofSignature(by: carol, other: bob)
        cases += ofStatement(faults, text)
        cases += ofMachine(faults, text)
        cases += [
            faults.refused("no salt", text.with("salt", "-"), "document.malformed-value"),
            faults.refused(
                "confirmations out of order", text.swapping(place, place + 1), "document.list-order"),
        ]
        return MadeFile(name: "release", about: "releases", notes: Self.notes, cases: cases)
    }

    /// `refusal.json`.
    func refusalFile() throws -> MadeFile {
        let text = MadeText(refusal.encoded)
        let faults = MadeFaults("refusal", text, beside: key(bob))
        var cases = [accepted("bob's, in Japanese", refusal, bob)]
        cases += faults.ofText
        cases += try faults.ofSignature(by: bob, other: carol)
        cases += ofStatement(faults, text)
        cases += [
            faults.refused("no reason", text.with("reason", "-"), "document.empty-text"),
            faults.refused(
                "a reason of 501 characters", text.with("reason", String(repeating: "x", count: 501)),
                "document.text-too-long"),
            faults.refused(
                "a reason that turns the direction of writing", text.with("reason", "no\u{202e}yes"),
                "document.forbidden-character"),
        ]
        return MadeFile(name: "refusal", about: "refusals", notes: Self.notes, cases: cases)
    }

    /// Faults of the first fields of every answer, whoever signs.
    private func ofStatement(_ faults: MadeFaults, _ text: MadeText) -> [MadeCase] {
        [
            faults.refused(
                "a case id in capitals", text.with("case", "00112233445566778899AABBCCDDEEFF"),
                "document.not-canonical"),
            faults.refused(
                "a case id of 15 bytes", text.with("case", "00112233445566778899aabbccddee"), "document.malformed-value"
            ),
            faults.refused(
                "a digest that is no hex", text.with("case-digest", "x" + text.value("case-digest").dropFirst()),
                "document.malformed-value"),
            faults.refused("no person", text.with("person", "-"), "document.identifier"),
            faults.refused(
                "the case changed behind the signature", text.with("case", "ff112233445566778899aabbccddeeff"),
                "signature.invalid"),
        ]
    }

    /// Faults of what a machine says about itself, whoever signs.
    private func ofMachine(_ faults: MadeFaults, _ text: MadeText) -> [MadeCase] {
        let hash = text.value("journal-head")
        return [
            faults.refused(
                "the author's own head among those of others, not an earlier one",
                text.with("head", "\(text.value("person")) \(text.value("journal-sequence")) \(hash)"),
                "statement.own-head"),
            faults.refused(
                "heads out of order", text.adding("head: bob 4 \(hash)", after: "head"), "document.list-order"),
            faults.refused(
                "a height of 500000000, which would be a time", text.with("height", "500000000"),
                "document.malformed-value"),
            faults.refused("a day that is not", text.with("date", "2026-02-30"), "document.malformed-value"),
            faults.refused("a day without its zeros", text.with("date", "2026-2-3"), "document.not-canonical"),
        ]
    }
}

extension MadeScalar {
    /// The other signature of the same digest, in base64.
    static func highSText(_ base64: String) -> String {
        (try? Base64.decode(base64)).map { Base64.encode(highS($0)) } ?? base64
    }
}
