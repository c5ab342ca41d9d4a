"""A Milvus Lite and a PostgreSQL of the tests' own, on loopback; skipped, with the reason, where one is missing.

``SAKSOK_TEST_MILVUS`` and ``SAKSOK_TEST_POSTGRES`` (addresses) have the same tests run on a real cluster instead;
those that kill a server are skipped there.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.cluster import Cluster, write_cluster

REAL_MILVUS = os.environ.get("SAKSOK_TEST_MILVUS")
REAL_POSTGRES = os.environ.get("SAKSOK_TEST_POSTGRES")
_PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def wait_for(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert time.monotonic() < until, f"nothing listens on {port}"
            time.sleep(0.05)


class Engine:
    """A Milvus Lite that can be killed and started again on the same file and port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        found = importlib.util.find_spec("milvus_lite")
        assert found and found.submodule_search_locations
        # Its own module needs pkg_resources, which setuptools no longer has: the program is started as it is.
        library = Path(found.submodule_search_locations[0]) / "lib"
        self._process = subprocess.Popen(
            [library / "milvus", self._folder / "milvus.db", f"127.0.0.1:{self._port}", "ERROR"],
            env=os.environ | {"LD_LIBRARY_PATH": str(library)},
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(self._port)

    def kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()


class Truth:
    """A PostgreSQL that can be stopped as by a power cut and started again."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._port = free_port()
        self.url = f"postgresql://saksok@127.0.0.1:{self._port}/postgres"

    def make(self) -> None:
        self._folder.mkdir()
        if os.geteuid() == 0:  # initdb refuses root
            self._folder.parent.chmod(0o755)
            shutil.chown(self._folder, "nobody")
        self._run("initdb", "-A", "trust", "-U", "saksok", "-E", "UTF8", "--locale=C", "-N")
        self.start()

    def start(self) -> None:
        how = f"-p {self._port} -h 127.0.0.1 -k {self._folder} -F"
        self._run("pg_ctl", "-w", "-o", how, "-l", str(self._folder / "log"), "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        as_nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        command = [*(as_nobody if os.geteuid() == 0 else []), str(self._programs / program)]
        subprocess.run(
            [*command, "-D", str(self._folder / "data"), *arguments],
            check=True, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


@pytest.fixture(scope="session")
def own_folder() -> Iterator[Path]:
    """Not pytest's: other runs of it clear away what they take for old."""
    with tempfile.TemporaryDirectory(prefix="saksok-cluster-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def engine(own_folder: Path) -> Iterator[Engine]:
    """A Milvus Lite of this test process's own."""
    if importlib.util.find_spec("milvus_lite") is None or importlib.util.find_spec("pymilvus") is None:
        pytest.skip("milvus-lite and pymilvus are not installed")
    found = Engine(own_folder)
    found.start()
    yield found
    found.kill()


@pytest.fixture(scope="session")
def truth(own_folder: Path) -> Iterator[Truth]:
    """A PostgreSQL of this test process's own."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs or importlib.util.find_spec("psycopg") is None:
        pytest.skip("PostgreSQL's programs and psycopg are not installed")
    found = Truth(programs[-1].parent, own_folder / "truth")
    found.make()
    yield found
    found.stop()


@pytest.fixture(scope="session")
def engine_url(request: pytest.FixtureRequest) -> str:
    return REAL_MILVUS or str(request.getfixturevalue("engine").url)


@pytest.fixture(scope="session")
def truth_url(request: pytest.FixtureRequest) -> str:
    return REAL_POSTGRES or str(request.getfixturevalue("truth").url)


Place = Callable[[Path], Path]


@pytest.fixture
def shared_place(engine_url: str, truth_url: str) -> Iterator[Place]:
    """Folders of one cluster: each that is asked for is another machine's, with the same index."""
    schema = f"test_{uuid.uuid4().hex[:12]}"
    cluster = Cluster(engine_url, None, f"{truth_url}{'&' if '?' in truth_url else '?'}schema={schema}")

    def place(folder: Path) -> Path:
        write_cluster(folder, cluster)
        return folder

    yield place
    _forget(cluster, truth_url, schema)


def _forget(cluster: Cluster, truth_url: str, schema: str) -> None:
    import psycopg

    from index.milvus.words import Words

    with psycopg.connect(truth_url, autocommit=True) as connection:
        try:
            row = connection.execute(f"SELECT value FROM {schema}.meta WHERE key = 'identity'").fetchone()
        except psycopg.errors.UndefinedTable:
            return
        connection.execute(f"DROP SCHEMA {schema} CASCADE")
    if row:
        words = Words(cluster, row[0])
        words.drop()
        words.close()


@pytest.fixture
def index(shared_place: Place, tmp_path: Path) -> Path:
    """An empty index on the cluster."""
    return shared_place(tmp_path / "index")
