import TestSupport
import Testing

@Suite("PseudoTerminal runs a program as a person would")
struct PseudoTerminalTests {
    private let shell = "/bin/sh"

    @Test("asks at the terminal, whatever standard output is")
    func asks() throws {
        let script = "printf 'name? ' >/dev/tty; read name </dev/tty; echo \"hello $name\"; exit 3"
        let run = try PseudoTerminal(.init(shell, ["-c", script]))
        try run.expect("name? ")
        run.send("Bob")
        #expect(try run.exitStatus() == 3)
        #expect(run.standardOutput == "hello Bob\n")
        #expect(run.transcript == "name? Bob\n")
    }

    @Test("passes bytes on descriptor 3 and runs in the folder given")
    func passes() throws {
        let run = try PseudoTerminal(
            .init(
                shell, ["-c", "cat <&3; pwd"], folder: "/usr", passed: Array("secret\n".utf8), outputIsTerminal: true))
        try run.expect("secret\n/usr\n")
        #expect(try run.exitStatus() == 0)
    }

    @Test("says what the terminal shows when a text does not come")
    func reportsMissingText() throws {
        let run = try PseudoTerminal(.init(shell, ["-c", "echo a; sleep 5"], outputIsTerminal: true))
        #expect {
            try run.expect("b", timeout: 0.5)
        } throws: { error in
            String(describing: error) == "did not see \"b\"; the terminal shows:\na\n"
        }
    }

    @Test("ends the waiting for a question when the program asks another one, and not while it works")
    func reportsOtherQuestion() throws {
        let asking = try PseudoTerminal(
            .init(shell, ["-c", "printf 'name? ' >/dev/tty; read name </dev/tty"], outputIsTerminal: true))
        #expect {
            try asking.expect("age? ", timeout: 600)
        } throws: { error in
            String(describing: error) == "the program waits, but not for \"age? \"; the terminal shows:\nname? "
        }
        // Longer at work than a sleeping program is waited for.
        let working = try PseudoTerminal(
            .init(
                shell, ["-c", "end=$(($(date +%s) + 13)); while [ $(date +%s) -lt $end ]; do :; done; echo done"],
                outputIsTerminal: true))
        try working.expect("done\n")
    }
}
