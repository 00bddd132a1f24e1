import BitcoinPrimitives
import Custody

/// Refuses a drill on the main network, where every signature moves real coins, and warns of one elsewhere.
struct DrillMarked: SigningCheck {
    static let id = "case.drill"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts, facts.header.drill else { return [] }
        let network = facts.vault.vault.network
        return [
            finding(network.isTest ? .warn : .refuse, .caseDocument, .caseDocument(.drill(on: network)))
        ]
    }
}
