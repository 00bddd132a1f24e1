package import BitcoinPSBT
import ByteCoding
package import Custody

/// Makes the file that every custodian looks at a second time.
package enum ConfirmFile {
    /// The proposal with all shares, confirmations, refusals and releases so far, what stops or excuses something, and the verified signatures that the
    /// open shares stand for; held signatures are never in it. Signatures that no share stands for stay here.
    ///
    /// One share short of the quorum the file is made too: whoever gives that share on it can confirm at the same
    /// visit.
    package static func make(_ state: CaseState) throws(ConfirmFileError) -> PSBTFile {
        let tally = state.shareTally()
        guard tally.accepted.count + 1 >= tally.threshold else {
            throw .noQuorum(approvals: tally.accepted.count, threshold: tally.threshold)
        }
        var psbt = state.proposal.psbt
        let open = tally.accepted.filter { $0.body.kind == .open }.map(\.body.statement.person)
        let signatures = open.flatMap { state.signatures(of: $0).compactMap { $0 } }
        for index in psbt.inputs.indices where !psbt.inputs[index].partialSigs.isEmpty {
            psbt.inputs[index].partialSigs = []
        }
        for signature in signatures.sorted(by: { $0.slot < $1.slot }) {
            psbt.inputs[signature.slot.input].addPartialSig(
                publicKey: signature.slot.publicKey, signature: signature.value)
        }
        var attachments: ProposalAttachments
        do { attachments = try ProposalFields.read(from: state.proposal.psbt) } catch { throw .attachments(error) }
        attachments.shares = onePerPerson(tally.accepted) { $0.body.statement.person }
        attachments.confirmations = onePerPerson(confirmations(state)) { $0.body.statement.person }
        attachments.refusals = onePerPerson(state.refusals) { $0.body.statement.person }
        // Without the signatures: for the journal heads that they state.
        attachments.releases = onePerPerson(state.releases) { $0.body.statement.person }
        attachments.stops = state.stops.counted.filter {
            $0.concerns(case: state.digest, orders: state.facts.header.orders)
        }
        do { try ProposalFields.attach(attachments, to: &psbt) } catch { throw .attachments(error) }
        return PSBTFile(psbt: psbt, encoding: state.proposal.encoding)
    }

    /// The confirmations that count: a machine refuses a file with one that names too few shares.
    private static func confirmations(_ state: CaseState) -> [Document<Confirmation>] {
        guard let tally = state.confirmationTally() else { return [] }
        return zip(state.confirmations, tally.confirmations).filter { $0.1.problem == nil }.map(\.0)
    }

    /// A field has room for one document of a kind per person: of several the one with the lowest digest, whichever came
    /// first.
    private static func onePerPerson<Body>(
        _ entries: [Document<Body>], _ person: (Document<Body>) -> Identifier
    ) -> [Document<Body>] {
        var seen: Set<Identifier> = []
        return entries.sorted { $0.digest < $1.digest }.filter { seen.insert(person($0)).inserted }
            .sorted { person($0) < person($1) }
    }
}

/// Says why there is no re-display file.
package enum ConfirmFileError: CodedError, Equatable {
    /// More than one share is missing to the quorum.
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
            "the quorum is not near: \(approvals) of \(threshold) people signed, and at most one may be missing"
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
