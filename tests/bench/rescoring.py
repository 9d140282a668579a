"""./dev bench rescore: every ratio of speed in one run."""
import os
import platform
import statistics

from beyond import measure
from contenders import COLD, CONTENDERS, OF_OURS, OURS, PLAIN, WARM, Field, take_turns
from kept import (REFERENCE, Failure, bench, copy_of, exported, free_room, pages_of, peer_versions, prepared, say)

# ratio: (at least, or at most when False, what is wanted)
WANTED = {
    "json_logic_engine": (True, 6), "json_rules_engine": (True, 40), "zen_engine": (True, 150), "python": (True, 5),
    "c_packed": (True, 0.5), "json_logic_engine_warm": (True, 10), "c_packed_warm": (True, 0.62),
    "sandbox": (False, 1.2), "growth_exponent": (False, 1.05), "growth_exponent_warm": (False, 1.05),
    "edited_record": (False, 1.2), "save_while_scoring": (False, 2),
}
FIGURES_WANTED = {
    "plain_us": 4, "points_us": 0.5, "preview_1000_ms": 50, "preview_100000_ms": 1500, "live_p99_ms": 2,
    "memory_mib": 48,
}


def machine():
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    memory = next(int(line.split()[1]) for line in open("/proc/meminfo") if line.startswith("MemTotal"))
    return {"cpu": cpu, "cores": os.cpu_count(), "memory_gib": round(memory / 1048576, 1),
            "system": platform.platform(), "load_at_start": os.getloadavg()[0]}


def one_contender(name, taken, all_cores):
    told = {"n": taken[0]["n"], "checksum": taken[0]["checksum"], "what": CONTENDERS[name][2],
            "us_per_record": round(statistics.median(t["cpu_us"] for t in taken), 3),
            "wall_us_per_record": round(statistics.median(t["wall_us"] for t in taken), 3),
            "rounds_us": [round(t["cpu_us"], 3) for t in taken]}
    if "parse_us" in taken[0]:
        told["reading_us_not_counted"] = round(statistics.median(t["parse_us"] for t in taken), 1)
    if all_cores:
        told["wall_us_all_cores"] = round(statistics.median(t["wall_us"] for t in all_cores), 3)
    return told


def ratios(us):
    """Medians of CPU time on one core, the contender's over ours."""
    found = {name: us[name] / us[OURS[CONTENDERS[name][0]]] for name in us if name not in OURS.values()}
    if "json_logic_engine" in us:
        found["json_logic_engine_warm"] = us["json_logic_engine"] / us["sightline_warm"]
        found["python_warm"] = us["python"] / us["sightline_warm"]
    found["sandbox"] = us["sightline"] / us["sightline_unconfined"]
    return {name: round(value, 3) for name, value in found.items()}


def remembering(store):
    """What making slim bodies anew takes, in a copy."""
    copy = copy_of(store)
    try:
        found = bench("remember", copy, alone=True)
    finally:
        free_room(copy)
    return {"n": found["n"], "bytes_a_record": round(found["bytes_a_record"], 1),
            "us_a_record": round(found["cpu_us"], 2), "us_a_record_wall": round(found["wall_us"], 2)}


def add_beyond(told, beyond):
    small, large = beyond["edit"]
    told["beyond"] = beyond
    told["ratio"]["growth_exponent"] = beyond["growth"]["cold"]["exponent"]
    told["ratio"]["growth_exponent_warm"] = beyond["growth"]["warm"]["exponent"]
    told["ratio"]["edited_record"] = round(large["p50_ms"] / small["p50_ms"], 3)
    told["ratio"]["save_while_scoring"] = max(one["p99_ratio"] for one in beyond["save"])
    figures = told["figures"]
    figures["points_us"] = {"value": round(beyond["points"]["scorer_us"], 3), "n": beyond["points"]["n"]}
    for one in beyond["preview"]:
        figures[f"preview_{one['n']}_ms"] = {"value": round(one["wall_ms"], 1), "n": one["n"]}
    figures["live_p99_ms"] = {"value": round(beyond["live"]["p99_ms"], 3), "n": beyond["live"]["n"]}
    most = max(beyond["memory"], key=lambda one: one["program_kib"] + one["workers_kib"])
    figures["memory_mib"] = {"value": round((most["program_kib"] + most["workers_kib"]) / 1024, 1), "n": most["n"]}


def targets(told):
    found = {}
    for name, (least, wanted) in WANTED.items():
        if name in told["ratio"]:
            value = told["ratio"][name]
            found[name] = {"value": value, "wanted": f"at {'least' if least else 'most'} {wanted}",
                           "met": value >= wanted if least else value <= wanted}
    for name, wanted in FIGURES_WANTED.items():
        if name in told["figures"]:
            value = told["figures"][name]["value"]
            found[name] = {"value": value, "wanted": f"at most {wanted}", "met": value <= wanted}
    return found


