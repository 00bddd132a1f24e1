import FuzzHarness

FuzzProgram.run("coin-snapshot")
