/// The sentences about the machine, in English.
enum EnglishMachine {
    static func text(_ phrase: MachinePhrase) -> String {
        switch phrase {
        case .networkUp(let names): "a network interface of this machine is up: \(list(names))"
        case .networkUnknown: "it cannot be found out which network interfaces of this machine are up"
        case .swapOn(let names):
            "memory of this machine is written to swap: \(list(names)); the program's own secrets are locked against it, "
                + "but not what passes through the library and the kernel"
        case .swapUnknown: "it cannot be found out whether memory of this machine is written to swap"
        case .dumpsPossible: "the memory of the program can be dumped although it has forbidden it"
        case .traced(let process): "process \(process) looks into this program while it runs"
        case .runsAsRoot: "the program runs as root"
        case .homeOpen(let path, let mode): "\(SafeText.ascii(path)) is open to other users (mode \(mode))"
        case .clockEarly(let clock, let build):
            "the clock shows \(clock), a day before this program was made (\(build)); what has expired cannot be known"
        case .terminalPlain(let type):
            type.isEmpty
                ? "the terminal does not say what it is (TERM is not set), so that secrets on it cannot be cleared for sure"
                : "a terminal of the type \(SafeText.ascii(type)) (TERM) cannot be cleared of secrets"
        case .noLandlock:
            "this kernel has no landlock: the program can open every file of its user, not only those of its command"
        }
    }

    static func remedy(_ phrase: MachinePhrase) -> String {
        switch phrase {
        case .networkUp:
            "Keys of this kind belong on a machine without a network. Take out the cable, switch the radio off and shut "
                + "the interface down: ip link set NAME down."
        case .networkUnknown: "Mount /sys, and run the program outside of a sandbox that hides it."
        case .swapOn: "Switch it off: swapoff -a, and take it out of /etc/fstab."
        case .swapUnknown: "Mount /proc, and run the program outside of a sandbox that hides it."
        case .dumpsPossible: "Use no keys on this system: something undoes what the program asks for."
        case .traced: "Find out what it is, and use no keys here before you know."
        case .runsAsRoot: "Run it as a user of its own: whatever is wrong with it then reaches less."
        case .homeOpen:
            "Find out who could have read it; then chmod go-rwx, and chown to the user who runs the program."
        case .clockEarly:
            "Set the clock, in UTC: date --utc --set \"YYYY-MM-DD HH:MM\"; then look at the machine's battery."
        case .terminalPlain: "Use the console or a terminal of a desktop, with the TERM that it sets."
        case .noLandlock: "Use a kernel of version 5.13 or later with landlock switched on."
        }
    }

    static func text(_ prompt: MachinePrompt) -> String {
        switch prompt {
        case .label(.refuse): "refused"
        case .label(.warn): "warning"
        case .label(.note): "note"
        case .goOn(let word): "Type \"\(word)\" to go on in spite of it, or nothing to stop here: "
        }
    }

    private static func list(_ names: [String]) -> String { names.map(SafeText.ascii).joined(separator: ", ") }
}
