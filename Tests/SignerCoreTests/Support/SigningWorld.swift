import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors
import SecretKeys
import SignerCore
import TestSupport

/// Three custodians with homes of their own, a 2-of-3 vault, and a place for files.
final class SigningWorld {
    let network: Network
    private let folder = TemporaryFolder()
    private(set) var records: [Document<KeyRecord>] = []

    /// The hash of the program in every test.
    let build = Bytes32(bigEndianWords: (1, 2, 3, 4))

    init(network: Network = .regtest, scriptType: MultisigDescriptor.ScriptType = .p2wsh) throws {
        self.network = network
        for custodian in Custodian.all {
            if network == .mainnet { try FileAccess.makeDirectory(folder.file("device-" + custodian.id)) }
            records.append(try custodian.restore(in: home(custodian), network: network, scriptType: scriptType))
        }
    }

    func file(_ name: String) -> String { folder.file(name) }

    var files: [String] { folder.entries }

    /// On the main network everybody's home lies on a device of its own.
    func home(_ custodian: Custodian) -> String {
        folder.file(network == .mainnet ? "device-\(custodian.id)/home" : "home-\(custodian.id)")
    }

    func open(_ custodian: Custodian) throws -> SignerHome { try SignerHome(opening: home(custodian)) }

    /// The vault document that the three key records make, with changes for a test.
    func vault(
        name: String = "treasury", network: Network? = nil, version: UInt32 = 1, previous: Bytes32? = nil,
        threshold: Int = 2, release: ReleaseRule = .open,
        confirmations: ConfirmationRule = .all, orders: OrderRule = .optional, challenge: ChallengeRule = .all,
        destinations: [Destination] = [], allowlist: AllowlistRule = .off, limits: [VaultLimit] = [],
        snapshotAge: SnapshotAge? = nil,
        change: (inout [Cosigner], inout [Person]) throws -> Void = { _, _ in }
    ) throws -> Document<Vault> {
        var cosigners: [Cosigner] = []
        var people: [Person] = []
        for record in records.map(\.body) {
            guard let account = record.accountKey else { continue }
            cosigners.append(
                Cosigner(person: record.person, release: release, origin: account.origin, xpub: account.xpub))
            people.append(
                Person(
                    id: record.person, roles: [.custodian], identityKey: record.identityKey,
                    organisation: record.organisation, site: record.site, device: record.device, expiry: nil,
                    name: record.name))
        }
        try change(&cosigners, &people)
        return Document(
            body: try Vault(
                network: network ?? self.network, name: Identifier(name), version: version,
                previous: version == 1 ? nil : previous ?? build, threshold: threshold,
                scriptType: .p2wsh, cosigners: cosigners, people: people, destinations: destinations,
                rules: VaultRules(
                    maximumFee: Amount(sat: 10_000_000), maximumFeePercent: 10, maximumFeeRate: 1000,
                    confirmations: confirmations, orders: orders, allowlist: allowlist,
                    limits: limits, snapshotAge: snapshotAge, challenge: challenge),
                accepts: VaultException.needed(threshold: threshold, cosigners: cosigners, people: people), policy: nil)
        )
    }

    /// Registers the vault with everybody and returns the acknowledgements.
    @discardableResult
    func register(_ vault: Document<Vault>) throws -> [Document<Acknowledgement>] {
        try Custodian.all.map { try register(vault, by: $0) }
    }

    /// Registers the vault with everybody, whose digest is known beforehand, so that nobody waits for words.
    func register(_ vault: Document<Vault>, expecting digest: Bytes32) throws -> [Document<Acknowledgement>] {
        try Custodian.all.map { custodian in
            var home = try open(custodian)
            let path = file("\(vault.body.name).\(custodian.id).acknowledgement")
            _ = try VaultRegistration.run(
                vault, in: &home, acceptance: .expectedDigest(digest), passphrase: .terminal,
                terminal: ScriptedTerminal(secrets: [Custodian.passphrase]), output: path, at: Fixed.time)
            return try Document(parsing: FileAccess.read(path, limit: DocumentLimits.bytes))
        }
    }

