import BitcoinCrypto
import ByteCoding
import Glibc
import SecretKeys
import Testing

@Suite("Throws of people")
struct HumanThrowsTests {
    private static func read(_ method: ThrowMethod, _ lines: [String]) throws -> HumanThrows {
        var human = try HumanThrows(method)
        for line in lines { try human.append(SecretBytes(text: line)) }
        return human
    }

    private static func error(_ method: ThrowMethod, _ text: String) throws -> EntropyError? {
        var human = try HumanThrows(method)
        let line = try SecretBytes(text: text)
        do throws(EntropyError) {
            try human.append(line)
            try human.check()
            return nil
        } catch {
            return error
        }
    }

    /// Throws that look fair: the bytes of SHA-256 of a counter.
    static func fair(_ faces: Int, _ count: Int, seed: UInt8 = 0) -> [Int] {
        var stream: [UInt8] = []
        for block in UInt8(0)..<UInt8(count / 32 + 1) { stream += SHA256.hash([seed, block]).bytes }
        return stream.prefix(count).map { Int($0) % faces }
    }

    private static func dice(_ faces: [Int]) -> String { faces.map { String($0 + 1) }.joined() }

    private static func coins(_ faces: [Int]) -> String { faces.map { $0 == 0 ? "H" : "T" }.joined() }

    private static func card(_ face: Int) -> String {
        "\(Array("A23456789TJQK")[face % 13])\(Array("CDHS")[face / 13])"
    }

    private static func cards(_ faces: [Int]) -> String { faces.map(card).joined() }

    private static func deck(_ count: Int) -> [Int] {
        var rest = Array(0..<52)
        return fair(251, count).map { rest.remove(at: $0 % rest.count) }
    }

    @Test("are taken from lines in any grouping, and given back without anything between them")
    func normalises() throws {
        let dice = try Self.read(.dice, ["12 34, 5", "", "6\t1"])
        #expect(dice.count == 7)
        #expect(try dice.text().disclosed() == Array("1234561".utf8))
        let coins = try Self.read(.coins, ["hT", "H"])
        #expect(try coins.text().disclosed() == Array("HTH".utf8))
        let cards = try Self.read(.cards, ["as Td", "7H,kC"])
        #expect(cards.count == 4)
        #expect(try cards.text().disclosed() == Array("ASTD7HKC".utf8))
    }

    @Test("are taken by the line or not at all")
    func wholeLines() throws {
        var dice = try Self.read(.dice, ["123"])
        let bad = try SecretBytes(text: "457")
        #expect(throws: EntropyError.unknownThrow(.dice, position: 6)) { try dice.append(bad) }
        #expect(dice.count == 3)
        let good = try SecretBytes(text: "4")
        try dice.append(good)
        #expect(try dice.text().disclosed() == Array("1234".utf8))
    }

    @Test(
        "give at most the logarithm of their number of sequences",
        arguments: [(ThrowMethod.dice, 50), (.dice, 99), (.coins, 128), (.cards, 23), (.deck, 25), (.deck, 52)])
    func bits(method: ThrowMethod, count: Int) {
        let exact = (0..<count).reduce(0.0) { $0 + log2(Double(method == .deck ? 52 - $1 : method.faces)) }
        let counted = Double(method.millibits(of: count)) / 1000
        #expect(counted <= exact && counted > exact - Double(count) / 1000)
    }

    @Test("the fewest of each kind give 128 bits, and one less does not", arguments: ThrowMethod.allCases)
    func fewest(method: ThrowMethod) {
        #expect(method.millibits(of: method.fewest) >= 128_000)
        // Fifty dice is what the field asks for; everything else is as few as can be.
        let less = method == .dice ? 49 : method.fewest - 1
        #expect(method.millibits(of: less) < 128_000)
    }

