package import BitcoinPSBT
import ByteCoding
package import Custody

/// Makes the file that every custodian looks at a second time.
package enum ConfirmFile {
    /// The proposal with all shares, confirmations and refusals so far, and the verified signatures that the open shares
    /// stand for: what would be assembled is what every machine computes and shows again. Signatures that no share
    /// stands for stay here.
    package static func make(_ state: CaseState) throws(ConfirmFileError) -> PSBTFile {
        guard state.quorum() != nil else {
            let tally = state.shareTally()
            throw .noQuorum(approvals: tally.accepted.count, threshold: tally.threshold)
        }
        var psbt = state.proposal.psbt
        let approvers = Set(state.shareTally().accepted.map(\.body.statement.person))
        let signatures = state.signatures.values.filter { approvers.contains($0.person) }
        for index in psbt.inputs.indices where !psbt.inputs[index].partialSigs.isEmpty {
            psbt.inputs[index].partialSigs = []
        }
        for signature in signatures.sorted(by: { $0.slot < $1.slot }) {
            psbt.inputs[signature.slot.input].addPartialSig(
                publicKey: signature.slot.publicKey, signature: signature.value)
        }
        var attachments: ProposalAttachments
        do { attachments = try ProposalFields.read(from: state.proposal.psbt) } catch { throw .attachments(error) }
        attachments.shares = onePerPerson(state.shareTally().accepted) { $0.body.statement.person }
        attachments.confirmations = onePerPerson(state.confirmations) { $0.body.statement.person }
        attachments.refusals = onePerPerson(state.refusals) { $0.body.statement.person }
        do { try ProposalFields.attach(attachments, to: &psbt) } catch { throw .attachments(error) }
        return PSBTFile(psbt: psbt, encoding: state.proposal.encoding)
    }

    /// A field has room for one document of a kind per person: the first in the order of their hashes.
    private static func onePerPerson<Entry>(_ entries: [Entry], _ person: (Entry) -> Identifier) -> [Entry] {
        var seen: Set<Identifier> = []
        return entries.filter { seen.insert(person($0)).inserted }.sorted { person($0) < person($1) }
    }
}

/// Says why there is no re-display file.
package enum ConfirmFileError: CodedError, Equatable {
    /// The quorum does not stand yet.
    case noQuorum(approvals: Int, threshold: Int)
    /// The proposal's documents do not read.
    case attachments(ProposalError)

    package var code: String {
        switch self {
        case .noQuorum: "confirm.no-quorum"
        case .attachments(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .noQuorum(let approvals, let threshold):
            "the quorum is not reached: \(approvals) of \(threshold) people signed"
        case .attachments(let error): "\(error)"
        }
    }

    package var remedy: String? {
        switch self {
        case .noQuorum: "See rensho status for who is missing."
        case .attachments(let error): error.remedy
        }
    }
}
