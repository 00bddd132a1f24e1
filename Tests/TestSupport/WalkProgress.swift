/// How far a case has come and which visits the release rule allows, told by the rule's words alone.
///
/// Written from Docs/walk.md and none of the product's code, so that tests can compare the two.
package struct WalkProgress: Sendable, Hashable {
    /// The vault.
    package let shape: WalkShape
    /// Who signed.
    package private(set) var signed: Set<String> = []
    /// Who confirmed.
    package private(set) var confirmed: Set<String> = []
    /// Who released.
    package private(set) var released: Set<String> = []

    /// A case that was just proposed.
    package init(_ shape: WalkShape) {
        self.shape = shape
    }

    /// Whether M people signed.
    package var hasQuorum: Bool { signed.count >= shape.threshold }

    /// How many confirmations are missing; `nil` before the quorum.
    package var confirmationsMissing: Int? {
        guard hasQuorum else { return nil }
        return shape.isByQuorum
            ? max(0, shape.threshold - confirmed.intersection(signed).count) : shape.people.count - confirmed.count
    }

    /// Whose signatures are outside.
    package var armed: Set<String> { signed.intersection(released.union(shape.open)) }

    /// Whether signatures of M people are outside.
    package var isArmed: Bool { armed.count >= shape.threshold }

    /// Whether the transaction can be assembled.
    package var isDone: Bool { confirmationsMissing == 0 && isArmed }

    /// Whether the coordinator can write a re-display file: from one share short of the quorum on.
    package var hasRedisplay: Bool { signed.count >= shape.threshold - 1 }

    /// Every visit that the rule allows now.
    package var visits: [WalkVisit] {
        if isDone { return [] }
        return shape.people.flatMap { visits(to: $0) }
    }

    /// The case after a visit.
    package func after(_ visit: WalkVisit) -> WalkProgress {
        var next = self
        for step in visit.steps {
            switch step {
            case .sign: next.signed.insert(visit.person)
            case .confirm: next.confirmed.insert(visit.person)
            case .release: next.released.insert(visit.person)
            }
        }
        return next
    }

    private func visits(to person: String) -> [WalkVisit] {
        let leading: [WalkVisit.Step]
        if !signed.contains(person) {
            leading = [.sign]
        } else if !confirmed.contains(person) {
            leading = []
        } else {
            return mayRelease(person) ? [WalkVisit(person, [.release])] : []
        }
        let first = after(WalkVisit(person, leading))
        var visits = leading.isEmpty ? confirmingAlone(person) : [WalkVisit(person, leading)] + confirmingAlone(person)
        guard first.hasQuorum else { return visits }
        if !leading.isEmpty, !confirmed.contains(person) { visits.append(WalkVisit(person, [.sign, .confirm])) }
        if first.after(WalkVisit(person, [.confirm])).mayRelease(person) {
            visits.append(WalkVisit(person, leading + [.confirm, .release]))
        }
        return visits
    }

    // Who has not signed may confirm, too.
    private func confirmingAlone(_ person: String) -> [WalkVisit] {
        hasQuorum && !confirmed.contains(person) ? [WalkVisit(person, [.confirm])] : []
    }

    private func mayRelease(_ person: String) -> Bool {
        !shape.open.contains(person) && signed.contains(person) && confirmed.contains(person)
            && !released.contains(person) && confirmationsMissing == 0
    }

    // MARK: What an operator is told

    /// What is still needed of a custodian.
    package func owed(by person: String) -> [String] {
        if isDone { return [] }
        var owed: [String] = []
        let hasSigned = signed.contains(person)
        if !hasQuorum, !hasSigned { owed.append("share") }
        let isAsked = !shape.isByQuorum || (hasSigned && confirmationsMissing != 0)
        if !confirmed.contains(person), isAsked { owed.append("confirmation") }
        if hasSigned, !armed.contains(person), !isArmed { owed.append("release") }
        return owed
    }

    /// The visit that a custodian is asked for now, in the words of `rensho status`; `nil` while it is others' turn.
    package func request(to person: String) -> String? {
        if isDone { return nil }
        let hasSigned = signed.contains(person)
        guard let confirmationsMissing else {
            if hasSigned { return nil }
            return hasRedisplay ? "sign-and-confirm" : "sign"
        }
        let owesRelease = owed(by: person).contains("release")
        if !confirmed.contains(person) {
            if owesRelease, confirmationsMissing <= 1 { return "confirm-and-release" }
            return owed(by: person).contains("confirmation") ? "confirm" : nil
        }
        return owesRelease && mayRelease(person) ? "release" : nil
    }
}
