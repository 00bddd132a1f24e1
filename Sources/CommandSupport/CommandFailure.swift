package import ByteCoding

/// What a program prints about an error, and how it ends because of it.
package struct CommandFailure: Sendable, Equatable {
    /// The lines for standard error, each with its line feed.
    package let text: String
    /// How the program ends.
    package let exitStatus: ExitStatus

    /// Puts an error of any library into words: `rensho: error: … [code]`, then `hint: …`.
    package init(program: String, _ error: any CodedError) {
        var text = "\(program): error: \(HostileText.escapeInvisible(error.description)) [\(error.code)]\n"
        if let remedy = error.remedy { text += "hint: \(HostileText.escapeInvisible(remedy))\n" }
        self.text = text
        exitStatus = Self.exitStatus(of: error)
    }

    /// How a program ends because of an error; one that does not say comes from decoding and means malformed input.
    package static func exitStatus(of error: any CodedError) -> ExitStatus {
        (error as? any CommandError)?.exitStatus ?? .malformed
    }
}
