import Foundation

/// The library of `Tests/Faults`, which stands between the built signer and its own libraries: it makes them fail on
/// purpose, and looks into the program's memory at its very end.
struct FaultyLibraries {
    /// The compiler that the Swift toolchain brings along could not build it.
    struct CannotBuild: Error {
        let text: String
    }

    /// Where the built library lies: beside the programs.
    private static let path = Result { try build() }

    /// The variables, as `env` takes them, that put the library in front; `LD_PRELOAD` among them.
    static func variables(_ settings: [String: String]) throws -> [String] {
        ["LD_PRELOAD=\(try path.get())"] + settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    }

    /// Runs the signer with a fault.
    static func run(
        _ arguments: [String], fault: String? = nil, at call: Int? = nil, settings: [String: String] = [:],
        in folder: String, passed: [Int: String] = [:]
    ) throws -> ProgramRun {
        var settings = settings
        settings["RENSHO_FAULT"] = fault
        settings["RENSHO_FAULT_AT"] = call.map { "\($0)" }
        return try ProgramRun(
            "/usr/bin/env", variables(settings) + [BuiltPrograms.signer] + arguments, in: folder, passed: passed)
    }

    private static func build() throws -> String {
        let made = BuiltPrograms.folder + "/rensho-faults.so"
        let fresh = made + ".\(ProcessInfo.processInfo.processIdentifier)"
        let run = try ProgramRun(
            "/usr/bin/env",
            [
                "PATH=\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")", "clang", "-shared", "-fPIC",
                "-O1", "-Wall", "-Wextra", "-Werror", "-o", fresh, BuiltPrograms.repository + "/Tests/Faults/faults.c",
                "-ldl",
            ], in: BuiltPrograms.repository)
        guard run.status == 0, unsafe rename(fresh, made) == 0 else { throw CannotBuild(text: run.error) }
        return made
    }
}
