import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors

/// The vectors of a vault with tiers of approval, an address book and limits, and of the coin snapshots that it asks for.
extension MadeWorld {
    /// The day by whose clock snapshots are judged.
    private static let clock = "2026-11-21"

    /// A vault that asks for orders: erin orders, frank of the unit risk approves, dave audits.
    func ruledVault() throws -> Document<Vault> {
        let custodians: [(party: MadeParty, organisation: String, site: String, name: String)] = [
            (alice, "example", "tokyo", "佐藤　アリス"), (bob, "example", "osaka", "Bob Example"),
            (carol, "trustee", "fukuoka", "Carol Example"),
        ]
        let others: [(party: MadeParty, role: Role, unit: Identifier?, name: String)] = [
            (dave, .auditor, nil, "Dave Example"), (try MadeParty("erin"), .requester, nil, "Erin Example"),
            (try MadeParty("frank"), .approver, try Identifier("risk"), "Frank Example"),
        ]
        let hot = Script.p2wpkh(hash: [UInt8](repeating: 9, count: 20))
        guard let address = Address(scriptPubKey: hot, network: .regtest) else { throw MadeError.noFacts }
        let risk = [try Identifier("risk")]
        return Document(
            body: try Vault(
                network: .regtest, name: Identifier("cold"), version: 1, previous: nil, threshold: 2,
                scriptType: .p2wsh,
                cosigners: custodians.map {
                    Cosigner(person: $0.party.id, release: .held, origin: $0.party.origin, xpub: $0.party.xpub)
                },
                people: custodians.map {
                    Person(
                        id: $0.party.id, roles: [.custodian], identityKey: $0.party.identityKey,
                        organisation: try Identifier($0.organisation), site: try Identifier($0.site),
                        device: try $0.party.device, expiry: nil, name: try PersonName($0.name))
                }
                    + others.map {
                        Person(
                            id: $0.party.id, roles: [$0.role], identityKey: $0.party.identityKey,
                            organisation: try Identifier("example"), site: try Identifier("nagoya"),
                            device: try $0.party.device, expiry: nil, name: try PersonName($0.name), unit: $0.unit)
                    },
                destinations: [
                    Destination(
                        documentText: "hot own-hot-wallet \(address.text) 2026-12-01 2027-11-30 "
                            + "200000000 sat (2.00000000 BTC) - Hot wallet 1")
                ],
                rules: VaultRules(
                    maximumFee: Amount(sat: 1_000_000), maximumFeePercent: 2, maximumFeeRate: 200,
                    confirmations: .all, orders: .required, approvals: 1,
                    tiers: [
                        VaultTier(
                            number: 1, destinations: [.firstTime, .unlisted], approvals: 1, units: risk, coolingDays: 1),
                        VaultTier(
                            number: 2, above: Amount(sat: 500_000_000), sharePercent: 25, approvals: 1, units: risk,
                            coolingDays: 2),
                    ],
                    anomalies: [
                        AnomalyRule(.largerThanEver(times: 3), .raise),
                        AnomalyRule(.manyCases(count: 5, days: 1), .acknowledge),
                    ], allowlist: .tiered,
                    limits: [
                        VaultLimit(documentText: "vault case 25 percent"),
                        VaultLimit(documentText: "vault 7-days 1000000000 sat (10.00000000 BTC)"),
                        VaultLimit(documentText: "requester 144-blocks 300000000 sat (3.00000000 BTC)"),
                    ], snapshotAge: SnapshotAge(days: 3)),
                accepts: [.organisation(Identifier("example"))], policy: nil))
    }

    /// What a watch-only machine says that the vault has, without a countersignature.
    func snapshot(of vault: Document<Vault>) throws -> CoinSnapshot {
        func coin(_ byte: UInt8, _ sat: UInt64, _ branch: UInt32, _ index: UInt32) throws -> CoinSnapshot.Coin {
            CoinSnapshot.Coin(
                outpoint: OutPoint(txid: Txid(Self.hash(byte)), vout: UInt32(byte)), amount: try Amount(sat: sat),
                position: ScriptPosition(branch: branch, index: index))
        }
        return try CoinSnapshot(
            network: .regtest, vault: vault.body.name, founding: vault.digest, height: 900_000,
            date: CalendarDate(documentText: Self.clock),
            coins: [try coin(1, 600_000_000, 0, 0), try coin(2, 400_000_000, 1, 7)])
    }

