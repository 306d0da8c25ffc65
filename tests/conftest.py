"""What holds for the whole suite: no network, and nothing collected that is no test."""

import os
import tempfile
from collections.abc import Iterator

import network_guard
import pytest

# the builders of the sample and its forms want a browser; benchmarks are run by hand and by .ci/run
collect_ignore = ["sample", "benchmarks", "gold", "forms", "make_forms.py"]


# what the tests' folders hold is of no use to anybody after them
_CACHE = tempfile.TemporaryDirectory(prefix="sourcing-cache-")


def pytest_configure() -> None:
    network_guard.install()
    os.environ["SOURCING_CACHE"] = _CACHE.name


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    """Fail a test that wanted the network, even where its error was swallowed."""
    network_guard.attempts.clear()
    yield
    assert network_guard.attempts == [], "wanted the network"
