"""Just enough of Swift's lexical structure to find statements: what is code, and where brackets close."""

import re

OPEN, CLOSE = "([{", ")]}"


def masked(text):
    """The text with blanks for a comment and a word for a string literal; of the same length, newlines stay."""
    out, i = list(text), 0

    def fill(start, end, filler):
        for k in range(start, min(end, len(text))):
            if text[k] != "\n":
                out[k] = filler

    while i < len(text):
        if text.startswith("//", i):
            end = text.find("\n", i)
            end = len(text) if end < 0 else end
        elif text.startswith("/*", i):
            end = _end_of_comment(text, i)
        elif text[i] == '"' or (text[i] == "#" and re.match(r'#+"', text[i:])):
            end = _end_of_string(text, i)
            # A literal stays a word, so that an expression may begin and end with it.
            fill(i, end, "S")
            i = end
            continue
        else:
            i += 1
            continue
        fill(i, end, " ")
        i = end
    return "".join(out)


def _end_of_comment(text, start):
    depth, i = 0, start
    while i < len(text):
        if text.startswith("/*", i):
            depth, i = depth + 1, i + 2
        elif text.startswith("*/", i):
            depth, i = depth - 1, i + 2
            if depth == 0:
                return i
        else:
            i += 1
    return i


def _end_of_string(text, start):
    hashes = len(text) - start - len(text[start:].lstrip("#"))
    i = start + hashes
    quote = '"""' if text.startswith('"""', i) else '"'
    i += len(quote)
    escape, close = "\\" + "#" * hashes, quote + "#" * hashes
    while i < len(text):
        if text.startswith(escape + "(", i):
            i = _end_of_interpolation(text, i + len(escape))
        elif text.startswith(escape, i):
            i += len(escape) + 1
        elif text.startswith(close, i):
            return i + len(close)
        else:
            i += 1
    return i


def _end_of_interpolation(text, start):
    depth, i = 0, start
    while i < len(text):
        if text[i] == '"':
            i = _end_of_string(text, i)
            continue
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        i += 1
        if depth == 0:
            return i
    return i


def closing(mask, start):
    """The place of the bracket that closes the one at `start`."""
    depth = 0
    for i in range(start, len(mask)):
        if mask[i] in OPEN:
            depth += 1
        elif mask[i] in CLOSE:
            depth -= 1
            if depth == 0:
                return i
    raise ValueError(f"bracket at {start} is never closed")


def at_depth_zero(mask, start, pattern):
    """The first match of `pattern` from `start` on that is inside no bracket opened since; None past the block."""
    find, i = re.compile(pattern), start
    while i < len(mask):
        match = find.match(mask, i)
        if match:
            return match
        if mask[i] in OPEN:
            i = closing(mask, i) + 1
        elif mask[i] in CLOSE:
            return None
        else:
            i += 1
    return None


def clauses(mask, start, end):
    """The ranges between the commas of `start..<end` that are inside no bracket, without blanks around them."""
    ranges, begin, i = [], start, start
    while i < end:
        if mask[i] in OPEN:
            i = closing(mask, i)
        elif mask[i] == ",":
            ranges.append((begin, i))
            begin = i + 1
        i += 1
    ranges.append((begin, end))
    return [_trimmed(mask, one) for one in ranges]


def _trimmed(mask, span):
    start, end = span
    while start < end and mask[start].isspace():
        start += 1
    while end > start and mask[end - 1].isspace():
        end -= 1
    return start, end


def line_of(text, place):
    """The line number of a place, from 1."""
    return text.count("\n", 0, place) + 1
