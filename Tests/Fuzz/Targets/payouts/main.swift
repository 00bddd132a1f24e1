import FuzzHarness

FuzzProgram.run("payouts")
