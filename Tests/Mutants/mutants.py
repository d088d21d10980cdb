"""Puts each deliberate error of mutants.txt into a copy of the project and tells which of them no test sees.

    make mutants                    # all of them; half an hour and more
    make mutants MUTANTS=Adam       # those whose line holds a text

All errors are built into one copy, each behind a question that the variable MINISTYLER_MUTANT answers, so that the copy is
built once and every error costs the tests alone. Exit status 1 where one survives.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
COPY = ROOT / ".build-mutants"
VARIABLE = "MINISTYLER_MUTANT"
SECONDS = 600

SWITCH = f"""import Glibc

private let active: Int32 = getenv("{VARIABLE}").map {{ atoi($0) }} ?? 0

/// Whether the deliberate error of this number is in place.
func mutant(_ number: Int32) -> Bool {{ number == active }}
"""


class Mutant:
    def __init__(self, number, line):
        form = re.fullmatch(r"(\S+) : (.+) => (.+) : (\S+)", line)
        if not form:
            sys.exit(f"mutants.txt: not of the form file : old => new : tests\n{line}")
        self.number, self.line = number, line
        self.path = pathlib.Path("Sources") / form[1]
        self.old, self.new, self.tests = form[2], form[3], form[4]

    def pattern(self):
        """Text before, in and after the brackets, any white space for each space."""
        text = self.old if "[[" in self.old else f"[[{self.old}]]"
        before, rest = text.split("[[", 1)
        # The last brackets, so that the expression may itself end in one.
        inner, after = rest.rsplit("]]", 1)
        if before.endswith("[ "):
            before, after = before[:-1], after[1:]
        pieces = [r"\s*".join(re.escape(word) for word in re.split(r"\s+", part)) for part in (before, inner, after)]
        return re.compile("({})({})({})".format(*pieces))

    def place_in(self, text):
        """Where the expression stands in the file."""
        found = list(self.pattern().finditer(text))
        if len(found) != 1:
            sys.exit(f"mutants.txt: stands {len(found)} times in {self.path}, not once\n{self.line}")
        return found[0].span(2)


def with_errors(text, mutants):
    """A file's text with each expression behind its question."""
    end_of_last = len(text)
    places = [(mutant.place_in(text), mutant) for mutant in mutants]
    for (start, end), mutant in sorted(places, key=lambda place: place[0], reverse=True):
        if end > end_of_last:
            sys.exit(f"mutants.txt: overlaps with another one\n{mutant.line}")
        text = f"{text[:start]}(mutant({mutant.number}) ? ({mutant.new}) : ({text[start:end]})){text[end:]}"
        end_of_last = start
    return text


def read(wanted):
    lines = (HERE / "mutants.txt").read_text().splitlines()
    lines = [line for line in lines if line.strip() and not line.startswith("#")]
    mutants = [Mutant(number, line) for number, line in enumerate(lines, 1)]
    return mutants, [mutant for mutant in mutants if not wanted or wanted in mutant.line]


def copy_project(mutants):
    """Files that did not change keep their times, so that little is built again."""
    texts = {}
    for path in {mutant.path for mutant in mutants}:
        texts[path] = with_errors((ROOT / path).read_text(), [m for m in mutants if m.path == path])
    for target in {path.parts[1] for path in texts}:
        texts[pathlib.Path("Sources") / target / "Mutants.swift"] = SWITCH
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    wanted = {pathlib.Path(name) for name in names.stdout.splitlines() if (ROOT / name).is_file()} | set(texts)
    tree = COPY / "tree"
    for old in [path for path in tree.rglob("*") if path.is_file() and path.relative_to(tree) not in wanted]:
        if old.relative_to(tree).parts[0] != ".build":
            old.unlink()
    for path in wanted:
        content = texts[path].encode() if path in texts else (ROOT / path).read_bytes()
        target = tree / path
        if target.is_file() and target.read_bytes() == content:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        shutil.copymode(ROOT / path, target) if (ROOT / path).exists() else None
    return tree


def tests_pass(tree, tests, number):
    environment = dict(os.environ, **{VARIABLE: str(number)})
    command = ["swift", "test", "--skip-build", "--filter", tests]
    try:
        outcome = subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return False
    ran = re.search(r"Test run with (\d+) tests?", outcome.stdout)
    if outcome.returncode == 0 and not (ran and int(ran.group(1))):
        sys.exit(f"No test is called {tests}.")
    return outcome.returncode == 0


def main():
    parser = argparse.ArgumentParser(description="Tells which deliberate errors no test sees.")
    parser.add_argument("wanted", nargs="?", help="only errors whose line holds this text")
    arguments = parser.parse_args()
    mutants, chosen = read(arguments.wanted)
    tree = copy_project(mutants)
    print(f"Building a copy with {len(mutants)} errors", flush=True)
    built = subprocess.run(["swift", "build", "--build-tests", "--no-color-diagnostics"], cwd=tree, capture_output=True, text=True)
    if built.returncode:
        sys.exit("\n".join(line for line in built.stdout.splitlines() if "error" in line) or built.stderr)
    for tests in sorted({mutant.tests for mutant in chosen}):
        if not tests_pass(tree, tests, 0):
            sys.exit(f"Without any error, {tests} fails.")
    survivors = []
    for mutant in chosen:
        survives = tests_pass(tree, mutant.tests, mutant.number)
        print(f"{'survives' if survives else 'seen':8} {mutant.number:3} {mutant.line}", flush=True)
        if survives:
            survivors.append(mutant)
    print(f"{len(survivors)} of {len(chosen)} survive")
    sys.exit(1 if survivors else 0)


if __name__ == "__main__":
    main()
