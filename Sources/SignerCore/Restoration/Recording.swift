import BitcoinCrypto
package import ByteCoding
package import CommandSupport
package import Custody
import Review
import SecretKeys

/// Writes down, signed, what this machine knows of another custodian's machine, for the day on which that one is restored.
package struct Recording: Sendable {
    /// Whose machine it is about.
    package let person: Identifier
    /// The name of the vault; `nil` for the only one.
    package let vault: String?
    /// Where the record goes; `nil` for the usual name in the current folder.
    package let output: String?
    /// The hash of the running program.
    package let build: Bytes32
    /// The machine's clock.
    package let time: UTCTime

    package init(of person: Identifier, vault: String?, output: String?, build: Bytes32, time: UTCTime) {
        self.person = person
        self.vault = vault
        self.output = output
        self.build = build
        self.time = time
    }

    /// Says what the record holds, asks for the passphrase, and writes it.
    package func run(
        passphrase: SecretSource, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        try home.requireClock(time)
        let vault = try home.vault(vault)
        let owner = home.owner
        let document = vault.document
        guard document.body.cosigner(person) != nil, person != owner.person else { throw .noCosigner(person) }
        let path = output ?? CaseFileName.record(of: person, by: owner.person, in: vault.name)
        try WrittenFile.requireFree(path)
        let cases = home.journal.recordedCases(of: person, in: vault.name)
        let head = home.journal.peerHeads.first { $0.person == person }
        let language = terminal.language
        try SignerError.lifting {
            try terminal.write(
                language.lines(
                    .recording(of: person, vault: vault.name, head: head?.sequence, cases: cases.count)))
        }

        let record: Document<MachineRecord>
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: passphrase, from: terminal)
            let entry = try home.record(.recordGiven(.init(vault: vault.name, of: person)), at: time, signer)
            let heads = home.journal.peerHeads.filter { $0.person != owner.person } + home.journal.adoptedHeads
            let body = try SignerError.lifting {
                try MachineRecord(
                    network: owner.network, vault: vault.name, vaultVersion: document.body.version,
                    vaultHash: document.digest, person: owner.person, device: owner.device, of: person, cases: cases,
                    build: build, machine: MachineWitness(entry, heads: heads))
            }
            record = try signer.sign(body)
        }
        guard record.encoded.count <= DocumentLimits.bytes else {
            throw .cause(SignerErrorCause(error: DocumentError.tooLarge(bytes: record.encoded.count)))
        }
        return try WrittenFile(path, record.encoded)
    }
}

extension SignerJournal {
    /// The head that this journal took over when it was restored.
    var adoptedHeads: [PeerHead] { adoption.map { [$0.event.head] } ?? [] }
}
