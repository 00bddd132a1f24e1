"""Finds the refusal rules of a Swift file and rewrites each so that a number switches just that one off.

What is a rule, and what switching it off means:

  pass    guard COND else { throw / return a refusal }    each condition that binds nothing holds, whatever it says
  leave   guard … else { return [] / return / continue }  the block is left before the guard: what follows is not done
  if      if … { throw / return / append }                the block is not entered
  where   for … where COND { throw / append }             no element is met
  every   the same                                        every element is met
  and     … && COND, COND && …                            the operand holds, whatever it says
  or      … || COND, COND || …                            the operand does not hold, whatever it says
  off     func …(…) -> [Finding], -> Problem?, …          nothing is found

A guard whose block says neither (`return nil`, `return false`, `return`, `continue`) gets both of the first two, outside
of the checks: only there is a blank return always "nothing to refuse".

  enter   guard let x = … else { throw }                  cannot be switched off without inventing a value: all that is
                                                          asked is that a test comes into the block

What throws because a value selects it (`case .a: throw`) is no condition; it is listed as not reached.
"""

import re
from dataclasses import dataclass, field

import operands
import swift_text as swift

FOUND = r"(?:\[\w*(?:Finding|Problem|Difference|Refusal)\]|\w*(?:Finding|Problem|Difference|Refusal|Evidence)\?)"
FUNCTION = re.compile(r"(?:\)\s*(?:throws\s*(?:\([^)]*\))?\s*)?->|\bvar\s+\w+\s*:)\s*(" + FOUND + r")\s*\{")
OTHERWISE = r"(?<!\w)else\s*\{"
# What stands before a `throw` that a value selects, not a condition.
SELECTS = re.compile(r"(?:\bcase\b[^\n]*:|\bdefault:|\belse\s*\{)(?=\s*$)")
BINDS = re.compile(r"(?:let|var|case|#available|#unavailable)\b")
REFUSES = re.compile(r"\bthrow\b|\breturn\s+(?!\[\s*\]|nil\b|true\b|false\b)[^\s;}]")
BLANK = re.compile(r"\breturn\b|\bcontinue\b|\bbreak\b")
ADDS = re.compile(r"\.append\(|\.insert\(|\+=|\bresult\b")


@dataclass
class Rule:
    kind: str
    line: int
    text: str
    # What goes in, and where: pairs of place and text.
    edits: list = field(default_factory=list)
    number: int = -1


def found_rules(text, is_checks):
    """The rules of a file, and the lines of what looks like one and is not reached."""
    mask = swift.masked(text)
    rules, missed = [], []
    guarded = {other.end() - 1 for match in re.finditer(r"(?<![\w.`#])guard\b(?!\s*:)", mask)
               if (other := swift.at_depth_zero(mask, match.end(), OTHERWISE))}
    for match in re.finditer(r"(?<![\w.`#])(guard|if|for|throw)\b(?!\s*:)", mask):
        word, start = match.group(1), match.end()
        if word == "guard":
            _guard(text, mask, match.start(), start, is_checks, rules)
        elif word == "if":
            _if(text, mask, match.start(), start, rules)
        elif word == "for":
            _for(text, mask, match.start(), start, rules)
        elif (before := SELECTS.search(mask[:match.start()])) and before.end() - 1 not in guarded:
            end = mask.find("\n", match.start())
            missed.append((_line(text, match.start()), _words(text, mask.rfind("\n", 0, match.start()), end)))
    for match in FUNCTION.finditer(mask):
        _function(text, mask, match, rules)
    for (first, last), operator in operands.operands(mask):
        whole = text[text.rfind("\n", 0, first) + 1:text.find("\n", last)]
        switch, kind = ("mutants_pass(@, ", "and") if operator == "&&" else ("mutants_fail(@, ", "or")
        rules.append(Rule(kind, _line(text, first), f"{_words(text, first, last)}  <-  {whole.strip()}", [
            (first, switch), (last, ")")]))
    return sorted(rules, key=lambda rule: rule.line), missed


def _line(text, place):
    return swift.line_of(text, place)


def _words(text, start, end):
    return re.sub(r"\s+", " ", text[start:end]).strip()


