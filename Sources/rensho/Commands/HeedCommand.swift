import ArgumentParser
import ByteCoding
import CommandSupport
import CoordinatorStore
import Custody

struct HeedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "heed", abstract: "Take in what stops a vault, an order or a case, or lets it go on.",
        discussion: """
            Give freezes, lifts, vetoes, countersignatures, excuses and overrides as rensho-signer has written them.
            Each is verified with its vault and kept for good; every proposal and re-display file made from then on
            carries those that concern it. While a freeze stands, nothing is proposed, re-displayed or assembled.

            Do not rely on this program alone to carry them: bring a freeze or veto to every custodian's machine by
            hand as well, with rensho-signer heed. A refusal of a case goes in with rensho collect.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Argument(help: "The documents.")
    var files: [String]

    func run() throws {
        let home = try CoordinatorHome(home)
        var taken: [(path: String, document: StopDocument, novelty: Novelty)] = []
        for path in files {
            let bytes = try FileAccess.read(path, limit: DocumentLimits.bytes)
            let document = try StopDocument(parsing: bytes)
            taken.append((path, document, try home.store.heed(document, now: SystemClock.now)))
        }
        if format.isJSON {
            let list = taken.map { path, document, novelty -> JSONValue in
                .object([
                    (key: "file", value: .string(path)), (key: "type", value: .string(document.kind.rawValue)),
                    (key: "person", value: .string(document.statement.person.description)),
                    (key: "vault", value: .string(document.statement.vault.description)),
                    (key: "digest", value: .string(document.digest.hex)),
                    (key: "novelty", value: .string(novelty.rawValue)),
                ])
            }
            return try Output.json("heed", [(key: "documents", value: .array(list))])
        }
        try Output.lines(
            taken.map { path, document, novelty in
                "\(path): \(novelty.rawValue), \(document.kind.rawValue) by \(document.statement.person) of vault "
                    + "\(document.statement.vault): \(document.statement.reason)"
            })
    }
}
