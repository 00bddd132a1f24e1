/// The orders in which the visits of a case can be made.
package enum WalkOrders {
    /// Every order in which a case comes to its end when the first people of the shape sign, in their order, and nobody
    /// is visited in vain.
    ///
    /// Other signers and other orders of signing are the same with other names. Those who only confirm are like each
    /// other, so they come in the shape's order; under the rule `quorum` they are not visited.
    /// - Parameter surplus: how many more than the threshold sign.
    package static func all(of shape: WalkShape, surplus: Int = 0) -> [[WalkVisit]] {
        var orders: [[WalkVisit]] = []
        let signers = Array(shape.people.prefix(shape.threshold + surplus))
        extend([], WalkProgress(shape), signers, &orders)
        return orders
    }

    private static func extend(
        _ made: [WalkVisit], _ progress: WalkProgress, _ signers: [String], _ orders: inout [[WalkVisit]]
    ) {
        if progress.isDone {
            orders.append(made)
            return
        }
        let outsiders = shape(progress).people.filter { !signers.contains($0) }
        let nextSigner = signers.first { !progress.signed.contains($0) }
        let nextOutsider = outsiders.first { !progress.confirmed.contains($0) }
        for visit in progress.visits {
            if visit.steps.contains(.sign) {
                guard visit.person == nextSigner else { continue }
            } else if outsiders.contains(visit.person) {
                guard visit.person == nextOutsider, !shape(progress).isByQuorum else { continue }
            } else if shape(progress).isByQuorum, !progress.signed.contains(visit.person) {
                continue
            }
            extend(made + [visit], progress.after(visit), signers, &orders)
        }
    }

    private static func shape(_ progress: WalkProgress) -> WalkShape { progress.shape }

    /// The fewest visits in which a case can come to its end, whoever signs and however many.
    package static func fewestVisits(of shape: WalkShape) -> Int {
        var reached: Set<WalkProgress> = [WalkProgress(shape)]
        var count = 0
        while !reached.contains(where: \.isDone) {
            var next: Set<WalkProgress> = []
            for progress in reached { for visit in progress.visits { next.insert(progress.after(visit)) } }
            reached = next
            count += 1
        }
        return count
    }
}
