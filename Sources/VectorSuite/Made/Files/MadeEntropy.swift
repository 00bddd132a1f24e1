import BitcoinCrypto
import ByteCoding
import CommandSupport
import SecretKeys

/// The vectors of new words.
extension MadeWorld {
    /// `entropy.json`.
    func entropyFile() throws -> MadeFile {
        let dice = Self.thrown(.dice, 50)
        var cases: [MadeCase] = [
            try mixed("50 dice, 24 words", .dice, dice, 24), try mixed("the same, 12 words", .dice, dice, 12),
            try mixed("the same dice, typed in groups", .dice, Self.groups(dice), 24),
            try mixed("99 dice", .dice, Self.thrown(.dice, 99), 24),
            try mixed("128 coins", .coins, Self.thrown(.coins, 128), 24),
            try mixed("128 coins in small letters", .coins, Self.thrown(.coins, 128).lowercased(), 12),
            try mixed("23 cards, each put back", .cards, Self.thrown(.cards, 23), 24),
            try mixed("25 cards of one deck", .deck, Self.thrown(.deck, 25), 24),
            try mixed("a whole deck", .deck, Self.thrown(.deck, 52), 24),
        ]
        cases += [
            refused("49 dice", .dice, Self.thrown(.dice, 49), "entropy.too-few"),
            refused("127 coins", .coins, Self.thrown(.coins, 127), "entropy.too-few"),
            refused("22 cards", .cards, Self.thrown(.cards, 22), "entropy.too-few"),
            refused("24 cards of a deck", .deck, Self.thrown(.deck, 24), "entropy.too-few"),
            refused("401 dice", .dice, Self.thrown(.dice, 401), "entropy.too-many"),
            refused("a seventh face", .dice, dice + "7", "entropy.unknown-throw"),
            refused("a card of no suit", .cards, Self.thrown(.cards, 23) + "AX", "entropy.unknown-throw"),
            refused("half a card", .cards, Self.thrown(.cards, 23) + "A", "entropy.unknown-throw"),
            refused("a card twice", .deck, Self.thrown(.deck, 24) + Self.thrown(.deck, 1), "entropy.card-twice"),
            refused("one face eight times in a row", .dice, "44444444" + dice, "entropy.run"),
            refused("always the same face", .dice, String(repeating: "3", count: 50), "entropy.run"),
            refused("counting up", .dice, String(String(repeating: "123456", count: 9).prefix(50)), "entropy.counting"),
            refused(
                "counting down by two", .dice, String(String(repeating: "642531", count: 9).prefix(50)),
                "entropy.counting"),
            refused("a new deck", .deck, Self.newDeck, "entropy.counting"),
            refused("heads and tails in turn", .coins, String(repeating: "HT", count: 64), "entropy.period"),
            refused(
                "a sequence of 17 again and again", .dice,
                String(String(repeating: "31462551364215624", count: 3).prefix(50)), "entropy.period"),
            refused(
                "38 dice, and the first twelve of them again", .dice, Self.thrown(.dice, 38) + Self.thrown(.dice, 12),
                "entropy.stretch-twice"),
            refused("a loaded die", .dice, Self.loaded, "entropy.one-face"),
            .invalid(
                "entropy", "15 words",
                [
                    ("machine", .hex(Self.machine)), ("method", .string("dice")), ("throws", .string(dice)),
                    ("words", .integer(15)),
                ], "entropy.word-count"),
            .invalid(
                "entropy", "a machine's part of 31 bytes",
                [
                    ("machine", .hex(Self.machine.dropLast())), ("method", .string("dice")), ("throws", .string(dice)),
                    ("words", .integer(24)),
                ], "entropy.machine-length"),
        ]
        cases += try diceOnlyCases()
        return MadeFile(
            name: "entropy", about: "the words that a machine and a person make together",
            notes:
                "machine: R, which the machine draws first; commitment: SHA-256 of R, shown before the first throw. "
                + "millibits: what so many fair throws can give, in thousandths of a bit. dice-only: the form of other "
                + "signers; its first case is published by them.",
            cases: cases)
    }

