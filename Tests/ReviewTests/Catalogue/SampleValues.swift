import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import TestSupport

/// Random values of every kind that sentences contain. Each text among them has a digit in it, so that a test can tell
/// values from words of a sentence.
struct SampleValues {
    private var dice: SeededGenerator

    init(seed: UInt64) { dice = SeededGenerator(seed: seed) }

    mutating func number(_ range: ClosedRange<Int> = 0...9_999) -> Int { Int.random(in: range, using: &dice) }

    mutating func uint32() -> UInt32 { UInt32(number(1...2_000_000)) }

    mutating func numbers() -> [Int] { (0..<number(1...30)).map { _ in number() } }

    mutating func flag() -> Bool { Bool.random(using: &dice) }

    mutating func pick<Value>(_ values: [Value]) throws -> Value { try values.randomElement(using: &dice).orThrow() }

    mutating func text() -> String { "t\(number()) «\(number())»" }

    mutating func identifier() throws -> Identifier { try Identifier("id-\(number())") }

    mutating func identifiers() throws -> [Identifier] {
        try (0..<number(1...4)).map { _ in try identifier() }
    }

    mutating func amount() throws -> Amount { try Amount(sat: UInt64(number(1...2_100_000_000))) }

    mutating func digest() throws -> Bytes32 { try Bytes32(dice.bytes(32)) }

    mutating func caseID() throws -> CaseID { try CaseID(dice.bytes(16)) }

    mutating func txid() throws -> Txid { Txid(try digest()) }

    mutating func outpoint() throws -> OutPoint { OutPoint(txid: try txid(), vout: uint32()) }

    mutating func script() -> Script { Script(dice.bytes(number(1...90))) }

    mutating func output() throws -> TxOut { TxOut(amount: try amount(), scriptPubKey: script()) }

    mutating func address() throws -> Address {
        try Address(scriptPubKey: Script([0x00, 0x14] + dice.bytes(20)), network: .mainnet).orThrow()
    }

    mutating func position() -> ScriptPosition { ScriptPosition(branch: UInt32(number(0...1)), index: uint32()) }

    mutating func key() throws -> EncodedPublicKey { try EncodedPublicKey([2] + dice.bytes(32)) }

    mutating func fingerprint() throws -> Fingerprint { try Fingerprint([0x10] + dice.bytes(3)) }

    mutating func origin() throws -> KeyOrigin {
        KeyOrigin(
            fingerprint: try fingerprint(), path: try DerivationPath(parsing: "48h/\(number(0...1))h/\(number())h"))
    }

    mutating func date() throws -> CalendarDate {
        try CalendarDate(year: number(2024...2099), month: number(1...12), day: number(1...28))
    }

    mutating func bound() throws -> ValidityBound { flag() ? .date(try date()) : .height(uint32()) }

    mutating func orderName() throws -> OrderName {
        OrderName(requester: try identifier(), number: UInt64(number(1...9_999)))
    }

    mutating func orderedLine() throws -> OrderedLine {
        let order = try Order(
            network: .mainnet, vault: identifier(), founding: digest(), requester: identifier(),
            number: UInt64(number(1...9_999)), lines: [Order.Line(amount: amount(), address: address())],
            maximumFee: amount(), notAfter: bound())
        return OrderedLine(UInt32(number(0...99)), order.lines[0], of: Document(body: order))
    }

    mutating func rate() throws -> FeeRate { FeeRate(fee: try amount(), virtualSize: number(100...9_000)) }

    mutating func proportion() throws -> Proportion {
        let parts = [try amount(), try amount()].sorted()
        return Proportion(parts[0], of: parts[1])
    }

    mutating func words() throws -> [String] { try (0..<8).map { _ in try pick(EnglishWordList.words) } }

    mutating func bytes() -> [UInt8] { dice.bytes(number(1...90)) }

    mutating func cause() -> ErrorCause { ErrorCause(SampleError(code: "c\(number())", description: text())) }
}

/// An error of another room, with a text that has a digit in every word.
private struct SampleError: CodedError {
    let code: String
    let description: String
    var remedy: String? { nil }
}
