import Foundation
import TestSupport
import Testing

/// What is left of a home when making its keys, or changing its passphrase, is broken off at any step: the process killed
/// in front of a write, in the middle of it, of a sync or a rename; or the step failing as on a broken medium.
@Suite("a home whose making or change is broken off at any step")
struct BrokenOffTests {
    private static let words = [String](repeating: "abandon", count: 11).joined(separator: " ") + " about"
    private static let person = [
        "--person", "alice", "--name", "Alice Example", "--organisation", "example", "--site", "tokyo", "--device",
        "laptop-1", "--network", "regtest", "--keystore-cost", "10", "--home", "home",
    ]
    private static let (old, new) = ("an old passphrase of a test", "a new passphrase of a test")
    private static let faults = ["kill", "broken-medium"]
    /// A step that no run comes to: the steps are counted only.
    private static let never = 100_000

    private static func restore(keyFile: String) -> [String] {
        ["keys", "restore"] + person
            + ["--words-fd", "3", "--passphrase-fd", "4", "--first-use", "--new-key-file", keyFile]
    }

    /// The number of steps of an unbroken run.
    private static func steps(_ run: ([String: String]) throws -> Int32) throws -> Int {
        let folder = TemporaryFolder()
        let count = folder.file("count")
        #expect(try run(["RENSHO_COUNT": count]) == 0)
        let text = try String(contentsOfFile: count, encoding: .utf8).trimmingCharacters(in: .newlines)
        return try #require(Int(text))
    }

    /// The status of opening the keystore with a passphrase and a key file, by changing it to the same ones.
    private static func opening(
        _ folder: borrowing TemporaryFolder, _ passphrase: String, keyFile: String?
    ) throws -> ProgramRun {
        try ProgramRun(
            BuiltPrograms.signer,
            ["keys", "passphrase", "--home", "home", "--passphrase-fd", "3", "--new-passphrase-fd", "4"]
                + (keyFile.map { ["--key-file", $0] } ?? []), in: folder.path, passed: [3: passphrase, 4: passphrase])
    }

    /// What the home is, as the program says it: whether there are keys, which then open with the key file.
    private static func hasKeys(
        _ folder: borrowing TemporaryFolder, _ passphrase: String, keyFile: String, _ place: String
    ) throws -> Bool {
        let found = try opening(folder, passphrase, keyFile: keyFile)
        if found.status == 0 { return true }
        #expect(found.status == 66 && found.error.contains("[signer.no-keys]"), "\(place): \(found.error)")
        return false
    }

