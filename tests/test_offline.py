"""The kit works without the network and without anything from the user's home folder."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import network_guard
import pytest

TESTS = Path(__file__).parent
SAMPLE = TESTS.parent / "corpus" / "sample"

# a process of its own, so that nothing has been loaded before the network is cut
_PROGRAM = """
import json, sys
sys.path.insert(0, sys.argv[1])
import network_guard
network_guard.install()
from helpers import *
articles = load_corpus(sys.argv[2])
attributions = find_attributions(articles)
tables = {
    "articles": articles,
    "attributions": attributions,
    "sources": identify_sources(attributions, articles),
    "readability": score_readability(articles, attributions),
    "terms": count_terms(articles),
}
rows = {name: len(table) for name, table in tables.items()}
print(json.dumps({"attempts": network_guard.attempts, "rows": rows}))
"""


def test_all_five_tables_are_made_without_network_or_home(tmp_path):
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("NLTK", "SPACY", "XDG_", "HF_"))
    }
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "MPLCONFIGDIR"):
        environment[name] = str(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(TESTS), str(SAMPLE)],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert result["attempts"] == []
    assert result["rows"]["articles"] >= 30
    assert min(result["rows"].values()) > 0, result["rows"]


def test_the_guard_refuses_and_remembers_even_what_is_swallowed():
    with pytest.raises(network_guard.NetworkRefusedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(network_guard.NetworkRefusedError):
        socket.getaddrinfo("news.example", 443)
    assert len(network_guard.attempts) == 2
    network_guard.attempts.clear()


def test_the_guard_lets_this_machine_speak_to_itself():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
