"""What the benchmarks build, make and keep in the build folder, and how they call it."""
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = Path(os.environ.get("SIGHTLINE_BUILD", ROOT / "build"))
KEPT = BUILD / "bench"
DATA = Path(os.environ.get("SIGHTLINE_BENCH_DATA", ROOT.parent / "shared" / "bench"))
REFERENCE = {1000: 701366169, 10000: 6969437215, 100000: 69708735955}
PEERS = ["json-logic-engine", "json-rules-engine", "@gorules/zen-engine"]
LIBRARIES = ["jansson", "libutf8proc", "libsodium", "uuid", "sqlite3"]
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror"]


class Failure(Exception):
    """A sentence for the person, and the exit status."""

    def __init__(self, sentence, status=1):
        super().__init__(sentence)
        self.status = status


def say(sentence):
    print(sentence, file=sys.stderr, flush=True)


def stay_on_one_core():
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def run(words, alone=False, **more):
    """What a program says. alone: it and all it starts run on one core."""
    done = subprocess.run([str(w) for w in words], stdout=subprocess.PIPE, text=True,
                          preexec_fn=stay_on_one_core if alone else None, **more)
    if done.returncode != 0:
        raise Failure(f"{Path(words[0]).name} {' '.join(str(w) for w in words[1:3])} failed", 2)
    return done.stdout


# What is built, made and kept in the build folder.

def is_newer(target, sources):
    return target.exists() and all(s.stat().st_mtime <= target.stat().st_mtime for s in sources)


def need_data():
    if not (DATA / "review.h").exists():
        raise Failure(f"The data of the benchmarks (review.h, peers.mjs) is not in {DATA}; "
                      "point SIGHTLINE_BENCH_DATA at it.")


def program():
    """The benchmarks' program, linked to the libraries of the build."""
    need_data()
    libraries = [BUILD / "core" / "libsightline.a", BUILD / "core" / "libwords.a"]
    sources = sorted(HERE.glob("*.c")) + [ROOT / "core" / "app" / "plugin.c"]
    target = KEPT / "bench"
    KEPT.mkdir(parents=True, exist_ok=True)
    if not is_newer(target, sources + libraries + sorted(HERE.glob("*.h")) + [DATA / "review.h"]):
        flags = run(["pkg-config", "--cflags", "--libs", *LIBRARIES]).split()
        run(["cc", "-std=gnu17", "-O2", "-g", "-fno-omit-frame-pointer", "-D_GNU_SOURCE", *WARNINGS,
             "-I", ROOT / "core", "-isystem", DATA, *sources, "-rdynamic", "-Wl,--whole-archive",
             *libraries, "-Wl,--no-whole-archive", *flags, "-lcsv", "-lunistring", "-lm", "-ldl",
             "-pthread", "-o", target])
    return target


def surroundings(**more):
    where = dict(os.environ, BENCH_SCHEMA=str(ROOT / "schema"), BENCH_HOME=str(HERE),
                 SIGHTLINE_PLUGINS=os.environ.get("SIGHTLINE_PLUGINS", str(BUILD / "plugins")))
    where.pop("SIGHTLINE_RULES_WITHOUT_SANDBOX", None)
    return dict(where, **more)


def bench(*words, alone=False, **more):
    """One piece of work by the program; what it found. more: of its environment."""
    return json.loads(run([program(), *words], alone, env=surroundings(**more)))


def seed():
    """Of what a kept store is made from."""
    parts = [DATA / "review.h", HERE / "REVIEW.json", HERE / "TICK.json",
             HERE / "weights.points.json", ROOT / "core" / "base" / "pack.h",
             *sorted(HERE.glob("lists/*")), *sorted(ROOT.glob("schema/migrations/**/*.sql"))]
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes())
    return digest.hexdigest()[:12]


def free_room(path):
    for old in path.parent.glob(path.name + "*"):
        old.unlink()


PART = 100000  # reviews a CSV


