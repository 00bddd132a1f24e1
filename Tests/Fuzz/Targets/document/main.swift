import FuzzHarness

FuzzProgram.run("document")
