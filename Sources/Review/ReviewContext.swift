package import BitcoinCrypto
package import BitcoinPSBT
package import ByteCoding
package import Custody

/// Everything that the checks look at, computed once from the bytes that were read.
package struct ReviewContext: Sendable {
    /// The PSBT as it was read.
    package let psbt: PSBT

    /// SHA-256 of the file's bytes.
    package let fileHash: Bytes32

    /// The registered vault.
    package let vault: RegisteredVaultView

    /// The acknowledgements that this machine holds beside those in the file.
    package let acknowledgements: [Document<Acknowledgement>]

    /// The vault document, which the acknowledgements are measured against.
    package let vaultDocument: Document<Vault>

    /// The documents that travel in the PSBT.
    package let attachments: ProposalAttachments

    /// What the PSBT and the vault say.
    package let examination: CaseExamination

    /// What this machine knows.
    package let machine: MachineView

    /// Examines a PSBT with the case header of the case document inside it.
    package init(
        psbt: PSBT, fileHash: Bytes32, vault: Document<Vault>, acknowledgements: [Document<Acknowledgement>] = [],
        attachments: ProposalAttachments, machine: MachineView, verifier: any SignatureVerifier = OpenSSLVerifier()
    ) {
        self.psbt = psbt
        self.fileHash = fileHash
        self.vault = RegisteredVaultView(vault)
        vaultDocument = vault
        self.acknowledgements = acknowledgements
        self.attachments = attachments
        self.machine = machine
        examination = CaseExamination(
            psbt: psbt, vault: self.vault, header: attachments.caseDocument.map { CaseHeader($0.body) },
            verifier: verifier)
    }

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