def import_parts(store, n):
    """Reads the first n reviews in from CSV, part by part; what all parts took together."""
    table = KEPT / "reviews.csv"
    whole = {"n": 0, "answers": 0, "wall": 0, "cpu": 0, "csv_bytes": 0}
    for first in range(1, n + 1, PART):
        whole["csv_bytes"] += bench("csv", table, first, min(n, first + PART - 1))["bytes"]
        part = bench("import", store, table, "new" if first == 1 else "more")
        for key in ("n", "answers", "wall", "cpu"):
            whole[key] += part[key]
    table.unlink()
    settled(store)
    return whole


def kept_store(n, anew=False):
    """A store of the first n reviews, made when it is missing; and how making it went."""
    store = KEPT / f"reviews-{n}-{seed()}.db"
    story = store.with_suffix(".json")
    if anew or not story.exists() or not store.exists():
        for old in KEPT.glob(f"reviews-{n}-*"):
            old.unlink()
        say(f"Making a store of {n} reviews in {store}")
        story.write_text(json.dumps(import_parts(store, n)))
    return store, json.loads(story.read_text())


def copy_of(store, name="copy.db"):
    copy = KEPT / name
    free_room(copy)
    shutil.copyfile(store, copy)
    return copy


def peer_home():
    """The folder that holds the other engines, from npm."""
    home = KEPT / "npm"
    home.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        if not (home / name).exists() or (home / name).read_bytes() != (HERE / name).read_bytes():
            shutil.copy(HERE / name, home / name)
            shutil.rmtree(home / "node_modules", ignore_errors=True)
    if not all((home / "node_modules" / peer).exists() for peer in PEERS):
        say(f"Installing {', '.join(PEERS)} into {home}")
        # Not "npm ci": the lock names no binaries of zen-engine for other kinds of machines.
        done = subprocess.run(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=home,
                              stdout=subprocess.DEVNULL)
        if done.returncode != 0:
            raise Failure(f"{', '.join(PEERS)} could not be installed from npm.")
    return home


def peer_versions():
    asked = json.loads((HERE / "package.json").read_text())["dependencies"]
    return {peer: asked[peer] for peer in PEERS}


def remembering_code():
    """Of what decides the bytes of the slim bodies that a store keeps."""
    digest = hashlib.sha256()
    for name in ("base/slim.h", "base/slim.c", "base/pack.h", "base/phrase.c"):
        digest.update((ROOT / "core" / name).read_bytes())
    return digest.hexdigest()[:12]


def settled(store):
    """Empties the store's log, so that every contender reads the same file."""
    run(["sqlite3", store, "PRAGMA wal_checkpoint(TRUNCATE)"])


def prepared(n):
    """A store whose rules are there: scores kept under the review's first version, with another
    setting, and with them what is remembered; its second one a draft."""
    store, _ = kept_store(n)
    mark = store.with_suffix(".remembered")
    bench("prepare", store)
    if mark.exists() and mark.read_text() != remembering_code():
        bench("remember", store)
    mark.write_text(remembering_code())
    settled(store)
    return store


def ticks(n):
    """A store of the tool TICK, for the table of weights."""
    made = hashlib.sha256((HERE / "points.c").read_bytes()).hexdigest()[:12]
    store = KEPT / f"ticks-{n}-{seed()}-{made}.db"
    if not store.exists():
        for old in KEPT.glob(f"ticks-{n}-*"):
            old.unlink()
        try:
            bench("ticks", store, n)
        except Failure:
            free_room(store)
            raise
        settled(store)
    return store


def exported(store):
    lines = store.with_suffix(".jsonl")
    if not lines.exists() or lines.stat().st_size == 0:
        bench("export", store, lines)
    return lines


def pages_of(store, *tables):
    """Bytes of the pages of these tables."""
    names = ", ".join(f"'{table}'" for table in tables)
    return int(run(["sqlite3", "-readonly", store, "SELECT sum(pgsize) FROM dbstat WHERE "
                    f"aggregate = TRUE AND name IN ({names})"]))


def is_kept(n):
    return any(KEPT.glob(f"reviews-{n}-{seed()}.db"))
