import ByteCoding

/// The names of the files that travel between machines; a name helps people and is never trusted.
package enum CaseFileName {
    /// What every custodian looks at first.
    package static func proposal(_ id: CaseID) -> String { "\(id.short).proposal.psbt" }

    /// A custodian's share under `release: held`.
    package static func share(_ id: CaseID, by person: Identifier) -> String {
        "\(id.short).\(person).\(Share.typeName)"
    }

    /// A custodian's signatures: with his share under `release: open`, with his release under `release: held`.
    package static func signed(_ id: CaseID, by person: Identifier) -> String { "\(id.short).\(person).signed.psbt" }

    /// What every custodian looks at second.
    package static func redisplay(_ id: CaseID) -> String { "\(id.short).confirm.psbt" }

    /// The re-display file with a number from 1; the first has none in its name.
    package static func redisplay(_ id: CaseID, number: Int) -> String {
        number <= 1 ? redisplay(id) : "\(id.short).confirm-\(number).psbt"
    }

    /// A custodian's confirmation.
    package static func confirmation(_ id: CaseID, by person: Identifier) -> String {
        "\(id.short).\(person).\(Confirmation.typeName)"
    }

    /// A custodian's release, when it travels without the signatures.
    package static func release(_ id: CaseID, by person: Identifier) -> String {
        "\(id.short).\(person).\(Release.typeName)"
    }

    /// A person's refusal.
    package static func refusal(_ id: CaseID, by person: Identifier) -> String {
        "\(id.short).\(person).\(Refusal.typeName)"
    }

    /// A signed copy of a person's journal.
    package static func journalCopy(of person: Identifier) -> String { "\(person).\(JournalCopy.typeName)" }

    /// The assembled transaction.
    package static func transaction(_ id: CaseID) -> String { "\(id.short).tx" }

    /// Everything that proves what happened in a case.
    package static func evidence(_ id: CaseID) -> String { "\(id.short).\(EvidenceManifest.typeName)" }

    /// An auditor's word about logs and journals.
    package static func logCountersign(by person: Identifier, on day: CalendarDate) -> String {
        "\(person).\(day).\(LogCountersign.typeName)"
    }

    /// A person's key record.
    package static func keyRecord(of person: Identifier) -> String { "\(person).\(KeyRecord.typeName)" }

    /// A custodian's record of another one's machine.
    package static func record(of other: Identifier, by person: Identifier, in vault: Identifier) -> String {
        "\(vault).\(person).\(other).\(MachineRecord.typeName)"
    }

    /// A coin snapshot that nobody has countersigned yet.
    package static func snapshot(_ snapshot: CoinSnapshot) -> String { "\(stem(snapshot)).\(CoinSnapshot.typeName)" }

    /// A coin snapshot with a person's countersignature.
    package static func snapshot(_ snapshot: CoinSnapshot, by person: Identifier) -> String {
        "\(stem(snapshot)).\(person).\(CoinSnapshot.typeName)"
    }

    private static func stem(_ snapshot: CoinSnapshot) -> String { "\(snapshot.vault).\(snapshot.height)" }

    /// An order that nobody has signed yet.
    package static func draft(of order: Order) -> String { "\(stem(order)).draft" }

    /// An order with its requester's signature.
    package static func order(_ order: Order) -> String { "\(stem(order)).\(Order.typeName)" }

    /// A person's approval of an order.
    package static func approval(of order: Order, by person: Identifier) -> String {
        "\(stem(order)).\(person).\(OrderApproval.typeName)"
    }

    /// What a person signed to stop something or to let it go on: named by what it is about, and by its author.
    package static func stop(_ document: StopDocument) -> String {
        let person = document.statement.person
        let vault = document.statement.vault
        func named(_ name: OrderName) -> String { "\(vault).\(name.requester).\(name.number).\(person)" }
        let stem =
            switch document {
            case .freeze(let freeze): "\(vault).\(person).\(freeze.digest.hex.prefix(8))"
            case .lift(let lift): "\(vault).\(person).\(lift.body.freeze.hex.prefix(8))"
            case .veto(let veto): named(veto.body.orderName)
            case .countersign(let countersign): named(countersign.body.orderName)
            case .excuse(let excuse): "\(excuse.body.caseID.short).\(person).\(excuse.body.absent)"
            case .override(let override): "\(override.body.caseID.short).\(person)"
            }
        return "\(stem).\(document.kind.rawValue)"
    }

    /// The sheet of an order, as a page to print or as plain text.
    package static func sheet(of order: Order, isHTML: Bool) -> String {
        "\(stem(order)).\(isHTML ? "html" : "txt")"
    }

    private static func stem(_ order: Order) -> String { "\(order.vault).\(order.requester).\(order.number)" }

    /// A vault document; a later version has its number in the name.
    package static func vault(_ vault: Vault) -> String { "\(stem(vault)).\(Vault.typeName)" }

    /// A later version of a vault with a custodian's signature.
    package static func vault(_ vault: Vault, signedBy person: Identifier) -> String {
        "\(stem(vault)).\(person).\(Vault.typeName)"
    }

    /// A custodian's acknowledgement of a vault.
    package static func acknowledgement(of vault: Vault, by person: Identifier) -> String {
        "\(stem(vault)).\(person).\(Acknowledgement.typeName)"
    }

    private static func stem(_ vault: Vault) -> String {
        vault.version == 1 ? vault.name.description : "\(vault.name).v\(vault.version)"
    }
}
