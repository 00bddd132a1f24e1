"""The rewriting of `make faults`, by examples: a rule that is rewritten wrongly would count as tested."""

import unittest

import accepted
import rules
import swift_text as swift


def switched(text, is_checks=False):
    found, missed = rules.found_rules(text, is_checks)
    for number, rule in enumerate(found):
        rule.number = number
    return rules.rewritten(text, found).replace("import CMutants\n", "", 1), [rule.kind for rule in found], len(missed)


class RewritingTests(unittest.TestCase):
    def check(self, text, expected, kinds, missed=0, is_checks=False):
        self.assertEqual(switched(text, is_checks), (expected, kinds, missed))

    def test_each_condition_of_a_guard_that_throws(self):
        self.check(
            "guard a > 0, let b = c, f({ $0 }, b) else { throw .bad }",
            "guard mutants_pass(0, a > 0), let b = c, mutants_pass(1, f({ $0 }, b)) else { throw .bad }",
            ["pass", "pass"])

    def test_a_guard_that_only_binds_is_to_be_entered(self):
        self.check(
            "guard let a = b, case .c = a else { throw .bad }",
            "guard let a = b, case .c = a else { _ = mutants_live(0); throw .bad }", ["enter"])

    def test_what_a_value_selects_is_listed(self):
        text = "switch a { case .b: throw .bad }"
        self.check(text, text, [], missed=1)

    def test_a_guard_of_a_check_that_leaves(self):
        self.check(
            "guard let a else { return [] }", "guard mutants_live(0), let a else { return [] }", ["leave"],
            is_checks=True)

    def test_a_guard_that_may_mean_either(self):
        self.check(
            "guard a else { return nil }", "guard mutants_live(1), mutants_pass(0, a) else { return nil }",
            ["pass", "leave"])

    def test_a_guard_that_returns_a_refusal(self):
        self.check(
            "guard a else { return .refused }", "guard mutants_pass(0, a) else { return .refused }", ["pass"],
            is_checks=True)

    def test_strings_and_comments_are_no_code(self):
        self.check(
            'guard a == "), {" /* , */ else { throw .bad(")") }  // guard b else { throw }',
            'guard mutants_pass(0, a == "), {") /* , */ else { throw .bad(")") }  // guard b else { throw }',
            ["pass"])

    def test_an_interpolation_is_part_of_its_string(self):
        text = 'let a = "\\(b ? "}" : "{") guard c else { throw }"'
        self.assertEqual(swift.masked(text), "let a = " + "S" * (len(text) - 8))

    def test_an_if_that_throws_or_adds(self):
        self.check("if let a = b { throw .bad }", "if mutants_live(0), let a = b { throw .bad }", ["if"])
        self.check("if a { found.append(b) }", "if mutants_live(0), a { found.append(b) }", ["if"])

    def test_an_if_that_is_a_value_stays(self):
        for text in ["let a = if b { c } else { d }", "f { if case .a = $0 { true } else { false } }", "if a { b() }"]:
            self.check(text, text, [])

    def test_a_loop_over_what_is_refused(self):
        self.check(
            "for a in b where !c.contains(a) { throw .bad(a) }",
            "for a in b where mutants_fail(0, !c.contains(a)) { throw .bad(a) }", ["where"])
        self.check(
            "for a in b where a.ok { sum.append(a) }",
            "for a in b where mutants_fail(0, mutants_pass(1, a.ok)) { sum.append(a) }", ["where", "every"])

    def test_each_side_of_and_and_or(self):
        self.check(
            "let a = b && c.d { $0 || e }\nf()",
            "let a = mutants_pass(0, b) && mutants_pass(1, c.d { mutants_fail(2, $0) || mutants_fail(3, e) })\nf()",
            ["and", "and", "or", "or"])
        self.check(
            "guard a || b && c,\n    d else { throw .e }",
            "guard mutants_pass(0, mutants_fail(1, a) || mutants_fail(3, mutants_pass(2, b) && mutants_pass(4, c))),\n"
            "    mutants_pass(5, d) else { throw .e }",
            ["pass", "or", "and", "or", "and", "pass"])
        self.check(
            "f(g: a == b\n    && c)", "f(g: mutants_pass(0, a == b)\n    && mutants_pass(1, c))", ["and", "and"])

    def test_a_function_that_finds(self):
        self.check(
            "func findings() -> [Finding] { one() }",
            "func findings() -> [Finding] { if !mutants_live(0) { return [] }; return  one() }", ["off"])
        self.check(
            "var problem: CaseProblem? { let a = b; return a }",
            "var problem: CaseProblem? { if !mutants_live(0) { return nil };  let a = b; return a }", ["off"])
        self.check("var problem: CaseProblem? { get }", "var problem: CaseProblem? { get }", [])

    def test_the_module_of_the_switches_is_imported_without_a_new_line(self):
        found, _ = rules.found_rules("import A\nguard a else { throw .b }\n", False)
        found[0].number = 7
        self.assertEqual(
            rules.rewritten("import A\nguard a else { throw .b }\n", found),
            "import CMutants; import A\nguard mutants_pass(7, a) else { throw .b }\n")


class AcceptedTests(unittest.TestCase):
    def test_every_accepted_survivor_has_a_file_and_a_reason(self):
        for entry in accepted.entries():
            self.assertTrue((accepted.PATH.parents[2] / entry[0]).is_file(), entry[0])


if __name__ == "__main__":
    unittest.main()
