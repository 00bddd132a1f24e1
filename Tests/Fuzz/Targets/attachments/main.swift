import FuzzHarness

FuzzProgram.run("attachments")
