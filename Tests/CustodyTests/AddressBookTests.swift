import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import Testing

@Suite("The address book of a vault")
struct AddressBookTests {
    static let hot =
        "hot own-hot-wallet bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-03-01 2026-09-30 "
        + "250000000 sat (2.50000000 BTC) "
        + "message c1cda26362828b69266512052b97cb3729e3b052e4ade47c0a1e3383defe73c7 暗号資産　販売所"
    static let cold = "cold customer bcrt1qqgpqyqszqgpqyqszqgpqyqszqgpqyqszazmwwa 2026-03-01 - - - Cold & Co."

    let custody: TestCustody

    init() throws { custody = try TestCustody.shared.get() }

    private func vault(_ entries: String..., rule: AllowlistRule = .off) throws -> Vault {
        var parts = try custody.vaultParts()
        parts.destinations = try entries.map { try Destination(documentText: $0) }
        parts.rules = VaultTests.rules(allowlist: rule)
        return try parts.vault()
    }

    @Test("stands in the document sorted, one line an entry, and reads back; a vault without one has no line")
    func lines() throws {
        let document = Document(body: try vault(Self.hot, Self.cold, rule: .required))
        let text = String(decoding: document.encoded, as: UTF8.self)
        #expect(text.contains("\ndestination: \(Self.cold)\ndestination: \(Self.hot)\nmax-fee: "))
        #expect(text.contains("\norders: optional\nallowlist: required\n"))
        #expect(try Document<Vault>(parsing: document.encoded) == document)
        let plain = String(decoding: Document(body: try vault()).encoded, as: UTF8.self)
        #expect(
            plain
                == text.replacing("destination: \(Self.cold)\ndestination: \(Self.hot)\n", with: "")
                .replacing("allowlist: required\n", with: ""))
        let swapped = text.replacing(
            "destination: \(Self.cold)\ndestination: \(Self.hot)\n",
            with: "destination: \(Self.hot)\ndestination: \(Self.cold)\n")
        #expect(throws: DocumentError.listOrder(entry: Self.cold)) {
            try Document<Vault>(parsing: Array(swapped.utf8))
        }
        for line in ["allowlist: off", "allowlist: required\nallowlist: required", "allowlist: all"] {
            #expect(throws: DocumentError.self) {
                try Document<Vault>(parsing: Array(text.replacing("allowlist: required", with: line).utf8))
            }
        }
    }

    @Test("finds an entry by its script and by its identifier")
    func lookup() throws {
        let book = try vault(Self.hot, Self.cold).addressBook
        let hot = try #require(book.entry(paying: .p2wpkh(hash: [UInt8](repeating: 1, count: 20))))
        #expect(hot.destination.documentText == Self.hot && hot.address.network == .regtest)
        #expect(book.entry(try Identifier("hot")) == hot)
        #expect(book.entry(paying: .p2wpkh(hash: [UInt8](repeating: 3, count: 20))) == nil)
        #expect(book.entry(try Identifier("warm")) == nil)
        #expect(hot.destination.cap == TestCustody.sat(250_000_000))
        #expect(hot.destination.proof?.kind == .message)
        #expect(book.destinations.map(\.id.description) == ["cold", "hot"])
    }

    private func refusal(_ entries: String..., rule: AllowlistRule = .off) throws -> VaultError? {
        var parts = try custody.vaultParts()
        parts.destinations = try entries.map { try Destination(documentText: $0) }
        parts.rules = VaultTests.rules(allowlist: rule)
        do throws(VaultError) {
            _ = try parts.vault()
            return nil
        } catch {
            return error
        }
    }

    private func own(_ branch: UInt32, _ index: UInt32) throws -> String {
        let script = try custody.vault().body.descriptor.script(at: ScriptPosition(branch: branch, index: index))
        return try #require(Address(scriptPubKey: script.scriptPubKey, network: .regtest)).text
    }

    private func entry(_ id: String, _ address: String, until: String = "-", cap: String = "-") -> String {
        "\(id) customer \(address) 2026-03-01 \(until) \(cap) - \(id)"
    }

    @Test("is refused for whatever could mislead a reader, each by its own code")
    func refusals() throws {
        let (hot, cold) = (try Identifier("hot"), try Identifier("cold"))
        let address = "bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t"
        let found: [(VaultError?, VaultError, String)] = [
            (
                try refusal(Self.hot, entry("hot", "bcrt1qqgpqyqszqgpqyqszqgpqyqszqgpqyqszazmwwa")),
                .repeatedDestination(hot), "vault.repeated-destination"
            ),
            (
                try refusal(Self.hot, entry("cold", address)), .repeatedDestinationAddress(cold, hot),
                "vault.repeated-destination-address"
            ),
            (
                try refusal(entry("hot", address, until: "2026-02-28")),
                .destinationExpiry(
                    hot, firstUse: try CalendarDate(year: 2026, month: 3, day: 1),
                    expiry: try CalendarDate(year: 2026, month: 2, day: 28)), "vault.destination-expiry"
            ),
            (
                try refusal(entry("hot", address, cap: "0 sat (0.00000000 BTC)")), .destinationCap(hot),
                "vault.destination-cap"
            ),
            (try refusal(rule: .required), .emptyAllowlist, "vault.empty-allowlist"),
        ]
        for (error, expected, code) in found {
            #expect(error == expected)
            #expect(expected.code == code)
        }
        // A last day that is the first one is a day.
        #expect(try refusal(entry("hot", address, until: "2026-03-01")) == nil)
        #expect(try refusal(rule: .tiered) == nil)
    }

    @Test(
        "has no address of another network",
        arguments: [
            "1B6rJ6ZKfZmkqMyBGe5KR27oWkEbQdNM7P", "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
        ])
    func otherNetwork(address: String) throws {
        let error = try #require(try refusal(entry("hot", address)))
        #expect(error.code == "vault.destination-network")
        #expect(error.description.hasPrefix("entry hot of the address book: "))
    }

    @Test("has no address of the vault itself, on either branch", arguments: [(0, 0), (0, 99), (1, 0), (1, 99)])
    func ownAddress(branch: UInt32, index: UInt32) throws {
        #expect(
            try refusal(Self.hot, entry("cold", try own(branch, index)))
                == .ownDestination(try Identifier("cold"), ScriptPosition(branch: branch, index: index)))
        #expect(
            VaultError.ownDestination(try Identifier("a"), .init(branch: 0, index: 0)).code == "vault.own-destination")
    }

    @Test("may have another vault's address")
    func otherVault() throws {
        let other = "bcrt1qyfzxw3yxmzp4q8z7u2st0kcjv758jtyjw2t4st04aqa6gtdzrc8strlfr3"
        #expect(try refusal(entry("cold", other)) == nil)
    }

    /// The two addresses of the theft of May 2024.
    static let usual = "1B6rJ6ZKfZmkqMyBGe5KR27oWkEbQdNM7P"
    static let thief = "1B6rJRfjTXwEy36SCs5zofGMmdv2kdZw7P"

    @Test("P-11: refuses the address of the theft of 2024 beside the usual one, and takes either alone")
    func lookAlike() throws {
        func book(_ addresses: String...) throws -> AddressBook {
            try AddressBook(
                addresses.enumerated().map { try Destination(documentText: entry("e\($0)", $1)) }, under: .off,
                on: .mainnet, descriptor: nil)
        }
        #expect(
            throws: VaultError.destinationsAlike(
                try Identifier("e0"), try Identifier("e2"), prefix: 4, suffix: 2)
        ) { try book(Self.thief, "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", Self.usual) }
        #expect(
            VaultError.destinationsAlike(try Identifier("a"), try Identifier("b"), prefix: 4, suffix: 2).code
                == "vault.destinations-alike")
        #expect(try book(Self.usual).entries.count == 1)
        #expect(try book(Self.thief, "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2").entries.count == 2)
    }

    @Test("has no more entries than people read")
    func limit() throws {
        func book(_ count: Int) throws -> AddressBook {
            let destinations = try (0..<count).map { number in
                let program = [UInt8(number & 0xff), UInt8(number >> 8)].flatMap { byte in
                    (0..<10).map { UInt8(truncatingIfNeeded: Int(byte) &* 37 &+ $0 &* 11 &+ number) }
                }
                let address = try #require(Address(scriptPubKey: .p2wpkh(hash: program), network: .regtest))
                return try Destination(documentText: entry("e\(number)", address.text))
            }
            return try AddressBook(destinations, under: .off, on: .regtest, descriptor: nil)
        }
        #expect(
            throws: VaultError.tooManyDestinations(
                count: DocumentLimits.destinations + 1, limit: DocumentLimits.destinations)
        ) { try book(DocumentLimits.destinations + 1) }
    }

    @Test(
        "has entries with exactly one text",
        arguments: [
            "hot exchange", "hot exchange ADDRESS", "hot exchange ADDRESS 2026-03-01 - - -",
            "hot bank ADDRESS 2026-03-01 - - - Hot", "hot exchange ADDRESS - - - - Hot",
            "hot exchange ADDRESS 2026-03-01 - 5 sat - Hot", "hot exchange ADDRESS 2026-03-01 - - message Hot",
            "hot exchange ADDRESS 2026-03-01 - - - -", "hot exchange ADDRESS 2026-03-01 - - -  Hot",
            "hot exchange ADDRESS 2026-03-01 - - - Hot\u{200b}", "-hot exchange ADDRESS 2026-03-01 - - - Hot",
        ])
    func malformed(_ text: String) throws {
        let address = "bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t"
        let line = text.replacing("ADDRESS", with: address)
        let document = String(decoding: Document(body: try vault(Self.cold)).encoded, as: UTF8.self)
        #expect(throws: DocumentError.self) {
            try Document<Vault>(
                parsing: Array(document.replacing(Self.cold, with: Self.cold + "\ndestination: " + line).utf8))
        }
        #expect(throws: Never.self) {
            try Document<Vault>(
                parsing: Array(document.replacing(Self.cold, with: Self.cold + "\ndestination: " + Self.hot).utf8))
        }
    }

    @Test("names every added, removed and changed entry in full")
    func changes() throws {
        let before = try vault(Self.hot, rule: .required)
        let dearer = Self.hot.replacing("250000000 sat (2.50000000 BTC)", with: "-")
        let after = try vault(dearer, Self.cold, rule: .tiered)
        let (hot, cold) = (try Identifier("hot"), try Identifier("cold"))
        #expect(
            after.changes(from: before) == [
                VaultChange(.allowlist, from: "required", to: "tiered"),
                VaultChange(.destination, cold, from: nil, to: Self.cold),
                VaultChange(.destination, hot, from: Self.hot, to: dearer),
            ])
        #expect(before.changes(from: after).last == VaultChange(.destination, hot, from: dearer, to: Self.hot))
        #expect(before.changes(from: after).contains(VaultChange(.destination, cold, from: Self.cold, to: nil)))
    }

    @Test("does not make two people with one key acceptable")
    func oneKey() throws {
        var parts = try custody.vaultParts()
        parts.destinations = [try Destination(documentText: Self.hot)]
        parts.cosigners[1] = Cosigner(
            person: custody.bob.id, release: .open, origin: custody.bob.origin, xpub: custody.alice.xpub)
        #expect(throws: VaultError.repeatedAccountKey(custody.alice.id, custody.bob.id)) { try parts.vault() }
        parts = try custody.vaultParts()
        parts.destinations = [try Destination(documentText: Self.hot)]
        parts.people[1] = VaultTests.change(parts.people[1], identityKey: custody.alice.identityKey)
        #expect(throws: VaultError.repeatedIdentityKey(custody.alice.id, custody.bob.id)) { try parts.vault() }
    }
}
