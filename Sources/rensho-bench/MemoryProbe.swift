import BitcoinPSBT
import CommandSupport
import Glibc

/// The most memory that a task takes, measured in a process of its own.
struct MemoryMeasurement: Sendable {
    /// The task.
    let task: MemoryTask
    /// The number of inputs.
    let inputs: Int
    /// The size of the files that the task has in memory at the same time.
    let fileBytes: Int
    /// The growth of the resident memory at its highest, above what the process held before it read the first file.
    let peakBytes: Int

    /// The peak as a multiple of those files.
    var multiple: Double { Double(peakBytes) / Double(fileBytes) }
}

/// Starts processes that do one task each and say how much memory it took.
enum MemoryProbe {
    private static let resultName = "memory"

    /// Measures one task on the files of `folder`, after the process did the same once on those of `small`, so that code,
    /// library and threads are there already.
    static func measure(
        _ task: MemoryTask, _ fixture: Fixture, in folder: BenchFolder, after small: BenchFolder
    ) throws -> MemoryMeasurement {
        try start([task.rawValue, folder.path, small.path])
        let text = String(decoding: try folder.bytes(resultName), as: UTF8.self)
        _ = unsafe unlink(FileAccess.join(folder.path, resultName))
        guard let peak = Int(text) else { throw BenchError.child(status: 0) }
        return MemoryMeasurement(
            task: task, inputs: fixture.count, fileBytes: task.fileBytes(of: fixture), peakBytes: peak)
    }

    /// What the process of its own does: `arguments` are the task and the two folders.
    static func runChild(_ arguments: [String]) throws {
        guard arguments.count == 3, let task = MemoryTask(rawValue: arguments[0]) else {
            throw UsageError("--memory-task takes a task and two folders")
        }
        let vault = try BenchVault()
        let folder = BenchFolder(path: arguments[1])
        try task.run(with: BenchFolder(path: arguments[2]), vault: vault)
        let before = try ProcessMemory.current()
        try task.run(with: folder, vault: vault)
        let after = try ProcessMemory.current()
        let peak = max(0, after.peakBytes - before.residentBytes)
        try FileAccess.create(FileAccess.join(folder.path, resultName), Array(String(peak).utf8))
    }

    private static func start(_ arguments: [String]) throws {
        let program = "/proc/self/exe"
        var vector = unsafe ([program, "--memory-task"] + arguments).map { unsafe strdup($0) } + [nil]
        defer { for index in unsafe vector.indices { unsafe free(vector[index]) } }
        var environment: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
        var child = pid_t()
        var status: Int32 = 0
        let error = unsafe posix_spawn(&child, program, nil, nil, &vector, &environment)
        guard error == 0,
            unsafe waitpid(child, &status, 0) == child, status == 0
        else { throw BenchError.child(status: status) }
    }
}
