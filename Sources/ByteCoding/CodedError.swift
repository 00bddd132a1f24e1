/// An error that a person and a program can both act on.
///
/// `description` says what is wrong, where and why, in lower case without a full stop; `code` is stable and is what
/// vectors, tests and `--json` compare; `remedy` says what to do next where the description does not already say it.
/// No error ever contains a secret.
package protocol CodedError: Error, CustomStringConvertible, Sendable {
    /// The stable code, such as `psbt.duplicate-key`.
    var code: String { get }

    /// What the reader can do about it, as a sentence; `nil` where the description already says so.
    var remedy: String? { get }
}

extension CodedError {
    package var remedy: String? { nil }
}
