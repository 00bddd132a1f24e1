/// Says on standard error how far a long piece of work has come, never more often than once in a second.
struct ProgressReport {
    private let clock = ContinuousClock()
    private var last: ContinuousClock.Instant

    /// Begins to watch a piece of work; nothing is said in its first second.
    init() { last = clock.now }

    /// Says where the work is, if the last word was a second ago.
    mutating func note(_ text: @autoclosure () -> String) {
        guard clock.now - last >= .seconds(1) else { return }
        last = clock.now
        Output.remark(text() + " …")
    }
}
