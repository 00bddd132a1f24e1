import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors

/// What findings about the container, the lock times and the outputs say, in English.
extension EnglishFindings {
    static func text(_ sentence: FileSentence) -> String {
        switch sentence {
        case .unknownFields(let count, let names):
            "The file has \(counted(count, "field")) that this program does not know (\(shown(names))): kept as they are, "
                + "and used for nothing"
        case .pathTooDeep(let place, let depth, let limit):
            "\(location(place)) the file names a key by a path of \(depth) steps; no wallet uses more than \(limit)"
        case .fingerprintUnset(let place):
            "\(location(place)) the file names a key by the fingerprint 00000000, which stands for nobody's"
        case .signedBy(let signed, let inputs):
            "Signatures that hold are in the file already: "
                + signed.map { "\($0.person) on \($0.inputs) of \(counted(inputs, "input"))" }.joined(separator: ", ")
        }
    }

    static func text(_ sentence: TimeSentence) -> String {
        switch sentence {
        case .withoutEffect(let lock):
            "The transaction has the lock time \(lock), which has no effect, because every input is final"
        case .untilHeight(let height): "The transaction cannot be confirmed before block \(height)"
        case .untilTime(let utc, let seconds):
            "The transaction cannot be confirmed before \(utc) UTC (\(seconds)): it is locked by time"
        case .farHeight(let height, let known):
            "THIS PAYMENT CANNOT CONFIRM before block \(height); the chain is at block \(known) as far as is known here"
        case .farTime(let utc, let seconds, let today):
            "THIS PAYMENT CANNOT CONFIRM before \(utc) UTC (\(seconds)); today is \(today)"
        case .heightUnjudged(let height):
            "The transaction cannot be confirmed before block \(height), and this machine does not know at which block "
                + "the chain is: it cannot tell how long the payment is kept back"
        case .timeUnjudged(let utc, let seconds):
            "The transaction cannot be confirmed before \(utc) UTC (\(seconds)), and this machine does not know the date"
        case .afterEnd(let end):
            "The transaction cannot be confirmed before the case has ended (\(end.documentText))"
        case .relativeBlocks(let inputs, let longest):
            "\(inputList(inputs)): the transaction cannot be confirmed before the coins have \(longest) confirmations "
                + "(the longest of these locks, BIP-68)"
        case .relativeTime(let inputs, let seconds):
            "\(inputList(inputs)): the transaction cannot be confirmed before \(seconds) seconds have passed since the "
                + "coins were confirmed (the longest of these locks, BIP-68)"
        case .relativeWithoutEffect(let inputs):
            "\(inputList(inputs)): there is a relative lock, which has no effect in a transaction of version 1"
        }
    }

    static func text(_ sentence: PaymentSentence) -> String {
        switch sentence {
        case .data(let index, let amount, let pushes, let script):
            "Output \(index): this output carries data and pays nobody (\(data(pushes, script)))"
                + (amount == .zero ? "" : "; its \(amount.text) would be lost for good")
        case .toOurselves(let index, let position):
            "Output \(index): this goes to the vault's own receive branch (\(position)): it comes back, and it is not change"
        case .beyondGap(let index, let position, let highest):
            "Output \(index): this is the vault's address at \(position), far beyond \(highest), the highest index that "
                + "this case spends from: other programs may not find it"
        case .ownOutputs(let count, let total):
            "\(count) outputs come back to the vault, with \(total.text) together: one is usual"
        case .tooManyOwnOutputs(let count, let limit):
            "\(count) outputs come back to the vault, and at most \(limit) are signed for: so many small coins make every "
                + "later payment expensive"
        case .repeated(let outputs, let total):
            "Outputs \(list(outputs)): these \(outputs.count) outputs pay the same address, \(total.text) together"
        case .formerVault(let index, let version, let position):
            "Output \(index): this is the address at \(position) of version \(version) of this vault, which has been "
                + "replaced: other keys can spend it"
        case .formerCoin(let index, let outpoint):
            "Output \(index): this address held the coin \(outpoint), which this machine has signed for, and it is not "
                + "the registered vault's"
        case .coinAddress(let index, let input):
            "Output \(index): this goes back to the address of the coin of input \(input)"
        case .lookAlike(let index, let address, let match):
            "LOOK-ALIKE: output \(index) pays \(address), which looks like \(name(match.known.name)), "
                + "\(match.known.address), and is another address: \(match.prefix) characters at the beginning and "
                + "\(match.suffix) at the end are the same, the rest is not"
        case .firstTime(let outputs, let total):
            "Output\(outputs.count == 1 ? "" : "s") \(list(outputs)): this machine has never approved a payment to "
                + "\(outputs.count) of \(counted(total, "destination"))"
        case .largest(let index, let amount, let before):
            "Output \(index): \(amount.text) is more than this machine has ever approved for one destination; the most "
                + "was \(before.amount.text), in the case \(before.caseID)"
        }
    }

    private static func location(_ place: HintPlace) -> String {
        switch place {
        case .global: "Among its global keys"
        case .input(let index): "For input \(index)"
        case .output(let index): "For output \(index)"
        }
    }

    /// Whose a known address is.
    private static func name(_ name: KnownAddress.Name) -> String {
        switch name {
        case .entry(let id): "the entry \(id) of the address book"
        case .own(let version, let position): "the vault's own address at \(position) (version \(version))"
        case .coin(let outpoint): "the address of the coin \(outpoint)"
        case .paid(let caseID, let day):
            "an address that was paid in the case \(caseID)" + (day.map { " on \($0)" } ?? "")
        case .output(let other): "the address of output \(other)"
        }
    }

    /// What an output of data pushes, as hex and as ASCII text; the whole script as hex where it does not only push.
    static func data(_ pushes: [[UInt8]]?, _ script: Script) -> String {
        guard let pushes else { return hex(script.bytes) }
        return pushes.map { push in
            let scalars = push.prefix(shownBytes).map { Unicode.Scalar($0) }
            return "\(hex(push)) \"\(SafeText.ascii(String(String.UnicodeScalarView(scalars))))\""
        }.joined(separator: ", ")
    }

    /// The most bytes of one push that a finding shows; nodes relay no more in all.
    private static let shownBytes = 80

    private static func hex(_ bytes: [UInt8]) -> String {
        Hex.encode(bytes.prefix(shownBytes)) + (bytes.count > shownBytes ? "…" : "")
    }

    private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    private static func inputList(_ inputs: [Int]) -> String {
        "\(inputs.count == 1 ? "Input" : "Inputs") \(list(inputs))"
    }

    /// Names of fields, the first ten of them.
    static func shown(_ names: [String]) -> String {
        names.prefix(10).map(SafeText.ascii).joined(separator: ", ") + (names.count > 10 ? ", …" : "")
    }
}
