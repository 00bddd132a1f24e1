import Custody
import Foundation
import TestSupport
import Testing

/// Tiers of approval at the built programs: what the coordinator can tell it refuses, and what only a custodian's records
/// can tell his own machine refuses.
@Suite("Tiers of approval at the built programs")
struct TierWalkTests {
    @Test("P-45, P-46: a first-time destination waits out its day on the signer, though the coordinator proposes it")
    func firstTime() throws {
        let walk = try OrderWalk.tiered()
        let order = try walk.order(1, [(number: 1, sat: 50_000_000)])
        let approval = try walk.approve(order)
        let tried = try walk.operate(["vault", "policy", "try", order, approval])
        #expect(tried.status == 0, "\(tried.error)")
        #expect(tried.output.contains("tier 1 may hold: to an address that the machine has never helped to pay"))
        #expect(tried.output.contains("a custodian's machine may ask for tier 1."))
        let (name, digest) = try walk.propose([order, approval])
        let run = try walk.signer(
            "alice", ["sign", "\(name).proposal.psbt", "--expect-digest", digest, "-o", "answer"])
        #expect(run.status == 1 && run.error.contains("[order.cooling]"), "\(run.error)")
        #expect(!FileManager.default.fileExists(atPath: walk.folder.file("answer")))
    }

    @Test("P-43, P-45: a tier by amount is refused by the coordinator, and tried before it is proposed")
    func amount() throws {
        let walk = try OrderWalk.tiered()
        let order = try walk.order(1)
        let bare = try walk.operate(["vault", "policy", "try", order])
        #expect(bare.status == 2 && bare.error.contains("[vault-policy-try.missing]"), "\(bare.error)")
        let approval = try walk.approve(order)
        let day = try Document<OrderApproval>(parsing: walk.folder.bytes(approval)).body.date
        let ripe = try #require(day.advanced(byDays: 2))
        let early = try walk.operate(["vault", "policy", "try", order, approval, "--json"])
        #expect(early.status == 2, "\(early.error)")
        let object = try WalkVault.object(early.output)
        #expect(object["tier"] as? Int == 2)
        let tiers = try #require(object["tiers"] as? [[String: Any]])
        #expect(tiers.map { $0["verdict"] as? String } == ["open", "holds"])
        #expect(tiers[1]["missing"] as? [String] == ["the cooling time, which ends on \(ripe)"])
        let late = try walk.operate(["vault", "policy", "try", order, approval, "--on", ripe.description])
        #expect(late.status == 0 && late.output.contains("tier 2 HOLDS"), "\(late.error)")
        let shown = try walk.operate(["order", "show", order, approval])
        #expect(shown.status == 2 && shown.output.contains("asks for 1 (tier 2)"), "\(shown.output)")
        let proposed = try walk.operate(["propose", "--order", order, approval, "--fee-rate", "5"])
        #expect(proposed.status == 1 && proposed.error.contains("[order.cooling]"), "\(proposed.error)")
    }
}
