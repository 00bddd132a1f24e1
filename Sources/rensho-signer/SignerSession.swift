import ArgumentParser
import BitcoinCrypto
import ByteCoding
import CommandSupport
import Custody
import SecretKeys
import SignerCore

/// What every command starts with, before it opens a file or asks for anything.
struct SignerSession {
    /// The machine's clock at the start.
    let time: UTCTime
    /// The hash of the running program.
    let build: Bytes32

    /// Looks at the machine and says what it finds, leaves itself only the folders of the command, locks memory for
    /// secrets, and notes which program runs when. The process itself was closed before (`main.swift`).
    /// - Parameter opensKeys: Whether the command will open keys: then the machine has to show first that it computes
    ///   rightly, and the person has to go on in spite of every warning. What opens keys demands the self-test again by
    ///   itself; here it comes before a person has read a review.
    init(_ reach: SessionReach, opensKeys: Bool = false, language: ScreenLanguage? = nil) throws {
        SecretMemory.guardExit(program: "rensho-signer", status: ExitStatus.internalError.rawValue)
        time = try UTCTime(secondsSince1970: SystemClock.secondsSince1970)
        build = try BuildIdentity.hash()
        let language = language ?? LanguageChoice(requested: nil).language
        let report = MachineReport(try MachineSources.system.facts(home: reach.homeFolder, at: time), reach.duty)
        for line in report.lines(program: "rensho-signer", language: language) {
            StandardStreams.writeError(line + "\n")
        }
        try report.require()
        if opensKeys { try report.acknowledge(on: try? Terminal(language: language)) }
        // Before the self-test, which may start threads: folders are closed to those that are started afterwards.
        _ = try FolderConfinement.apply(reach.folders)
        if opensKeys { try SelfTest.require() }
        try SecretMemory.prepare()
    }
}

extension HomeOptions {
    /// The signer's own folder.
    var signerFolder: String {
        get throws { try folder(named: SignerHome.defaultFolder) }
    }

    /// Where else on this device the same user may have a vault key: the usual home, whatever `--home` says.
    var otherSignerHomes: [String] {
        HomeOptions.usual(named: SignerHome.defaultFolder).map { [$0] } ?? []
    }

    /// Opens the home, and says when its journal had an unfinished line.
    func openSigner() throws -> SignerHome {
        let home = try SignerHome(opening: signerFolder)
        if home.journal.unfinishedBytes > 0 {
            StandardStreams.writeError(
                "rensho-signer: note: the journal ends with an unfinished line of \(home.journal.unfinishedBytes) "
                    + "bytes, as after a power loss; nothing was signed for it, and the next entry takes its place\n")
        }
        return home
    }
}

extension LanguageOptions {
    /// The language of this program's screens.
    var language: ScreenLanguage { language(of: "rensho-signer") }
}

extension PassphraseOptions {
    /// Where the passphrase comes from, and the key file that goes with it.
    var source: SecretSource {
        let source = passphraseDescriptor.map { SecretSource.descriptor($0) } ?? .terminal
        return keyFile.map { .withKeyFile($0, source) } ?? source
    }
}

/// `--expect-digest`: takes the place of the person on test networks.
struct UnattendedOptions: ParsableArguments {
    @Option(
        name: .customLong("expect-digest"),
        help: ArgumentHelp(
            "On test networks only: ask nothing, and go on only if the digest is this one.",
            discussion: "The review is then written to standard error.", valueName: "hex"))
    var expectedDigest: Bytes32?

    /// The terminal to show the review on.
    func terminal(_ language: ScreenLanguage = .english) throws -> any ReviewTerminal {
        if expectedDigest != nil { return UnattendedTerminal(language: language) }
        return try Terminal(language: language)
    }

    /// How a case is approved.
    var approval: ApprovalMode { expectedDigest.map { .expectedDigest($0) } ?? .person }
}

/// Prints what a command was asked for.
enum Output {
    /// Writes to standard output, and fails when it does not all arrive.
    static func write(_ text: String) throws {
        guard StandardStreams.writeOutput(text) else {
            throw FileError.unwritable(path: "standard output", reason: "the reader has gone or the disk is full")
        }
    }

    /// Says which file was written, in the form of sha256sum.
    static func write(_ file: WrittenFile, json: JSONOptions) throws { try write([file], json: json) }

    /// Says which files were written in one visit: one object, with those after the first under `further`.
    static func write(_ files: [WrittenFile], json: JSONOptions) throws {
        if json.isJSON {
            guard let first = files.first else { return }
            let further = files.dropFirst().map { JSONValue.object(members(of: $0)) }
            try write(JSONValue.object(members(of: first) + [("further", .array(further))]).text)
            return
        }
        for file in files {
            if file.isRepeated {
                StandardStreams.writeError("rensho-signer: note: this was answered before; the answer is the same\n")
            }
            try write("\(file.hash.hex)  \(HostileText.escapeInvisible(file.path))\n")
        }
    }

    private static func members(of file: WrittenFile) -> [(String, JSONValue)] {
        [("file", .string(file.path)), ("sha256", .string(file.hash.hex)), ("repeated", .bool(file.isRepeated))]
    }
}
