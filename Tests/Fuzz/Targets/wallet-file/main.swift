import FuzzHarness

FuzzProgram.run("wallet-file")
