import FuzzHarness

FuzzProgram.run("der")
