import FuzzHarness

FuzzProgram.run("evidence")
