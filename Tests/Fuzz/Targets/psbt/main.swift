import FuzzHarness

FuzzProgram.run("psbt")
