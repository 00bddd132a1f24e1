import ArgumentParser
import BitcoinPSBT
import CommandSupport
import CoordinatorCore

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Say which rules of other makers' signers a PSBT would break.",
        discussion: """
            Needs neither home nor vault, and changes nothing. Every rule says where its figure comes from, and
            whether that was confirmed there; makers change their limits, so that a clean answer is a good sign and no
            promise. Without --signer all are asked. Exit status 1 when a signer would refuse.

            --plain writes a copy without any fields of Rensho's or of others' own in the global map, for signers that
            stumble over them. The transaction is the same, and rensho collect takes what comes back.
            """)

    @OptionGroup var format: JSONOptions
    @Option(
        name: .customLong("signer"), parsing: .upToNextOption,
        help: ArgumentHelp("The signers to ask.", valueName: "names"))
    var signers: [SignerMake] = []
    @Option(help: ArgumentHelp("Write a copy without Rensho's documents, and judge that.", valueName: "file"))
    var plain: String?
    @Argument(help: "The PSBT.")
    var file: String

    func run() throws {
        var bytes = try FileAccess.read(file, limit: PSBTLimits.maximumFileBytes)
        var opened = try PSBTFile(fileBytes: bytes)
        if let plain {
            var psbt = opened.psbt
            psbt.global.proprietary = []
            opened = PSBTFile(psbt: psbt, encoding: opened.encoding)
            bytes = opened.fileBytes()
            try FileAccess.create(plain, bytes)
        }
        let facts = try LintFacts(opened.psbt, fileBytes: bytes.count)
        let asked = signers.isEmpty ? SignerMake.allCases : signers
        let broken = asked.flatMap(facts.broken)
        if format.isJSON {
            try Output.json(
                "lint",
                [
                    (key: "file", value: .string(file)), (key: "plain", value: .optional(plain)),
                    (key: "signers", value: Output.strings(asked.map(\.rawValue))),
                    (key: "broken", value: SignerForecast.json(broken)),
                ])
        } else {
            try Output.lines(SignerForecast.lines(broken, asked: asked) + (plain.map { ["Wrote    \($0)"] } ?? []))
        }
        guard !broken.contains(where: { $0.rule.effect == .refuses }) else {
            let names = asked.filter { make in broken.contains { $0.signer == make && $0.rule.effect == .refuses } }
            throw Outcome(
                .refused, "lint.refused", "\(file) would be refused by \(names.map(\.name).joined(separator: ", "))",
                remedy: "Every line above says which rule, where it stands and what to do.")
        }
    }
}

extension SignerMake: ExpressibleByArgument {}

/// Broken rules of other makers' signers, as commands show them.
enum SignerForecast {
    /// A line for every broken rule and its remedy, and one for the signers without any.
    static func lines(_ broken: [BrokenRule], asked: [SignerMake]) -> [String] {
        var lines: [String] = []
        for one in broken {
            lines.append(one.text)
            if let remedy = one.remedy { lines.append("  \(remedy)") }
        }
        let clean = asked.filter { make in !broken.contains { $0.signer == make } }
        if !clean.isEmpty { lines.append("No known rule is broken: \(clean.map(\.name).joined(separator: ", "))") }
        return lines
    }

    /// The same as JSON.
    static func json(_ broken: [BrokenRule]) -> JSONValue {
        .array(
            broken.map { one in
                .object([
                    (key: "signer", value: .string(one.signer.rawValue)), (key: "rule", value: .string(one.rule.id)),
                    (key: "effect", value: .string(one.rule.effect.rawValue)),
                    (key: "asked", value: .string(one.asked)), (key: "found", value: .string(one.found)),
                    (key: "source", value: .string(one.rule.source)),
                    (key: "is_confirmed", value: .bool(one.rule.isConfirmed)),
                    (key: "remedy", value: .optional(one.remedy)),
                ])
            })
    }
}
