import FuzzHarness

FuzzProgram.run("coin-labels")
