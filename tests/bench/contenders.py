"""Who scores the reviews. A contender is asked for one round on one core and gives n, checksum, wall_us and cpu_us;
the times are microseconds a record, of a program and all it starts."""
import json
import sys

from kept import DATA, HERE, REFERENCE, Failure, bench, copy_of, free_room, peer_home, run


class Field:
    """What the contenders of one run score."""

    def __init__(self, n, store, lines):
        self.n, self.store, self.lines = n, store, lines
        self.few = min(n, 1000)  # for contenders that take a millisecond a record
        self.some = min(n, 2000)  # as ../shared/bench times json-logic-engine
        self.reference = {n: REFERENCE[n], self.few: REFERENCE[self.few]}
        self.reference[self.some] = by_python(self, False, self.some)["checksum"]


def rescored(rule, mode, **more):
    return lambda field, alone: bench("rescore", field.store, rule, mode, alone=alone, **more)


def kept(field, alone):
    copy = copy_of(field.store)
    try:
        return bench("rescore", copy, "bench.review", "keep", alone=alone)
    finally:
        free_room(copy)


def by_hand(way):
    return lambda field, alone: bench("c_packed", field.store, way, alone=alone)


def by_python(field, alone, most=-1):
    return json.loads(run([sys.executable, HERE / "by_python.py", field.store, most], alone))


def peer(engine, share="n"):
    """share: of a field, how many records. Only the engine's time, over records that are parsed and in memory; parse_us is what reading and parsing the
    same records as JSON lines took it before."""
    def ask(field, alone):
        said = run(["node", "--max-old-space-size=8192", DATA / "peers.mjs", engine, field.lines,
                    getattr(field, share)], alone, cwd=peer_home())
        found = dict(word.split("=") for word in said.split() if "=" in word)
        n = int(found["n"])
        if found["agree"] != "true":
            raise Failure(f"{engine} doesn't agree with the reference scoring", 2)
        return {"n": n, "checksum": int(found["chk"]), "wall_us": float(found["wall"]) * 1e6 / n,
                "cpu_us": float(found["cpu"]) * 1e6 / n, "parse_us": float(found["parse_us"])}
    return ask


COLD, WARM, PLAIN = "cold", "warm", "plain"
OURS = {COLD: "sightline", WARM: "sightline_warm", PLAIN: "sightline_plain"}

# name: (which of the three, how, what it is)
CONTENDERS = {
    "sightline": (COLD, rescored("bench.review", "cold"), "bodies from the store, sandboxed workers, results checked"),
    "sightline_unconfined": (COLD, rescored("bench.review", "cold", SIGHTLINE_RULES_WITHOUT_SANDBOX="yes"),
                             "the same, its workers without their filter"),
    "sightline_kept": (COLD, kept, "the same as the first, and every score inserted and synced"),
    "c_packed": (COLD, by_hand("cold"), "C written for this one tool, over the same bodies"),
    "python": (COLD, by_python, "a plain Python script over the same bodies: sqlite3, struct, re"),
    "json_logic_engine": (COLD, peer("json-logic-engine"), "its engine alone, records parsed in memory"),
    "json_logic_engine_2000": (COLD, peer("json-logic-engine", "some"), "the same, with less time to warm up"),
    "json_rules_engine": (COLD, peer("json-rules-engine", "few"), "its engine alone, records parsed in memory"),
    "zen_engine": (COLD, peer("zen", "few"), "its engine alone, records parsed in memory"),
    "sightline_warm": (WARM, rescored("bench.review", "warm"), "bodies without long texts, and what is remembered"),
    "c_packed_warm": (WARM, by_hand("known"), "C over the whole bodies, what is remembered in memory"),
    "c_slim_warm": (WARM, by_hand("slim"), "C over the bodies without long texts that sightline reads"),
    "sightline_plain": (PLAIN, rescored("bench.plain", "warm"), "a rule that reads no text"),
    "c_plain": (PLAIN, by_hand("plain"), "C over the whole bodies, reading no text"),
}
OF_OURS = [name for name in CONTENDERS if name.startswith("sightline") or name.startswith("c_")]
ALL_CORES = ["sightline", "sightline_warm", "sightline_plain", "c_packed"]


def check(name, field, found, plain):
    """plain: the checksum that C comes to for the rule without texts."""
    kind = CONTENDERS[name][0]
    wanted = plain if kind == PLAIN else field.reference.get(found["n"])
    if wanted is None or found["checksum"] != wanted:
        raise Failure(f"{name} scored {found['n']} records with checksum {found['checksum']}; the reference says "
                      f"{wanted}", 2)


def take_turns(field, rounds, names, say):
    """All contenders in turn in each round, so that a slow spell hits every one of them."""
    taken = {name: [] for name in names}
    all_cores = {name: [] for name in names if name in ALL_CORES}
    plain = by_hand("plain")(field, True)["checksum"]
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}")
        for name in names:
            taken[name].append(CONTENDERS[name][1](field, True))
            check(name, field, taken[name][-1], plain)
        for name in all_cores:
            all_cores[name].append(CONTENDERS[name][1](field, False))
            check(name, field, all_cores[name][-1], plain)
    return taken, all_cores, plain
