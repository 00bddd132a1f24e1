import FuzzHarness

FuzzProgram.run("descriptor")
