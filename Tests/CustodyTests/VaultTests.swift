import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import Testing

@Suite("Vaults")
struct VaultTests {
    let custody: TestCustody

    init() throws { custody = try TestCustody.shared.get() }

    @Test("write and read the same bytes, whatever the order in which people were given")
    func roundTrip() throws {
        var parts = try custody.vaultParts()
        let document = Document(body: try parts.vault())
        parts.cosigners.reverse()
        parts.people.reverse()
        #expect(Document(body: try parts.vault()) == document)
        #expect(try Document<Vault>(parsing: document.encoded) == document)
    }

    @Test("make the descriptor of the sample's Bitcoin Core wallet")
    func descriptor() throws {
        let vault = try custody.vault().body
        #expect(vault.custodians.map(\.description) == ["alice", "bob", "carol"])
        #expect(vault.descriptor.text.hasPrefix("wsh(sortedmulti(2,[73c5da0a/48h/1h/0h/2h]tpubDFH9dgzveyD8zTbPUFuLrGm"))
        #expect(vault.descriptor.text.hasSuffix("#jhurgr69"))
        #expect(vault.descriptor.keys.map(\.xpub) == vault.cosigners.map(\.xpub))
    }

    @Test("find people and cosigners by name")
    func lookup() throws {
        let vault = try custody.vault().body
        #expect(vault.person(custody.bob.id)?.identityKey == custody.bob.identityKey)
        #expect(vault.cosigner(custody.bob.id)?.xpub == custody.bob.xpub)
        #expect(vault.person(custody.dave.id) == nil && vault.cosigner(custody.dave.id) == nil)
    }

    @Test("say that they allow foreign proposals in one line, and have no such line otherwise")
    func foreignProposals() throws {
        var parts = try custody.vaultParts()
        parts.cosigners = parts.cosigners.map {
            Cosigner(person: $0.person, release: .open, origin: $0.origin, xpub: $0.xpub)
        }
        let plain = Document(body: try parts.vault())
        parts.rules = Self.rules(foreignProposals: true)
        let allowing = Document(body: try parts.vault())
        let text = String(decoding: allowing.encoded, as: UTF8.self)
        #expect(text.contains("\norders: optional\nforeign-proposals: yes\n"))
        #expect(!String(decoding: plain.encoded, as: UTF8.self).contains("foreign"))
        #expect(try Document<Vault>(parsing: allowing.encoded) == allowing)
        #expect(allowing.body.rules.foreignProposals && allowing.body.weaknesses.contains(.foreignProposals))
        #expect(allowing.body.changes(from: plain.body).contains { $0.subject == .foreignProposals && $0.to == "yes" })
        for other in ["no", "yes\nforeign-proposals: yes"] {
            let bytes = Array(text.replacing("foreign-proposals: yes", with: "foreign-proposals: \(other)").utf8)
            #expect(throws: DocumentError.vault(.foreignProposalsLine)) { try Document<Vault>(parsing: bytes) }
        }
    }

    typealias Parts = TestCustody.VaultParts

    /// The error that is expected, which names people of the tests.
    struct Expected: Sendable {
        let error: @Sendable (TestCustody) throws -> VaultError
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let code: String
        let expected: Expected
        let change: @Sendable (inout Parts, TestCustody) throws -> Void

        init(
            _ code: String, _ expected: Expected,
            _ change: @escaping @Sendable (inout Parts, TestCustody) throws -> Void
        ) {
            self.code = code
            self.expected = expected
            self.change = change
        }

        init(
            _ code: String, _ error: VaultError,
            _ change: @escaping @Sendable (inout Parts, TestCustody) throws -> Void
        ) {
            self.init(code, Expected { _ in error }, change)
        }

        var testDescription: String { code }
    }

