import BitcoinCrypto
import ByteCoding
package import CommandSupport
import Custody
import Review

/// Signs an order in its requester's name, on his own machine.
package enum OrderSigning {
    /// The word that a person types to sign.
    static let word = "order"

    /// Shows every line in full, asks, and writes the order with this person's signature.
    ///
    /// The journal has the order before the signature is computed. A number is never signed twice here and only rises; the
    /// same order gives the same bytes again.
    package static func run(
        _ input: OrderInput, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        let file = try OrderFile(reading: input.path)
        var document = file.document
        let order = document.body
        let output = try input.outputPath(named: CaseFileName.order(order))
        try WrittenFile.requireFree(output)
        try home.requireClock(input.time)
        let today = home.day(at: input.time)
        let owner = home.owner
        guard order.requester == owner.person else {
            throw .ordering(.otherRequester(order.requester, owner: owner.person))
        }
        let vault = try input.agreedVault()
        let requester = try home.member(as: .requester, of: vault, for: order, on: today)
        if !document.signatures.isEmpty {
            do throws(SignatureProblem) {
                try document.checkSoleSignature(of: owner.person, with: owner.identityKey)
            } catch {
                throw .ordering(.strangeSignature(error))
            }
        }
        try file.requireInForce(on: today, mayBeginLater: true)
        try home.requireNotStopped(file.document, under: vault, on: today)
        let last = home.journal.lastOrderNumber(of: owner.person, founding: order.founding)
        let isRepeated = home.journal.entry(of: .signed, document.digest) != nil
        if let last, order.number <= last, !isRepeated { throw .ordering(.numberNotRising(order.number, last: last)) }

        var text = OrderText(
            document: document, requester: requester, words: input.words.order(document.digest),
            vaultWords: input.words.vault(order.founding), language: terminal.language)
        if home.journal.quarantineCause != nil { text.notes.append(.memoryLost) }
        if let last { text.notes.append(.lastNumber(last)) }
        try text.accept(
            input.mode, notice: .signNotice, prompt: .signPrompt(word: word), word: word, on: terminal)
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: input.passphrase, from: terminal)
            if !isRepeated {
                let event = JournalEvent.Ordered(act: .signed, of: document, file: file.hash, build: input.build)
                _ = try home.record(.ordered(event), at: input.time, signer)
            }
            for line in try signer.sign(order).signatures { document.add(line) }
        }
        return try WrittenFile(output, document.encoded, isRepeated: isRepeated)
    }
}