    /// The cases of `vault.json` about tiers, limits and the address book.
    func ruledVaultCases() throws -> [MadeCase] {
        let vault = try ruledVault()
        let text = MadeText(vault.encoded)
        let faults = MadeFaults("vault", text)
        let tier = text.place("tier") ?? 0
        let limit = text.place("limit") ?? 0
        let hot = text.value("destination")
        return [
            .valid(
                "vault", "2 of 3 with tiers of approval, an address book, anomalies and limits",
                [("document", .document(vault.encoded))],
                [
                    ("network", .string("regtest")), ("digest", .string(vault.digest.hex)),
                    ("descriptor", .string(vault.body.descriptor.text)),
                    ("first_address", .string(try VaultAgreement.firstAddress(of: vault.body).text)),
                    ("custodians", .texts(vault.body.custodians.map(\.description))),
                ]),
            faults.refused("tiers out of order", text.swapping(tier, tier + 1), "vault.tier-number"),
            faults.refused(
                "a tier that asks for no approval", text.with("tier", "1 - - first-time,unlisted 0 risk 1"),
                "vault.tier-without-approval"),
            faults.refused(
                "a tier that asks for more approvers than there are",
                text.replacingLine(text.fields[tier + 1], "tier: 2 500000000 sat (5.00000000 BTC) 25 - 2 risk 2"),
                "vault.tier-approvers"),
            faults.refused(
                "a tier that is easier than the one before it",
                text.replacingLine(text.fields[tier + 1], "tier: 2 500000000 sat (5.00000000 BTC) 25 - 1 risk -"),
                "vault.tier-easier"),
            faults.refused(
                "a tier of a unit that no approver has", text.with("unit", "dave risk"), "vault.tier-units"),
            faults.refused(
                "a tiered address book without a tier about it", text.with("tier", "1 - - first-time 1 risk 1"),
                "vault.unlisted-without-tier"),
            faults.refused("a limit twice", text.adding(text.fields[limit], after: "limit"), "document.list-order"),
            faults.refused("limits out of order", text.swapping(limit, limit + 1), "document.list-order"),
            faults.refused(
                "a limit that lets nothing leave", text.with("limit", "vault case 0 sat (0.00000000 BTC)"),
                "vault.empty-limit"),
            faults.refused(
                "an entry of the address book that ends before it begins",
                text.with("destination", hot.replacing("2027-11-30", with: "2026-11-30")), "vault.destination-expiry"),
            faults.refused(
                "an entry that may be paid nothing",
                text.with(
                    "destination", hot.replacing("200000000 sat (2.00000000 BTC)", with: "0 sat (0.00000000 BTC)")),
                "vault.destination-cap"),
        ]
    }

    /// `coin-snapshot.json`.
    func snapshotFile() throws -> MadeFile {
        let vault = try ruledVault()
        let snapshot = try dave.signed(snapshot(of: vault))
        let text = MadeText(snapshot.encoded)
        func beside(_ clock: String) -> [(key: String, value: JSONValue)] {
            [("vault", .document(vault.encoded)), ("clock", .string(clock))]
        }
        let faults = MadeFaults(CoinSnapshot.typeName, text, beside: beside(Self.clock))
        let early = MadeFaults(CoinSnapshot.typeName, text, beside: beside("2026-11-19"))
        let coin = text.place("coin") ?? 0
        let right = try text.line(dave)
        var cases: [MadeCase] = [
            .valid(
                CoinSnapshot.typeName, "two coins, countersigned by the auditor, the example of Docs/formats.md",
                [("document", .document(snapshot.encoded))] + beside(Self.clock),
                [
                    ("network", .string("regtest")), ("digest", .string(snapshot.digest.hex)),
                    ("height", .string("900000")), ("total", .string("1000000000 sat (10.00000000 BTC)")),
                    ("countersigners", .texts(["dave"])),
                ])
        ]
        cases += faults.ofText
        cases += [
            faults.refused("nobody countersigned", text.with(signatures: []), "snapshot.not-countersigned"),
            faults.refused("a custodian countersigned", try text.signed(by: alice), "snapshot.no-role"),
            faults.refused(
                "somebody whom the vault does not list",
                text.with(signatures: [right.replacing("-- dave ", with: "-- zed ")]), "snapshot.unknown-person"),
            faults.refused(
                "signed under the right name with another key",
                text.with(signatures: [try text.line(alice).replacing("-- alice ", with: "-- dave ")]),
                "signature.other-key"),
            faults.refused(
                "the height changed behind the signature", text.with("height", "900001"), "signature.invalid"),
            faults.refused(
                "of another vault", try text.with("vault", "warm").signed(by: dave), "snapshot.other-vault"),
            faults.refused(
                "of another vault of the same name",
                try text.with("founding", self.vault.digest.hex).signed(by: dave), "snapshot.other-founding"),
            early.refused("of two days after the machine's clock", text, "snapshot.from-the-future"),
            faults.refused(
                "a total that is not the sum", text.with("total", "1000000001 sat (10.00000001 BTC)"), "snapshot.total"),
            faults.refused("coins out of order", text.swapping(coin, coin + 1), "document.list-order"),
            faults.refused("a coin twice", text.adding(text.fields[coin], after: "coin"), "document.list-order"),
            faults.refused("a day that is not", text.with("date", "2026-02-30"), "document.malformed-value"),
        ]
        return MadeFile(
            name: CoinSnapshot.typeName, about: "coin snapshots",
            notes: "document: the whole file, without previous transactions. vault: the version 1 that the machine "
                + "registered; its auditors and watchers countersign. clock: the day of the machine's clock.",
            cases: cases)
    }
}
