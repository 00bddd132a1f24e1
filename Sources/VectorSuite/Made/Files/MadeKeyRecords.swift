import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors

/// The vectors of key records and of vaults.
extension MadeWorld {
    /// `key-record.json`.
    func keyRecordFile() throws -> MadeFile {
        let record = try keyRecord(alice, name: "佐藤　アリス", site: "tokyo")
        let text = MadeText(record.encoded)
        let plain = try dave.signed(
            try KeyRecord(
                network: .regtest, person: dave.id, name: PersonName("Dave Example"),
                organisation: Identifier("auditors"), site: Identifier("nagoya"), device: dave.device,
                identityKey: dave.identityKey, accountKey: nil))
        let foreign = try MadeParty("alice", network: .mainnet)
        let mainnet = try foreign.signed(try keyRecord(foreign, name: "Alice", site: "tokyo").body)
        func accepted(_ comment: String, _ record: Document<KeyRecord>, _ party: MadeParty) -> MadeCase {
            .valid(
                "key-record", comment, [("document", .document(record.encoded))],
                [
                    ("network", .string(record.body.network.rawValue)), ("digest", .string(record.digest.hex)),
                    ("person", .string(party.id.description)), ("identity_key", .string(party.identityKey.hex)),
                ])
        }
        let faults = MadeFaults("key-record", text)
        func signed(_ comment: String, _ text: MadeText, _ code: String) throws -> MadeCase {
            faults.refused(comment, try text.signed(by: alice), code)
        }
        let high = text.value("possession")
        var cases = [
            accepted("a custodian", record, alice), accepted("somebody who holds no coins", plain, dave),
            accepted("the main network", mainnet, foreign),
        ]
        cases += faults.ofText
        cases += try faults.ofSignature(by: alice, other: bob)
        cases += [
            try signed(
                "another account key's proof",
                text.with(
                    "possession", MadeText(try keyRecord(bob, name: "Bob", site: "osaka").encoded).value("possession")),
                "key-record.possession"),
            try signed("the proof is missing", text.with("possession", "-"), "key-record.incomplete-account-key"),
            try signed("the xpub is missing", text.with("xpub", "-"), "key-record.incomplete-account-key"),
            try signed(
                "an xpub of the main network", text.with("xpub", foreign.xpub.description),
                "account-key.other-network"),
            try signed(
                "a path with fewer steps than the xpub has", text.with("origin", "73c5da0a/48h/1h/0h"),
                "account-key.depth"),
            try signed(
                "a path with another last step", text.with("origin", "73c5da0a/48h/1h/0h/1h"),
                "account-key.child-number"),
            try signed(
                "hardened steps with an apostrophe", text.with("origin", "73c5da0a/48'/1'/0'/2'"),
                "document.not-canonical"),
            try signed(
                "the account key as identity key", text.with("identity-key", alice.xpub.publicKey.hex),
                "key-record.one-key-for-both"),
            try signed("high s in the proof", text.with("possession", MadeScalar.highSText(high)), "document.high-s"),
            try signed(
                "an identity key that is no point",
                text.with("identity-key", "02" + String(repeating: "f", count: 64)), "document.malformed-value"),
            try signed(
                "a name of 101 characters", text.with("name", String(repeating: "佐", count: 101)),
                "document.text-too-long"),
            try signed("an absent name", text.with("name", "-"), "document.empty-text"),
            try signed("an identifier in capitals", text.with("person", "Alice"), "document.identifier"),
            try signed("an identifier that starts with a dash", text.with("site", "-tokyo"), "document.identifier"),
            try signed(
                "an identifier of 33 characters", text.with("device", String(repeating: "a", count: 33)),
                "document.identifier"),
            faults.refused(
                "changed behind the signature", text.with("site", "osaka"), "signature.invalid"),
            faults.refused(
                "the network changed behind the signature", text.with("network", "signet"), "signature.invalid"),
        ]
        return MadeFile(
            name: "key-record", about: "key records",
            notes:
                "document: the whole file. A record counts when its person alone signed it with its identity-key and "
                + "the account key signed over both keys. digest: the tagged hash of the body.",
            cases: cases)
    }

    /// The master key of BIP-32's first test vector, on the test networks.
    private static let privateKey =
        "tprv8ZgxMBicQKsPeDgjzdC36fs6bMjGApWDNLR9erAXMs5skhMv36j9MV5ecvfavji5khqjWaWSFhN3YcCUUdiKH6isR4Pwy3U5y5egddBr16m"

