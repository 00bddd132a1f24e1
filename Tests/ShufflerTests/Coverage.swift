import BitcoinPSBT
import CommandSupport
import Custody

/// How often each thing happened, so that a test can say that it is not empty.
struct Coverage: Sendable {
    private(set) var counts: [String: Int] = [:]

    mutating func add(_ name: String, _ count: Int = 1) { counts[name, default: 0] += count }

    mutating func add(_ other: Coverage) { counts.merge(other.counts, uniquingKeysWith: +) }

    func count(_ name: String) -> Int { counts[name] ?? 0 }

    mutating func count(_ delivery: Adversary.Delivery, _ emission: Emission, _ scene: Scene) {
        add("steps")
        add("verb " + delivery.verb.name)
        for file in emission.files { add("wrote " + (DocumentType.name(in: file) ?? "psbt")) }
        if let refusal = emission.refusal { add("code " + refusal) }
        if emission.files.count > 1 { add("two answers in one visit") }
        if !emission.typedBoth.isEmpty, !emission.files.isEmpty { add("typed both") }
    }

    mutating func count(end watch: Watch, _ scene: Scene) {
        add("schedules")
        let kind = "\(scene.terms.threshold)-of-\(scene.terms.count) \(scene.terms.confirmations.rawValue)"
        add("scene " + kind)
        if scene.terms.release.contains(.open) { add("scene mixed") }
        if scene.careful.isEmpty == false { add("scene careful") }
        let spendable = watch.spendable
        guard !spendable.isEmpty else { return }
        add("reached M signatures")
        add("reached M signatures, " + kind)
        add("reached M signatures, \(scene.version)")
        add("reached M signatures, " + (scene.isGuarded ? "guarded" : "not guarded"))
        if scene.terms.release.contains(.open) { add("reached M signatures, mixed") }
        if !scene.corrupt.isEmpty { add("reached M signatures, with corrupt custodians") }
        if !scene.careful.isEmpty { add("reached M signatures, careful") }
        if spendable.count > 1 { add("reached M signatures, two transactions") }
    }

    /// All counts, one on a line.
    var text: String {
        counts.sorted { $0.key < $1.key }.map { "\($0.value)\t\($0.key)" }.joined(separator: "\n")
    }
}
