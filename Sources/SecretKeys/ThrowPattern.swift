/// Looks for what no fair throws show but by a rare accident: one face too often, one face again and again, a sequence
/// that repeats itself, and counting.
///
/// Each limit refuses fair throws in less than one ceremony of a thousand; the reasons stand in `Docs/security.md`.
struct ThrowPattern {
    let method: ThrowMethod
    let count: Int

    /// The largest share of one face, in per cent.
    private var largestShare: Int {
        switch method {
        case .dice: 40
        case .coins: 65
        case .cards, .deck: 25
        }
    }

    /// The longest run of one face.
    private var longestRun: Int {
        switch method {
        case .dice: 7
        case .coins: 19
        case .cards, .deck: 3
        }
    }

    /// The largest share of throws that repeat the one some places before, or that go on counting, in per cent.
    private var largestAgreement: Int {
        switch method {
        case .dice: 60
        case .coins: 85
        case .cards, .deck: 50
        }
    }

    /// The length of a stretch that comes no second time: 400 fair throws have some 160,000 pairs of places, read forwards
    /// and backwards, and each pair agrees that far with a probability of 2^-30 or less.
    private var longestStretch: Int {
        switch method {
        case .dice: 12
        case .coins: 30
        case .cards, .deck: 6
        }
    }

    /// The fewest throws that can agree by more than an accident.
    private static let fewestCompared = 10

    /// Refuses what was not thrown, by the first rule that it breaks.
    func check(_ faces: Span<UInt8>) throws(EntropyError) {
        if method == .deck { try checkDeck(faces) }
        try checkRuns(faces)
        try checkCounting(faces)
        try checkPeriods(faces)
        try checkStretches(faces)
        try checkShares(faces)
    }

    private func checkDeck(_ faces: Span<UInt8>) throws(EntropyError) {
        for number in 0..<count {
            for earlier in 0..<number where faces[earlier] == faces[number] {
                throw .cardTwice(position: number + 1)
            }
        }
    }

    private func checkRuns(_ faces: Span<UInt8>) throws(EntropyError) {
        var run = 1
        for number in 1..<max(count, 1) {
            run = faces[number] == faces[number - 1] ? run + 1 : 1
            guard run <= longestRun else { throw .run(length: run, position: number + 1 - run + 1) }
        }
    }

    private func checkCounting(_ faces: Span<UInt8>) throws(EntropyError) {
        // A coin that changes sides every time repeats itself with period 2.
        guard method != .coins else { return }
        for step in 1..<method.faces {
            let steps = (1..<max(count, 1)).count { number in
                (Int(faces[number]) + method.faces - Int(faces[number - 1])) % method.faces == step
            }
            guard steps * 100 <= (count - 1) * countingShare else { throw .counting(step: step) }
        }
    }

    /// A deck that was shuffled badly still counts on in many places, and no fair one does in a quarter.
    private var countingShare: Int { method == .deck ? 25 : largestAgreement }

    private func checkPeriods(_ faces: Span<UInt8>) throws(EntropyError) {
        for period in 2..<max(count - Self.fewestCompared + 1, 2) where period * 2 <= count {
            let same = (period..<count).count { faces[$0] == faces[$0 - period] }
            guard same * 100 <= (count - period) * largestAgreement else { throw .period(period) }
        }
    }

    /// What was thrown once and typed twice counts once; a person who runs out of patience copies.
    private func checkStretches(_ faces: Span<UInt8>) throws(EntropyError) {
        let length = longestStretch
        guard count >= 2 * length else { return }
        for later in length...(count - length) {
            // The two stretches share no throw, so that a run or a short period is judged by its own rule.
            for earlier in 0...(later - length) {
                let isForwards = (0..<length).allSatisfy { faces[earlier + $0] == faces[later + $0] }
                let isBackwards = (0..<length).allSatisfy { faces[earlier + length - 1 - $0] == faces[later + $0] }
                guard !isForwards, !isBackwards else { throw .stretchTwice(length: length, position: later + 1) }
            }
        }
    }

    private func checkShares(_ faces: Span<UInt8>) throws(EntropyError) {
        for face in 0..<method.faces {
            let times = (0..<count).count { Int(faces[$0]) == face }
            guard times * 100 <= count * largestShare else { throw .oneFace(times: times, of: count) }
        }
    }
}