    @Test("pass when they look fair, for many of them")
    func passes() throws {
        for seed in UInt8(0)..<40 {
            #expect(try Self.error(.dice, Self.dice(Self.fair(6, 50, seed: seed))) == nil, "dice \(seed)")
            #expect(try Self.error(.coins, Self.coins(Self.fair(2, 128, seed: seed))) == nil, "coins \(seed)")
            #expect(try Self.error(.cards, Self.cards(Self.fair(52, 23, seed: seed))) == nil, "cards \(seed)")
        }
        for seed in UInt8(40)..<60 {
            #expect(try Self.error(.dice, Self.dice(Self.fair(6, 400, seed: seed))) == nil, "400 dice \(seed)")
        }
        #expect(try Self.error(.deck, Self.cards(Self.deck(25))) == nil)
        #expect(try Self.error(.deck, Self.cards(Self.deck(52))) == nil)
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let name: String
        let method: ThrowMethod
        let text: String
        let error: EntropyError
        var testDescription: String { name }
    }

    private static let good = dice(fair(6, 50))

    static let bad: [Bad] = [
        Bad(name: "nothing", method: .dice, text: "", error: .tooFew(count: 0, needed: 50)),
        Bad(name: "49 dice", method: .dice, text: String(good.dropLast()), error: .tooFew(count: 49, needed: 50)),
        Bad(
            name: "127 coins", method: .coins, text: coins(fair(2, 127)), error: .tooFew(count: 127, needed: 128)),
        Bad(name: "22 cards", method: .cards, text: cards(fair(52, 22)), error: .tooFew(count: 22, needed: 23)),
        Bad(name: "24 of a deck", method: .deck, text: cards(deck(24)), error: .tooFew(count: 24, needed: 25)),
        Bad(name: "too many", method: .dice, text: dice(fair(6, 401)), error: .tooMany(most: 400)),
        Bad(name: "zero", method: .dice, text: good + "0", error: .unknownThrow(.dice, position: 51)),
        Bad(name: "not ASCII", method: .dice, text: good + "６", error: .unknownThrow(.dice, position: 51)),
        Bad(name: "edge of a coin", method: .coins, text: "HTE", error: .unknownThrow(.coins, position: 3)),
        Bad(name: "ten in two digits", method: .cards, text: "10H", error: .unknownThrow(.cards, position: 1)),
        Bad(name: "half a card", method: .cards, text: "ASK", error: .unknownThrow(.cards, position: 2)),
        Bad(name: "a card twice", method: .deck, text: cards(deck(30) + [deck(1)[0]]), error: .cardTwice(position: 31)),
        Bad(
            name: "always six", method: .dice, text: String(repeating: "6", count: 50),
            error: .run(length: 8, position: 1)),
        Bad(name: "a held key", method: .dice, text: good + "22222222", error: .run(length: 8, position: 51)),
        Bad(
            name: "twenty heads", method: .coins, text: "T" + String(repeating: "H", count: 20) + coins(fair(2, 128)),
            error: .run(length: 20, position: 2)),
        Bad(
            name: "the same card four times", method: .cards, text: cards(fair(52, 23)) + "2C2C2C2C",
            error: .run(length: 4, position: 24)),
        Bad(
            name: "counting", method: .dice, text: String(String(repeating: "123456", count: 10).prefix(50)),
            error: .counting(step: 1)),
        Bad(
            name: "counting down", method: .dice, text: String(String(repeating: "654321", count: 10).prefix(50)),
            error: .counting(step: 5)),
        Bad(name: "a new deck", method: .deck, text: cards(Array(0..<52)), error: .counting(step: 1)),
        Bad(
            name: "a new deck, cut", method: .deck, text: cards(Array(20..<52) + Array(0..<20)),
            error: .counting(step: 1)),
        Bad(
            name: "in turn", method: .coins, text: String(repeating: "HT", count: 64), error: .period(2)),
        Bad(
            name: "ten dice five times", method: .dice, text: String(repeating: dice(fair(6, 10)), count: 5),
            error: .period(10)),
        Bad(
            name: "half of them copied", method: .coins, text: String(repeating: coins(fair(2, 64)), count: 2),
            error: .period(64)),
        Bad(
            name: "some of them copied", method: .dice, text: dice(fair(6, 38)) + dice(Array(fair(6, 38)[5..<17])),
            error: .stretchTwice(length: 12, position: 39)),
        Bad(
            name: "some of them copied backwards", method: .coins,
            text: coins(fair(2, 100)) + coins(Array(fair(2, 100)[20..<50].reversed())),
            // The throw before the copy is the same by chance.
            error: .stretchTwice(length: 30, position: 100)),
        Bad(
            name: "six cards that were drawn before", method: .cards,
            text: cards(fair(52, 30)) + cards(Array(fair(52, 30)[7..<13])),
            error: .stretchTwice(length: 6, position: 31)),
        Bad(
            name: "a loaded die", method: .dice,
            text: dice(fair(6, 60, seed: 1).map { $0 == 2 || $0 == 4 ? 3 : $0 }), error: .oneFace(times: 29, of: 60)),
        Bad(
            name: "a loaded coin", method: .coins, text: coins(fair(251, 200).map { $0 % 10 < 7 ? 0 : 1 }),
            error: .oneFace(times: 0, of: 200)),
    ]

