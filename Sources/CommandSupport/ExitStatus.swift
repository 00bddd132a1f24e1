/// How a program ends; the same numbers in every Rensho program.
package enum ExitStatus: Int32, Sendable, CaseIterable {
    /// The asked-for thing is done.
    case done = 0
    /// A finding, a person or a rule said no.
    case refused = 1
    /// Nothing is wrong, but something is still missing, such as a quorum.
    case incomplete = 2
    /// The command line is not understood (EX_USAGE).
    case usage = 64
    /// A file or an answer is malformed (EX_DATAERR).
    case malformed = 65
    /// A file is missing or cannot be read (EX_NOINPUT).
    case unreadable = 66
    /// The program or the machine failed (EX_SOFTWARE).
    case internalError = 70
    /// An output cannot be created (EX_CANTCREAT).
    case cannotWrite = 73
}
