import ByteCoding
import CommandSupport

/// Values of the command line: a malformed one is the user's slip and not a malformed file.
enum Usage {
    /// Reads a value, naming the option or argument that it stands in when it does not read.
    static func value<Value>(of name: String, _ read: () throws -> Value) throws -> Value {
        do { return try read() } catch let error as any CodedError {
            throw UsageError("\(name): \(error.description)", remedy: error.remedy)
        }
    }
}
