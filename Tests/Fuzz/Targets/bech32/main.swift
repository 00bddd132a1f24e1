import FuzzHarness

FuzzProgram.run("bech32")