    /// `vault.json`.
    func vaultFile() throws -> MadeFile {
        let text = MadeText(vault.encoded)
        let faults = MadeFaults("vault", text)
        let address = try VaultAgreement.firstAddress(of: vault.body)
        let alicePerson = text.fields[text.place("person") ?? 0]
        let bobPerson = text.fields[(text.place("person") ?? 0) + 1]
        let bobCosigner = text.fields[(text.place("cosigner") ?? 0) + 1]
        let carolCosigner = text.fields[(text.place("cosigner") ?? 0) + 2]
        func line(_ comment: String, _ line: String, _ other: String, _ code: String) -> MadeCase {
            faults.refused(comment, text.replacingLine(line, other), code)
        }
        func roles(_ comment: String, _ roles: String, _ code: String) -> MadeCase {
            line(comment, alicePerson, alicePerson.replacing("approver,custodian", with: roles), code)
        }
        var cases: [MadeCase] = [
            .valid(
                "vault", "2 of 3, the example of Docs/formats.md", [("document", .document(vault.encoded))],
                [
                    ("network", .string("regtest")), ("digest", .string(vault.digest.hex)),
                    ("descriptor", .string(vault.body.descriptor.text)), ("first_address", .string(address.text)),
                    ("custodians", .texts(vault.body.custodians.map(\.description))),
                ])
        ]
        cases += faults.ofText
        cases += [
            faults.refused("version 0", text.with("version", "0"), "vault.version-zero"),
            faults.refused("a leading zero", text.with("version", "01"), "document.not-canonical"),
            faults.refused("a sign", text.with("version", "+1"), "document.not-canonical"),
            faults.refused("version 2 without the one before", text.with("version", "2"), "vault.previous"),
            faults.refused(
                "version 1 with one before it", text.with("previous", vault.digest.hex), "vault.previous"),
            faults.refused("one signature is enough", text.with("threshold", "1"), "vault.threshold-too-low"),
            faults.refused("more signatures than keys", text.with("threshold", "4"), "vault.too-few-cosigners"),
            faults.refused("a bare script", text.with("script", "p2sh"), "document.malformed-value"),
            faults.refused("no fee at all", text.with("max-fee", "0 sat (0.00000000 BTC)"), "vault.fee-cap"),
            faults.refused("a fee of 101 per cent", text.with("max-fee-percent", "101"), "vault.fee-cap"),
            faults.refused("no fee rate", text.with("max-fee-rate", "0"), "vault.fee-cap"),
            faults.refused(
                "two forms of an amount that differ", text.with("max-fee", "1000000 sat (0.10000000 BTC)"),
                "document.amount-forms"),
            faults.refused(
                "an amount above 21 million bitcoin",
                text.with("max-fee", "2100000000000001 sat (21000000.00000001 BTC)"), "document.malformed-value"),
            line(
                "cosigners out of order", bobCosigner, carolCosigner.replacing("carol", with: "zed"),
                "document.list-order"),
            line(
                "one person with two keys", bobCosigner, bobCosigner.replacing("bob", with: "alice"),
                "document.list-order"),
            line(
                "one account key twice", bobCosigner, "cosigner: bob open \(bob.origin) \(alice.xpub)",
                "vault.repeated-account-key"),
            line(
                "one master key twice", bobCosigner,
                bobCosigner.replacing(bob.origin.fingerprint.description, with: alice.origin.fingerprint.description),
                "vault.repeated-fingerprint"),
            line(
                "a custodian who holds no key", bobPerson, "person: bobby \(bobPerson.dropFirst(12))",
                "vault.custodian-without-key"),
            line(
                "one identity key twice", bobPerson,
                bobPerson.replacing(bob.identityKey.hex, with: alice.identityKey.hex), "vault.repeated-identity-key"),
            line(
                "one machine twice", bobPerson, bobPerson.replacing("bob-signer", with: "alice-signer"),
                "vault.repeated-device"),
            line(
                "an account key as identity key", bobPerson,
                bobPerson.replacing(bob.identityKey.hex, with: carol.xpub.publicKey.hex),
                "vault.identity-key-is-account-key"),
            line(
                "a custodian without machine", bobPerson, bobPerson.replacing("bob-signer", with: "-"),
                "vault.custodian-without-device"),
            roles("a cosigner who is no custodian", "approver", "vault.cosigner-is-no-custodian"),
            roles("auditor and custodian", "auditor,custodian", "vault.forbidden-roles"),
            roles("custodian and requester", "custodian,requester", "vault.forbidden-roles"),
            roles("custodian and operator", "custodian,operator", "vault.forbidden-roles"),
            roles("approver and requester", "approver,requester", "vault.forbidden-roles"),
            roles("roles out of order", "custodian,approver", "document.not-canonical"),
            roles("a role twice", "custodian,custodian", "document.not-canonical"),
            roles("an unknown role", "custodian,king", "document.malformed-value"),
            faults.refused(
                "an organisation that can spend alone, unsaid", text.without("accepts"), "vault.organisation-quorum"),
            line(
                "a site that can spend alone, unsaid", bobPerson, bobPerson.replacing("osaka", with: "tokyo"),
                "vault.site-quorum"),
            faults.refused("every key needed, unsaid", text.with("threshold", "3"), "vault.no-spare-key"),
            faults.refused(
                "an exception that is not needed", text.adding("accepts: site tokyo", after: "accepts"),
                "vault.unneeded-exception"),
            faults.refused(
                "exceptions out of order", text.adding("accepts: no-spare-key", after: "accepts"),
                "document.list-order"),
            faults.refused(
                "an exception twice", text.adding("accepts: organisation example", after: "accepts"),
                "document.list-order"),
            faults.refused("an unknown exception", text.with("accepts", "everything"), "document.malformed-value"),
            faults.refused(
                "an exception without its name", text.with("accepts", "organisation"), "document.malformed-value"),
            line(
                "an extended private key", bobCosigner,
                bobCosigner.replacing("\(bob.xpub)", with: Self.privateKey), "extended-key.private-key"),
        ]
        cases += try ruledVaultCases()
        return MadeFile(
            name: "vault", about: "vaults",
            notes:
                "document: the whole file, which nobody needs to sign in version 1. first_address: receive address 0. "
                + "The descriptor carries its BIP-380 checksum.",
            cases: cases)
    }
}
