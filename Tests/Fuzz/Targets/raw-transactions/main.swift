import FuzzHarness

FuzzProgram.run("raw-transactions")
