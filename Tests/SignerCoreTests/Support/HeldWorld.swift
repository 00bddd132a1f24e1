import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors
import SecretKeys
import SignerCore
import TestSupport

/// A vault with held signatures, a proposal, and a coordinator done by hand: it only carries files.
final class HeldWorld {
    let world: SigningWorld
    let vault: Document<Vault>
    let proposal: String
    private var number = 0
    /// What every machine takes from outside.
    var tools = CaseTools.system

    /// - Parameter release: for Alice, Bob and Carol in turn.
    init(
        release: [ReleaseRule] = [.held], confirmations: ConfirmationRule = .all, version: PSBTVersion = .v0,
        limits: [VaultLimit] = []
    ) throws {
        world = try SigningWorld()
        vault = try world.vault(confirmations: confirmations, limits: limits) { cosigners, _ in
            for place in cosigners.indices {
                let one = cosigners[place]
                cosigners[place] = Cosigner(
                    person: one.person, release: release[place % release.count], origin: one.origin, xpub: one.xpub)
            }
        }
        let acknowledgements = try world.register(vault)
        let psbt = try SamplePSBT.payment(from: vault).converted(to: version)
        proposal = try world.write(world.proposal(psbt, vault, acknowledgements), as: "in.psbt")
    }

    /// Another case of the vault, as a file.
    func another(
        case caseNumber: UInt8, coin: UInt8 = 7, paying sat: UInt64 = 30_000_000, replaces: UInt8? = nil
    ) throws -> String {
        let acknowledgements = try ProposalFields.read(from: world.psbt(proposal)).acknowledgements
        let psbt = try SamplePSBT.payment(from: vault, paying: sat, coin: coin)
        return try world.write(
            world.proposal(psbt, vault, acknowledgements, caseNumber: caseNumber, replaces: replaces),
            as: next("another.psbt"))
    }

    /// The proposal with everything that these files say: what an honest coordinator brings around.
    func gather(
        _ answers: [String], over base: String? = nil,
        change: (inout PSBT, inout ProposalAttachments) throws -> Void = { _, _ in }
    ) throws -> String {
        var psbt = try world.psbt(base ?? proposal)
        var attachments = try ProposalFields.read(from: psbt)
        for path in answers {
            let bytes = try FileAccess.read(path, limit: PSBTLimits.maximumFileBytes)
            switch DocumentType.name(in: bytes) {
            case Share.typeName: attachments.add(shares: [try Document(parsing: bytes)])
            case Custody.Confirmation.typeName: attachments.add(confirmations: [try Document(parsing: bytes)])
            case Refusal.typeName: attachments.refusals.append(try Document(parsing: bytes))
            default:
                let other = try PSBTFile(fileBytes: bytes).psbt
                let documents = try ProposalFields.read(from: other)
                attachments.add(shares: documents.shares, confirmations: documents.confirmations)
                attachments.releases += documents.releases.filter { !attachments.releases.contains($0) }
                for (index, input) in other.inputs.enumerated() {
                    for partial in input.partialSigs where !psbt.inputs[index].partialSigs.contains(partial) {
                        psbt.inputs[index].addPartialSig(
                            publicKey: partial.publicKey, signature: partial.signature)
                    }
                }
            }
        }
        try change(&psbt, &attachments)
        try ProposalFields.attach(attachments, to: &psbt)
        return try world.write(psbt, as: next("confirm.psbt"))
    }

    /// The first look of one person.
    func sign(
        _ input: String? = nil, by custodian: Custodian, secondLook: CaseVisit.SecondLookChoice = .later,
        onward: String = "", both: String? = ""
    ) throws -> CaseVisit.Outcome {
        let input = input ?? proposal
        var home = try world.open(custodian)
        return try CaseVisit.sign(
            answering(input), secondLook: secondLook, in: &home,
            terminal: Answers.challenge(of: input, network: .regtest, onward: onward, both: both))
    }

    /// The second look of one person.
    func confirm(
        _ input: String, by custodian: Custodian, releasing: Bool = true, both: String? = ""
    ) throws -> CaseVisit.Outcome {
        var home = try world.open(custodian)
        return try CaseVisit.confirm(
            answering(input), releasing: releasing, in: &home,
            terminal: Answers.challenge(of: input, network: .regtest, both: both))
    }

    /// The release of one person.
    func release(_ input: String, by custodian: Custodian) throws -> WrittenFile {
        var home = try world.open(custodian)
        return try Releasing.run(
            answering(input), in: &home, terminal: ScriptedTerminal(secrets: [Custodian.passphrase]))
    }

    /// Answers in a folder of its own, so that an answer may be given twice.
    func answering(_ input: String, mode: ApprovalMode = .person) throws -> CaseAnswering {
        number += 1
        let folder = world.file("visit-\(number)")
        try FileAccess.makeDirectory(folder)
        let name = try FileAccess.split(input).name
        let copy = FileAccess.join(folder, name)
        try FileAccess.create(copy, FileAccess.read(input, limit: PSBTLimits.maximumFileBytes))
        return try world.answering(copy, mode: mode, tools: tools)
    }

    /// The names of all answers that were written, sorted.
    func answers() throws -> [String] {
        var names: [String] = []
        for visit in 0...number where FileAccess.exists(world.file("visit-\(visit)")) {
            names += try FileAccess.list(world.file("visit-\(visit)"))
        }
        return names.filter { name in
            [".share", ".confirmation", ".signed.psbt"].contains { name.hasSuffix($0) }
        }.sorted()
    }

    private func next(_ name: String) -> String {
        number += 1
        return "\(number)-\(name)"
    }

    /// What a released file is worth: the check that the coordinator makes.
    func verified(_ path: String, of custodian: Custodian, in file: String) throws -> VerifiedRelease {
        let psbt = try world.psbt(path)
        let documents = try ProposalFields.read(from: psbt)
        guard let caseDocument = documents.caseDocument,
            let place = Custodian.all.firstIndex(where: { $0.id == custodian.id }),
            let release = try documents.releases.first(where: { $0.body.statement.person == (try custodian.person) })
        else { throw WorldError() }
        let agreed = try AgreedCase(
            caseDocument,
            under: VaultAgreement(vault: vault, acknowledgements: documents.acknowledgements))
        let examination = CaseExamination(
            psbt: psbt, vault: RegisteredVaultView(vault), header: caseDocument.body.header)
        let shares = try ProposalFields.read(from: world.psbt(file)).shares
        return try VerifiedRelease(
            release, signatures: CosignerSignatures(ofKey: place, in: psbt, examination: examination),
            shares: ShareTally(of: agreed, shares: shares))
    }
}

extension ProposalAttachments {
    fileprivate mutating func add(
        shares: [Document<Share>] = [], confirmations: [Document<Custody.Confirmation>] = []
    ) {
        self.shares += shares.filter { !self.shares.contains($0) }
        self.confirmations += confirmations.filter { !self.confirmations.contains($0) }
    }
}
