import FuzzHarness

FuzzProgram.run("listunspent")
