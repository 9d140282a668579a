"""What people wait for beside rescoring, each figure with its n: preview, an open form, one edited record, growth,
memory, saving while a proposal is scored, tables of weights."""
import json
import math
import statistics
import subprocess

from kept import (KEPT, Failure, bench, copy_of, free_room, is_kept, prepared, program, say, surroundings, ticks)

SMALL = 1000


def median(found, key):
    return statistics.median(one[key] for one in found)


def in_turn(rounds, works):
    """works: name -> what gives a round's finding."""
    taken = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(work())
    return taken


def points(n, rounds):
    """A table of weights: in the scorer alone, and from the store."""
    store = ticks(n)
    found = [bench("points", store, alone=True) for _ in range(rounds)]
    for one in found:
        if one["checksum"] != one["by_hand"] or one["n"] != n:
            raise Failure(f"bench.points came to {one['checksum']}, by hand it is {one['by_hand']}", 2)
    return {"n": n, "checksum": found[0]["checksum"], "scorer_us": median(found, "scorer_us"),
            "cpu_us": median(found, "cpu_us")}


def previews(sizes, rounds):
    taken = in_turn(rounds, {n: lambda n=n: bench("preview", prepared(n), alone=True) for n in sizes})
    return [{"n": n, "moved": found[0]["moved"], "wall_ms": median(found, "wall_ms"),
             "cpu_ms": median(found, "cpu_ms")} for n, found in taken.items()]


def live(n, times, rounds):
    found = [bench("live", prepared(n), times, alone=True) for _ in range(rounds)]
    return {"n": times, "records_in_store": n, **{key: median(found, key) for key in ("first_ms", "p50_ms", "p99_ms")}}


def edits(sizes, times, rounds):
    """In place where a copy would take long: an edit changes back what it changed."""
    stores = {n: copy_of(prepared(n), f"edited-{n}.db") if n <= 10000 else prepared(n) for n in sizes}
    taken = in_turn(rounds, {n: lambda n=n: bench("edit", stores[n], times) for n in sizes})
    for n in sizes:
        if n <= 10000:
            free_room(stores[n])
    return [{"n": times, "records_in_store": n, "p50_ms": median(found, "p50_ms"), "p99_ms": median(found, "p99_ms")}
            for n, found in taken.items()]


def growths(sizes, rounds):
    works = {(n, mode): lambda n=n, mode=mode: bench("rescore", prepared(n), "bench.review", mode, alone=True)
             for n in sizes for mode in ("cold", "warm")}
    taken = in_turn(rounds, works)
    for (n, mode), found in taken.items():
        wanted = bench("c_packed", prepared(n), "cold")["checksum"]
        if any(one["n"] != n or one["checksum"] != wanted for one in found):
            raise Failure(f"{mode} rescoring of {n} records doesn't come to what C does", 2)
    least, most = min(sizes), max(sizes)
    told = {}

    def exponent(us, first):
        return round(1 + math.log(us[most] / us[first]) / math.log(most / first), 4)

    for mode in ("cold", "warm"):
        us = {n: median(taken[n, mode], "cpu_us") for n in sizes}
        wall = {n: median(taken[n, mode], "wall_us") for n in sizes}
        told[mode] = {"us_per_record": us, "wall_us_per_record": wall, "from": least, "to": most,
                      "exponent": exponent(us, least)}
        if least < 10000 < most:
            told[mode]["exponent_from_10000"] = exponent(us, 10000)
    return told


def memories(sizes):
    """KiB that isn't shared, of the program and all its workers together."""
    return [{"n": n, "mode": mode, "program_kib": found["program_kib"], "workers_kib": found["workers_kib"]}
            for n in sizes for mode in ("cold", "warm")
            for found in [bench("rescore", prepared(n), "bench.review", "memory-" + mode)]]


def save_for(store, people, seconds, first):
    return bench("save", store, people, seconds, first)


def saves(n, people, seconds, rounds):
    """The slowest hundredth of saves, alone and while proposals are scored and kept one after the other."""
    store, quiet, busy, first = copy_of(prepared(n), "saved.db"), [], [], 10000001
    try:
        for _ in range(rounds):
            quiet.append(save_for(store, people, seconds, first))
            first += 1000000
            scoring = subprocess.Popen([str(program()), "propose", str(store), str(seconds + 2)],
                                       stdout=subprocess.PIPE, text=True, env=surroundings())
            scoring.stdout.readline()
            busy.append(save_for(store, people, seconds, first))
            first += 1000000
            told = scoring.communicate()[0]
            if scoring.returncode != 0:
                raise Failure("scoring proposals failed", 2)
    finally:
        free_room(store)
    ratio = statistics.median(b["p99_ms"] / q["p99_ms"] for b, q in zip(busy, quiet))
    return {"n": sum(one["n"] for one in busy), "people": people, "records_in_store": n,
            "p50_ms": median(quiet, "p50_ms"), "p99_ms": median(quiet, "p99_ms"),
            "p50_while_scoring_ms": median(busy, "p50_ms"), "p99_while_scoring_ms": median(busy, "p99_ms"),
            "scored_meanwhile": json.loads(told)["scored"], "p99_ratio": round(ratio, 3)}


def largest(n, wanted):
    """How large the large store is: a million where it is kept, else a hundred thousand; small runs stay small."""
    if wanted:
        return wanted
    if n < 10000:
        return 10000
    return 1000000 if is_kept(1000000) else 100000


def measure(n, rounds, wanted):
    large = largest(n, wanted)
    told = {"large": large}
    for name, work in {
            "points": lambda: points(n, rounds),
            "preview": lambda: previews([SMALL, min(large, 100000)], rounds),
            "live": lambda: live(n, 2000, rounds),
            "edit": lambda: edits([SMALL, large], 400, rounds),
            "growth": lambda: growths(sorted({SMALL, 10000, large}), rounds),
            "memory": lambda: memories(sorted({SMALL, 10000, large})),
            "save": lambda: [saves(10000, people, 4, rounds) for people in (1, 10)]}.items():
        say(name)
        told[name] = work()
    return told
