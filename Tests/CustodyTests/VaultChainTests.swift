import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import Testing

/// Version 2 of the tests' vault, in which dave takes carol's place, and what agrees on it.
@Suite("A later version of a vault")
struct VaultChainTests {
    let custody: TestCustody
    let first: Document<Vault>
    let acknowledgements: [Document<Acknowledgement>]
    let next: Document<Vault>

    init() throws {
        let custody = try TestCustody.shared.get()
        let first = try custody.vault()
        self.custody = custody
        self.first = first
        acknowledgements = try custody.custodians.map { try custody.acknowledgement($0, of: first) }
        next = try Self.version(2, after: first, of: [custody.alice, custody.bob, custody.dave], custody)
    }

    static func version(
        _ version: UInt32, after previous: Document<Vault>?, of people: [Party], threshold: Int = 2,
        _ custody: TestCustody
    ) throws -> Document<Vault> {
        var parts = try custody.vaultParts()
        parts.version = version
        parts.previous = previous?.digest
        parts.threshold = threshold
        parts.cosigners = people.map { $0.cosigner() }
        parts.people = try people.map { try $0.person() }
        return Document(body: try parts.vault())
    }

    static func signed(_ vault: Document<Vault>, by people: [Party]) throws -> Document<Vault> {
        try people.reduce(vault) { try $1.signed($0) }
    }

    func agree(_ vault: Document<Vault>, _ history: [Document<Vault>]) throws -> VaultAgreement {
        try VaultAgreement(vault: vault, acknowledgements: acknowledgements, history: history)
    }

