/// What a vault asks of the walk of one case.
package struct WalkShape: Sendable, Hashable, CustomStringConvertible {
    /// The custodians, in the order in which they would be asked to sign.
    package let people: [String]
    /// How many must sign.
    package let threshold: Int
    /// Whose signatures leave with the share.
    package let open: Set<String>
    /// Whether the confirmations of M who signed are enough; else everybody confirms.
    package let isByQuorum: Bool

    /// Describes a vault.
    package init(_ threshold: Int, of people: [String], open: Set<String> = [], isByQuorum: Bool = false) {
        self.people = people
        self.threshold = threshold
        self.open = open
        self.isByQuorum = isByQuorum
    }

    package var description: String {
        "\(threshold)-of-\(people.count), \(isByQuorum ? "quorum" : "all"), "
            + (open.isEmpty ? "held" : "open: \(open.sorted().joined(separator: " "))")
            + ", signing in turn: \(people.joined(separator: " "))"
    }
}

/// One stick brought to one custodian's machine, and what is done there.
package struct WalkVisit: Sendable, Hashable, CustomStringConvertible {
    /// What a custodian can do.
    package enum Step: String, Sendable, Hashable {
        case sign, confirm, release
    }

    /// Whose machine.
    package let person: String
    /// What is done, in order.
    package let steps: [Step]

    /// States a visit.
    package init(_ person: String, _ steps: [Step]) {
        self.person = person
        self.steps = steps
    }

    /// Reads a visit as a table writes it, such as `bob sign+confirm`.
    package init(_ text: String) {
        let parts = text.split(separator: " ").map(String.init)
        self.init(parts.first ?? "", (parts.last ?? "").split(separator: "+").compactMap { Step(rawValue: String($0)) })
    }

    package var description: String { "\(person) \(steps.map(\.rawValue).joined(separator: "+"))" }
}
