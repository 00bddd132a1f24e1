import FuzzHarness

FuzzProgram.run("xpub")
