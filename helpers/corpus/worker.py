"""The process that reads files, so that one that hangs or starves can be stopped.

Started by `helpers.corpus.workers` as ``python -m helpers.corpus.worker``. It takes one job per
line from standard input and answers in lines of JSON: each page is announced before it is tried,
so that the other side knows which one it died of.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import warnings
from pathlib import Path
from typing import IO, Any

from helpers.corpus.limits import Limits
from helpers.corpus.reading import FileReader, Reading

# longer than the other side waits: only for a worker whose other side is gone
_PATIENCE = 30
# what the system's clock takes; a researcher may want no limit at all
_MOST_SECONDS = 1_000_000


def main() -> None:
    """Read files until standard input ends."""
    warnings.simplefilter("ignore")
    replies = _keep_output_apart()
    _say(replies, {"ready": True})
    for line in sys.stdin.buffer:
        _answer(json.loads(line), replies)


def _keep_output_apart() -> IO[str]:
    """Keep the answers free of what libraries print."""
    replies = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    return replies


def _answer(job: dict[str, Any], replies: IO[str]) -> None:
    limits = Limits(**job["limits"])
    reader = FileReader(limits, tuple(job["columns"].items()))
    _set_alarm(limits)
    for item in reader.read(Path(job["path"]), job["start"]):
        if isinstance(item, Reading):
            _say(replies, {"reading": item.to_plain()})
        else:
            _say(replies, {"step": item[0], "part": item[1]})
        _set_alarm(limits)
    _say(replies, {"done": True})


def _set_alarm(limits: Limits) -> None:
    """Have the system end this process where nobody else would: its parent may be gone."""
    if hasattr(signal, "alarm"):
        signal.alarm(int(min(limits.max_seconds, _MOST_SECONDS)) + _PATIENCE)


def _say(replies: IO[str], message: dict[str, Any]) -> None:
    replies.write(json.dumps(message) + "\n")
    replies.flush()


if __name__ == "__main__":
    main()
