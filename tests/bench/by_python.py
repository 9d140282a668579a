"""The scoring as a plain Python script: reads the bodies of the store with sqlite3 and struct, by the layout that
core/base/pack.h describes. by_python.py STORE [N] prints one line of JSON."""
import json
import re
import sqlite3
import struct
import sys
import time

WEIGHTS = [3, 2, 3, 1, 2, 2, 2, 1, 3, 1, 1, 2, 3, 1, 1, 2, 1, 1, 2, 3, 1, 1, 2, 2, 1, 3, 2, 1, 1, 2]
DOMAIN_WEIGHTS = [3, 2, 2, 1, 1, 1]
LIMITS = [10, 15, 28, 35]
VAGUE = ["ongoing", "as appropriate", "continue to", "as needed", "asap", "to be confirmed"]
MEASURED = ["per week", "evidenced by", "recorded", "weekly", "monthly", "attend", "at least", "no more than",
            "percent", "reduce"]
THEMES = ["voice", "chronology", "supervision", "father", "neglect", "domestic abuse", "permanence", "health",
          "school", "drift"]
NOBODY = {"", "all", "tbc", "everyone"}
DATE = re.compile(r"\d\d/\d\d/\d\d\d\d|\d\d\d\d-\d\d-\d\d")
DIGIT = re.compile(r"\d")

POINTS, DAYS, TEXTS, ROWS = 30, 5, 5, 8
HEAD = 36
CELL = struct.Struct("<HBBHHiI")  # row, state, kind, sources, zero, value, evidence
ANSWERED = 1
LENGTH = struct.Struct("<I")


def read(body):
    """The 30 points (None where none apply), five days, five texts and eight rows of four texts."""
    questions, cells = struct.unpack_from("<II", body, 4)
    first = struct.unpack_from(f"<{questions + 1}I", body, HEAD)
    start = HEAD + 4 * (questions + 1)
    end = start + CELL.size * cells
    cell = list(CELL.iter_unpack(body[start:end]))

    def text(one):
        if one[5] == 0:
            return ""
        place = end + one[5] - 1
        length, = LENGTH.unpack_from(body, place)
        return body[place + 4:place + 4 + length].decode()

    points = []
    for question in range(POINTS):
        one = cell[first[question]]
        points.append(one[5] if one[1] == ANSWERED else None)
    days = [cell[first[POINTS + i]][5] for i in range(DAYS)]
    texts = [text(cell[first[POINTS + DAYS + i]]) for i in range(TEXTS)]
    rows = [["", "", "", ""] for _ in range(ROWS)]
    for column in range(4):
        question = POINTS + DAYS + TEXTS + column
        for one in cell[first[question]:first[question + 1]]:
            rows[one[0] - 1][column] = text(one)
    return points, days, texts, rows


def judge(points):
    return 4 if points >= 850 else 3 if points >= 650 else 2 if points >= 400 else 1


def indicators(points):
    found = []
    for start in range(0, POINTS, 5):
        total = weight = answered = 0
        for question in range(start, start + 5):
            value = points[question]
            if value is not None:
                total += WEIGHTS[question] * value
                weight += WEIGHTS[question]
                answered += 1
        found.append(-1 if answered < 2 else 1000 * total // (4 * weight))
    return found


def specific(what, who, due, measure):
    low, measured = what.lower(), measure.lower()
    marks = len(low) >= 20 and not any(word in low for word in VAGUE)
    marks += who.lower() not in NOBODY
    marks += bool(DIGIT.search(measured)) or any(word in measured for word in MEASURED)
    marks += bool(DATE.search(due))
    return marks


def themes_in(texts):
    found = 0
    for text in texts:
        text = text.lower()
        for place, theme in enumerate(THEMES):
            if not found >> place & 1 and theme in text:
                found |= 1 << place
    return found


def overall_of(found, third, late, good):
    total = weight = low = 0
    unsafe = False
    for place, value in enumerate(found):
        if value >= 0:
            judged = judge(value)
            total += DOMAIN_WEIGHTS[place] * value
            weight += DOMAIN_WEIGHTS[place]
            low += judged <= 2
            unsafe = unsafe or (place < 2 and judged == 1)
    overall = judge(total // weight) if weight else 0
    if unsafe and overall > 1:
        overall = 1
    if low >= 2 and overall > 2:
        overall = 2
    if third == 0 and overall > 2:
        overall = 2
    if late >= 2 and overall > 3:
        overall = 3
    if good < 6 and overall > 3:
        overall = 3
    return overall


def score(body):
    """The checksum of what the review comes to."""
    points, days, texts, rows = read(body)
    found = indicators(points)
    late = sum(days[i + 1] - days[i] > LIMITS[i] for i in range(4))
    smart = good = 0
    for row in rows:
        marks = specific(row[0], row[1], row[2], row[3])
        smart += marks
        good += marks >= 3
    themes = themes_in(texts)
    overall = overall_of(found, points[2], late, good)
    return (overall + 7 * late + 31 * smart + 131 * good + 1009 * themes
            + sum(value * (place + 2) * 17 for place, value in enumerate(found)))


def main():
    most = int(sys.argv[2]) if len(sys.argv) > 2 else -1
    wall, cpu, checksum, n = time.perf_counter(), time.process_time(), 0, 0
    store = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    for (body,) in store.execute("SELECT v.body FROM record r JOIN record_revision v ON v.revision_no = r.revision_no "
                                 "ORDER BY r.record_no LIMIT ?", (most,)):
        checksum += score(body)
        n += 1
    store.close()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps({"n": n, "checksum": checksum, "wall_us": wall * 1e6 / n, "cpu_us": cpu * 1e6 / n}))


if __name__ == "__main__":
    main()
