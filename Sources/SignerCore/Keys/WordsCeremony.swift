import ByteCoding
import CommandSupport
import Review
import SecretKeys

/// Shows new words once, and has all of them typed back.
struct WordsCeremony {
    /// The language of the screens.
    let language: ScreenLanguage

    private static let wordsPerPage = 4

    /// The words that stand for some entropy.
    static func words(
        of entropy: consuming SecretBytes, in language: MnemonicLanguage
    ) throws(SignerError) -> Mnemonic {
        try SelfTest.require()
        do throws(MnemonicError) {
            return try Mnemonic(entropy: entropy, language: language)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }

    /// Shows the words, and returns when each was typed back rightly.
    func run(_ mnemonic: borrowing Mnemonic, on terminal: some ReviewTerminal) throws(SignerError) {
        let count = mnemonic.wordCount
        try write([.wordsIntroduction(count: count)], terminal)
        _ = try SignerError.lifting { try terminal.ask(language.text(.wordsPrompt)) }
        repeat {
            try show(mnemonic, on: terminal)
            try write([.quizIntroduction], terminal)
        } while try !ask(mnemonic, on: terminal)
        try write([.quizPassed(count: count)], terminal)
    }

    /// Shows all words, page by page; each page is cleared before the next.
    func show(_ mnemonic: borrowing Mnemonic, on terminal: some ReviewTerminal) throws(SignerError) {
        let count = mnemonic.wordCount
        for first in stride(from: 0, to: count, by: Self.wordsPerPage) {
            let last = min(first + Self.wordsPerPage, count)
            var page = SecretPage()
            page.add(language.text(.wordsTitle(first: first + 1, last: last, of: count)) + "\n\n")
            for number in first..<last {
                page.add(number < 9 ? "   \(number + 1)  " : "  \(number + 1)  ")
                let word = try self.shownWord(number, of: mnemonic)
                word.withSpan { page.add($0, from: 0, count: $0.count) }
                page.add("\n")
            }
            try page.show(on: terminal, language)
        }
    }

    /// Asks for every word in order; false when the person wants to see them again.
    private func ask(_ mnemonic: borrowing Mnemonic, on terminal: some ReviewTerminal) throws(SignerError) -> Bool {
        let count = mnemonic.wordCount
        var number = 0
        while number < count {
            let prompt = language.text(.quizPrompt(number: number + 1, of: count))
            let typed = try SignerError.lifting { try terminal.askSecret(prompt) }
            let right = try rightWords(typed, from: number, of: mnemonic)
            guard !right.isEmpty else { return false }
            number += right.count
            if right.wasWrong { try write([.quizWrong(number: number + 1)], terminal) }
        }
        return true
    }

    /// How many words of a line are the next ones, and whether another one follows them.
    private func rightWords(
        _ typed: borrowing TypedSecret, from start: Int, of mnemonic: borrowing Mnemonic
    ) throws(SignerError) -> (count: Int, wasWrong: Bool, isEmpty: Bool) {
        // Typed words are compared in NFKD, as PBKDF2 takes them: keyboards give kana in more than one form.
        guard let line = try Self.normalized(typed) else { return (0, true, false) }
        var right = 0
        var place = 0
        var found = 0
        while let word = Self.nextWord(in: line, from: &place) {
            found += 1
            // More words than there are: the line counts for nothing.
            guard start + right < mnemonic.wordCount else { return (0, true, false) }
            let expected = try self.word(start + right, of: mnemonic)
            guard Self.isSame(line, word, expected) else { return (right, true, false) }
            right += 1
        }
        return (right, false, found == 0)
    }

    /// The place of the next word of a line behind `place`, which moves behind it.
    private static func nextWord(in line: borrowing SecretBytes, from place: inout Int) -> Range<Int>? {
        var position = place
        let range = line.withSpan { span -> Range<Int>? in
            while position < span.count, span[position] <= UInt8(ascii: " ") { position += 1 }
            let start = position
            while position < span.count, span[position] > UInt8(ascii: " ") { position += 1 }
            return position > start ? start..<position : nil
        }
        place = position
        return range
    }

    /// Whether a word was typed; capital letters of English are taken as small ones.
    private static func isSame(
        _ line: borrowing SecretBytes, _ place: Range<Int>, _ expected: borrowing SecretBytes
    ) -> Bool {
        line.withSpan { line in
            expected.withSpan { expected in
                place.count == expected.count
                    && expected.indices.allSatisfy { offset in
                        let byte = line[place.lowerBound + offset]
                        let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                        return (isCapital ? byte + 0x20 : byte) == expected[offset]
                    }
            }
        }
    }

    /// What was typed in NFKD; `nil` for bytes that are no text.
    private static func normalized(_ typed: borrowing TypedSecret) throws(SignerError) -> SecretBytes? {
        let bytes = try typed.secretBytes()
        do throws(SecretError) { return try bytes.nfkd() } catch { throw .cause(SignerErrorCause(error: error)) }
    }

    /// The word at a position from 0, as people write it.
    private func shownWord(
        _ position: Int, of mnemonic: borrowing Mnemonic
    ) throws(SignerError) -> SecretBytes {
        do throws(MnemonicError) {
            return try mnemonic.word(at: position)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }

    /// The word at a position from 0, in NFKD.
    private func word(_ position: Int, of mnemonic: borrowing Mnemonic) throws(SignerError) -> SecretBytes {
        let place = mnemonic.withSentence { span in
            var word = 0
            var start = 0
            for offset in span.indices where span[offset] == UInt8(ascii: " ") {
                if word == position { return start..<offset }
                word += 1
                start = offset + 1
            }
            return start..<span.count
        }
        do throws(SecretError) {
            var bytes = try SecretBytes(count: place.count)
            mnemonic.withSentence { span in
                bytes.withMutableSpan { room in
                    for offset in room.indices { room[offset] = span[place.lowerBound + offset] }
                }
            }
            return bytes
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }

    private func write(_ phrases: [CeremonyPhrase], _ terminal: some ReviewTerminal) throws(SignerError) {
        try SignerError.lifting { try terminal.write([""] + phrases.flatMap(language.lines)) }
    }
}
