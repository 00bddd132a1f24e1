import FuzzHarness

FuzzProgram.run("base64")
