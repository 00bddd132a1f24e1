import BitcoinPSBT
import Custody
import Descriptors

/// Who plays in a schedule, and under which rules.
struct Scene: Sendable {
    var terms: Treasury.Terms
    /// Places of the custodians who do what the adversary wants.
    var corrupt: Set<Int>
    /// Places of the honest ones who compare with the paper.
    var careful: Set<Int>
    var version: PSBTVersion
    var steps: Int

    /// Draws a scene; the counts are such that every kind is met often.
    init(_ dice: inout Dice) {
        terms = Treasury.Terms()
        if dice.chance(30) {
            terms.threshold = 3
            terms.count = 5
        }
        terms.scriptType = dice.chance(25) ? .p2shP2wsh : .p2wsh
        terms.confirmations = dice.chance(35) ? .quorum : .all
        terms.release = Array(repeating: .held, count: terms.count)
        if dice.chance(40) {
            let open = 1 + dice.number(below: terms.threshold)
            for place in dice.shuffle(Array(0..<terms.count)).prefix(open) { terms.release[place] = .open }
        }
        corrupt = Set(dice.shuffle(Array(0..<terms.count)).prefix(dice.number(below: terms.threshold)))
        careful = []
        if dice.chance(30) {
            careful = Set((0..<terms.count).filter { _ in dice.chance(50) }).subtracting(corrupt)
        }
        version = dice.chance(50) ? .v0 : .v2
        steps = 4 * terms.count + dice.number(below: 3 * terms.count)
    }

    /// A scene for a test of one thing.
    init(_ terms: Treasury.Terms, corrupt: Set<Int> = [], version: PSBTVersion = .v0, steps: Int = 40) {
        self.terms = terms
        self.corrupt = corrupt
        careful = []
        self.version = version
        self.steps = steps
    }

    var honest: [Int] { (0..<terms.count).filter { !corrupt.contains($0) } }

    /// Whether fewer than M custodians are corrupt, open ones counted as corrupt: then the second look is enforced.
    var isGuarded: Bool {
        let open = honest.count { terms.release[$0] == .open }
        return open + corrupt.count < terms.threshold
    }

    /// The scene in one line.
    var text: String {
        let release = terms.release.map { $0 == .open ? "o" : "h" }.joined()
        return "\(terms.threshold)-of-\(terms.count) \(terms.scriptType.rawValue) \(terms.confirmations.rawValue) "
            + "release \(release) v\(version.rawValue) corrupt \(corrupt.sorted()) careful \(careful.sorted())"
    }
}
