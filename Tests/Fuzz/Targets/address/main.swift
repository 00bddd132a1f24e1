import FuzzHarness

FuzzProgram.run("address")
