import ByteCoding
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

    @Test("an order is tried against a vault's documents or a policy file alone, without any home")
    func withoutHome() throws {
        let walk = try OrderWalk.tiered()
        let order = try walk.order(1)
        let approval = try walk.approve(order)
        let day = try Document<OrderApproval>(parsing: walk.folder.bytes(approval)).body.date
        let ripe = try #require(day.advanced(byDays: 2)).description
        func tried(_ files: [String], _ more: [String]) throws -> ProgramRun {
            try walk.operate(["vault", "policy", "try"] + files + more, home: "nowhere")
        }
        #expect(try tried([order, approval], []).status != 0)
        let vault = ["--vault", "treasury.vault"]
        let held = try tried([order, approval], ["--on", ripe] + vault)
        #expect(held.status == 0 && held.output.contains("tier 2 HOLDS"), "\(held.error)")
        #expect(try tried([order, approval], ["--on", day.description] + vault).status == 2)
        let unsigned = try tried(["treasury.rita.1.draft"], vault)
        #expect(unsigned.status != 0 && unsigned.error.contains("[signature.missing]"), "\(unsigned.error)")

        let policy = try tried([order, approval], ["--on", ripe, "--policy", "policy.txt", "--json"])
        #expect(policy.status == 0 && policy.error.contains("no signature was verified"), "\(policy.error)")
        let object = try WalkVault.object(policy.output)
        #expect(object["is_verified"] as? Bool == false && object["tier"] as? Int == 2)
        let draft = try tried(["treasury.rita.1.draft"], ["--policy", "policy.txt"])
        #expect(draft.status == 2 && draft.output.contains("MISSING 1 more of 1 approvals"), "\(draft.output)")
        let text = String(decoding: try walk.folder.bytes("policy.txt"), as: UTF8.self)
        for (old, new, status, code) in [
            ("- - 1 risk 2", "- - 1 risk 9", Int32(2), "vault-policy-try.missing"),
            ("unit: anton risk", "unit: anton sales", 2, "vault-policy-try.missing"),
            ("role: rita requester", "role: rita auditor", 1, "order.no-role"),
            ("role: anton approver", "role: zoe approver", 1, "order.unknown-person"),
            ("accepts:", "expires: anton 2020-01-01\naccepts:", 1, "order.role-lapsed"),
            ("name: treasury", "name: elsewhere", 1, "order.other-vault"),
        ] {
            let changed = text.replacing(old, with: new)
            try #require(changed != text)
            try walk.folder.write(Array(changed.utf8), as: "changed.txt")
            let run = try tried([order, approval], ["--on", ripe, "--policy", "changed.txt"])
            #expect(run.status == status && run.error.contains("[\(code)]"), "\(new): \(run.status) \(run.error)")
        }
        #expect(try tried([order], ["--policy", "policy.txt"] + vault).status == 64)
    }

    @Test("an approver reads on his own screen which tier his order is in, what it needs, and from when it counts")
    func approversScreen() throws {
        let walk = try OrderWalk.tiered()
        let large = try walk.order(1)
        let small = try walk.order(2, [(number: 1, sat: 50_000_000)])
        func screen(_ order: String, _ language: String) throws -> String {
            let document = try Document<Order>(parsing: walk.folder.bytes(order))
            let run = try walk.signer(
                "anton",
                ["order", "approve", order, "--expect-digest", document.digest.hex, "--lang", language]
                    + ["-o", "\(order).\(language)"] + walk.vaultFiles)
            _ = try WalkVault.done(run)
            return (run.output + run.error).filter { !$0.isWhitespace }
        }
        func shows(_ screen: String, _ sentences: [String]) {
            for sentence in sentences {
                #expect(screen.contains(sentence.filter { !$0.isWhitespace }), "\(sentence)\n\(screen)")
            }
        }
        let english = try screen(large, "en")
        let day = try Document<OrderApproval>(parsing: walk.folder.bytes("\(large).en")).body.date
        let ripe = try #require(day.advanced(byDays: 2))
        shows(
            english,
            [
                "WHAT THIS ORDER NEEDS BEFORE ANYBODY SIGNS IT", "TIER 2 of 2, by what the order says: 1.20000000 BTC",
                "is more than 1.00000000 BTC",
                "needs 1 approval, one of them by risk, each given 2 days before signing",
                "with an approval of today it can be signed from \(ripe) on",
            ])
        #expect(!english.contains("ACUSTODIAN'SMACHINEMAYFIND"))
        shows(
            try screen(large, "ja"),
            ["この指図書の署名に必要な承認", "第2段階（全2段階）に当たります", "署名できるのは \(ripe) からです"])
        shows(
            try screen(small, "en"),
            [
                "None of the 2 tiers holds by what the order says", "A CUSTODIAN'S MACHINE MAY FIND TIER 1",
                "to an address that the machine has never helped to pay", "each given 1 day before signing",
            ])
        shows(try screen(small, "ja"), ["第1段階と判断することがあります", "端末が承認したことのないアドレスへの支払い"])
    }
}
