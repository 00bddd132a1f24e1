import BitcoinPSBT
import BitcoinPrimitives
import Custody
import Descriptors
import TestSupport

/// One seeded schedule: a scene, an adversary, honest machines, and a check after every step.
struct Schedule {
    /// What came of it.
    struct Result: Sendable {
        let scene: Scene
        var violations: Set<Violation> = []
        /// What was done, one line for each step.
        var trace: [String] = []
        var coverage = Coverage()
        /// The transactions that could be sent at the end.
        var spendable = 0
    }

    let seed: UInt64
    let scene: Scene
    /// A machine's rule that is too weak, for the tests of the checker.
    var weakness: Weakness?
    /// Whether the coordinator only carries and reorders.
    var isHonest = false

    /// The schedule of a seed.
    init(seed: UInt64) {
        var dice = Dice(seed: seed)
        self.init(seed: seed, scene: Scene(&dice))
    }

    /// A schedule in a given scene.
    init(seed: UInt64, scene: Scene) {
        self.seed = seed
        self.scene = scene
    }

    /// Runs it, to the end or to the first promise that is broken.
    func run() throws -> Result {
        var dice = Dice(seed: seed ^ 0x5eed)
        var result = Result(scene: scene)
        let folder = TemporaryFolder(inMemory: true)
        let treasury = try Treasury(scene.terms)
        var olderTerms = scene.terms
        olderTerms.confirmations = scene.terms.confirmations == .all ? .quorum : .all
        olderTerms.release = olderTerms.release.map { _ in .open }
        if dice.chance(50) { olderTerms.name = "treasury-of-before" }
        var adversary = try Adversary(
            scene, treasury, older: Treasury(olderTerms), dice: Dice(seed: dice.seed()))
        let payments = try adversary.ordered.payments.map {
            TxOut(amount: try Amount(sat: $0.sat), scriptPubKey: try FixtureCase.stranger($0.stranger))
        }
        let paper = payments.compactMap { output in
            Address(scriptPubKey: output.scriptPubKey, network: Enrolment.network)
                .map { Reader.Paper(address: $0.text, sat: output.amount.sat) }
        }
        var machines: [Int: Machine] = [:]
        for place in scene.honest {
            machines[place] = try Machine(
                place, in: treasury, home: folder.file("home-\(place)"),
                paper: scene.careful.contains(place) ? paper : nil, weakness: weakness)
        }
        var watch = Watch(scene, treasury, paper: payments)
        for step in 1...scene.steps {
            let delivery = isHonest ? try adversary.carry() : try adversary.next()
            guard let machine = machines[delivery.place] else { continue }
            let emission = try machine.visit(
                delivery.bytes, delivery.verb, in: folder.file("visit-\(step)"), dice: &dice)
            adversary.mailbox.keep(delivery.bytes, isNews: delivery.isNews)
            for file in emission.files { adversary.mailbox.keep(file) }
            watch.see(emission)
            result.trace.append(Self.line(step, delivery, emission, machine))
            result.coverage.count(delivery, emission, scene)
            result.violations = watch.violations
            if !result.violations.isEmpty, weakness == nil { break }
            if isHonest, !watch.spendable.isEmpty { break }
        }
        result.spendable = watch.spendable.count
        result.coverage.count(end: watch, scene)
        return result
    }

    private static func line(
        _ step: Int, _ delivery: Adversary.Delivery, _ emission: Emission, _ machine: Machine
    ) -> String {
        let outcome = emission.files.isEmpty ? "" : " -> \(emission.files.count) file(s)"
        let refusal = emission.refusal.map { " [\($0)]" } ?? ""
        return "\(step). \(machine.enrolment.person) \(delivery.verb.name): \(delivery.note)\(outcome)\(refusal)"
    }
}

extension Schedule.Result {
    /// Everything that is needed to understand a failure.
    func report(seed: UInt64) -> String {
        let broken = violations.map { "\($0.kind.rawValue): \($0.detail)" }.sorted()
        return (["seed \(seed): \(scene.text)"] + broken + trace).joined(separator: "\n")
    }
}
