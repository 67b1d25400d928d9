"""A live call as it stands now, for every page that shows it."""

from simulator.web.sessions import Live
from simulator.web.shown import CallShown, shown_call


def show(live: Live) -> CallShown:
    """A live call as the page draws it."""
    return shown_call(
        live.rehearsal.call(),
        live.cast,
        seconds_left=live.rehearsal.seconds_left(),
        busy=live.busy and not live.spoken,
        spoken=live.spoken,
        patience=live.rehearsal.state.patience,
    )