    /// Bob's point at another place, stated without a contradiction.
    private static func bob(at path: String, _ custody: TestCustody) throws -> Cosigner {
        let path = try DerivationPath(parsing: path)
        let key = custody.bob.xpub
        return Cosigner(
            person: custody.bob.id, release: .open,
            origin: KeyOrigin(fingerprint: custody.bob.origin.fingerprint, path: path),
            xpub: try ExtendedPublicKey(
                isTestNetwork: true, depth: UInt8(path.steps.count), parentFingerprint: key.parentFingerprint,
                childNumber: path.steps.last ?? ChildNumber(rawValue: 0), chainCode: key.chainCode,
                publicKey: key.publicKey))
    }

    static let refusals: [Refusal] = [
        Refusal("vault.version-zero", .versionZero) { parts, _ in parts.version = 0 },
        Refusal("vault.previous", .previous(version: 1)) { parts, _ in parts.previous = TestCustody.hash(1) },
        Refusal("vault.previous", .previous(version: 2)) { parts, _ in parts.version = 2 },
        Refusal("vault.threshold-too-low", .thresholdTooLow(1)) { parts, _ in parts.threshold = 1 },
        Refusal("vault.threshold-too-low", .thresholdTooLow(-1)) { parts, _ in parts.threshold = -1 },
        Refusal("vault.too-few-cosigners", .tooFewCosigners(count: 3, threshold: 4)) { parts, _ in
            parts.threshold = 4
        },
        Refusal("vault.too-many-cosigners", .tooManyCosigners(count: 21, limit: 20)) { parts, custody in
            parts.cosigners = (0..<21).map { _ in custody.alice.cosigner() }
        },
        Refusal("vault.fee-cap", .feeCap(field: "max-fee")) { parts, _ in
            parts.rules = rules(maximumFee: .zero)
        },
        Refusal("vault.fee-cap", .feeCap(field: "max-fee-percent")) { parts, _ in parts.rules = rules(percent: 0) },
        Refusal("vault.fee-cap", .feeCap(field: "max-fee-percent")) { parts, _ in parts.rules = rules(percent: 101) },
        Refusal("vault.fee-cap", .feeCap(field: "max-fee-rate")) { parts, _ in parts.rules = rules(rate: 0) },
        Refusal("vault.fee-cap", .feeCap(field: "max-fee-rate")) { parts, _ in parts.rules = rules(rate: .max) },
        Refusal("vault.quorum-without-majority", .quorumWithoutMajority(threshold: 2, count: 4)) { parts, custody in
            parts.cosigners.append(custody.dave.cosigner())
            parts.people.append(try custody.dave.person())
            parts.rules = rules(confirmations: .quorum)
        },
        Refusal("vault.foreign-proposals-with-orders", .foreignProposalsWithOrders) { parts, _ in
            parts.rules = rules(orders: .required, foreignProposals: true)
        },
        Refusal("vault.foreign-proposals-held", Expected { .foreignProposalsHeld($0.carol.id) }) { parts, _ in
            parts.rules = rules(foreignProposals: true)
            parts.cosigners = parts.cosigners.map { one in
                let release: ReleaseRule = one.person.description == "carol" ? .held : .open
                return Cosigner(person: one.person, release: release, origin: one.origin, xpub: one.xpub)
            }
        },
        Refusal("vault.repeated-cosigner", Expected { .repeatedCosigner($0.alice.id) }) { parts, custody in
            parts.cosigners[1] = Cosigner(
                person: custody.alice.id, release: .open, origin: custody.bob.origin, xpub: custody.bob.xpub)
        },
        Refusal("vault.repeated-account-key", Expected { .repeatedAccountKey($0.alice.id, $0.bob.id) }) {
            parts, custody in
            parts.cosigners[1] = Cosigner(
                person: custody.bob.id, release: .open, origin: custody.bob.origin, xpub: custody.alice.xpub)
        },
        Refusal("vault.repeated-fingerprint", Expected { .repeatedFingerprint($0.alice.id, $0.bob.id) }) {
            parts, custody in
            parts.cosigners[1] = Cosigner(
                person: custody.bob.id, release: .open, origin: custody.alice.origin, xpub: custody.bob.xpub)
        },
        Refusal("account-key.other-network", Expected { .accountKey($0.alice.id, .otherNetwork) }) { parts, _ in
            parts.network = .mainnet
        },
        Refusal("account-key.depth", Expected { .accountKey($0.bob.id, .depth(key: 4, origin: 3)) }) { parts, custody in
            let origin = KeyOrigin(
                fingerprint: custody.bob.origin.fingerprint, path: try DerivationPath(parsing: "48h/1h/0h"))
            parts.cosigners[1] = Cosigner(
                person: custody.bob.id, release: .open, origin: origin, xpub: custody.bob.xpub)
        },
        Refusal(
            "account-key.coin",
            Expected {
                .accountKey(
                    $0.bob.id, .coin(origin: "\($0.bob.origin.fingerprint)/48h/0h/0h/2h", network: .regtest))
            }
        ) { parts, custody in
            let origin = KeyOrigin(
                fingerprint: custody.bob.origin.fingerprint, path: try DerivationPath(parsing: "48h/0h/0h/2h"))
            parts.cosigners[1] = Cosigner(
                person: custody.bob.id, release: .open, origin: origin, xpub: custody.bob.xpub)
        },
        Refusal("vault.mixed-paths", Expected { .mixedPaths($0.alice.id, $0.bob.id) }) { parts, custody in
            parts.cosigners[1] = try bob(at: "48h/1h/2h", custody)
        },
        Refusal("vault.mixed-paths", Expected { .mixedPaths($0.alice.id, $0.bob.id) }) { parts, custody in
            parts.cosigners[1] = try bob(at: "45h/1h/0h/2h", custody)
        },
        Refusal("vault.mixed-paths", Expected { .mixedPaths($0.alice.id, $0.bob.id) }) { parts, custody in
            parts.cosigners[1] = try bob(at: "48h/1h/0/2h", custody)
        },
        Refusal("vault.repeated-person", Expected { .repeatedPerson($0.alice.id) }) { parts, custody in
            parts.people.append(try custody.alice.person())
        },
        Refusal("vault.repeated-identity-key", Expected { .repeatedIdentityKey($0.alice.id, $0.bob.id) }) {
            parts, custody in
            parts.people[1] = change(parts.people[1], identityKey: custody.alice.identityKey)
        },
        Refusal("vault.repeated-device", Expected { .repeatedDevice($0.alice.id, $0.bob.id) }) { parts, custody in
            parts.people[1] = change(parts.people[1], device: try custody.alice.device)
        },
        Refusal("vault.identity-key-is-account-key", Expected { .identityKeyIsAccountKey($0.bob.id) }) {
            parts, custody in
            parts.people[1] = change(parts.people[1], identityKey: custody.carol.xpub.publicKey)
        },
        Refusal("vault.cosigner-is-no-custodian", Expected { .cosignerIsNoCustodian($0.bob.id) }) { parts, _ in
            parts.people.remove(at: 1)
        },
        Refusal("vault.cosigner-is-no-custodian", Expected { .cosignerIsNoCustodian($0.bob.id) }) { parts, custody in
            parts.people[1] = try custody.bob.person(roles: [.approver])
        },
        Refusal("vault.custodian-without-key", Expected { .custodianWithoutKey($0.dave.id) }) { parts, custody in
            parts.people.append(try custody.dave.person())
        },
        Refusal("vault.custodian-without-device", Expected { .custodianWithoutDevice($0.bob.id) }) { parts, _ in
            parts.people[1] = withoutDevice(parts.people[1])
        },
        Refusal("vault.no-spare-key", .unstated(.noSpareKey)) { parts, _ in
            parts.threshold = 3
            parts.accepts = []
        },
        Refusal("vault.organisation-quorum", Expected { _ in .unstated(.organisation(try Identifier("example"))) }) {
            parts, _ in parts.accepts = []
        },
        Refusal("vault.organisation-quorum", Expected { _ in .unstated(.organisation(try Identifier("example"))) }) {
            // Two of three are enough, and another name in the line states nothing about this one.
            parts, custody in
            parts.people[2] = try custody.carol.person(organisation: "trustee")
            parts.accepts = [.organisation(try Identifier("trustee"))]
        },
        Refusal("vault.site-quorum", Expected { _ in .unstated(.site(try Identifier("tokyo"))) }) { parts, custody in
            parts.people[0] = try custody.alice.person(site: "tokyo")
            parts.people[1] = try custody.bob.person(site: "tokyo")
            parts.accepts = [.organisation(try Identifier("example"))]
        },
        Refusal("vault.unneeded-exception", .statedInVain(.noSpareKey)) { parts, _ in
            parts.accepts = [.noSpareKey, .organisation(try Identifier("example"))]
        },
        Refusal("vault.unneeded-exception", Expected { _ in .statedInVain(.organisation(try Identifier("example"))) }) {
            parts, _ in
            let example = VaultException.organisation(try Identifier("example"))
            parts.accepts = [example, example]
        },
        Refusal("vault.unneeded-exception", Expected { .statedInVain(.site($0.alice.id)) }) { parts, custody in
            parts.accepts = [.organisation(try Identifier("example")), .site(custody.alice.id)]
        },
        Refusal("vault.no-role", Expected { .noRole($0.dave.id) }) { parts, custody in
            parts.people.append(try custody.dave.person(roles: []))
        },
    ]

