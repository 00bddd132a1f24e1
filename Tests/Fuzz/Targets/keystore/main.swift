import FuzzHarness

FuzzProgram.run("keystore")