def _guard(text, mask, begin, start, is_checks, rules):
    other = swift.at_depth_zero(mask, start, OTHERWISE)
    if not other:
        return
    body_end = swift.closing(mask, other.end() - 1)
    body = mask[other.end():body_end]
    spans = swift.clauses(mask, start, other.start())
    plain = [one for one in spans if not BINDS.match(mask, one[0])]
    refuses, blank = bool(REFUSES.search(body)), bool(BLANK.search(body))
    adds = bool(ADDS.search(body))
    whole = _words(text, begin, body_end + 1)
    if refuses or adds or (blank and not is_checks):
        for first, last in plain:
            rules.append(Rule("pass", _line(text, first), f"{_words(text, first, last)}  <-  {whole}", [
                (first, "mutants_pass(@, "), (last, ")")]))
        if not plain:
            rules.append(Rule("enter", _line(text, begin), whole, [(other.end(), " _ = mutants_live(@);")]))
    if not refuses and not adds and blank:
        rules.append(Rule("leave", _line(text, begin), whole, [(start, " mutants_live(@),")]))


def _if(text, mask, begin, start, rules):
    before = mask[:begin].rstrip()
    if re.search(r"[=(,:?]$|\b(?:return|in)$", before):
        return
    brace = swift.at_depth_zero(mask, start, r"\{")
    if not brace:
        return
    body_end = swift.closing(mask, brace.end() - 1)
    body = mask[brace.end():body_end]
    has_else = re.match(r"\s*else\b", mask[body_end + 1:])
    throws = re.search(r"\bthrow\b", body)
    if not throws and (has_else or not (REFUSES.search(body) or BLANK.search(body) or ADDS.search(body))):
        return
    rules.append(Rule("if", _line(text, begin), _words(text, begin, body_end + 1), [(start, " mutants_live(@),")]))


def _for(text, mask, begin, start, rules):
    brace = swift.at_depth_zero(mask, start, r"\{")
    where = swift.at_depth_zero(mask, start, r"(?<!\w)where\b")
    if not brace or not where or where.start() > brace.start():
        return
    body_end = swift.closing(mask, brace.end() - 1)
    body = mask[brace.end():body_end]
    if not (REFUSES.search(body) or ADDS.search(body) or BLANK.search(body)):
        return
    end = brace.start()
    while mask[end - 1].isspace():
        end -= 1
    words = _words(text, begin, body_end + 1)
    rules.append(Rule("where", _line(text, begin), words, [(where.end(), " mutants_fail(@,"), (end, ")")]))
    if not re.search(r"\bthrow\b", body):
        rules.append(Rule("every", _line(text, begin), words, [(where.end(), " mutants_pass(@,"), (end, ")")]))


def _function(text, mask, match, rules):
    open_brace = match.end() - 1
    body = mask[open_brace + 1:swift.closing(mask, open_brace)].strip()
    if not body or body.startswith("get"):
        return
    nothing = "[]" if match.group(1).startswith("[") else "nil"
    statement = re.match(r"(?:guard|let|var|return|for|do|func|defer|while|repeat)\b", body)
    if re.match(r"(?:if|switch)\b", body):
        statement = re.search(r"\breturn\b", body)
    begin = mask.rfind("\n", 0, match.start()) + 1
    head = _words(text, begin, open_brace)
    rules.append(Rule("off", _line(text, open_brace), head, [
        (open_brace + 1, f" if !mutants_live(@) {{ return {nothing} }}; " + ("" if statement else "return "))]))


def rewritten(text, rules):
    """The text with every rule of it switchable."""
    edits = []
    for rule in rules:
        places = [place for place, _ in rule.edits]
        for place, insertion in rule.edits:
            # At one place, the wider range opens first and closes last.
            width = max(places) - min(places)
            edits.append((place, insertion != ")", width if insertion == ")" else -width,
                          insertion.replace("@", str(rule.number))))
    if not edits:
        return text
    out, at = [], 0
    for place, *_, insertion in sorted(edits):
        out += [text[at:place], insertion]
        at = place
    out.append(text[at:])
    return _importing("".join(out))


def _importing(text):
    first = re.search(r"^(?:(?:package|public|internal|private|fileprivate)\s+)?import\s", text, re.M)
    place = first.start() if first else 0
    return text[:place] + "import CMutants; " + text[place:] if first else "import CMutants\n" + text