    @Test("P-35, P-40: are refused", arguments: refusals)
    func refuses(_ row: Refusal) throws {
        var parts = try custody.vaultParts()
        try row.change(&parts, custody)
        let changed = parts
        let error = try row.expected.error(custody)
        #expect(throws: error) { try changed.vault() }
        #expect(error.code == row.code)
        #expect(!error.description.isEmpty)
    }

    static let rolePairs: [(Role, Role, Bool)] = [
        (.requester, .approver, false), (.requester, .custodian, false), (.operator, .custodian, false),
        (.auditor, .approver, false), (.auditor, .custodian, false), (.auditor, .operator, false),
        (.auditor, .requester, false), (.approver, .custodian, true), (.requester, .operator, true),
        (.approver, .operator, true),
    ]

    @Test("P-27, P-40: are refused when roles meet in one person that must be apart", arguments: rolePairs)
    func roles(_ one: Role, _ other: Role, _ isAllowed: Bool) throws {
        var parts = try custody.vaultParts()
        let roles: Set<Role> = [one, other]
        if roles.contains(.custodian) {
            parts.people[1] = try custody.bob.person(roles: roles)
        } else {
            parts.people.append(try custody.dave.person(roles: roles))
        }
        let changed = parts
        if isAllowed {
            #expect(throws: Never.self) { try changed.vault() }
        } else {
            let person = roles.contains(.custodian) ? custody.bob.id : custody.dave.id
            #expect(throws: VaultError.forbiddenRoles(person, one, other)) { try changed.vault() }
        }
    }