def rescore(options):
    n, rounds = options.n, max(3, options.rounds)
    if n not in REFERENCE:
        raise Failure("--n is 1000, 10000 or 100000: the checksums of these are known", 64)
    told = {"n": n, "rounds": rounds, "machine": dict(machine(), undisturbed=options.undisturbed), "peers": peer_versions()}
    store = prepared(n)
    names = OF_OURS if options.ours else list(CONTENDERS)
    taken, all_cores, plain = take_turns(Field(n, store, exported(store)), rounds, names, say)
    told["checksum"], told["checksum_plain"] = REFERENCE[n], plain
    told["contenders"] = {name: one_contender(name, taken[name], all_cores.get(name)) for name in names}
    told["us_per_record"] = {name: one["us_per_record"] for name, one in told["contenders"].items()}
    told["ratio"] = ratios(told["us_per_record"])
    told["remembered"] = remembering(store)
    told["bytes_read"] = {COLD: pages_of(store, "record", "record_revision"),
                          WARM: pages_of(store, "record", "record_slim")}
    told["figures"] = {"plain_us": {"value": told["us_per_record"]["sightline_plain"], "n": n}}
    if not options.ours:
        add_beyond(told, measure(n, rounds, options.large))
    told["machine"]["load_at_end"] = os.getloadavg()[0]
    told["targets"] = targets(told)
    return told


TITLES = {
    COLD: "Cold: every text is read and scanned",
    WARM: "Warm: a setting changed, phrase lists didn't; what they find is remembered",
    PLAIN: "A rule that reads no text (other checksum)",
}


def print_contenders(told, kind):
    print(f"\n{TITLES[kind]}")
    print(f"{'':22}{'us':>10} {'least..most':>19} {'times ours':>11} {'n':>7}")
    ours = told["us_per_record"][OURS[kind]]
    rows = {name: one for name, one in told["contenders"].items() if CONTENDERS[name][0] == kind}
    if kind == WARM and "python" in told["contenders"]:
        rows.update({name: told["contenders"][name] for name in ("python", "json_logic_engine")})
    for name, one in rows.items():
        span = f"{min(one['rounds_us']):.2f}..{max(one['rounds_us']):.2f}"
        print(f"{name:22}{one['us_per_record']:10.2f} {span:>19} {one['us_per_record'] / ours:11.2f} {one['n']:7}")


def print_beyond(beyond):
    print("\nBeyond that")
    one = beyond["points"]
    print(f"  table of weights, {one['n']} records: {one['scorer_us']:.3f} us in the scorer, {one['cpu_us']:.2f} from "
          "the store")
    for one in beyond["preview"]:
        print(f"  preview of {one['n']} records: {one['wall_ms']:.1f} ms, of CPU {one['cpu_ms']:.1f} ({one['moved']} "
              "move)")
    one = beyond["live"]
    print(f"  an open form scored, {one['n']} times: p50 {one['p50_ms']:.3f} ms, p99 {one['p99_ms']:.3f}; the first "
          f"{one['first_ms']:.1f}")
    for one in beyond["edit"]:
        print(f"  {one['n']} edits saved and scored in {one['records_in_store']} records: p50 {one['p50_ms']:.2f} ms, "
              f"p99 {one['p99_ms']:.2f}")
    for mode, one in beyond["growth"].items():
        each = ", ".join(f"{n}: {us:.2f}" for n, us in one["us_per_record"].items())
        print(f"  {mode}, us a record of {each}; exponent {one['exponent']}")
        if "exponent_from_10000" in one:
            print(f"    from 10000 records on {one['exponent_from_10000']}")
    for one in beyond["memory"]:
        print(f"  memory not shared, {one['mode']}, {one['n']} records: program {one['program_kib'] / 1024:.1f} MiB, "
              f"workers {one['workers_kib'] / 1024:.1f}")
    for one in beyond["save"]:
        print(f"  {one['people']} saving: p99 {one['p99_ms']:.1f} ms, while a proposal is scored "
              f"{one['p99_while_scoring_ms']:.1f}: {one['p99_ratio']:.2f} times")


def print_rescore(told):
    at = told["machine"]
    print(f"Rescoring {told['n']} reviews: medians of {told['rounds']} rounds, microseconds of CPU a record\non one "
          "core, of a program and all it starts")
    print(f"{at['cpu']}, {at['cores']} cores, {at['memory_gib']} GiB; load {at['load_at_start']:.1f} at the start, "
          f"{at['load_at_end']:.1f} at the end" + (", in a group of its own" if at["undisturbed"] else ""))
    for kind in (COLD, WARM, PLAIN):
        print_contenders(told, kind)
    one = told["remembered"]
    print(f"Making what is remembered: {one['us_a_record']} us and {one['bytes_a_record']} bytes a record")
    print(f"Checksum {told['checksum']}, the reference's, for every contender in every round")
    if "beyond" in told:
        print_beyond(told["beyond"])
    print("\nWanted")
    for name, one in told["targets"].items():
        print(f"  {name:24} {one['value']:10.3f}  {one['wanted']:16} {'met' if one['met'] else 'NOT met'}")
