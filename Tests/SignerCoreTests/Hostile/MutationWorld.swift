import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import Custody
import Descriptors
import PublicCurve
import Review
import SecretKeys
import SignerCore
import TestSupport

/// A vault, its signer and valid PSBTs to be changed; what takes long is done once.
struct MutationWorld: Sendable {
    let vault: FixtureVault
    /// A search that has derived the whole window of outputs.
    let search: OwnershipSearch
    let ownAddresses: [KnownAddress]
    /// Every script of the vault in the window that the cases use, as our own curve arithmetic derives them, with the
    /// witness script and Alice's key that OpenSSL derives.
    let own: [[UInt8]: Own]

    struct Own: Sendable {
        let position: ScriptPosition
        let witnessScript: [UInt8]
        let key: [UInt8]
    }

    init(_ scriptType: MultisigDescriptor.ScriptType) throws {
        vault = try FixtureVault { $0.scriptType = scriptType }
        var search = OwnershipSearch(vault.descriptor)
        // A stranger's script of the vault's kind makes the search go through everything.
        let stranger =
            scriptType == .p2wsh
            ? Script([0x00, 0x20] + [UInt8](repeating: 5, count: 32))
            : Script([0xa9, 0x14] + [UInt8](repeating: 5, count: 20) + [0x87])
        _ = try search.find(stranger, window: OwnershipLimits.smallestOutputWindow)
        self.search = search
        ownAddresses = KnownAddress.own(of: vault.view)
        var own: [[UInt8]: Own] = [:]
        for branch in [UInt32(0), 1] {
            let scripts = vault.descriptor.candidateScripts(on: branch, 0..<16)
            for (index, script) in zip(UInt32(0)..<16, scripts) {
                let derived = try vault.script(branch, index)
                guard let script, let key = derived.keys.first(where: { $0.keyIndex == 0 }) else { continue }
                own[script.bytes] = Own(
                    position: derived.position, witnessScript: derived.witnessScript.bytes,
                    key: key.publicKey.encoded.bytes)
            }
        }
        self.own = own
    }

    /// The PSBTs that are changed: two coins, two payments, change; with and without Bob's signatures.
    func seeds() throws -> [PSBT] {
        var seeds: [PSBT] = []
        for version in [PSBTVersion.v0, .v2] {
            var fixture = try FixtureCase(vault)
            fixture.version = version
            fixture.payments.insert(
                FixtureCase.Payment(script: try FixtureCase.stranger(2), derived: nil, sat: 20_000_000), at: 1)
            fixture.payments[2].sat -= 20_000_000
            for isSigned in [false, true] {
                var psbt = try fixture.psbt()
                psbt.inputs[0].sighashType = 1
                if isSigned { try fixture.sign(&psbt, by: 1) }
                seeds.append(psbt)
            }
        }
        return seeds
    }

    /// A PSBT with the documents of the case that it makes, as a coordinator that means no good writes them; `nil` where it
    /// makes none.
    func proposal(_ psbt: PSBT, header: CaseHeader) throws -> PSBT? {
        let examination = CaseExamination(psbt: psbt, vault: vault.view, header: header, search: search)
        guard let facts = examination.facts else { return nil }
        var psbt = psbt
        try ProposalFields.attach(
            ProposalAttachments(
                caseDocument: Document(body: facts.caseDocument), acknowledgements: vault.acknowledgements), to: &psbt)
        return psbt
    }

    /// What the signer's machine makes of a file: the review, and the answer if it signs.
    func look(at bytes: [UInt8], account: borrowing ExtendedPrivateKey) -> (review: Review, signed: [UInt8]?)? {
        guard let file = try? CaseFile(bytes, path: "changed.psbt") else { return nil }
        let context = ReviewContext(
            psbt: file.psbt, fileHash: file.hash, vault: vault.view, attachments: file.attachments,
            machine: MachineView(
                person: try? Identifier("alice"), keyIndex: 0, purpose: .sign,
                today: try? CalendarDate(year: 2026, month: 6, day: 15)),
            ownAddresses: ownAddresses, search: search)
        let words = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
        let review = Review(context, checks: SigningChecks.all) { _ in words }
        guard let digest = review.facts?.digest,
            let approved = try? ApprovedReview(unattended: review, expecting: digest)
        else { return (review, nil) }
        // From here on a refusal would be a wrong one, but it is no signature.
        guard let signed = try? PSBTSigner.sign(approved, account: account) else { return (review, nil) }
        return (review, signed.psbt.encoded())
    }

    /// Alice's account key.
    func account() throws -> ExtendedPrivateKey {
        let cosigner = vault.cosigners[0]
        let words = try SecretBytes(copying: Array(FixtureCosigner.publicSentence.utf8))
        let seed = try Mnemonic(parsing: words).seed(passphrase: nil)
        return try ExtendedPrivateKey(master: seed, network: .regtest).derived(cosigner.origin.path)
    }
}