    @Test(
        "P-27, P-40: may have a majority quorum, every key needed, other people, held keys, both script types, a policy"
    )
    func accepts() throws {
        let changes: [(inout Parts) throws -> Void] = [
            { $0.rules = Self.rules(confirmations: .quorum) },
            { $0.threshold = 3 },
            { $0.scriptType = .p2shP2wsh },
            { $0.policy = TestCustody.hash(9) },
            { [custody] in $0.cosigners = custody.custodians.map { $0.cosigner(.held) } },
            { [custody] in $0.people.append(try custody.dave.person(roles: [.auditor])) },
            { [custody] in $0.people.append(Self.withoutDevice(try custody.dave.person(roles: [.approver]))) },
            {
                $0.version = 2
                $0.previous = TestCustody.hash(8)
            },
            { $0.rules = Self.rules(percent: 100, rate: 1) },
        ]
        for change in changes {
            var parts = try custody.vaultParts()
            try change(&parts)
            let document = Document(body: try parts.vault())
            #expect(try Document<Vault>(parsing: document.encoded) == document)
        }
    }

    @Test("state their exceptions in one order, whatever the order in which they were given")
    func exceptions() throws {
        var parts = try custody.vaultParts()
        parts.threshold = 3
        parts.people = try custody.custodians.map { try $0.person(site: "tokyo") }
        let stated: [VaultException] = [
            .noSpareKey, .organisation(try Identifier("example")), .site(try Identifier("tokyo")),
        ]
        parts.accepts = stated.reversed()
        let document = Document(body: try parts.vault())
        #expect(document.body.accepts == stated)
        let text = String(decoding: document.encoded, as: UTF8.self)
        #expect(
            text.contains(
                "orders: optional\naccepts: no-spare-key\naccepts: organisation example\naccepts: site tokyo\n"))
        #expect(try Document<Vault>(parsing: document.encoded) == document)
    }

    @Test("never repeat an extended private key that stands where a public one belongs")
    func privateKey() throws {
        let key = custody.privateKeyText()
        let text = String(decoding: try custody.vault().encoded, as: UTF8.self)
        let pasted = text.replacing(custody.bob.xpub.description, with: key)
        let error = try #require(throws: DocumentError.self) { try Document<Vault>(parsing: Array(pasted.utf8)) }
        #expect(error.code == "extended-key.private-key")
        #expect(error.remedy?.contains("disclosed") == true)
        #expect(!"\(error.description) \(error.remedy ?? "")".contains(key.dropFirst(4).prefix(12)))
    }

    @Test("keep a name whose first sign joins the space before it")
    func joiningName() throws {
        var parts = try custody.vaultParts()
        parts.people[1] = try custody.bob.person(name: "\u{ff9e}a \u{1f3fb}b")
        let document = Document(body: try parts.vault())
        #expect(try Document<Vault>(parsing: document.encoded) == document)
    }

    @Test("keep the last day of a person's roles")
    func expiry() throws {
        var parts = try custody.vaultParts()
        let bob = parts.people[1]
        parts.people[1] = Person(
            id: bob.id, roles: [.custodian], identityKey: bob.identityKey, organisation: bob.organisation,
            site: bob.site, device: bob.device, expiry: try CalendarDate(year: 2027, month: 3, day: 31),
            name: try PersonName("B. O. B.　Example"))
        let document = Document(body: try parts.vault())
        #expect(try Document<Vault>(parsing: document.encoded) == document)
        let text = String(decoding: document.encoded, as: UTF8.self)
        #expect(text.contains(" bob-signer 2027-03-31 B. O. B.　Example\n"))
        let error = try #require(throws: DocumentError.self) {
            try Document<Vault>(parsing: Array(text.replacing("2027-03-31", with: "2027-02-31").utf8))
        }
        #expect(error.code == "document.malformed-value")
    }

    @Test("name what is weaker than it could be")
    func weaknesses() throws {
        var parts = try custody.vaultParts()
        let example = VaultWeakness.oneOrganisation(try Identifier("example"), keys: 3)
        #expect(try parts.vault().weaknesses == [.openQuorum(open: 3), .ordersOptional, example])
        parts.cosigners = [custody.alice.cosigner(), custody.bob.cosigner(.held), custody.carol.cosigner(.held)]
        parts.rules = Self.rules(orders: .required)
        #expect(try parts.vault().weaknesses == [.ordersUnapproved, .nobodyOrders, example])
        parts.people = [
            try custody.alice.person(organisation: "one"), try custody.bob.person(organisation: "two"),
            try custody.carol.person(organisation: "three"),
        ]
        #expect(try parts.vault().weaknesses == [.ordersUnapproved, .nobodyOrders])
        parts.people[2] = try custody.carol.person(organisation: "two", site: "site-of-\(custody.alice.id)")
        #expect(
            try parts.vault().weaknesses == [
                .ordersUnapproved, .nobodyOrders, .oneOrganisation(Identifier("two"), keys: 2),
                .oneSite(Identifier("site-of-\(custody.alice.id)"), keys: 2),
            ])
        parts.people[2] = try custody.carol.person(organisation: "three")
        parts.threshold = 3
        parts.rules = Self.rules(confirmations: .quorum, orders: .required)
        #expect(
            try parts.vault().weaknesses == [.noSpareKey, .confirmationsByQuorum, .ordersUnapproved, .nobodyOrders])
    }

    @Test("are refused as text when people or cosigners are not sorted, or roles are not")
    func textOrder() throws {
        var parts = try custody.vaultParts()
        parts.people[0] = try custody.alice.person(roles: [.approver, .custodian])
        let text = String(decoding: Document(body: try parts.vault()).encoded, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for prefix in ["cosigner: ", "person: "] {
            var swapped = lines
            let first = try #require(lines.firstIndex { $0.hasPrefix(prefix) })
            swapped.swapAt(first, first + 1)
            let entry = String(swapped[first + 1].dropFirst(prefix.count))
            #expect(throws: DocumentError.listOrder(entry: entry)) {
                try Document<Vault>(parsing: Array(swapped.joined(separator: "\n").utf8))
            }
        }
        for roles in ["custodian,approver", "approver,approver,custodian", "approver,,custodian", "boss"] {
            #expect(throws: DocumentError.self) {
                try Document<Vault>(parsing: Array(text.replacing("approver,custodian", with: roles).utf8))
            }
        }
    }

    static func rules(
        maximumFee: Amount = TestCustody.sat(1_000_000), percent: UInt32 = 2, rate: UInt64 = 200,
        confirmations: ConfirmationRule = .all, orders: OrderRule = .optional, foreignProposals: Bool = false,
        isStrict: Bool = false, challenge: ChallengeRule = .all, allowlist: AllowlistRule = .off
    ) -> VaultRules {
        VaultRules(
            maximumFee: maximumFee, maximumFeePercent: percent, maximumFeeRate: rate, confirmations: confirmations,
            orders: orders, allowlist: allowlist, foreignProposals: foreignProposals, isStrict: isStrict,
            challenge: challenge)
    }

    @Test("that is strict says so in one line, and must not be what every review would warn of")
    func strict() throws {
        var parts = try custody.vaultParts()
        func release(_ rule: ReleaseRule) {
            parts.cosigners = parts.cosigners.map {
                Cosigner(person: $0.person, release: rule, origin: $0.origin, xpub: $0.xpub)
            }
        }
        release(.held)
        parts.rules = Self.rules(orders: .required, isStrict: true)
        let text = String(decoding: Document(body: try parts.vault()).encoded, as: UTF8.self)
        #expect(text.contains("\norders: required\nstrict: yes\n"))
        #expect(try Document<Vault>(parsing: Array(text.utf8)).body.rules.isStrict)
        parts.rules = Self.rules(orders: .required)
        let other = String(decoding: Document(body: try parts.vault()).encoded, as: UTF8.self)
        #expect(other == text.replacing("strict: yes\n", with: ""))

        for (line, code) in [
            ("strict: no\n", "document.malformed-value"), ("strict: yes\nstrict: yes\n", "document.repeated-field"),
        ] {
            let error = #expect(throws: DocumentError.self) {
                try Document<Vault>(parsing: Array(text.replacing("strict: yes\n", with: line).utf8))
            }
            #expect(error?.code == code)
        }
        parts.rules = Self.rules(isStrict: true)
        #expect(throws: VaultError.strictButWeak(.ordersOptional)) { try parts.vault() }
        parts.rules = Self.rules(confirmations: .quorum, orders: .required, isStrict: true)
        #expect(throws: VaultError.strictButWeak(.confirmationsByQuorum)) { try parts.vault() }
        parts.rules = Self.rules(orders: .required, isStrict: true)
        release(.open)
        #expect(throws: VaultError.strictButWeak(.openQuorum(open: 3))) { try parts.vault() }
    }

    static func change(_ person: Person, identityKey: PublicKey? = nil, device: Identifier? = nil) -> Person {
        Person(
            id: person.id, roles: Set(person.roles), identityKey: identityKey ?? person.identityKey,
            organisation: person.organisation, site: person.site, device: device ?? person.device,
            expiry: person.expiry, name: person.name)
    }

    static func withoutDevice(_ person: Person) -> Person {
        Person(
            id: person.id, roles: Set(person.roles), identityKey: person.identityKey,
            organisation: person.organisation, site: person.site, device: nil, expiry: person.expiry,
            name: person.name)
    }
}
