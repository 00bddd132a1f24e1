import FuzzHarness

FuzzProgram.run("cosigner-key")
