import BitcoinCrypto
import ByteCoding
import CommandSupport
import Custody

/// The vectors of what stops something, and of what lets it go on.
extension MadeWorld {
    /// `freeze.json`, `lift.json`, `veto.json`, `order-countersign.json`, `excuse.json`, `override.json`.
    func stopFiles() throws -> [MadeFile] {
        let caseID = header.caseID
        let digest = caseDocument.digest
        let name = order.body.name
        let freeze = try carol.signed(Freeze(statement: stop(carol)))
        let countersign = try OrderCountersign(
            statement: stop(dave), order: order.digest, orderName: name,
            cases: [caseID, CaseID(documentText: "ff112233445566778899aabbccddeeff")])
        return [
            try file(freeze, by: carol, about: "freezes of a vault") { _, _ in [] },
            try file(
                alice.signed(Lift(statement: stop(alice), freeze: freeze.digest)), by: alice, about: "lifts of a freeze"
            ) { faults, text in
                [faults.refused("no freeze", text.with("freeze", "-"), "document.malformed-value")]
            },
            try file(
                bob.signed(OrderVeto(statement: stop(bob), order: order.digest, orderName: name)), by: bob,
                about: "vetoes of an order"
            ) { faults, text in
                [faults.refused("an order without a number", text.with("number", "0"), "order.number-zero")]
            },
            try file(dave.signed(countersign), by: dave, about: "countersignatures of an order") { faults, text in
                let place = text.place("case") ?? 0
                return [
                    faults.refused("no case", text.withoutAll("case"), "stop.no-case"),
                    faults.refused("cases out of order", text.swapping(place, place + 1), "document.list-order"),
                ]
            },
            try file(
                alice.signed(
                    Excuse(statement: stop(alice), caseID: caseID, caseDigest: digest, absent: carol.id)), by: alice,
                about: "excuses of an absent custodian"
            ) { faults, text in
                [faults.refused("of oneself", text.with("absent", "alice"), "stop.own-excuse")]
            },
            try file(
                bob.signed(
                    Override(
                        statement: stop(bob), caseID: caseID, caseDigest: digest, rules: OverridableRule.allCases)),
                by: bob, about: "overrides of rules for one case"
            ) { faults, text in
                let place = text.place("rule") ?? 0
                return [
                    faults.refused("no rule", text.withoutAll("rule"), "stop.no-rule"),
                    faults.refused("rules out of order", text.swapping(place, place + 1), "document.list-order"),
                    faults.refused(
                        "a rule that nobody overrides", text.with("rule", "order-payments"),
                        "document.malformed-value"),
                ]
            },
        ]
    }

    private func stop(_ party: MadeParty) throws -> StopStatement {
        StopStatement(
            network: vault.body.network, vault: vault.body.name, founding: vault.digest, person: party.id,
            device: try party.device, date: try CalendarDate(year: 2026, month: 11, day: 21),
            journalSequence: 12, journalHead: Self.hash(0x10), reason: try RefusalReason("もう一度署名してくださいと言われました"))
    }

    private func file<Body: StopBody>(
        _ document: Document<Body>, by party: MadeParty, about: String,
        _ further: (MadeFaults, MadeText) throws -> [MadeCase]
    ) throws -> MadeFile {
        let text = MadeText(document.encoded)
        let faults = MadeFaults(Body.typeName, text, beside: key(party))
        var cases = [accepted("\(party.id)'s, with a reason in Japanese", document, party)]
        // A list that ends a document has a code of its own when it is empty.
        let endsInList = Body.kind == .countersign || Body.kind == .override
        cases += faults.ofText.filter { !endsInList || $0.comment != "the last field is missing" }
        cases += try faults.ofSignature(by: party, other: party.id == bob.id ? carol : bob)
        cases += [
            faults.refused("no reason", text.with("reason", "-"), "document.empty-text"),
            faults.refused("no day", text.with("date", "-"), "document.malformed-value"),
            faults.refused("no person", text.with("person", "-"), "document.identifier"),
        ]
        cases += try further(faults, text)
        return MadeFile(name: Body.typeName, about: about, notes: Self.notes, cases: cases)
    }
}
