import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import Custody
import Descriptors
import SecretKeys
import SignerCore

/// A workload with everything that the steps start from, made before any clock runs.
struct Fixture: Sendable {
    /// The number of inputs.
    let count: Int

    /// The registered vault.
    let vault: RegisteredVaultView

    /// The proposal, as its file was read.
    let proposal: PSBT

    /// The proposal's file in both versions.
    let fileV0: [UInt8]
    let fileV2: [UInt8]

    /// The facts of the proposal.
    let facts: CaseFacts

    /// What the first cosigner's machine is asked to sign.
    let requests: [PSBTSigner.Request]

    /// What two cosigners gave back, as files and read again.
    let signedFiles: [[UInt8]]
    let signed: [PSBT]

    /// The case as the coordinator knows it before anything came back.
    let state: CaseState

    /// Both cosigners' signatures of every input, to be verified one by one for the floor.
    let checks: [SignatureCheck]

    /// Makes the workload and lets both cosigners sign it.
    init(inputs count: Int, payments: Int = Workload.usualPayments, vault: borrowing BenchVault) throws {
        self.count = count
        self.vault = RegisteredVaultView(vault.agreement)
        let workload = try Workload(inputs: count, payments: payments, version: .v0, vault: vault.agreement)
        let facts = workload.facts
        self.facts = facts
        fileV0 = workload.psbt.encoded()
        fileV2 = try workload.psbt.converted(to: .v2).encoded()
        let proposal = try PSBT(decoding: fileV0)
        self.proposal = proposal
        requests = try Self.requests(facts, account: try vault.first.extendedPublicKey())
        let answers = [
            try Self.sign(proposal, facts, requests, account: vault.first),
            try Self.sign(
                proposal, facts, try Self.requests(facts, account: try vault.second.extendedPublicKey()),
                account: vault.second),
        ]
        signedFiles = answers.map { $0.encoded() }
        signed = try signedFiles.map { (file) throws(PSBTError) in try PSBT(decoding: file) }
        state = try CaseState(opening: PSBTFile(psbt: proposal, encoding: .binary), under: vault.agreement)
        checks = try facts.inputs.flatMap { input in
            try answers.flatMap(\.inputs[input.index].partialSigs).map {
                SignatureCheck(
                    publicKey: $0.publicKey, digest: input.signatureDigest,
                    signature: try ECDSASignature(strictDER: $0.signature.dropLast()))
            }
        }
    }

    /// Writes the files for another implementation, named with the number of inputs.
    func write(into folder: String) throws {
        let files = [
            ("proposal-v0", fileV0), ("proposal-v2", fileV2), ("signed-0", signedFiles[0]),
            ("signed-1", signedFiles[1]),
        ]
        for (name, bytes) in files {
            try FileAccess.replaceAtomically(FileAccess.join(folder, "\(name)-\(count)"), bytes)
        }
    }

    /// What a cosigner's machine does once its custodian approved.
    static func sign(
        _ psbt: PSBT, _ facts: CaseFacts, _ requests: [PSBTSigner.Request], account: borrowing ExtendedPrivateKey
    ) throws -> PSBT {
        var psbt = psbt
        let signatures = try PSBTSigner.signatures(for: requests, account: account)
        try PSBTSigner.confirm(signatures, for: requests, of: facts, in: psbt, .ofMade)
        try PSBTSigner.add(signatures, for: requests, to: &psbt)
        return psbt
    }

    /// What a cosigner's machine is asked to sign.
    static func requests(_ facts: CaseFacts, account: ExtendedPublicKey) throws -> [PSBTSigner.Request] {
        guard let keyIndex = facts.vault.descriptor.keys.firstIndex(where: { $0.xpub == account }) else {
            throw BenchError.unsound
        }
        return facts.inputs.flatMap { input in
            input.script.keys.filter { $0.keyIndex == keyIndex }.map {
                PSBTSigner.Request(
                    input: input.index, digest: input.signatureDigest, position: input.script.position,
                    publicKey: $0.publicKey)
            }
        }
    }
}
