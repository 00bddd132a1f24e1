import FuzzHarness

FuzzProgram.run("script")