    @Test("P-20: is agreed on by M custodians of the version before and M of its own, whoever of them signs")
    func thresholds() throws {
        let (alice, bob, carol, dave) = (custody.alice, custody.bob, custody.carol, custody.dave)
        let table: [(signers: [Party], old: Int, new: Int)] = [
            ([], 0, 0), ([alice], 1, 1), ([carol], 1, 0), ([dave], 0, 1), ([alice, carol], 2, 1), ([bob, dave], 1, 2),
            ([carol, dave], 1, 1), ([alice, bob], 2, 2), ([alice, carol, dave], 2, 2),
            ([alice, bob, carol, dave], 3, 3),
        ]
        for (signers, old, new) in table {
            let signed = try Self.signed(next, by: signers)
            if old < 2 {
                #expect(throws: VaultError.tooFewOldSignatures(version: 2, found: old, needed: 2)) {
                    try agree(signed, [first])
                }
            } else if new < 2 {
                #expect(throws: VaultError.tooFewNewSignatures(version: 2, found: new, needed: 2)) {
                    try agree(signed, [first])
                }
            } else {
                let agreement = try agree(signed, [first])
                #expect(agreement.document == signed && agreement.history == [first])
                #expect(agreement.acknowledgements == acknowledgements)
                #expect(agreement.travellingAcknowledgements.isEmpty)
            }
        }
    }

    @Test("P-20: needs more signatures where it raises the threshold, and as many old ones where it lowers it")
    func changedThreshold() throws {
        let people = [custody.alice, custody.bob, custody.dave]
        let raised = try Self.version(2, after: first, of: people, threshold: 3, custody)
        #expect(throws: VaultError.tooFewNewSignatures(version: 2, found: 2, needed: 3)) {
            try agree(Self.signed(raised, by: [custody.alice, custody.bob]), [first])
        }
        #expect(throws: Never.self) { try agree(Self.signed(raised, by: people), [first]) }
        var parts = try custody.vaultParts()
        parts.threshold = 3
        let strict = Document(body: try parts.vault())
        let all = try custody.custodians.map { try custody.acknowledgement($0, of: strict) }
        let lowered = try Self.version(2, after: strict, of: custody.custodians, custody)
        #expect(lowered.body.lowersThreshold(of: strict.body) && !raised.body.lowersThreshold(of: first.body))
        #expect(throws: VaultError.tooFewOldSignatures(version: 2, found: 2, needed: 3)) {
            try VaultAgreement(
                vault: Self.signed(lowered, by: [custody.alice, custody.bob]), acknowledgements: all,
                history: [strict])
        }
    }

    @Test("counts a signature by the key that each version gives to the person")
    func identityKeys() throws {
        // Version 2 gives alice's name dave's machine: her signature counts for the old version alone, his for the new.
        var parts = try custody.vaultParts()
        parts.version = 2
        parts.previous = first.digest
        let dave = try custody.dave.person()
        parts.people[0] = Person(
            id: custody.alice.id, roles: [.custodian], identityKey: dave.identityKey, organisation: dave.organisation,
            site: dave.site, device: dave.device, expiry: nil, name: dave.name)
        let taken = Document(body: try parts.vault())
        let byAlice = try Self.signed(taken, by: [custody.alice, custody.bob])
        #expect(throws: VaultError.tooFewNewSignatures(version: 2, found: 1, needed: 2)) { try agree(byAlice, [first]) }
        let byDave = try custody.bob.signed(custody.dave.signed(taken, as: custody.alice.id))
        #expect(throws: VaultError.tooFewOldSignatures(version: 2, found: 1, needed: 2)) { try agree(byDave, [first]) }
    }

    @Test("is refused with a signature that fails, or by somebody whom neither version lists")
    func badSignatures() throws {
        let good = try Self.signed(next, by: [custody.alice, custody.bob])
        let other = try custody.carol.signed(first)
        var forged = good
        forged.add(try #require(other.signatures.first))
        #expect(throws: VaultError.signature(.invalid(person: custody.carol.id))) { try agree(forged, [first]) }
        let stranger = try custody.dave.signed(
            Self.version(2, after: first, of: [custody.alice, custody.bob], custody))
        #expect(throws: VaultError.unknownSigner(custody.dave.id)) { try agree(stranger, [first]) }
    }

    @Test("P-19: stands on every version before it, and on no other")
    func history() throws {
        let second = try Self.signed(next, by: [custody.alice, custody.bob])
        let third = try Self.signed(
            Self.version(3, after: second, of: [custody.alice, custody.dave, custody.carol], custody),
            by: [custody.alice, custody.dave])
        #expect(try agree(third, [second, first]).history == [first, second])
        #expect(throws: VaultError.missingVersion(2)) { try agree(third, [first]) }
        #expect(throws: VaultError.missingVersion(1)) { try agree(third, [second]) }
        // Version 2 was not agreed on: what follows it is not either.
        #expect(throws: VaultError.tooFewOldSignatures(version: 2, found: 0, needed: 2)) {
            try agree(third, [next, first])
        }
        // Two copies of one version count together; two documents of one version are a fork.
        let halves = [try custody.alice.signed(next), try custody.bob.signed(next)]
        #expect(try agree(third, [first] + halves).history.last == second)
        let fork = try Self.signed(
            Self.version(2, after: first, of: [custody.alice, custody.carol, custody.dave], custody),
            by: [custody.alice, custody.carol, custody.dave])
        #expect(throws: VaultError.fork(version: 2)) { try agree(third, [first, second, fork]) }
        #expect(throws: VaultError.fork(version: 2)) { try agree(third, [first, fork]) }
        #expect(throws: VaultError.fork(version: 3)) { try agree(second, [first, third]) }
        var parts = try custody.vaultParts()
        parts.policy = TestCustody.hash(9)
        let otherFirst = Document(body: try parts.vault())
        #expect(throws: VaultError.fork(version: 1)) { try agree(second, [otherFirst]) }
    }

    @Test("stands on no version of a vault with another name or on another network")
    func otherVault() throws {
        let second = try Self.signed(next, by: [custody.alice, custody.bob])
        let changes: [(inout TestCustody.VaultParts) -> Void] = [{ $0.name = "warm" }, { $0.network = .signet }]
        for change in changes {
            var parts = try custody.vaultParts()
            change(&parts)
            let other = Document(body: try parts.vault())
            #expect(throws: VaultError.otherVaultInHistory(other.body.name)) { try agree(second, [first, other]) }
        }
    }

    @Test("cannot name a version so high that looking for the others takes long")
    func absurdVersion() throws {
        let absurd = try Self.version(.max, after: first, of: custody.custodians, custody)
        #expect(throws: VaultError.missingVersion(2)) { try agree(absurd, [first]) }
    }

    @Test("names every difference from the version before, each once")
    func changes() throws {
        var parts = try custody.vaultParts()
        let bob = custody.bob
        parts.version = 2
        parts.previous = first.digest
        parts.people[1] = Person(
            id: bob.id, roles: [.custodian, .approver], identityKey: bob.identityKey,
            organisation: try Identifier("trustee"), site: try Identifier("osaka"), device: try Identifier("other"),
            expiry: try CalendarDate(year: 2027, month: 3, day: 31), name: try PersonName("Robert"))
        parts.cosigners[1] = bob.cosigner(.held)
        parts.people[2] = try custody.dave.person()
        parts.cosigners[2] = custody.dave.cosigner()
        parts.policy = TestCustody.hash(9)
        parts.rules = VaultTests.rules(maximumFee: TestCustody.sat(5), percent: 3, rate: 7, orders: .required)
        let next = try parts.vault()
        let changes = next.changes(from: first.body)
        let found = changes.map { "\($0.subject) \($0.person?.description ?? "-") \($0.from ?? "-") > \($0.to ?? "-")" }
        let (carol, dave) = (custody.carol.origin.fingerprint, custody.dave.origin.fingerprint)
        #expect(
            found == [
                "maximumFee - 0.01000000 BTC (1000000 sat) > 0.00000005 BTC (5 sat)", "maximumFeePercent - 2 > 3",
                "maximumFeeRate - 200 > 7", "orders - optional > required",
                "policy - - > \(TestCustody.hash(9).hex)", "personName bob Test bob > Robert",
                "roles bob custodian > approver,custodian", "organisation bob example > trustee",
                "site bob site-of-bob > osaka", "device bob bob-signer > other", "expiry bob - > 2027-03-31",
                "release bob open > held", "person carol Test carol > -", "cosigner carol \(carol) > -",
                "person dave - > Test dave", "cosigner dave - > \(dave)",
            ])
        #expect(next.movesAddresses(of: first.body) && next.differs(from: first.body))
    }

    @Test("differs from the version before when anything but version and previous does")
    func everyField() throws {
        let carol = custody.carol
        let changes: [(VaultChange.Subject, (inout TestCustody.VaultParts) throws -> Void)] = [
            (.threshold, { $0.threshold = 3 }), (.script, { $0.scriptType = .p2shP2wsh }),
            (.confirmations, { $0.rules = VaultTests.rules(confirmations: .quorum) }),
            (
                .allowlist,
                {
                    $0.rules = VaultTests.rules(allowlist: .tiered)
                    $0.destinations = [try Destination(documentText: AddressBookTests.hot)]
                }
            ), (.destination, { $0.destinations = [try Destination(documentText: AddressBookTests.hot)] }),
            (.challenge, { $0.rules = VaultTests.rules(challenge: try ChallengeRule(sampling: 20)) }),
            (.accepts, { parts in parts.people[2] = try carol.person(organisation: "example", site: "site-of-bob") }),
            (
                .origin,
                { parts in
                    parts.cosigners[2] = Cosigner(
                        person: carol.id, release: .open,
                        origin: KeyOrigin(fingerprint: try Fingerprint(parsing: "00000001"), path: carol.origin.path),
                        xpub: carol.xpub)
                }
            ),
            (
                .accountKey,
                { [custody] parts in
                    parts.cosigners[2] = Cosigner(
                        person: carol.id, release: .open, origin: carol.origin, xpub: custody.dave.xpub)
                }
            ),
            (
                .identityKey,
                { [custody] parts in
                    parts.people[2] = VaultTests.change(parts.people[2], identityKey: custody.dave.identityKey)
                }
            ),
            (
                .keyCount,
                { [custody] parts in
                    parts.cosigners.append(custody.dave.cosigner())
                    parts.people.append(try custody.dave.person())
                }
            ),
        ]
        for (subject, change) in changes {
            var parts = try custody.vaultParts()
            try change(&parts)
            let found = try parts.vault().changes(from: first.body)
            #expect(found.contains { $0.subject == subject }, "\(subject)")
        }
        #expect(try custody.vaultParts().vault().changes(from: first.body).isEmpty)
    }
}
