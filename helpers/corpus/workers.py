"""Reading files in processes beside this one, each stopped where it breaks a limit."""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path
from typing import Any

import joblib
import psutil  # type: ignore[import-untyped]

from helpers.corpus.limits import MEGABYTE, Limits
from helpers.corpus.reading import Reading

_FILES_PER_WORKER = 6
_MOST_WORKERS = 8
_MOST_DEATHS = 5
_LOOK_SECONDS = 0.05
_IDLE_SECONDS = 60
# a worker that has grown is replaced before the next file: freed memory seldom goes back
_GROWN_SHARE = 0.6


class Worker:
    """One process that reads files, watched from a thread while it does."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._since = time.monotonic()
        self._limits: Limits | None = None
        self._broken: str | None = None
        self._on_page = False
        self._is_busy = False

    def read(
        self,
        path: Path,
        limits: Limits,
        columns: Mapping[str, str],
        stopping: threading.Event | None = None,
    ) -> list[Reading]:
        """Read a file; a page at which the process dies becomes a problem, the rest is read.

        Parameters
        ----------
        path : Path
            The file.
        limits : Limits
            The limits in force.
        columns : mapping of str to str
            For tables: which column holds what.
        stopping : threading.Event, optional
            Set when nobody wants the file any more.

        Returns
        -------
        list of Reading
            One per page of the file.

        Raises
        ------
        RuntimeError
            If no process can be started.
        """
        self._is_busy = True
        try:
            return self._read(path, limits, columns, stopping or threading.Event())
        finally:
            self._since = time.monotonic()
            self._is_busy = False

    def _read(
        self, path: Path, limits: Limits, columns: Mapping[str, str], stopping: threading.Event
    ) -> list[Reading]:
        job = {"path": str(path), "limits": asdict(limits), "columns": dict(columns), "start": 0}
        readings: list[Reading] = []
        n_deaths, retried = 0, -1
        while True:
            death = self._try(job, limits, readings, stopping)
            if death is None or stopping.is_set():
                return readings
            if self._broken is None and death.step != retried:
                # somebody else may have ended the process: the page gets a second try
                job["start"] = retried = death.step
                continue
            readings.append(death)
            n_deaths += 1
            job["start"] = death.step + 1
            if not self._on_page:
                # it died while the next page was unpacked, as it would again
                return readings
            if n_deaths == _MOST_DEATHS:
                return [*readings, _word_rest(death)]

    def _try(
        self,
        job: dict[str, Any],
        limits: Limits,
        readings: list[Reading],
        stopping: threading.Event,
    ) -> Reading | None:
        """Read on from the job's start; give the page at which the process died, if it did."""
        process = self._ready()
        step, part, self._on_page = job["start"], None, False
        self._broken, self._since, self._limits = None, time.monotonic(), limits
        try:
            for message in _talk(process, job) if not stopping.is_set() else ():
                self._since = time.monotonic()
                if "done" in message:
                    return None
                if "reading" in message:
                    readings.append(Reading.from_plain(message["reading"]))
                    step, part, self._on_page = readings[-1].step + 1, None, False
                else:
                    step, part, self._on_page = message["step"], message["part"], True
        finally:
            self._limits = None
            self._retire(limits)
        self.stop()
        return Reading(step, part, "", [], *_word_death(self._broken, limits))

    def _ready(self) -> subprocess.Popen[bytes]:
        """Start a process where none runs; the time that this takes is no page's."""
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "helpers.corpus.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=Path(__file__).parents[2],
            )
            if not self._process.stdout or not self._process.stdout.readline():
                raise RuntimeError(
                    "The process that reads files cannot be started. Run "
                    "'python -m helpers.corpus.worker' in a terminal to see why."
                )
        return self._process

    @property
    def is_alive(self) -> bool:
        """Tell whether its process runs."""
        return self._process is not None and self._process.poll() is None

    def watch(self) -> None:
        """Stop the process where it has broken a limit, or has had nothing to do for long."""
        process, limits = self._process, self._limits
        if process is None:
            return
        waited = time.monotonic() - self._since
        if limits is None:
            if waited > _IDLE_SECONDS and not self._is_busy:
                self.stop()
        elif waited > limits.max_seconds:
            self._end(process, "max_seconds")
        elif _memory(process) > limits.max_memory_megabytes * MEGABYTE:
            self._end(process, "max_memory_megabytes")

    def _end(self, process: subprocess.Popen[bytes], limit: str) -> None:
        self._broken = limit
        _kill(process)

    def _retire(self, limits: Limits) -> None:
        process = self._process
        if process and _memory(process) > _GROWN_SHARE * limits.max_memory_megabytes * MEGABYTE:
            self.stop()

    def stop(self) -> None:
        """End the process."""
        _kill(self._process)