    @Test("keys restore: there are keys that open, or none, and they can be restored then", arguments: faults)
    func restoring(fault: String) throws {
        let count = try Self.steps { settings in
            let folder = TemporaryFolder(inMemory: true)
            return try FaultyLibraries.run(
                Self.restore(keyFile: "key"), fault: "kill", at: Self.never, settings: settings, in: folder.path,
                passed: [3: Self.words, 4: Self.old]
            ).status
        }
        try #require(count > 15)
        var made = 0
        for step in 1...count {
            let folder = TemporaryFolder(inMemory: true)
            let run = try FaultyLibraries.run(
                Self.restore(keyFile: "key"), fault: fault, at: step, in: folder.path,
                passed: [3: Self.words, 4: Self.old])
            let place = "\(fault) at step \(step): \(run.error)"
            if fault == "kill" { #expect(run.status == 128 + SIGKILL, "\(place)") }
            if try Self.hasKeys(folder, Self.old, keyFile: "key", place) {
                made += 1
                continue
            }
            #expect(run.status != 0, "\(place)")
            let again = try ProgramRun(
                BuiltPrograms.signer, Self.restore(keyFile: "key-2"), in: folder.path,
                passed: [3: Self.words, 4: Self.old])
            #expect(again.status == 0 && again.output.contains("73c5da0a"), "\(place)\n\(again.error)")
        }
        #expect(made < count)
    }

    @Test(
        "keys create: there are keys that open and of which the journal tells, or none, and the ceremony can be held again",
        arguments: faults)
    func creating(fault: String) throws {
        func ceremony(
            _ settings: [String: String], keyFile: String = "key", in folder: String
        ) throws -> CustodianInCeremony.Visit {
            var custodian = CustodianInCeremony()
            custodian.launcher = ["/usr/bin/env"] + (try FaultyLibraries.variables(settings))
            return try custodian.run(
                ["keys", "create", "--words", "12", "--new-key-file", keyFile] + Self.person, in: folder)
        }
        let count = try Self.steps { settings in
            let folder = TemporaryFolder(inMemory: true)
            let counting = ["RENSHO_FAULT": "kill", "RENSHO_FAULT_AT": "\(Self.never)"]
            return try ceremony(settings.merging(counting) { $1 }, in: folder.path).status
        }
        try #require(count > 15)
        var made = 0
        var remains: Set<[String]> = []
        for step in 1...count {
            let folder = TemporaryFolder(inMemory: true)
            let visit = try ceremony(["RENSHO_FAULT": fault, "RENSHO_FAULT_AT": "\(step)"], in: folder.path)
            let place = "\(fault) at step \(step): \(visit.screen)"
            if fault == "kill" { #expect(visit.status == 128 + SIGKILL, "\(place)") }
            if try Self.hasKeys(folder, CustodianInCeremony.passphrase, keyFile: "key", place) {
                made += 1
                #expect(try Self.beginnings(folder) == ["keys-created"], "\(place)")
                continue
            }
            #expect(visit.status != 0, "\(place)")
            // The same remains need not be tried twice.
            guard remains.insert(try Self.remains(in: folder)).inserted else { continue }
            let again = try ceremony([:], keyFile: "key-2", in: folder.path)
            #expect(again.status == 0, "\(place)\n\(again.screen)")
            #expect(try Self.hasKeys(folder, CustodianInCeremony.passphrase, keyFile: "key-2", place))
            #expect(try Self.beginnings(folder) == ["keys-created"], "\(place)")
        }
        #expect(made < count && remains.count >= 4, "\(remains)")
    }

    /// The events of the journal about keys that were put into the home.
    private static func beginnings(_ folder: borrowing TemporaryFolder) throws -> [String] {
        try String(contentsOfFile: folder.file("home/journal"), encoding: .utf8).split(separator: "\n")
            .compactMap { $0.split(separator: " ").dropFirst(2).first.map(String.init) }
            .filter { $0.hasPrefix("keys-") }
    }

    /// The files that are there, with their sizes.
    private static func remains(in folder: borrowing TemporaryFolder) throws -> [String] {
        let manager = FileManager.default
        return try manager.subpathsOfDirectory(atPath: folder.path).sorted().map { path in
            "\(path) \(try manager.attributesOfItem(atPath: folder.file(path))[.size] ?? 0)"
        }
    }

    @Test(
        "the journal: an entry is whole, unfinished or not there, nothing is given away before it, and the next one goes on",
        arguments: faults)
    func journal(fault: String) throws {
        let made = TemporaryFolder(inMemory: true)
        let restore = try ProgramRun(
            BuiltPrograms.signer,
            ["keys", "restore"] + Self.person + ["--words-fd", "3", "--passphrase-fd", "4", "--first-use"],
            in: made.path, passed: [3: Self.words, 4: Self.old])
        try #require(restore.status == 0, "\(restore.error)")
        func folder() throws -> TemporaryFolder {
            let folder = TemporaryFolder(inMemory: true)
            try FileManager.default.copyItem(atPath: made.file("home"), toPath: folder.file("home"))
            return folder
        }
        let export = ["keys", "export", "--home", "home", "-o", "record"]
        let count = try Self.steps { settings in
            let folder = try folder()
            return try FaultyLibraries.run(
                export, fault: "kill", at: Self.never, settings: settings, in: folder.path
            ).status
        }
        try #require(count > 8)
        var found: Set<String> = []
        for step in 1...count {
            let folder = try folder()
            let run = try FaultyLibraries.run(export, fault: fault, at: step, in: folder.path)
            let place = "\(fault) at step \(step): \(run.error)"
            let shown = try ProgramRun(
                BuiltPrograms.signer, ["log", "show", "--json", "--home", "home"], in: folder.path)
            #expect(shown.status == 0, "\(place)\n\(shown.error)")
            let isThere = shown.output.contains("\"key-record-exported\"")
            let isUnfinished = !shown.output.contains("\"unfinished_bytes\": 0") && !isThere
            if FileManager.default.fileExists(atPath: folder.file("record")) { #expect(isThere, "\(place)") }
            found.insert(isThere ? "there" : isUnfinished ? "unfinished" : "not there")
            let again = try ProgramRun(
                BuiltPrograms.signer, ["keys", "export", "--home", "home", "-o", "again"], in: folder.path)
            #expect(again.status == 0, "\(place)\n\(again.error)")
            #expect(again.error.contains("unfinished line") == isUnfinished, "\(place)\n\(again.error)")
            let raw = try ProgramRun(BuiltPrograms.signer, ["log", "show", "--raw", "--home", "home"], in: folder.path)
            #expect(raw.output.contains(" recovered bytes=") == isUnfinished, "\(place)\n\(raw.output)")
        }
        #expect(found.contains("there") && found.contains("not there"))
        if fault == "kill" { #expect(found.contains("unfinished")) }
    }

    @Test(
        "keys passphrase: exactly the old passphrase or exactly the new one with its key file opens", arguments: faults)
    func changing(fault: String) throws {
        func home(_ folder: borrowing TemporaryFolder) throws {
            let run = try ProgramRun(
                BuiltPrograms.signer,
                ["keys", "restore"] + Self.person + ["--words-fd", "3", "--passphrase-fd", "4", "--first-use"],
                in: folder.path, passed: [3: Self.words, 4: Self.old])
            #expect(run.status == 0, "\(run.error)")
        }
        let change = [
            "keys", "passphrase", "--home", "home", "--passphrase-fd", "3", "--new-passphrase-fd", "4",
            "--new-key-file",
            "key",
        ]
        let count = try Self.steps { settings in
            let folder = TemporaryFolder(inMemory: true)
            try home(folder)
            return try FaultyLibraries.run(
                change, fault: "kill", at: Self.never, settings: settings, in: folder.path,
                passed: [3: Self.old, 4: Self.new]
            ).status
        }
        try #require(count >= 8)
        var verdicts: Set<Bool> = []
        for step in 1...count {
            let folder = TemporaryFolder(inMemory: true)
            try home(folder)
            let run = try FaultyLibraries.run(
                change, fault: fault, at: step, in: folder.path, passed: [3: Self.old, 4: Self.new])
            let place = "\(fault) at step \(step): \(run.error)"
            let before = try Self.opening(folder, Self.old, keyFile: nil)
            let after = try Self.opening(folder, Self.new, keyFile: "key")
            #expect((before.status == 0) != (after.status == 0), "\(place)\n\(before.error)\n\(after.error)")
            if before.status != 0 { #expect(before.error.contains("[keystore.key-file-needed]"), "\(place)") }
            if after.status != 0 {
                // The key file may be there or not, whole or not at all.
                let codes = ["[keystore.key-file-not-needed]", "[file.missing]"]
                #expect(codes.contains { after.error.contains($0) }, "\(place)\n\(after.error)")
            }
            if run.status == 0 { #expect(after.status == 0, "\(place)") }
            verdicts.insert(after.status == 0)
        }
        #expect(verdicts == [false, true])
    }
}
