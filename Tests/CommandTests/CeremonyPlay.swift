import BitcoinPrimitives
import ByteCoding
import Foundation
import TestSupport

/// The guide being played at a shell, with everything that every command showed.
final class CeremonyPlay {
    // A class, because the folder is removed exactly once.
    private let place = TemporaryFolder()
    /// What the guide tells to type, in order.
    let commands: [String]
    /// The custodians and their operator.
    private(set) var person: CeremonyPerson
    /// What every command showed, in order.
    private(set) var screens: [(command: String, screen: String)] = []

    /// Tries of a passphrase are slow on purpose; the play opens keystores so often that it takes the cheapest ones.
    private static let cheapKeystores = """
        rensho-signer() { case "$1 $2" in "keys create" | "keys restore") \
        command rensho-signer "$@" --keystore-cost 10;; *) command rensho-signer "$@";; esac; }
        """

    /// Opens a shell for a page of a guide.
    /// - Parameters:
    ///   - start: A folder of homes and files with which the page begins; an empty one by default.
    ///   - papers: The words on the papers that are there already, by the folder that stands for the machine.
    init(_ page: String, from start: String? = nil, papers: [String: [String]] = [:]) throws {
        if let start {
            let copied = try ProgramRun("/bin/cp", ["-a", start + "/.", place.path], in: "/")
            guard copied.status == 0 else { throw WalkFailure("cp: \(copied.error)") }
        }
        commands = try ReadmeTour.load(page: page).steps.flatMap(\.commands)
        let terminal = try PseudoTerminal(
            .init(
                "/bin/bash", ["--norc", "--noprofile", "-i"], folder: place.path,
                environment: BuiltPrograms.environment(home: place.path)
                    .merging(["PS1": CeremonyPerson.prompt]) { $1 }, outputIsTerminal: true))
        try terminal.expect(CeremonyPerson.prompt)
        terminal.send(Self.cheapKeystores)
        try terminal.expect(CeremonyPerson.prompt)
        person = CeremonyPerson(terminal: terminal, folder: place.path, papers: papers)
    }

    /// The folder in which everything happens.
    var folder: String { place.path }

    /// Types a command, and answers whatever is asked.
    func run(_ command: String) throws -> String {
        // The shell tells the terminal when a pasted text may come.
        let screen = ["\u{1B}[?2004l", "\u{1B}[?2004h"].reduce(try person.run(command)) {
            $0.replacingOccurrences(of: $1, with: "")
        }
        screens.append((command, screen))
        return screen
    }

    /// What the first command that has these words showed.
    func screen(of words: String) -> String { screens.first { $0.command.contains(words) }?.screen ?? "" }

    /// What the operator's program answers in JSON.
    func object(_ arguments: [String]) throws -> [String: Any] {
        try WalkVault.object(
            WalkVault.done(
                ProgramRun(BuiltPrograms.coordinator, arguments + ["--home", "operator"], in: folder)))
    }

    /// A coin comes to the vault's first address: what a node would write about it.
    func receiveCoin() throws {
        let answer = try object(["address", "0", "--json"])
        guard let script = (answer["addresses"] as? [[String: Any]])?.first?["script_pub_key"] as? String else {
            throw WalkFailure("no address")
        }
        let funding = Transaction(
            version: 2,
            inputs: [
                TxIn(
                    previousOutput: OutPoint(txid: Txid(try Bytes32([UInt8](repeating: 7, count: 32))), vout: 0),
                    sequence: TxSequence(0xffff_fffd))
            ],
            outputs: [
                TxOut(amount: try Amount(sat: 100_000_000), scriptPubKey: Script(try [UInt8](hexText: script)))
            ], lockTime: LockTime(0))
        let txid = funding.txid.description
        let coin: [String: Any] = [
            "txid": txid, "vout": 0, "amount": 1, "scriptPubKey": script, "confirmations": 6, "label": "",
        ]
        let hex = funding.encoded().map { String(format: "%02x", $0) }.joined()
        for (name, object) in [("coins.json", [coin] as Any), ("transactions.json", [txid: hex])] {
            try JSONSerialization.data(withJSONObject: object).write(to: URL(fileURLWithPath: folder + "/" + name))
        }
    }

    /// The value of a line `field: value`.
    static func value(_ field: String, in screen: String) -> String? {
        screen.split(whereSeparator: \.isNewline).first { $0.hasPrefix(field + ": ") }
            .map { String($0.dropFirst(field.count + 2)) }
    }

    /// The first address on a screen.
    static func address(in screen: String) -> String? {
        screen.split { $0.isWhitespace }.first { $0.hasPrefix("bcrt1") }.map(String.init)
    }

    /// The files that a command says it wrote.
    static func written(in screen: String) -> [String] {
        screen.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("Wrote ") }.map { String($0.dropFirst(6)) }
    }
}
