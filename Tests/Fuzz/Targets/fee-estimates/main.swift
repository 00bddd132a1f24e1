import FuzzHarness

FuzzProgram.run("fee-estimates")
