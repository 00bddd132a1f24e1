import BitcoinPSBT
import BitcoinPrimitives
import CommandSupport
import Custody

/// People who answer what they are asked.
enum Answers {
    /// Somebody who types the right words of a vault.
    static func words(of vault: Document<Vault>) throws -> ScriptedTerminal {
        let words = try DigestWords.vaultWords(vault.digest)
        return ScriptedTerminal(secrets: [Custodian.passphrase]) { (question, _) throws(TerminalError) in
            guard let number = numbers(in: question).first, words.indices.contains(number - 1) else { throw .closed }
            return words[number - 1]
        }
    }

    /// Somebody who types the right characters and amounts of a file's outputs.
    /// - Parameters:
    ///   - onward: what is typed when the second look is offered.
    ///   - both: what is typed of an earlier case that pays the same; `nil` for exactly what is asked for.
    static func challenge(
        of path: String, network: Network, onward: String = "", both: String? = ""
    ) throws -> ScriptedTerminal {
        let bytes = try FileAccess.read(path, limit: PSBTLimits.maximumFileBytes)
        let outputs = try PSBTFile(fileBytes: bytes).psbt.unsignedTransaction().outputs
        return ScriptedTerminal(secrets: [Custodian.passphrase]) { (question, shown) throws(TerminalError) in
            if question.contains("second look") { return onward }
            if let word = word(ofWarning: question) { return word }
            if question.hasPrefix("Type \"both") {
                return both ?? String(question.split(separator: "\"", omittingEmptySubsequences: false)[1])
            }
            guard let title = shown.last(where: { $0.contains("(output ") }),
                let index = numbers(in: String(title.drop { $0 != "(" })).first,
                let address = Address(scriptPubKey: outputs[index].scriptPubKey, network: network)
            else { throw .closed }
            if question.contains("amount") { return "\(outputs[index].amount.sat) sat" }
            let positions = numbers(in: question)
            return String(address.text.dropFirst(positions[0] - 1).prefix(positions[1] - positions[0] + 1))
        }
    }

    /// Somebody who reads the warnings and types something else than his paper says.
    static func wrong() -> ScriptedTerminal {
        ScriptedTerminal(secrets: [Custodian.passphrase]) { (question, _) throws(TerminalError) in
            word(ofWarning: question) ?? "zzzz"
        }
    }

    /// The word that a question about a warning asks for; `nil` for another question.
    static func word(ofWarning question: String) -> String? {
        guard question.contains("if you have read this") else { return nil }
        return String(question.split(separator: "\"", omittingEmptySubsequences: false)[1])
    }

    static func numbers(in text: String) -> [Int] {
        text.split { !$0.isNumber }.compactMap { Int($0) }
    }
}
