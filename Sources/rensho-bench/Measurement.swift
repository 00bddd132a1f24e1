import Glibc

/// What was measured of one step with one number of inputs; every number is the median of all rounds.
struct Measurement: Sendable {
    /// The step.
    let step: Step
    /// The number of inputs.
    let inputs: Int
    /// How many rounds there were.
    let rounds: Int
    /// Seconds on the wall.
    let seconds: Double
    /// Seconds of processor time, all cores together.
    let cpuSeconds: Double
    /// What the step is measured against; `nil` when it has no floor.
    let floor: FloorMeasurement?
    /// What libwally took for the same on one core; `nil` when that was not measured.
    let other: Lap?

    /// How many cores this machine offers.
    static let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

    /// The fewest rounds, whatever they take.
    private static let fewestRounds = 5
    /// The most rounds, however short they are.
    private static let mostRounds = 200

    /// Measures a step again and again for about the given time, each time right after its floor, so that what else
    /// the machine does slows both down alike.
    init(_ step: Step, with runner: borrowing StepRunner, seconds budget: Double, other: Lap?) throws {
        // The first run pages in code and starts threads.
        _ = try runner.lap(step)
        var laps: [Lap] = []
        var floors: [Lap] = []
        let end = Stopwatch.now(CLOCK_MONOTONIC) + budget
        while laps.count < Self.fewestRounds
            || (laps.count < Self.mostRounds && Stopwatch.now(CLOCK_MONOTONIC) < end)
        {
            if let floor = step.floor { floors.append(try runner.lap(floor)) }
            laps.append(try runner.lap(step))
        }
        self.step = step
        self.other = other
        inputs = runner.fixture.count
        rounds = laps.count
        seconds = Stopwatch.median(laps.map(\.seconds))
        cpuSeconds = Stopwatch.median(laps.map(\.cpuSeconds))
        floor = step.floor.map { FloorMeasurement($0, of: laps, above: floors, cores: Self.cores) }
    }

    /// Processor time for one input, in seconds.
    var cpuSecondsPerInput: Double { cpuSeconds / Double(inputs) }
}

/// A floor that was measured in the same rounds as its step.
struct FloorMeasurement: Sendable {
    /// What the floor is made of.
    let floor: Step.Floor
    /// The calls' time one after the other divided by the number of cores, in seconds on the wall.
    let seconds: Double
    /// The step's time on the wall divided by ``seconds``.
    let ratio: Double
    /// The step's processor time divided by the floor's: what ``ratio`` comes to when the machine has nothing else to do
    /// and every core works until the end.
    let cpuRatio: Double

    init(_ floor: Step.Floor, of laps: [Lap], above floors: [Lap], cores: Int) {
        let cores = Double(cores)
        self.floor = floor
        seconds = Stopwatch.median(floors.map { $0.seconds / cores })
        ratio = Stopwatch.median(zip(laps, floors).map { $0.seconds * cores / $1.seconds })
        cpuRatio = Stopwatch.median(zip(laps, floors).map { $0.cpuSeconds / $1.cpuSeconds })
    }
}
