package import BitcoinCrypto
package import BitcoinPSBT
package import ByteCoding
package import Custody
package import Descriptors

/// Everything that the checks look at, computed once from the bytes that were read.
package struct ReviewContext: Sendable {
    /// The PSBT as it was read.
    package let psbt: PSBT

    /// SHA-256 of the file's bytes.
    package let fileHash: Bytes32

    /// The registered vault.
    package let vault: RegisteredVaultView

    /// The documents that travel in the PSBT.
    package let attachments: ProposalAttachments

    /// The acknowledgements of the vault, those of this machine first, then those in the file.
    package let acknowledgements: [Document<Acknowledgement>]

    /// What the PSBT and the vault say.
    package let examination: CaseExamination

    /// The tier of approval that the case is in, and how it is unlike the others; `nil` without facts.
    package let policy: PolicyJudgement?

    /// The orders and approvals of the case, verified with the registered vault; `nil` without facts.
    package let orders: CaseOrders?

    /// How the case stands to the vault's limits, and what the vault is taken to have; `nil` without facts.
    package let limits: LimitStanding?

    /// What stops the vault, its orders or this case, and what lets them go on: from the file and from this machine's
    /// memory, counted together.
    package let stops: StopBook

    /// The vault's own addresses that a look-alike is looked for among; see ``KnownAddress/own(of:)``.
    package let ownAddresses: [KnownAddress]

    /// What this machine knows.
    package let machine: MachineView

    /// Examines a PSBT with the header of the case document that travels in it.
    /// - Parameters:
    ///   - attachments: the documents read from the PSBT; see `ProposalFields`.
    ///   - acknowledgements: those that this machine holds; one person's own copy counts before the file's.
    ///   - foreign: the header of a plain PSBT, which carries no case document; see `ForeignCase`.
    ///   - ownAddresses: those of ``KnownAddress/own(of:)``; the coordinator's program looks for no look-alikes of them.
    ///   - search: a search of the vault's scripts that has derived some already, for whoever reviews many PSBTs.
    package init(
        psbt: PSBT, fileHash: Bytes32, vault: RegisteredVaultView, attachments: ProposalAttachments,
        acknowledgements: [Document<Acknowledgement>] = [], machine: MachineView, foreign: CaseHeader? = nil,
        ownAddresses: [KnownAddress] = [], verifier: any SignatureVerifier = OpenSSLVerifier(),
        search: OwnershipSearch? = nil
    ) {
        self.psbt = psbt
        self.fileHash = fileHash
        self.vault = vault
        self.attachments = attachments
        let held = Set(acknowledgements.map(\.body.person))
        self.acknowledgements =
            acknowledgements + attachments.acknowledgements.filter { !held.contains($0.body.person) }
        self.machine = machine
        self.ownAddresses = ownAddresses
        stops = StopBook(attachments.stops + machine.stops, under: vault, on: machine.today, verifier: verifier)
        let examination = CaseExamination(
            psbt: psbt, vault: vault, header: attachments.caseDocument?.body.header ?? foreign,
            orders: attachments.orders, verifier: verifier, search: search)
        self.examination = examination
        let limits = examination.facts.map {
            LimitStanding(of: $0, snapshot: attachments.snapshot, on: machine, verifier: verifier)
        }
        self.limits = limits
        let policy = examination.facts.map {
            PolicyJudgement($0, on: machine, balance: limits?.balance ?? VaultBalance(inputs: $0.spent))
        }
        self.policy = policy
        orders = examination.facts.map {
            CaseOrders(
                citedBy: $0.header, in: attachments, under: vault,
                need: vault.vault.approvalNeed(in: policy?.tier), on: machine.today, clock: machine.earliestDay)
        }
    }

    /// Examines a PSBT whose documents are at hand one by one.
    package init(
        psbt: PSBT, fileHash: Bytes32, vault: RegisteredVaultView, caseDocument: Document<CaseDocument>?,
        acknowledgements: [Document<Acknowledgement>], machine: MachineView,
        verifier: any SignatureVerifier = OpenSSLVerifier()
    ) {
        self.init(
            psbt: psbt, fileHash: fileHash, vault: vault,
            attachments: ProposalAttachments(caseDocument: caseDocument), acknowledgements: acknowledgements,
            machine: machine, verifier: verifier)
    }

    /// The case document in the file.
    package var caseDocument: Document<CaseDocument>? { attachments.caseDocument }

    /// The sentence for an input's problem, with the person whose key it is about.
    func sentence(for problem: InputProblem, of input: InputExamination) -> FindingSentence {
        var person: Identifier?
        if case .signatureBad(let fact) = problem, let keyIndex = fact.keyIndex,
            vault.vault.cosigners.indices.contains(keyIndex)
        {
            person = vault.vault.cosigners[keyIndex].person
        }
        return .input(problem, index: input.index, cosigner: person)
    }
}
