#include "base/pack.h"
#include "bench.h"
#include "reviews.h"

enum { BODIES = 10000 };

struct packed {
    uint8_t *bytes;
    size_t length;
};

static void pack_all(struct sl_record *record, struct packed *bodies, double *filling,
                     double *packing) {
    static char texts[REVIEW_TEXTS];
    Rev review;
    for (int64_t i = 0; i < BODIES; i++) {
        gen_review(i + 1, &review, texts);
        struct bench_time start = bench_now();
        sl_record_clear(record);
        reviews_fill(record, &review);
        *filling += bench_since(start).wall;
        start = bench_now();
        sl_record_body(record, &bodies[i].bytes, &bodies[i].length);
        *packing += bench_since(start).wall;
    }
}

static double time_opening(const struct packed *bodies) {
    struct sl_error err = {0};
    struct bench_time start = bench_now();
    for (size_t i = 0; i < BODIES; i++) {
        struct sl_body body;
        bench_must(sl_body_open(bodies[i].bytes, bodies[i].length, &body, &err), &err);
        bench_use(&body);
    }
    return bench_since(start).cpu;
}

static double time_reading(const struct packed *bodies) {
    struct sl_error err = {0};
    double took = 0;
    for (size_t i = 0; i < BODIES; i++) {
        struct sl_body body;
        struct sl_value value;
        bench_must(sl_body_open(bodies[i].bytes, bodies[i].length, &body, &err), &err);
        struct bench_time start = bench_now();
        for (uint32_t cell = 0; cell < body.cells; cell++) {
            sl_body_value(&body, cell, &value);
            bench_use(&value);
        }
        took += bench_since(start).wall;
    }
    return took;
}

int bench_pack(int count, char **words) {
    (void)count;
    (void)words;
    struct packed *bodies = sl_new(BODIES, sizeof *bodies);
    struct sl_tool *tool = reviews_tool();
    struct sl_record *record = sl_record_new(tool);
    double filling = 0, packing = 0;
    size_t bytes = 0;
    pack_all(record, bodies, &filling, &packing);
    double opening = time_opening(bodies), reading = time_reading(bodies);
    for (size_t i = 0; i < BODIES; i++) {
        bytes += bodies[i].length;
        free(bodies[i].bytes);
    }
    free(bodies);
    sl_record_free(record);
    sl_tool_free(tool);
    return bench_tell(json_pack(
        "{sisisfsfsfsf}", "bodies", BODIES, "bytes_a_body", (int)(bytes / BODIES), "fill_us",
        bench_microseconds(filling, BODIES), "pack_us", bench_microseconds(packing, BODIES),
        "open_us", bench_microseconds(opening, BODIES), "read_us",
        bench_microseconds(reading, BODIES)));
}
