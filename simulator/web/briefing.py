"""The briefing: what the trainee knows before the call, and what will be looked at."""

from simulator.authoring.cast import Cast
from simulator.web.markup import DIFFICULTIES, render


def briefing_head(cast: Cast) -> str:
    """Title and content notices, across the page."""
    scenario = cast.scenario
    notices = [scenario.content_notice, *(p.content_notice for p in cast.personas.values())]
    known = list(dict.fromkeys(notice for notice in notices if notice))
    return render("briefing_head.html", scenario=scenario, notices=known)


def briefing_body(cast: Cast) -> str:
    """The briefing itself; which items are decoys is not told."""
    personas = list(cast.personas.values())
    return render("briefing.html", scenario=cast.scenario, personas=personas)


def begin_card(cast: Cast) -> str:
    """The words above the Start button."""
    how = (
        f"Written as {DIFFICULTIES[cast.scenario.difficulty].lower()}. "
        "You can stop at any time; every turn is saved."
    )
    return render("begin.html", how=how)
