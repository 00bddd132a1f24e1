import BitcoinPrimitives
import Custody

/// Refuses a case with which more would have left the vault than one of its limits lets, with everything that this machine
/// has confirmed or let its signatures out for.
struct LimitsKept: SigningCheck {
    static let id = "limit.exceeded"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts, let limits = context.limits else { return [] }
        return limits.uses.filter(\.isExceeded).map { use in
            let subject = Self.subject(of: use, in: facts)
            if let caseID = use.unknown.first {
                return finding(.refuse, subject, .limit(.unknownCase(caseID, use.limit)))
            }
            return finding(
                .refuse, subject, .limit(.exceeded(use, address: use.address(on: facts.vault.vault.network))))
        }
    }

    private static func subject(of use: LimitUse, in facts: CaseFacts) -> FindingSubject {
        if case .destination(let script) = use.subject,
            let output = facts.externalOutputs.first(where: { $0.script == script })
        {
            return .output(output.index)
        }
        return .transaction
    }
}

extension LimitUse {
    /// The text of the address whose use it is; `nil` for any other use.
    func address(on network: Network) -> String? {
        guard case .destination(let script) = subject else { return nil }
        return Address(scriptPubKey: script, network: network)?.text ?? script.hex
    }
}
