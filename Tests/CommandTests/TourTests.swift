import BitcoinPrimitives
import Foundation
import TestSupport
import Testing

@Suite("the README's five-minute tour")
struct TourTests {
    @Test("every command of the tour works as it stands, typed at a terminal, and ends with a final transaction")
    func tour() throws {
        let folder = TemporaryFolder()
        let steps = try ReadmeTour.load().steps.filter { !$0.title.contains("0. Build") }
        try #require(steps.count >= 6, "the README has no tour")
        let terminal = try PseudoTerminal(
            .init(
                "/bin/bash", ["--norc", "--noprofile", "-i"], folder: folder.path,
                environment: BuiltPrograms.environment(home: folder.path)
                    .merging(["PS1": TourPerson.prompt, "SAMPLE": BuiltPrograms.sample]) { $1 },
                outputIsTerminal: true))
        try terminal.expect(TourPerson.prompt)
        var person = try TourPerson(terminal: terminal)
        for step in steps {
            for command in step.commands {
                let screen = try person.run(command)
                #expect(!screen.contains(": error: "), "\(command)\n\(screen)")
            }
        }
        let final = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".tx") }
        #expect(final.count == 1)
        let hex = try String(contentsOfFile: folder.file(try #require(final.first)), encoding: .utf8)
        let transaction = try Transaction(decoding: [UInt8](hexText: hex))
        #expect(transaction.inputs.allSatisfy { $0.witness.count == 4 })
        let paid = transaction.outputs.compactMap { Address(scriptPubKey: $0.scriptPubKey, network: .regtest)?.text }
        #expect(person.paper.payments.allSatisfy { paid.contains($0.address) })
    }
}

extension [UInt8] {
    /// The bytes of a line of hex.
    init(hexText text: String) throws {
        let digits = text.trimmingCharacters(in: .whitespacesAndNewlines)
        self = stride(from: 0, to: digits.count, by: 2).compactMap { place in
            let start = digits.index(digits.startIndex, offsetBy: place)
            return UInt8(digits[start...].prefix(2), radix: 16)
        }
        try #require(count * 2 == digits.count)
    }
}
