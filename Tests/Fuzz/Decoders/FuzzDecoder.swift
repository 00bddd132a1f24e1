import ByteCoding

/// One door through which bytes from outside come in, with the promises that hold for any bytes.
///
/// The fuzz programs and `FuzzTests` use the same list of them, so what is fuzzed is what is tested.
package struct FuzzDecoder: Sendable, CustomStringConvertible {
    /// The name, which is also that of the folder of its program and of its vectors.
    package let name: String

    /// The longest input that the fuzzer makes, in bytes: longer than any seed, short enough for many runs a second.
    package let longestInput: Int

    /// Good and bad inputs to begin with.
    package let seeds: @Sendable () throws -> [[UInt8]]

    /// Decodes, checks every promise about what was read, and throws a `CodedError` for a refusal.
    private let decode: @Sendable ([UInt8]) throws -> Void

    init(
        _ name: String, longestInput: Int, seeds: @escaping @Sendable () throws -> [[UInt8]],
        decode: @escaping @Sendable ([UInt8]) throws -> Void
    ) {
        self.name = name
        self.longestInput = longestInput
        self.seeds = seeds
        self.decode = decode
    }

    package var description: String { name }

    /// The decoder's answer to any bytes.
    package func verdict(on bytes: [UInt8]) -> FuzzVerdict {
        do {
            try decode(bytes)
            return .accepted
        } catch let breach as FuzzBreach {
            return .broken(breach.promise)
        } catch let refusal as any CodedError {
            return Self.verdict(on: refusal)
        } catch {
            return .broken("\(error) is no coded error")
        }
    }

    /// The most bytes of an error's sentence: a few quotations of foreign text, each cut and escaped by `QuotedText`.
    private static let longestSentence = 2_500

    /// A refusal must be short and have a code, whatever it is about: people read it, and logs keep it.
    private static func verdict(on refusal: any CodedError) -> FuzzVerdict {
        let sentence = refusal.description
        guard !sentence.isEmpty, sentence.utf8.count <= longestSentence else {
            return .broken("the sentence of \(refusal.code) has \(sentence.utf8.count) bytes")
        }
        guard !refusal.code.isEmpty, refusal.code.utf8.allSatisfy(isCodeByte) else {
            return .broken("the code \"\(refusal.code)\" is not made of a-z, 0-9, - and .")
        }
        return .refused(code: refusal.code)
    }

    private static func isCodeByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        }
    }
}

/// What became of an input.
package enum FuzzVerdict: Hashable, Sendable {
    /// It was read, and every promise held.
    case accepted
    /// It was refused with this code.
    case refused(code: String)
    /// A promise did not hold: a defect.
    case broken(String)
}

/// A promise about a decoder that did not hold.
struct FuzzBreach: Error {
    let promise: String

    /// Throws when a promise does not hold.
    static func unless(_ holds: Bool, _ promise: @autoclosure () -> String) throws {
        guard holds else { throw FuzzBreach(promise: promise()) }
    }

    /// The value of something that must not throw; a throw is the breach.
    static func never<Value>(_ promise: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let breach as FuzzBreach {
            throw breach
        } catch {
            throw FuzzBreach(promise: "\(promise): \(error)")
        }
    }

    /// Tries several readings of one input; throws the first refusal when all refuse, and any breach at once.
    static func anyOf(_ readings: [() throws -> Void]) throws {
        var first: (any Error)?
        var accepted = false
        for reading in readings {
            do {
                try reading()
                accepted = true
            } catch let breach as FuzzBreach {
                throw breach
            } catch {
                first = first ?? error
            }
        }
        if let first, !accepted { throw first }
    }
}
