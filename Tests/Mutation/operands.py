"""Finds what stands on either side of `&&` and `||`: a condition of a refusal rule may be a part of an expression."""

import re

import swift_text as swift

TOKEN = re.compile(r"&&|\|\|")
BOUNDARY = re.compile(
    r"&&|\|\||,|(?<=\s)[?=](?=\s)|:(?=\s)|;|(?<!\w)(?:return|guard|if|else|where|in|while|case|switch)(?!\w)")
# What a line begins or ends with when the expression goes on across the line's end.
GOES_ON = ("&&", "||", ".", "+", "-", "*", "/", "==", "!=", "<", ">", "?", ":", ",")
STATEMENT = re.compile(r"(?<!\w)(?:if|where|while|switch)(?!\w)")


def operands(mask):
    """Every operand of `&&` and of `||`: the operator and its range. None that binds, throws or needs a mark."""
    found = {}
    for token in TOKEN.finditer(mask):
        if token.start() and mask[token.start() - 1] == "(" and mask[token.end():token.end() + 1] == ")":
            continue
        either = token.group() == "||"
        left, word = _start(mask, token.start(), either)
        right = _end(mask, token.end(), either, word)
        for span in (_trim(mask, left, token.start()), _trim(mask, token.end(), right)):
            words = mask[span[0]:span[1]]
            if words and not re.search(r"\b(?:let|var|case|try|unsafe)\b", words):
                found[span] = token.group()
    return sorted((span, operator) for span, operator in found.items())


def _start(mask, place, either):
    """Where the operand that ends at `place` begins, and the word of the statement it belongs to."""
    i = place
    while i > 0:
        if mask[i - 1] in swift.CLOSE:
            i = _opening(mask, i - 1)
            continue
        if mask[i - 1] in swift.OPEN:
            return i, None
        for begin in range(max(0, i - 6), i):
            match = BOUNDARY.match(mask, begin)
            if match and match.end() == i:
                operator = match.group()
                if operator == "&&" and either:
                    break
                word = operator if operator.isalpha() else None
                return i, word if word else _word(mask, begin)
        if mask[i - 1] == "\n" and not _continues(mask, i - 1):
            return i, None
        i -= 1
    return 0, None


def _word(mask, place):
    """The `if`, `where` or `while` in whose condition a place is, outside every bracket; None elsewhere."""
    i = place
    while i > 0:
        if mask[i - 1] in swift.CLOSE:
            i = _opening(mask, i - 1)
            continue
        if mask[i - 1] in swift.OPEN or (mask[i - 1] == "\n" and not _continues(mask, i - 1)):
            line = mask[i:place]
            match = STATEMENT.search(line)
            return match.group() if match else None
        i -= 1
    return None


def _end(mask, place, either, word):
    i = place
    while i < len(mask):
        if mask[i] == "{" and word in ("if", "where", "while", "switch"):
            return i
        if mask[i] in swift.OPEN:
            i = swift.closing(mask, i) + 1
            continue
        if mask[i] in swift.CLOSE:
            return i
        match = BOUNDARY.match(mask, i)
        if match and not (match.group() == "&&" and either):
            return i
        if match:
            i = match.end()
            continue
        if mask[i] == "\n" and not _continues(mask, i):
            return i
        i += 1
    return i


def _continues(mask, newline):
    before = mask[:newline].rstrip()
    after = mask[newline:].lstrip()
    if before.endswith((*GOES_ON, "(", "[")) or after.startswith(GOES_ON):
        return True
    return bool(re.search(r"\b(?:guard|return|if|where)$", before) or re.match(r"(?:where|else)\b", after))


def _opening(mask, place):
    depth = 0
    for i in range(place, -1, -1):
        if mask[i] in swift.CLOSE:
            depth += 1
        elif mask[i] in swift.OPEN:
            depth -= 1
            if depth == 0:
                return i
    raise ValueError(f"bracket at {place} was never opened")


def _trim(mask, start, end):
    while start < end and mask[start].isspace():
        start += 1
    while end > start and mask[end - 1].isspace():
        end -= 1
    return start, end
