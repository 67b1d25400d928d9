"""One line on a terminal that is drawn again as bytes come in; a tenth a line elsewhere."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.llm.weights import Progress


class ProgressBar:
    """How far a fetch has come, on standard error."""

    def __init__(self) -> None:
        self._shown = -1
        self._live = sys.stderr.isatty()

    def tell(self, progress: "Progress") -> None:
        """Draw a step, unless it looks like the one before."""
        step = 100 * progress.done // max(1, progress.total)
        step = step if self._live else step - step % 10
        if step == self._shown:
            return
        self._shown = step
        end = "" if self._live else "\n"
        start = "\r" if self._live else ""
        filled = "#" * (step // 4)
        megabytes = f"{progress.done / 1e6:,.0f} of {progress.total / 1e6:,.0f} MB"
        line = f"{start}[{filled:<25}] {step:3} %  {megabytes} from {progress.source}"
        print(line, end=end, file=sys.stderr, flush=True)

    def close(self) -> None:
        """Leave the line."""
        if self._live and self._shown >= 0:
            print(file=sys.stderr)
