import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite struct VaultPolicyTests {
    static let least = """
        # A policy.
        rensho/policy/v1

        name: treasury
        threshold: 2
        script: p2wsh
        release: held
        confirmations: all
        orders: optional
        max-fee: 0.01 BTC
        max-fee-percent: 5
        max-fee-rate: 500

        """

    static func plan(_ text: String) throws -> VaultBuilding.Plan { try VaultPolicy.plan(parsing: Array(text.utf8)) }

    @Test("a template reads back as what it was made from, with the hash of its bytes")
    func template() throws {
        let example = try VaultPolicy.example()
        let text = VaultPolicy.text(of: example)
        let plan = try Self.plan(text)
        #expect(plan.policy == SHA256.hash(Array(text.utf8)))
        #expect(VaultPolicy.text(of: plan) == text)
        #expect(
            try Self.plan(Self.least.replacing("orders: optional", with: "orders: required")).rules == example.rules)
        #expect(try Self.plan(Self.least).name == example.name)
    }

    @Test("a policy says who is open, who has which roles until when, and what is accepted, in any order")
    func lists() throws {
        let more = """
            accepts: site tokyo
            role: dave auditor
            open: bob
            accepts: no-spare-key
            expires: alice 2027-03-31
            role: erin operator
            role: erin requester
            open: alice

            """
        let plan = try Self.plan(Self.least + more)
        let (alice, bob) = (try Identifier("alice"), try Identifier("bob"))
        #expect(plan.openPeople == [alice, bob])
        #expect(plan.roles == [try Identifier("dave"): [.auditor], try Identifier("erin"): [.operator, .requester]])
        #expect(plan.expiries == [alice: try CalendarDate(year: 2027, month: 3, day: 31)])
        #expect(plan.accepts == [.noSpareKey, .site(try Identifier("tokyo"))])
        #expect(try Self.plan(VaultPolicy.text(of: plan)).roles == plan.roles)
        #expect(try Self.plan(VaultPolicy.text(of: plan)).expiries == plan.expiries)
        #expect(try Self.plan(VaultPolicy.text(of: plan)).openPeople == plan.openPeople)
        #expect(try Self.plan(VaultPolicy.text(of: plan)).accepts == plan.accepts)
    }

    @Test("says whether the vault is strict, and means no where it says nothing")
    func strictness() throws {
        #expect(try !Self.plan(Self.least).rules.isStrict)
        #expect(try !Self.plan(Self.least + "strict: no\n").rules.isStrict)
        #expect(try Self.plan(Self.least + "strict: yes\n").rules.isStrict)
    }

    @Test("a policy may leave out what is typed from paper: then every destination is")
    func challenge() throws {
        #expect(try Self.plan(Self.least).rules.challenge == .all)
        #expect(try Self.plan(Self.least + "challenge: all\n").rules.challenge == .all)
        let sampled = try Self.plan(Self.least + "challenge: sample 20\n")
        #expect(sampled.rules.challenge.sample == 20)
        #expect(try Self.plan(VaultPolicy.text(of: sampled)).rules == sampled.rules)
    }

    static let entry = "hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-03-01 - - - Hot"
    static let other = "cold customer bcrt1qqgpqyqszqgpqyqszqgpqyqszqgpqyqszazmwwa 2026-03-01 - - - Cold"

    @Test("a policy has an address book and a rule for what is not in it, in any order")
    func addressBook() throws {
        let plan = try Self.plan(
            Self.least + "destination: \(Self.entry)\nallowlist: required\ndestination: \(Self.other)\n")
        #expect(plan.rules.allowlist == .required)
        #expect(plan.destinations.map(\.documentText) == [Self.other, Self.entry])
        let again = try Self.plan(VaultPolicy.text(of: plan))
        #expect(again.destinations == plan.destinations && again.rules == plan.rules)
        #expect(try Self.plan(Self.least + "allowlist: off\n").rules.allowlist == .off)
        #expect(try Self.plan(Self.least).destinations.isEmpty)
    }

    @Test("the longest address book that a vault may have fits into a policy file")
    func longestBook() throws {
        let name = String(repeating: "金", count: DocumentLimits.nameScalars)
        let lines = try (0..<DocumentLimits.destinations).map { number in
            let program =
                [UInt8(number >> 8), UInt8(number & 0xff)] + SHA256.hash([UInt8(number & 0xff)]).bytes.prefix(30)
            let script = Script([0x51, 0x20] + SHA256.hash(program).bytes)
            let address = try #require(Address(scriptPubKey: script, network: .regtest))
            let id = String("\(number)-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".prefix(Identifier.maximumLength))
            return "destination: \(id) own-hot-wallet \(address.text) 2026-03-01 2026-03-31 "
                + "2100000000000000 sat (21000000.00000000 BTC) test-payment \(SHA256.hash(program).hex) \(name)\n"
        }
        let text = Self.least + lines.joined()
        #expect(text.utf8.count < VaultPolicy.maximumBytes)
        #expect(try Self.plan(text).destinations.count == DocumentLimits.destinations)
        let extra = "destination: \(Self.entry)\n"
        #expect(
            throws: VaultPolicyError.addressBook(
                .tooManyDestinations(count: DocumentLimits.destinations + 1, limit: DocumentLimits.destinations))
        ) { try Self.plan(text + extra) }
    }

    /// Lines of an address book, each with one fault.
    static let badEntries: [(String, String)] = [
        ("hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-03-01 - - -", "policy.value"),
        ("hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-03-01 - - Hot", "policy.value"),
        ("hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t - - - - Hot", "policy.value"),
        ("hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-02-29 - - - Hot", "policy.value"),
        ("hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-3-1 - - - Hot", "policy.value"),
        ("hot bank bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-03-01 - - - Hot", "policy.value"),
        ("Hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-03-01 - - - Hot", "policy.value"),
        ("hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9u 2026-03-01 - - - Hot", "policy.value"),
        ("hot exchange BCRT1QQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPVXAT9T 2026-03-01 - - - Hot", "policy.value"),
        ("hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t  2026-03-01 - - - Hot", "policy.value"),
        ("hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-03-01 - 5 - Hot", "policy.value"),
        (
            "hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-03-01 - 5 sat (0.00000006 BTC) - Hot",
            "policy.value"
        ),
        ("hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-03-01 - - message Hot", "policy.value"),
        ("hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-03-01 - - - H\u{202e}ot", "policy.value"),
        (
            "hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-03-01 - - - \(String(repeating: "H", count: 101))",
            "policy.value"
        ),
        (
            "hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-03-01 2026-02-28 - - Hot",
            "vault.destination-expiry"
        ),
        (
            "hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-03-01 - 0 sat (0.00000000 BTC) - Hot",
            "vault.destination-cap"
        ),
        (entry + "\ndestination: " + entry, "policy.repeated-entry"),
        (entry + "\ndestination: " + other.replacing("cold", with: "hot"), "vault.repeated-destination"),
        (entry + "\ndestination: " + entry.replacing("hot", with: "cold"), "vault.repeated-destination-address"),
        (
            entry + "\ndestination: x customer 1B6rJ6ZKfZmkqMyBGe5KR27oWkEbQdNM7P 2026-03-01 - - - X",
            "vault.destination-network"
        ),
        (
            "a customer 1B6rJ6ZKfZmkqMyBGe5KR27oWkEbQdNM7P 2026-03-01 - - - A\n"
                + "destination: b customer 1B6rJRfjTXwEy36SCs5zofGMmdv2kdZw7P 2026-03-01 - - - B",
            "vault.destinations-alike"
        ),
        (entry + "\nallowlist: on", "policy.value"),
        (entry + "\nallowlist: off\nallowlist: off", "policy.repeated-entry"),
    ]

    @Test(
        "a malformed entry of the address book, or one that does not go with the others, is refused",
        arguments: badEntries)
    func badEntry(_ text: String, _ code: String) throws {
        let error = try #require(throws: VaultPolicyError.self) {
            try Self.plan(Self.least + "destination: \(text)\n")
        }
        #expect(error.code == code, "\(error)")
        #expect(!error.description.isEmpty)
    }

    @Test("a policy that pays only the address book, and has none, is refused")
    func emptyAllowlist() throws {
        #expect(throws: VaultPolicyError.addressBook(.emptyAllowlist)) {
            try Self.plan(Self.least + "allowlist: required\n")
        }
    }

    static let refusals: [(String, String)] = [
        ("", "policy.unfinished"), ("# nothing\n", "policy.header"), ("name: treasury\n", "policy.header"),
        ("rensho/policy/v2\n", "policy.header"), ("rensho/policy/v1\n", "policy.missing-field"),
        (String(least.dropLast()), "policy.unfinished"), (least + "colour: red\n", "policy.unknown-field"),
        (least + "threshold: 2\n", "policy.repeated-entry"),
        (least + "strict: yes\nstrict: no\n", "policy.repeated-entry"), (least + "strict: maybe\n", "policy.value"),
        (least + "open: bob\nopen: bob\n", "policy.repeated-entry"),
        (least + "role: bob auditor\nrole: bob auditor\n", "policy.repeated-entry"),
        (least + "expires: bob 2027-01-01\nexpires: bob 2028-01-01\n", "policy.repeated-entry"),
        (least + "role: bob\n", "policy.malformed-line"), (least + "open:bob\n", "policy.malformed-line"),
        (least + "open:  bob\n", "policy.malformed-line"), (least + "open: bob \n", "policy.malformed-line"),
        (least + " open: bob\n", "policy.unknown-field"), (least + "bob\n", "policy.malformed-line"),
        (least + "open: \n", "policy.malformed-line"), (least + "role: bob king\n", "policy.value"),
        (least + "expires: bob 2027-02-30\n", "policy.value"), (least + "accepts: everything\n", "policy.value"),
        (least + "challenge: all\nchallenge: all\n", "policy.repeated-entry"),
        (least + "challenge: some\n", "policy.value"), (least + "challenge: sample 4\n", "policy.value"),
        (least + "challenge: sample 020\n", "policy.value"),
        (least.replacing("0.01 BTC", with: "0.01"), "policy.value"),
        (least.replacing("0.01 BTC", with: "1000000 sat"), "policy.value"),
        (least.replacing("threshold: 2", with: "threshold: 02"), "policy.value"),
        (least.replacing("script: p2wsh", with: "script: p2sh"), "policy.value"),
        (least.replacing("\n", with: "\r\n"), "policy.not-text"),
        (least.replacing("orders: optional\n", with: ""), "policy.missing-field"),
        (least + String(repeating: "#", count: VaultPolicy.maximumBytes) + "\n", "policy.too-large"),
    ]

    @Test("every other file is refused, with the line", arguments: refusals)
    func refuses(_ text: String, _ code: String) throws {
        let error = try #require(throws: VaultPolicyError.self) { try Self.plan(text) }
        #expect(error.code == code, "\(error)")
        #expect(!error.description.isEmpty)
    }

    @Test("bytes that are no UTF-8 are refused, and an extended private key is never repeated")
    func bytes() throws {
        #expect(throws: VaultPolicyError.notText(line: 1)) { try VaultPolicy.plan(parsing: [0x23, 0xff, 0x0a]) }
        let key =
            "tprv8ZgxMBicQKsPeDgjzdC36fs6bMjGApWDNLR9erAXMs5skhMv36j9MV5ecvfavji5khqjWaWSFhN3YcCUUdiKH6isR4Pwy3U5y5egddBr16m"
        let error = try #require(throws: VaultPolicyError.self) { try Self.plan(Self.least + "open: \(key)\n") }
        #expect(error == .privateKey(line: 13))
        #expect(!error.description.contains("ZgxMB"))
        // Wherever in a line it stands, and in the form of wallets, too.
        let wallet = "L5TXU4SdD9e6QGgBjxeegJKxt4FgATLG1TCnFM8JLyEkFuyHEqNM"
        for text in ["name:\(key)", "name: (\(key))", "role: \"\(key)\" auditor", "open: \(wallet)"] {
            #expect(throws: VaultPolicyError.privateKey(line: 13), "\(text)") {
                try Self.plan(Self.least + text + "\n")
            }
        }
    }
}