    @Test("are refused by name when they are too few, none, or not thrown", arguments: bad)
    func refuses(bad: Bad) throws {
        let error = try Self.error(bad.method, bad.text)
        if case .oneFace(_, let count) = bad.error {
            // How often the face comes is counted here again.
            let symbols = Dictionary(grouping: bad.text, by: { $0 }).mapValues(\.count)
            let most = try #require(symbols.values.max())
            #expect(error == .oneFace(times: most, of: count))
        } else {
            #expect(error == bad.error)
        }
    }

    @Test("never enter an error's text")
    func texts() throws {
        for bad in Self.bad {
            #expect(!bad.error.description.contains("123456") && !bad.error.code.isEmpty)
        }
    }

    @Test("make words with the machine's part by one formula, and every bit of both parts counts")
    func formula() throws {
        let part = SHA256.hash([1]).bytes
        func entropy(_ part: [UInt8], _ text: String, words: Int = 24) throws -> [UInt8] {
            let machine = try MachineEntropy(SecretBytes(copying: part))
            return try machine.mixed(with: Self.read(.dice, [text]), wordCount: words).disclosed()
        }
        let message = Array("rensho/entropy/v1\u{0}dice\u{0}".utf8) + Array(Self.good.utf8)
        let expected = HMAC.sha512(key: part, message)
        #expect(try entropy(part, Self.good) == Array(expected.prefix(32)))
        #expect(try entropy(part, Self.good, words: 12) == Array(expected.prefix(16)))
        for bit in 0..<256 {
            var other = part
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(try entropy(other, Self.good) != Array(expected.prefix(32)), "bit \(bit)")
        }
        let otherThrow = (Self.good.hasSuffix("1") ? "2" : "1")
        #expect(try entropy(part, Self.good.dropLast() + otherThrow) != Array(expected.prefix(32)))
        #expect(throws: EntropyError.wordCount(18)) { try entropy(part, Self.good, words: 18) }
        #expect(throws: EntropyError.tooFew(count: 3, needed: 50)) { try entropy(part, "123") }
        let short = try SecretBytes(count: 31)
        #expect(throws: EntropyError.machineLength(31)) { try { _ = try MachineEntropy(short.copy()) }() }
    }

    @Test("are preceded by the machine's commitment: SHA-256 of its part, which is drawn anew every time")
    func commitment() throws {
        let part = SHA256.hash([1]).bytes
        #expect(try MachineEntropy(SecretBytes(copying: part)).commitment() == SHA256.hash(part))
        #expect(try MachineEntropy().commitment() != MachineEntropy().commitment())
    }

    @Test("of dice alone give the words that other signers publish")
    func diceOnly() throws {
        let digits =
            "655152231316521321611331544441236164664431121534415633526456254462245546236542364246312613322234612"
        let words =
            "eyebrow obvious such suggest poet seven breeze blame virtual frown dynamic donor harsh pigeon express "
            + "broccoli easy apology scatter force recipe shadow claim radio"
        let entropy = try WordEntropy.diceOnly(Self.read(.dice, [digits]), wordCount: 24)
        let found = try Mnemonic(entropy: entropy).withSentence { span in span.indices.map { span[$0] } }
        #expect(found == Array(words.utf8))
        #expect(throws: EntropyError.tooFew(count: 98, needed: 99)) {
            try { _ = try WordEntropy.diceOnly(Self.read(.dice, [String(digits.dropLast())]), wordCount: 24) }()
        }
        #expect(throws: EntropyError.diceOnly(.coins)) {
            try { _ = try WordEntropy.diceOnly(Self.read(.coins, ["H"]), wordCount: 24) }()
        }
    }
}
