import CFuzzer
import Foundation
import FuzzDecoders
import Synchronization

/// A fuzz program: libFuzzer around one decoder, or the writer of its seeds.
///
///     fuzz-psbt --write-seeds FOLDER       writes the seeds as files
///     fuzz-psbt --verdict FILE...          says what the decoder answers to each file
///     fuzz-psbt [libFuzzer's arguments]    fuzzes
package enum FuzzProgram {
    /// The decoder of this process: libFuzzer's callback is a C function and carries nothing with it.
    private static let decoder = Mutex<FuzzDecoder?>(nil)

    /// Runs the program of a decoder and ends the process with its status.
    package static func run(_ name: String) -> Never {
        guard let decoder = FuzzDecoder.named(name) else { fatalError("no decoder is called \(name)") }
        Self.decoder.withLock { $0 = decoder }
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            switch arguments.first {
            case "--write-seeds" where arguments.count == 2: try writeSeeds(of: decoder, to: arguments[1])
            case "--verdict": try printVerdicts(of: decoder, on: arguments.dropFirst())
            default: exit(fuzz(arguments, longestInput: decoder.longestInput))
            }
            exit(0)
        } catch {
            FileHandle.standardError.write(Data("fuzz-\(name): \(error)\n".utf8))
            exit(1)
        }
    }

    private static func writeSeeds(of decoder: FuzzDecoder, to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (number, seed) in try decoder.seeds().enumerated() {
            try Data(seed).write(to: URL(fileURLWithPath: folder).appendingPathComponent("seed-\(number)"))
        }
    }

    private static func printVerdicts(of decoder: FuzzDecoder, on paths: ArraySlice<String>) throws {
        for path in paths {
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            print("\(path): \(decoder.verdict(on: bytes))")
        }
    }

    private static func fuzz(_ given: [String], longestInput: Int) -> Int32 {
        var arguments = [CommandLine.arguments[0]] + given
        if !given.contains(where: { $0.hasPrefix("-max_len=") }) { arguments.append("-max_len=\(longestInput)") }
        var pointers: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) } + [nil]
        var count = Int32(arguments.count)
        return unsafe pointers.withUnsafeMutableBufferPointer { buffer in
            var start = buffer.baseAddress
            return unsafe LLVMFuzzerRunDriver(&count, &start) { data, size in
                FuzzProgram.feed(unsafe Array(UnsafeBufferPointer(start: data, count: size)))
                return 0
            }
        }
    }

    /// Gives one input to the decoder; a broken promise stops the process, so that libFuzzer keeps the input.
    private static func feed(_ input: [UInt8]) {
        guard let decoder = decoder.withLock({ $0 }) else { fatalError("run(_:) has set the decoder") }
        if case .broken(let promise) = decoder.verdict(on: input) {
            fatalError("\(decoder.name): broken promise: \(promise)")
        }
    }
}