def _talk(process: subprocess.Popen[bytes], job: dict[str, Any]) -> Iterator[dict[str, Any]]:
    assert process.stdin and process.stdout
    try:
        process.stdin.write(json.dumps(job).encode("ascii") + b"\n")
        process.stdin.flush()
        for line in process.stdout:
            yield json.loads(line)
    except (OSError, ValueError):
        return


def _kill(process: subprocess.Popen[bytes] | None) -> None:
    if process is not None:
        process.kill()
        process.wait()


def _memory(process: subprocess.Popen[bytes]) -> int:
    try:
        return int(psutil.Process(process.pid).memory_info().rss)
    except psutil.Error:
        return 0


def _word_death(limit: str | None, limits: Limits) -> tuple[str, str]:
    if limit == "max_seconds":
        return "takes too long", (
            f"Reading it took more than max_seconds={limits.max_seconds:g}. "
            "Save the page again in another form, or raise the limit."
        )
    if limit == "max_memory_megabytes":
        return "needs too much memory", (
            f"Reading it took more than max_memory_megabytes={limits.max_memory_megabytes:g}. "
            "Save the page again in another form, or raise the limit."
        )
    return "damaged", "Reading it broke the process that read it. Save the page again."


def _word_rest(death: Reading) -> Reading:
    detail = (
        f"At {_MOST_DEATHS} of its pages reading broke off; those after them were not tried. "
        "Unpack it yourself and look at what it holds."
    )
    return Reading(death.step + 1, None, "", [], death.problem, detail)


class _Pool:
    """The workers of this Python process; they are kept, since each takes a second to start."""

    def __init__(self) -> None:
        self._free: list[Worker] = []
        self._all: list[Worker] = []
        self._lock = threading.Lock()
        self._watcher: threading.Thread | None = None

    def read(
        self,
        path: Path,
        limits: Limits,
        columns: Mapping[str, str],
        stopping: threading.Event,
    ) -> list[Reading]:
        with self._lock:
            worker = self._free.pop() if self._free else self._hire()
        try:
            self._keep_watching()
            return worker.read(path, limits, columns, stopping)
        finally:
            with self._lock:
                self._free.append(worker)

    def _hire(self) -> Worker:
        self._all.append(Worker())
        return self._all[-1]

    def _keep_watching(self) -> None:
        with self._lock:
            if self._watcher is None or not self._watcher.is_alive():
                self._watcher = threading.Thread(target=self._watch, daemon=True)
                self._watcher.start()

    def _watch(self) -> None:
        # ends when nobody has used a worker for long: the next reading starts it again
        while True:
            for worker in list(self._all):
                worker.watch()
            with self._lock:
                is_idle = len(self._free) == len(self._all)
                if is_idle and not any(worker.is_alive for worker in self._all):
                    self._watcher = None
                    return
            time.sleep(_LOOK_SECONDS)

    def stop(self) -> None:
        for worker in list(self._all):
            worker.stop()


_POOL = _Pool()
atexit.register(_POOL.stop)


def count_workers(n_files: int) -> int:
    """Say how many processes are worth their start for so many files.

    Parameters
    ----------
    n_files : int
        Files to be read.

    Returns
    -------
    int
        At most one per processor that this process may use, at least one.

    Examples
    --------
    >>> count_workers(1)
    1
    """
    return max(1, min(joblib.cpu_count(), _MOST_WORKERS, n_files // _FILES_PER_WORKER))


def read_files(
    paths: Sequence[Path], limits: Limits, columns: Mapping[str, str] | None = None
) -> Generator[tuple[Path, list[Reading]], None, None]:
    """Read files, several at a time, each under the limits.

    Parameters
    ----------
    paths : sequence of Path
        The files.
    limits : Limits
        The limits in force.
    columns : mapping of str to str, optional
        For tables: which column holds what.

    Yields
    ------
    path, readings : Path, list of Reading
        Each file as soon as it is read. Closing the iterator ends what is being read.

    Examples
    --------
    >>> list(read_files([], Limits()))
    []
    """
    executor = ThreadPoolExecutor(count_workers(len(paths)))
    stopping = threading.Event()
    try:
        futures = {
            executor.submit(_POOL.read, path.absolute(), limits, columns or {}, stopping): path
            for path in paths
        }
        for future in as_completed(futures):
            yield futures.pop(future), future.result()
    except BaseException:
        # somebody interrupted the load: what is being read stops too
        stopping.set()
        executor.shutdown(wait=False, cancel_futures=True)
        _POOL.stop()
        executor.shutdown()
        raise
    executor.shutdown()
