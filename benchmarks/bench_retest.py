"""Whether a model as second judge says the same again: test-retest over calls and questions.

    python -m benchmarks.bench_retest [--calls 4]

Grades scripted calls with the embedded 1.5B as second judge, once in their order and once in the
reverse order, each time in a process of its own, and compares every answer.  Bar: Krippendorff's
alpha at least .95.  Needs ``simulator model get``; takes about a minute of CPU a call.  Writes
``benchmarks/results/retest.json``; exits 1 if the bar is missed, 2 without the model.
"""

import argparse
import asyncio
import json
import subprocess
import sys
from inspect import isawaitable
from pathlib import Path

from benchmarks.report import report
from simulator.authoring.catalogue import find_catalogue
from simulator.conversation.call import Call
from simulator.errors import UserError
from simulator.grading.agreement import krippendorff_alpha
from simulator.grading.judgement import Judgement
from simulator.grading.material import Material, prepare
from simulator.grading.model_judge import part_for
from simulator.llm.chooser import choose
from simulator.llm.wording import Wording
from simulator.practice.script import read_script
from simulator.practice.scripted import play_script
from simulator.settings import Settings, load_settings
from simulator.understanding.reader import Reader
from simulator.vocabulary import Difficulty

SCRIPTS = Path(__file__).parents[1] / "tests" / "content" / "scripts"
MODEL = "embedded:qwen2.5-1.5b"
PATIENCE_S = 3600.0
"""On a busy machine a slow answer must not count as another answer."""
BAR = 0.95

Answers = dict[str, float | None]


def materials(settings: Settings, calls: int) -> list[Material]:
    """The first calls of the scripts, one skilled and one clumsy of each scenario in turn."""
    catalogue = find_catalogue(settings)
    found = []
    for hand in ("skilled", "clumsy"):
        for name in catalogue.scenarios():
            cast = catalogue.cast(name)
            lines = read_script(SCRIPTS / name / f"{hand}.yaml")
            call: Call = asyncio.run(play_script(cast, lines, seed=1, difficulty=Difficulty.MIDDLE))
            reader = Reader(cast.scenario, cast.personas)
            found.append(prepare(call, cast.scenario.rubric, cast, reader))
    return found[:: max(1, len(found) // calls)][:calls]


def answers(material: Material, wording: Wording) -> Answers:
    """What the second judge says of each question of one call."""
    part = part_for(wording)

    async def ask() -> Judgement:
        judged = part.judge(material)
        return await judged if isawaitable(judged) else judged

    # The part alone and without its limit: a busy machine is no other opinion.
    scores = asyncio.run(ask()).scores
    return {f"{material.call.id}/{score.id}": score.value for score in scores}


def once(calls: int, *, backwards: bool) -> Answers:
    """Every answer, in this process."""
    patient = {"model": MODEL, "model_first_s": PATIENCE_S, "model_stall_s": PATIENCE_S}
    settings = load_settings().model_copy(update=patient)
    wording = choose(settings)
    if wording is None:
        raise UserError("the embedded model isn't here", "run `simulator model get`")
    order = materials(settings, calls)
    if backwards:
        order.reverse()
    return {key: value for one in order for key, value in answers(one, wording).items()}


def compare(first: Answers, again: Answers) -> dict[str, object]:
    """Figures of two runs."""
    both = [(first[key], again[key]) for key in first]
    scored = [(one, other) for one, other in both if one is not None and other is not None]
    alpha = krippendorff_alpha(scored)
    same = sum(one == other for one, other in both) / len(both)
    return {
        "model": MODEL,
        "questions": len(both),
        "scored_both_times": len(scored),
        "scored_once_only": sum((one is None) != (other is None) for one, other in both),
        "same_answer_share": round(same, 4),
        "yes_share": round(sum(one for one, _ in scored) / max(1, len(scored)), 3),
        "alpha": None if alpha is None else round(alpha, 4),
        "bar": BAR,
        # Without any difference among the answers there is no alpha: then all must be the same.
        "held": same == 1.0 if alpha is None else alpha >= BAR,
    }


def main() -> int:
    """Run both, print and write.

    Returns:
        0, 1 if the bar is missed, 2 without the model.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", type=int, default=4)
    parser.add_argument("--once", choices=("forwards", "backwards"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.once:
        print(json.dumps(once(args.calls, backwards=args.once == "backwards")))
        return 0
    runs = [_apart(args.calls, order) for order in ("forwards", "backwards")]
    if None in runs:
        return 2
    first, again = (run for run in runs if run is not None)
    found = compare(first, again)
    report("retest", found)
    return 0 if found["held"] else 1


def _apart(calls: int, order: str) -> Answers | None:
    command = [sys.executable, "-m", "benchmarks.bench_retest", "--calls", str(calls)]
    done = subprocess.run([*command, "--once", order], capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1], file=sys.stderr)
        return None
    found: Answers = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    sys.exit(main())
