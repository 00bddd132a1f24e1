package import ByteCoding
package import Custody

/// What people of a ``FixtureVault`` sign to stop something or to let it go on.
package struct FixtureStop: Sendable {
    /// The vault.
    package let vault: FixtureVault
    /// What names the vault; another one for tests.
    package var founding: Bytes32
    /// The machine; the author's own where it is `nil`.
    package var device: Identifier?
    package var date: CalendarDate
    /// The author's journal when he signs: another number is another document.
    package var journalSequence: UInt64 = 7
    package var reason = "somebody asked me to sign again"

    /// Starts from what the vault's people would write.
    package init(_ vault: FixtureVault) throws {
        self.vault = vault
        founding = vault.document.digest
        date = try CalendarDate(year: 2026, month: 6, day: 14)
    }

    /// The people by their place: custodians first, then those without a key.
    package func party(_ name: String) throws -> FixtureCosigner {
        let id = try Identifier(name)
        for party in vault.cosigners + vault.others where try party.person == id { return party }
        return try FixtureCosigner(number: 12, network: vault.document.body.network)
    }

    /// By whom, when, and why.
    package func statement(_ name: String) throws -> StopStatement {
        let person = try Identifier(name)
        return StopStatement(
            network: vault.document.body.network, vault: vault.document.body.name, founding: founding,
            person: person, device: try device ?? FixtureVault.device(of: person), date: date,
            journalSequence: journalSequence, journalHead: Bytes32(bigEndianWords: (0, 0, 0, journalSequence)),
            reason: try RefusalReason(reason))
    }

    /// A freeze.
    package func freeze(_ name: String) throws -> Document<Freeze> {
        try signed(Freeze(statement: statement(name)), name)
    }

    /// One custodian's lift of a freeze.
    package func lift(_ name: String, _ freeze: Document<Freeze>) throws -> StopDocument {
        .lift(try signed(Lift(statement: statement(name), freeze: freeze.digest), name))
    }

    /// A veto of an order.
    package func veto(_ name: String, _ order: Document<Order>) throws -> StopDocument {
        .veto(
            try signed(
                OrderVeto(statement: statement(name), order: order.digest, orderName: order.body.name), name))
    }

    /// A countersignature of an order.
    package func countersign(
        _ name: String, _ order: Document<Order>, after cases: [CaseID]
    ) throws -> StopDocument {
        .countersign(
            try signed(
                OrderCountersign(
                    statement: statement(name), order: order.digest, orderName: order.body.name, cases: cases), name))
    }

    /// One person's excuse of another.
    package func excuse(_ name: String, of absent: String, in digest: Bytes32, _ id: CaseID) throws -> StopDocument {
        .excuse(
            try signed(
                Excuse(
                    statement: statement(name), caseID: id, caseDigest: digest, absent: Identifier(absent)), name))
    }

    /// One person's override.
    package func override(
        _ name: String, _ rules: [OverridableRule], in digest: Bytes32, _ id: CaseID
    ) throws -> StopDocument {
        .override(
            try signed(Override(statement: statement(name), caseID: id, caseDigest: digest, rules: rules), name))
    }

    /// A document with the signature line of the person named in it, made with that person's key, or a stranger's where the
    /// vault does not list him.
    package func signed<Body: StopBody>(_ body: Body, _ name: String) throws -> Document<Body> {
        var document = Document(body: body)
        let line = try party(name).signature(over: document.digest)
        document.add(
            DocumentSignature(
                person: try Identifier(name), identityKey: line.identityKey, signature: line.signature))
        return document
    }
}