    private func diceOnlyCases() throws -> [MadeCase] {
        func valid(_ comment: String, _ digits: String, _ words: Int) throws -> MadeCase {
            let entropy = Array(SHA256.hash(Array(digits.utf8)).bytes.prefix(words == 12 ? 16 : 32))
            return .valid(
                "dice-only", comment, [("throws", .string(digits)), ("words", .integer(words))],
                [("entropy", .hex(entropy)), ("sentence", .string(try Self.sentence(entropy)))])
        }
        return try [
            valid("99 dice that other signers publish, 24 words", Self.published, 24),
            valid("the same dice, 12 words", Self.published, 12),
            valid("50 dice, 12 words", Self.thrown(.dice, 50), 12),
            .invalid(
                "dice-only", "98 dice for 24 words",
                [("throws", .string(String(Self.published.dropLast()))), ("words", .integer(24))], "entropy.too-few"),
            .invalid(
                "dice-only", "49 dice for 12 words",
                [("throws", .string(Self.thrown(.dice, 49))), ("words", .integer(12))], "entropy.too-few"),
        ]
    }

    private func mixed(
        _ comment: String, _ method: ThrowMethod, _ typed: String, _ words: Int
    ) throws -> MadeCase {
        let normalised = typed.filter { $0 != " " && $0 != "," }.uppercased()
        let message = Array("rensho/entropy/v1".utf8) + [0] + Array(method.rawValue.utf8) + [0] + Array(normalised.utf8)
        let entropy = Array(HMAC.sha512(key: Self.machine, message).prefix(words == 12 ? 16 : 32))
        return .valid(
            "entropy", comment,
            [
                ("machine", .hex(Self.machine)), ("method", .string(method.rawValue)), ("throws", .string(typed)),
                ("words", .integer(words)),
            ],
            [
                ("commitment", .string(SHA256.hash(Self.machine).hex)), ("normalised", .string(normalised)),
                ("millibits", .integer(method.millibits(of: normalised.utf8.count / method.width))),
                ("entropy", .hex(entropy)), ("sentence", .string(try Self.sentence(entropy))),
            ])
    }

    private func refused(_ comment: String, _ method: ThrowMethod, _ typed: String, _ code: String) -> MadeCase {
        .invalid(
            "entropy", comment,
            [
                ("machine", .hex(Self.machine)), ("method", .string(method.rawValue)), ("throws", .string(typed)),
                ("words", .integer(24)),
            ], code)
    }

    private static func sentence(_ entropy: [UInt8]) throws -> String {
        try Mnemonic(entropy: SecretBytes(copying: entropy)).withSentence { span in
            String(decoding: span.indices.map { span[$0] }, as: UTF8.self)
        }
    }

    /// The machine's part: SHA-256 of a text.
    private static let machine = SHA256.hash(Array("rensho vectors, the machine's part".utf8)).bytes

    /// Published with its words in the documentation of other signers.
    private static let published =
        "655152231316521321611331544441236164664431121534415633526456254462245546236542364246312613322234612"

    /// A die on which three and five are fours, too.
    private static let loaded = String(thrown(.dice, 60).map { $0 == "3" || $0 == "5" ? "4" : $0 })

    private static let newDeck = "CDHS".flatMap { suit in "A23456789TJQK".map { "\($0)\(suit)" } }.joined()

    private static func groups(_ text: String) -> String {
        text.enumerated().map { $0 % 5 == 0 && $0 > 0 ? " \($1)" : "\($1)" }.joined()
    }

    /// Throws that look fair: drawn from SHA-256 of a counter.
    private static func thrown(_ method: ThrowMethod, _ count: Int) -> String {
        var stream: [UInt8] = []
        for block in UInt8(0)..<40 { stream += SHA256.hash(Array("throws".utf8) + [block]).bytes }
        let cards = "CDHS".flatMap { suit in "A23456789TJQK".map { "\($0)\(suit)" } }
        var deck = cards
        return stream.prefix(count).map { byte in
            switch method {
            case .dice: String(byte % 6 + 1)
            case .coins: byte % 2 == 0 ? "H" : "T"
            case .cards: cards[Int(byte) % 52]
            case .deck: deck.remove(at: Int(byte) % deck.count)
            }
        }.joined()
    }
}
