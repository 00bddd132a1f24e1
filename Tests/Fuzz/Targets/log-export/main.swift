import FuzzHarness

FuzzProgram.run("log-export")
