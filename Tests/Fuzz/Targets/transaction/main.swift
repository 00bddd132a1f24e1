import FuzzHarness

FuzzProgram.run("transaction")
