import Glibc

/// What one run of something took.
struct Lap: Sendable {
    /// Seconds on the wall.
    let seconds: Double

    /// Seconds of all cores together.
    let cpuSeconds: Double

    /// No time at all.
    static let zero = Lap(seconds: 0, cpuSeconds: 0)

    static func += (sum: inout Lap, lap: Lap) {
        sum = Lap(seconds: sum.seconds + lap.seconds, cpuSeconds: sum.cpuSeconds + lap.cpuSeconds)
    }
}

/// Times runs.
enum Stopwatch {
    /// Runs `body` once.
    static func lap<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) -> Lap {
        let start = now(CLOCK_MONOTONIC)
        let cpuStart = now(CLOCK_PROCESS_CPUTIME_ID)
        try body()
        let cpuEnd = now(CLOCK_PROCESS_CPUTIME_ID)
        return Lap(seconds: now(CLOCK_MONOTONIC) - start, cpuSeconds: cpuEnd - cpuStart)
    }

    /// The middle of some numbers; the mean of the two in the middle when their count is even.
    static func median(_ numbers: [Double]) -> Double {
        let sorted = numbers.sorted()
        guard let last = sorted.last else { return 0 }
        let middle = sorted.count / 2
        guard sorted.count > 1 else { return last }
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// Seconds of a clock.
    static func now(_ clock: clockid_t) -> Double {
        var time = timespec()
        _ = unsafe clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
