import BitcoinPrimitives
import Custody

/// Judges the relative locks of every input in transactions of version 2 (number 43): a warning above a day, a note below.
///
/// How old a coin is, the file does not prove. That inputs signal replacement is a fact and stands on its page.
struct RelativeLocksJudged: SigningCheck {
    static let id = "transaction.relative-lock"

    private static let blocksPerDay = 144
    private static let secondsPerDay = 86_400

    func findings(in context: ReviewContext) -> [Finding] {
        guard let transaction = context.examination.transaction else { return [] }
        var blocks: [(input: Int, length: Int)] = []
        var seconds: [(input: Int, length: Int)] = []
        for (index, input) in transaction.inputs.enumerated() {
            switch input.sequence.relativeLock {
            case .blocks(let length) where length > 0: blocks.append((index, Int(length)))
            case .intervals(let length) where length > 0:
                seconds.append((index, Int(length) * TxSequence.secondsPerInterval))
            case .blocks, .intervals, nil: break
            }
        }
        guard !blocks.isEmpty || !seconds.isEmpty else { return [] }
        // BIP-68: "if the transaction version is greater than or equal to 2"; the version counts as unsigned.
        guard UInt32(bitPattern: transaction.version) >= 2 else {
            let inputs = (blocks + seconds).map(\.input).sorted()
            return [finding(.note, .transaction, .time(.relativeWithoutEffect(inputs: inputs)))]
        }
        var found: [Finding] = []
        if let longest = blocks.map(\.length).max() {
            let sentence = TimeSentence.relativeBlocks(inputs: blocks.map(\.input), longest: longest)
            found.append(finding(longest > Self.blocksPerDay ? .warn : .note, .transaction, .time(sentence)))
        }
        if let longest = seconds.map(\.length).max() {
            let sentence = TimeSentence.relativeTime(inputs: seconds.map(\.input), longestSeconds: longest)
            found.append(finding(longest > Self.secondsPerDay ? .warn : .note, .transaction, .time(sentence)))
        }
        return found
    }
}
