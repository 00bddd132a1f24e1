/// One thing that is not as it has to be, with what to do about it.
package struct Diagnosis: Hashable, Sendable {
    /// The stable code.
    package let code: String
    /// What is wrong, and where.
    package let text: String
    /// What to do.
    package let remedy: String

    /// States what is wrong.
    package init(_ code: String, _ text: String, remedy: String) {
        self.code = code
        self.text = text
        self.remedy = remedy
    }
}
