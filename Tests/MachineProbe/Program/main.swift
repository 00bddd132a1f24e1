import ByteCoding
import CProbe
import CommandSupport
import Dispatch
import Glibc

// What the tests have this program try: system calls under the signer's own filter, files under its own confinement,
// and files as it writes them. It prints what came of it; the kernel may end it first.
//
//   call NUMBER [FIRST SECOND] [ring] [bare] [waiting | fresh]   one system call by its number
//   foreign [bare]                                               a call by the convention of another architecture
//   open READABLE WRITABLE FILE…                                 each file is opened, and made beside
//   work MILLISECONDS                                            every core is kept busy for so long
//   create FILE COUNT                                            a new file of so many bytes

/// The answer of the kernel in words.
func words(_ answer: Int) -> String { answer < 0 ? "refused \(-answer)" : "allowed" }

func call(_ options: [String]) throws {
    let numbers = options.compactMap { Int($0) }
    guard let number = numbers.first else { throw UsageError("no number") }
    var arguments = Array(numbers.dropFirst()) + [Int](repeating: 0, count: 8 - numbers.count)
    if options.contains("waiting") {
        guard probe_start() == 0 else { throw UsageError("no thread") }
    }
    if options.contains("ring") {
        arguments[0] = probe_ring()
        guard arguments[0] >= 0 else { return print("no ring \(-arguments[0])") }
    }
    if !options.contains("bare") { try ProcessHardening.apply() }
    let answer =
        options.contains("waiting")
        ? unsafe probe_call_waiting(number, arguments)
        : options.contains("fresh")
            ? unsafe probe_call_fresh(number, arguments) : unsafe probe_call(number, arguments)
    print(words(answer))
}

func foreign(_ options: [String]) throws {
    if !options.contains("bare") { try ProcessHardening.apply() }
    print(words(probe_foreign()))
}

func openFiles(_ options: [String]) throws {
    try ProcessHardening.apply()
    let isConfined = try FolderConfinement.apply(.init(reading: [options[0]], writing: [options[1]]))
    print(isConfined ? "confined" : "not confined")
    for path in options.dropFirst(2) {
        let (reader, writer) = unsafe (open(path, O_RDONLY), open(path, O_WRONLY))
        let made = unsafe open(path + "-made", O_WRONLY | O_CREAT | O_EXCL, 0o600)
        let linked = unsafe symlink(path, path + "-link")
        print([reader, writer, made, linked].map { $0 < 0 ? "no" : "yes" }.joined(separator: " "))
    }
    print(words(unsafe open("/dev/tty", O_RDWR) < 0 && errno == EACCES ? -Int(EACCES) : 0))
}

/// Milliseconds of a clock that only goes forward.
func now() -> Int {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}

func work(_ options: [String]) throws {
    try ProcessHardening.apply()
    _ = try FolderConfinement.apply(.init())
    let end = now() + (options.first.flatMap { Int($0) } ?? 0)
    DispatchQueue.concurrentPerform(iterations: 64) { _ in
        while now() < end {}
    }
    print("done")
}

do {
    let options = Array(CommandLine.arguments.dropFirst(2))
    switch CommandLine.arguments.dropFirst().first {
    case "call": try call(options)
    case "foreign": try foreign(options)
    case "open": try openFiles(options)
    case "work": try work(options)
    case "create":
        _ = signal(SIGXFSZ, SIG_IGN)
        try FileAccess.create(options[0], [UInt8](repeating: 7, count: Int(options[1]) ?? 0))
    default: throw UsageError("nothing to try")
    }
} catch let error as any CommandError {
    StandardStreams.writeError(CommandFailure(program: "machine-probe", error).text)
    exit(error.exitStatus.rawValue)
}
