import ByteCoding

/// Why throws give no words. A throw itself never enters an error; positions count from 1.
package enum EntropyError: CodedError, Equatable {
    /// What stands at this position is no throw of this kind.
    case unknownThrow(ThrowMethod, position: Int)
    /// There are fewer throws than are needed.
    case tooFew(count: Int, needed: Int)
    /// There are more throws than are taken.
    case tooMany(most: Int)
    /// A card of a deck that is not put back comes a second time.
    case cardTwice(position: Int)
    /// One face comes again and again.
    case run(length: Int, position: Int)
    /// The throws count: each is the one before and the same number more.
    case counting(step: Int)
    /// The throws repeat themselves after so many.
    case period(Int)
    /// A stretch of throws comes a second time, forwards or backwards.
    case stretchTwice(length: Int, position: Int)
    /// One face comes far too often.
    case oneFace(times: Int, of: Int)
    /// The form that other signers know is for dice alone.
    case diceOnly(ThrowMethod)
    /// The ceremony makes 12 or 24 words.
    case wordCount(Int)
    /// The machine's own part has another length.
    case machineLength(Int)
    /// Memory, randomness or the library failed.
    case secret(SecretError)

    package var code: String {
        switch self {
        case .unknownThrow: "entropy.unknown-throw"
        case .tooFew: "entropy.too-few"
        case .tooMany: "entropy.too-many"
        case .cardTwice: "entropy.card-twice"
        case .run: "entropy.run"
        case .counting: "entropy.counting"
        case .period: "entropy.period"
        case .stretchTwice: "entropy.stretch-twice"
        case .oneFace: "entropy.one-face"
        case .diceOnly: "entropy.dice-only"
        case .wordCount: "entropy.word-count"
        case .machineLength: "entropy.machine-length"
        case .secret(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .unknownThrow(let method, let position): "throw \(position) is none of \(Self.alphabet(method))"
        case .tooFew(let count, let needed): "\(count) throws are given where at least \(needed) are needed"
        case .tooMany(let most): "more than \(most) throws are given"
        case .cardTwice(let position): "the card at position \(position) was drawn before and cannot come again"
        case .run(let length, let position): "one face comes \(length) times in a row from throw \(position) on"
        case .counting(let step): "the throws count on by \(step)"
        case .period(let period): "the throws repeat themselves after \(period)"
        case .stretchTwice(let length, let position):
            "the \(length) throws from throw \(position) on were typed before, forwards or backwards"
        case .oneFace(let times, let count): "one face comes \(times) times in \(count) throws"
        case .diceOnly(let method): "the form that other signers know takes dice, not \(method.rawValue)"
        case .wordCount(let count): "\(count) words are asked for where 12 or 24 are made"
        case .machineLength(let count): "the machine's part has \(count) bytes, not \(MachineEntropy.length)"
        case .secret(let error): error.description
        }
    }

    package var remedy: String? {
        switch self {
        case .unknownThrow(.dice, _): "Type the faces of the die as digits 1 to 6."
        case .unknownThrow(.coins, _): "Type H for heads and T for tails."
        case .unknownThrow: "Type rank and suit of each card, such as AS, TD or 7H."
        case .tooFew: "Throw more often, and type everything that you threw."
        case .tooMany: "So many throws are not needed."
        case .cardTwice: "Cards that are put back are another method; otherwise the deck is not a whole one."
        case .run, .counting, .period, .stretchTwice, .oneFace:
            "Nobody throws so but by a rare accident: take another die, coin or deck, throw everything anew, and make up "
                + "nothing."
        case .diceOnly, .wordCount, .machineLength: nil
        case .secret(let error): error.remedy
        }
    }

    private static func alphabet(_ method: ThrowMethod) -> String {
        switch method {
        case .dice: "1 2 3 4 5 6"
        case .coins: "H T"
        case .cards, .deck: "the 52 cards"
        }
    }
}
