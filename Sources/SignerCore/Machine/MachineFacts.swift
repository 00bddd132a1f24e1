import CommandSupport
package import Custody

/// What the signer sees of the machine that it runs on, before anything is judged.
package struct MachineFacts: Sendable, Hashable {
    /// The network interfaces that are up, loopback left out; `nil` where it cannot be found out.
    package var interfacesUp: [String]?
    /// The files and devices that memory is swapped to; `nil` where it cannot be found out.
    package var swapAreas: [String]?
    /// Whether the process stands as ``ProcessHardening`` left it.
    package var isHardened: Bool
    /// The process that traces this one.
    package var tracer: Int?
    /// Whether the effective user is root.
    package var isRoot: Bool
    /// What in the home others can read or enter, or belongs to somebody else.
    package var openInHome: [OpenEntry]
    /// The day that the clock shows, in UTC.
    package var today: CalendarDate
    /// A day on which the program was there already.
    package var buildDay: CalendarDate
    /// The type that the terminal states, empty where it states none; `nil` where there is no terminal.
    package var terminalType: String?
    /// The version of landlock; 0 without it.
    package var landlock: Int

    /// A machine without a fault and without a terminal, on a day.
    package init(faultlessOn today: CalendarDate, buildDay: CalendarDate) {
        self.today = today
        self.buildDay = buildDay
        interfacesUp = []
        swapAreas = []
        isHardened = true
        isRoot = false
        openInHome = []
        landlock = 1
    }

    /// Something that others can read or enter.
    package struct OpenEntry: Sendable, Hashable {
        /// Where it is.
        package let path: String
        /// Its mode, in octal digits.
        package let mode: String

        package init(path: String, mode: String) {
            self.path = path
            self.mode = mode
        }
    }
}
