import ArgumentParser
import ByteCoding
import CommandSupport
import Custody
import Review
import SignerCore

extension LogCommand {
    /// `log verify`.
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Check the journal with the keys of this home, or somebody's copy of his.",
            discussion: """
                Without a file: asks for the passphrase, verifies the chain, the mark beside the journal and every code \
                that only these keys make, and says how many entries there are and which is the last.

                With a file that log export has made on another machine: verifies its chain and its author's signature, \
                compares the key with the registered vaults, and every entry with what this machine has seen named of \
                that journal. Another entry in its place means that the journal was forked or written anew.

                Examples:
                  rensho-signer log verify
                  rensho-signer log verify /media/stick/alice.journal-copy
                """)

        @Argument(help: "A copy of somebody's journal; without one, the journal of this machine.")
        var file: String?

        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var lang: LanguageOptions
        @OptionGroup var home: HomeOptions
        @OptionGroup var json: JSONOptions

        func run() throws {
            if let file { try verify(file) } else { try verifyOwn() }
        }

        private func verifyOwn() throws {
            let language = lang.language
            _ = try SignerSession(
                .kept(home.signerFolder, reading: [passphrase.keyFile]), opensKeys: true, language: language)
            let opened = try home.openSigner()
            let terminal: any ReviewTerminal =
                passphrase.source.isTerminal ? try Terminal(language: language) : UnattendedTerminal(language: language)
            let state = try JournalState.verify(opened, passphrase: passphrase.source, terminal: terminal)
            if json.isJSON {
                try Output.write(
                    JSONValue.object([
                        ("entries", .unsigned(UInt64(state.entries))), ("sequence", .unsigned(state.sequence)),
                        ("head", .string(state.head.hex)), ("sealed", .unsigned(UInt64(state.sealed))),
                        ("uncovered", .unsigned(UInt64(state.uncovered))),
                        ("unfinished_bytes", .unsigned(UInt64(state.unfinishedBytes))),
                    ]).text)
                return
            }
            var phrases: [JournalPhrase] = [
                .verified(entries: state.entries, sequence: state.sequence, head: state.head), .sealed(state.sealed),
            ]
            if state.uncovered > 0 { phrases.append(.uncovered(state.uncovered)) }
            if state.unfinishedBytes > 0 { phrases.append(.unfinished(bytes: state.unfinishedBytes)) }
            try Output.write(phrases.flatMap { language.lines($0) }.map { $0 + "\n" }.joined())
        }

        private func verify(_ file: String) throws {
            let language = lang.language
            _ = try SignerSession(.kept(home.signerFolder, reading: [file]), language: language)
            let opened = try home.openSigner()
            let verified = try VerifiedJournalCopy(reading: file, in: opened)
            let copy = verified.copy
            if json.isJSON {
                try Output.write(
                    JSONValue.object([
                        ("person", .string(copy.person.description)), ("device", .string(copy.device.description)),
                        ("date", .string(copy.date.description)), ("entries", .unsigned(copy.entries)),
                        ("sequence", .unsigned(copy.sequence)), ("head", .string(copy.head.hex)),
                        ("known_in", .array(verified.knownIn.map { .string($0.description) })),
                        ("compared", .unsigned(UInt64(verified.seen))),
                        ("later_seen", verified.laterSeen.map { .unsigned($0) } ?? .null),
                    ]).text)
                return
            }
            var phrases: [JournalPhrase] = [
                .copyVerified(
                    of: copy.person, entries: verified.entries.count, sequence: copy.sequence, head: copy.head,
                    on: copy.date),
                verified.knownIn.isEmpty ? .copyUnknown(copy.person) : .copyKnown(vaults: verified.knownIn),
                .copyCompared(seen: verified.seen),
            ]
            if let later = verified.laterSeen { phrases.append(.copyOlder(laterSeen: later)) }
            try Output.write(phrases.flatMap { language.lines($0) }.map { $0 + "\n" }.joined())
        }
    }

    /// `log export`.
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Give a signed copy of the journal away.",
            discussion: """
                Asks for the passphrase, writes into the journal that it is given away, and signs a copy of it with the \
                identity key. Others check it with log verify. It holds no secret, but everything that was shown, \
                signed and refused here, with destinations and amounts.

                Written to YOU.journal-copy in the current folder, or to the file given with -o.

                Example:
                  rensho-signer log export -o /media/stick/alice.journal-copy
                """)

        @OptionGroup var output: OutputOptions
        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var lang: LanguageOptions
        @OptionGroup var home: HomeOptions
        @OptionGroup var json: JSONOptions

        func run() throws {
            let language = lang.language
            let session = try SignerSession(
                .kept(
                    home.signerFolder, reading: [passphrase.keyFile], writing: [output.output ?? SessionReach.unnamed]),
                opensKeys: true, language: language)
            var opened = try home.openSigner()
            let terminal: any ReviewTerminal =
                passphrase.source.isTerminal ? try Terminal(language: language) : UnattendedTerminal(language: language)
            let export = JournalExport(output: output.output, build: session.build, time: session.time)
            try Output.write(
                export.run(passphrase: passphrase.source, in: &opened, terminal: terminal), json: json)
        }
    }
}
