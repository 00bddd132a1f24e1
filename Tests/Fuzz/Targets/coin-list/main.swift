import FuzzHarness

FuzzProgram.run("coin-list")
