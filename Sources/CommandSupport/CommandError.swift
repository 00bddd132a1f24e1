package import ByteCoding

/// An error that knows how the program ends because of it.
///
/// Errors that are only a `CodedError` come from decoding somebody's bytes and end the program as malformed input.
package protocol CommandError: CodedError {
    /// How the program ends.
    var exitStatus: ExitStatus { get }
}
