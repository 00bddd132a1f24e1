import FuzzHarness

FuzzProgram.run("base58")