    /// Registers the vault with one person who types the right words.
    func register(_ vault: Document<Vault>, by custodian: Custodian) throws -> Document<Acknowledgement> {
        var home = try open(custodian)
        let path = file("\(vault.body.name).\(custodian.id).acknowledgement")
        _ = try VaultRegistration.run(
            vault, in: &home, acceptance: .person, passphrase: .terminal,
            terminal: Answers.words(of: vault), output: path, at: Fixed.time)
        return try Document(parsing: FileAccess.read(path, limit: DocumentLimits.bytes))
    }

    /// Attaches a case and the acknowledgements to a PSBT.
    func proposal(
        _ psbt: PSBT, _ vault: Document<Vault>, _ acknowledgements: [Document<Acknowledgement>], caseNumber: UInt8 = 1,
        kind: CaseKind = .payment, notAfter: ValidityBound? = nil, replaces: UInt8? = nil
    ) throws -> PSBT {
        let header = try CaseHeader(
            drill: false, caseID: CaseID([UInt8](repeating: caseNumber, count: 16)),
            replaces: replaces.map { try CaseID([UInt8](repeating: $0, count: 16)) },
            reason: replaces == nil ? nil : ReplacementReason("the fee was too low"), kind: kind, notAfter: notAfter)
        let examination = CaseExamination(psbt: psbt, vault: RegisteredVaultView(vault), header: header)
        guard let facts = examination.facts else { throw WorldError() }
        var result = psbt
        try ProposalFields.attach(
            ProposalAttachments(
                caseDocument: Document(body: facts.caseDocument), acknowledgements: acknowledgements), to: &result)
        return result
    }

    /// Writes a PSBT as base64 and returns its path.
    func write(_ psbt: PSBT, as name: String) throws -> String {
        let path = file(name)
        try FileAccess.create(path, PSBTFile(psbt: psbt, encoding: .base64).fileBytes())
        return path
    }

    /// What one person answers with.
    func answering(
        _ input: String, mode: ApprovalMode = .person, output: String? = nil, tools: CaseTools = .system
    ) throws -> CaseAnswering {
        CaseAnswering(
            input: input, output: output, mode: mode, passphrase: .terminal, build: build, time: try Fixed.time,
            tools: tools)
    }

    /// Signs a file in look 1, with every question answered from the file's own outputs.
    func sign(_ input: String, by custodian: Custodian, output: String? = nil) throws -> WrittenFile {
        var home = try open(custodian)
        return try LookOne.run(
            answering(input, output: output), in: &home, terminal: Answers.challenge(of: input, network: network))
    }

    /// Confirms a file in look 2, with every question answered from the file's own outputs.
    func confirm(_ input: String, by custodian: Custodian, output: String? = nil) throws -> WrittenFile {
        var home = try open(custodian)
        return try LookTwo.run(
            answering(input, output: output), in: &home, terminal: Answers.challenge(of: input, network: network))
    }

    func psbt(_ path: String) throws -> PSBT {
        try PSBTFile(fileBytes: FileAccess.read(path, limit: PSBTLimits.maximumFileBytes)).psbt
    }

    /// The re-display file: the proposal with the signatures and shares of the signed files.
    func redisplay(_ signed: [String], as name: String) throws -> String {
        var merged = try psbt(signed[0])
        var attachments = try ProposalFields.read(from: merged)
        for path in signed.dropFirst() {
            let other = try psbt(path)
            for (index, input) in other.inputs.enumerated() {
                for partial in input.partialSigs where !merged.inputs[index].partialSigs.contains(partial) {
                    merged.inputs[index].addPartialSig(publicKey: partial.publicKey, signature: partial.signature)
                }
            }
            let known = Set(attachments.shares.map(\.digest))
            attachments.shares += try ProposalFields.read(from: other).shares.filter { !known.contains($0.digest) }
        }
        try ProposalFields.attach(attachments, to: &merged)
        return try write(merged, as: name)
    }
}

extension VaultRegistration {
    /// Registers a vault document that needs no other.
    static func run(
        _ document: Document<Vault>, in home: inout SignerHome, acceptance: Acceptance, passphrase: SecretSource,
        terminal: some ReviewTerminal, output: String, at time: UTCTime
    ) throws(SignerError) -> WrittenFile {
        try run(
            VaultFiles([document]), in: &home, acceptance: acceptance, passphrase: passphrase, terminal: terminal,
            output: output, at: time)
    }
}

/// A test's own arrangement failed.
struct WorldError: Error {}
