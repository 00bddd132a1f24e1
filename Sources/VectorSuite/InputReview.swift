import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import Review

/// The review of a signer that has registered a vault of the vectors' own keys.
struct InputReview {
    private let findings: [Finding]

    /// A finding of the review as the error of a case: its code is the id of the check.
    struct Refusal: CodedError, Equatable {
        let code: String
        let input: Int
        var description: String { "the review refuses input \(input)" }
    }

    /// The 2-of-3 vault of the PSBTs that the vectors' authors made themselves; its keys are public.
    private static let descriptor =
        "wsh(sortedmulti(2,[d961825d/48h/1h/0h/2h]tpubDEb3nUqGZWdZTDWEugbncSexFjL5QEkXaM5ZvUH7tVsjB"
        + "d3BW2eLPaQ7tSveQAGkhGM3jbqQJWX1kQcvZM3Np6UszuTHvE2wTrCjws7J7xH/<0;1>/*,[bdc9e948/48h/1h/0h"
        + "/2h]tpubDEigjj3WQjYA4A1xihwfpaajpiPem5so7MiTs832vrzWe9vKFuZ9ZqAtqfF1Y8ur3d3Bd15vM4rBusS3R3"
        + "413YkqnwSdgHFSrvLRNY8wo6N/<0;1>/*,[aa0b7351/48h/1h/0h/2h]tpubDFYtoiGCJHVPuyoi3qgFNzfsW6b87"
        + "rEASeHejEL8JbRCAfyJahiFTV6o5PyF49Dh5oxED1Gkg9h7yoZELcTTr6Kd2sj74NzinvqTZjiXgJr/<0;1>/*))"

    /// Reviews a PSBT.
    init(_ psbt: PSBT) throws {
        let context = ReviewContext(
            psbt: psbt, fileHash: SHA256.hash(psbt.encoded()), vault: try Self.vault(), caseDocument: nil,
            acknowledgements: [], machine: MachineView(purpose: .inspect))
        findings = SigningChecks.all.flatMap { $0.findings(in: context) }
    }

    /// Refuses an input for the first thing that the review refuses about it.
    ///
    /// That a coin is another vault's comes last: the published PSBTs belong to no vault, and what is wrong with them
    /// is something else.
    func require(input: Int) throws(Refusal) {
        let found = findings.filter { $0.severity == .refuse && $0.subject == .input(input) }.map(\.check)
        let foreign = "input.foreign"
        let ordered = found.filter { $0 != foreign } + found.filter { $0 == foreign }
        if let check = ordered.first { throw Refusal(code: check, input: input) }
    }

    private static func vault() throws -> RegisteredVaultView {
        let descriptor = try MultisigDescriptor(parsing: descriptor)
        let names = ["alice", "bob", "carol"]
        var cosigners: [Cosigner] = []
        var people: [Person] = []
        for (name, key) in zip(names, descriptor.keys) {
            let person = try Identifier(name)
            cosigners.append(Cosigner(person: person, release: .open, origin: key.origin, xpub: key.xpub))
            people.append(
                Person(
                    // No document is signed here: any other key serves as a person's identity.
                    id: person, roles: [.custodian], identityKey: try key.xpub.derivedPublicKey(.normal(9)),
                    organisation: try Identifier("vectors"), site: try Identifier("site-\(name)"),
                    device: try Identifier("device-\(name)"), expiry: nil, name: try PersonName(name)))
        }
        let rules = VaultRules(
            maximumFee: try Amount(sat: Amount.satPerBitcoin), maximumFeePercent: 100, maximumFeeRate: 1_000,
            confirmations: .all, orders: .optional)
        return RegisteredVaultView(
            Document(
                body: try Vault(
                    network: .testnet3, name: try Identifier("vectors"), version: 1, previous: nil,
                    threshold: descriptor.threshold, scriptType: descriptor.scriptType, cosigners: cosigners,
                    people: people, rules: rules,
                    accepts: VaultException.needed(
                        threshold: descriptor.threshold, cosigners: cosigners, people: people),
                    policy: nil)))
    }
}
