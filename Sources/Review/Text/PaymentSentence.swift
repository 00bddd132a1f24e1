package import BitcoinPrimitives
package import Custody
package import Descriptors

/// Where in a file a derivation stands.
package enum HintPlace: Hashable, Sendable {
    case global
    case input(Int)
    case output(Int)
}

/// A cosigner whose valid signatures stand in the file, and on how many inputs.
package struct SignedCount: Hashable, Sendable {
    /// Whose signatures.
    package let person: Identifier

    /// On how many inputs.
    package let inputs: Int

    /// Counts a cosigner's signatures.
    package init(person: Identifier, inputs: Int) {
        self.person = person
        self.inputs = inputs
    }
}

/// What can be said about the file as a container.
package enum FileSentence: Hashable, Sendable {
    /// Fields that this program does not know stay in the file and are not used; `names` are the kinds of them.
    case unknownFields(count: Int, names: [String])

    /// A path in the file is longer than any wallet uses.
    case pathTooDeep(HintPlace, depth: Int, limit: Int)

    /// A derivation has no fingerprint.
    case fingerprintUnset(HintPlace)

    /// Signatures that hold are in the file already.
    case signedBy([SignedCount], inputs: Int)
}

/// What can be said about absolute and relative lock times.
package enum TimeSentence: Hashable, Sendable {
    /// A lock time that no input switches on.
    case withoutEffect(UInt32)

    /// A lock time that this machine can judge, or that is near.
    case untilHeight(UInt32)
    case untilTime(utc: String, unixSeconds: UInt32)

    /// A lock time that keeps the transaction back for more than a day.
    case farHeight(UInt32, known: UInt32)
    case farTime(utc: String, unixSeconds: UInt32, today: CalendarDate)

    /// A lock time of which this machine cannot tell how far ahead it is.
    case heightUnjudged(UInt32)
    case timeUnjudged(utc: String, unixSeconds: UInt32)

    /// A lock time after the end of the case.
    case afterEnd(ValidityBound)

    /// Inputs whose coins have to be older than they may be; the longest lock among them.
    case relativeBlocks(inputs: [Int], longest: Int)
    case relativeTime(inputs: [Int], longestSeconds: Int)

    /// Relative locks in a transaction of version 1.
    case relativeWithoutEffect(inputs: [Int])
}

/// What can be said about outputs: where they lead, how many there are, what they look like.
package enum PaymentSentence: Hashable, Sendable {
    /// An output of data; `pushes` is `nil` where its script does not only push.
    case data(index: Int, amount: Amount, pushes: [[UInt8]]?, script: Script)

    /// An output to the vault's own receive branch.
    case toOurselves(index: Int, position: ScriptPosition)

    /// An output of ours far beyond the highest index that the case spends from.
    case beyondGap(index: Int, position: ScriptPosition, highest: UInt32)

    /// More than one output comes back.
    case ownOutputs(count: Int, total: Amount)

    /// More outputs come back than any honest case has.
    case tooManyOwnOutputs(count: Int, limit: Int)

    /// One destination is paid by several outputs.
    case repeated(outputs: [Int], total: Amount)

    /// A destination that was the vault's own in an earlier version.
    case formerVault(index: Int, version: UInt32, position: ScriptPosition)

    /// A destination that held a coin which this machine has signed for, and that is not the vault's any more.
    case formerCoin(index: Int, outpoint: OutPoint)

    /// An output back to the address of a coin that this case spends.
    case coinAddress(index: Int, input: Int)

    /// A destination that looks like an address that is known and is not it.
    case lookAlike(index: Int, address: Address, LikenessIndex.Match)

    /// Destinations that this machine has never paid.
    case firstTime(outputs: [Int], of: Int)

    /// A destination gets more than any before.
    case largest(index: Int, amount: Amount, before: PaymentHistory.Payment)
}
