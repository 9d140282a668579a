#include "bench.h"
#include "reviews.h"
#include "scoring/publication.h"
#include "scoring/rescore.h"
#include <stdlib.h>

/* The points of a review as answers from a scale of tokens, six parts of five questions: the tool
 * TICK. The judgement of the whole that a part has beside them stays open, since the plain rule
 * reads none. What the table bench.points makes of it, by hand: */
enum { PARTS = 6, EACH = 5, OUTPUTS = 4, TIMES = 20 };

struct part {
    int indicator, band, coverage, gap; /* -1, 0, 0 when nothing applies; no gap is to be given */
};

static struct part part_by_hand(const Rev *review, int part) {
    int sum = 0, weight = 0, best = 0;
    struct part found = {.indicator = -1};
    for (int i = EACH * part; i < EACH * (part + 1); i++)
        if (review->g[i] >= 0) {
            sum += QW[i] * review->g[i];
            weight += QW[i];
            best |= review->g[i] == 4;
        }
    if (weight == 0)
        return found;
    found.indicator = 100 * sum / weight;
    found.coverage = 100;
    found.band = 100 * sum >= 350 * weight && best ? 4
                 : 100 * sum >= 250 * weight       ? 3
                 : 100 * sum >= 150 * weight       ? 2
                                                   : 1;
    return found;
}

static int64_t check_of(const struct part parts[PARTS]) {
    int64_t sum = 0;
    for (int k = 0; k < PARTS; k++)
        sum += (int64_t)parts[k].indicator * (k + 2) * 17 + 1009 * parts[k].band +
               31 * parts[k].gap + 7 * parts[k].coverage;
    return sum;
}

static void put_points(struct sl_record *record, size_t question, int points) {
    static const char *const tokens[] = {"E", "D", "C", "B", "A"};
    struct sl_error err = {0};
    struct sl_value value = {.state = SL_NOT_APPLICABLE, .kind = SL_VALUE_TEXT};
    value.text = SL_TEXT("plan_type");
    if (points >= 0) {
        value.state = SL_ANSWERED;
        value.kind = SL_VALUE_TOKEN;
        value.text = sl_text_of(tokens[points]);
    }
    bench_must(sl_record_put(record, question, 0, &value, &err), &err);
}

static void fill(struct sl_record *record, const Rev *review) {
    reviews_fill_head(record, "bench tick", review);
    for (int k = 0; k < PARTS; k++)
        for (int i = 0; i < EACH; i++)
            put_points(record, (size_t)(k * (EACH + 1) + i), review->g[k * EACH + i]);
}

struct filling {
    const struct sl_tool *tool;
    int64_t count;
};

static enum sl_status fill_store(struct sl_store *store, void *context, struct sl_error *err) {
    const struct filling *filling = context;
    SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(filling->tool);
    static char texts[REVIEW_TEXTS];
    enum sl_status status = SL_OK;
    Rev review;
    for (int64_t i = 1; i <= filling->count && status == SL_OK; i++) {
        gen_review(i, &review, texts);
        sl_record_clear(record);
        fill(record, &review);
        struct sl_record_save save = {.record = record, .actor = "bench", .why = ""};
        status = sl_record_save_within(store, &save, err);
    }
    return status;
}

static void keep_table(struct sl_store *store) {
    SL_AUTO(sl_free) char *path = bench_file("weights.points.json");
    struct bench_scorers scorers = bench_scorers_open();
    struct sl_engine engine = bench_engine(&scorers, "points");
    const struct sl_shelf shelf = {.store = store};
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    struct sl_error err = {0};
    bench_must(sl_rule_from_file(&engine, &shelf, path, &rule, &err), &err);
    bench_must(sl_rule_draft(store, rule, "author", "", NULL, &err), &err);
    bench_scorers_close(&scorers);
}

int bench_ticks(int count, char **words) {
    (void)count;
    struct sl_error err = {0};
    struct sl_store *store = reviews_store(words[0]);
    struct sl_tool *tool = reviews_tool_from("TICK.json");
    struct filling filling = {tool, strtoll(words[1], NULL, 10)};
    bench_must(sl_tool_add(store, tool, "bench", &err), &err);
    bench_must(sl_store_write(store, fill_store, &filling, &err), &err);
    keep_table(store);
    sl_tool_free(tool);
    sl_store_close(store);
    return bench_tell(json_pack("{sI}", "n", (json_int_t)filling.count));
}

struct reading {
    int64_t checksum, records;
};

/* In order of outputs: the indicator of each part, its band, coverage and gap. */
static int64_t check_result(const struct sl_result *result) {
    struct part parts[PARTS];
    for (int k = 0; k < PARTS; k++)
        parts[k] = (struct part){.indicator = -1};
    for (uint16_t i = 0; i < result->values; i++) {
        struct sl_result_value value = sl_result_value_at(result, i);
        struct part *part = &parts[value.output / OUTPUTS];
        switch (value.output % OUTPUTS) {
        case 0:
            part->indicator = value.number;
            break;
        case 1:
            part->band = 4 - (value.text.bytes[0] - 'A');
            break;
        case 2:
            part->coverage = value.number;
            break;
        default:
            part->gap = value.number;
        }
    }
    return check_of(parts);
}

static enum sl_status take(void *context, const struct sl_rescore_one *one, struct sl_error *err) {
    struct reading *reading = context;
    if (one->status != SL_RESULT_SCORED)
        return sl_fail(err, SL_RULE, "", "a record was not scored");
    reading->checksum += check_result(one->result);
    reading->records++;
    return SL_OK;
}

static int64_t by_hand(int64_t count) {
    static char texts[REVIEW_TEXTS];
    int64_t checksum = 0;
    Rev review;
    for (int64_t i = 1; i <= count; i++) {
        struct part parts[PARTS];
        gen_review(i, &review, texts);
        for (int k = 0; k < PARTS; k++)
            parts[k] = part_by_hand(&review, k);
        checksum += check_of(parts);
    }
    return checksum;
}

static enum sl_status pass(void *context, size_t index, struct sl_text result,
                           struct sl_error *err) {
    (void)index;
    (void)err;
    bench_use(result.bytes);
    ++*(int64_t *)context;
    return SL_OK;
}

/* The scorer alone, over bodies in memory: microseconds a record. */
static double in_the_scorer(struct sl_store *store, const struct sl_rule *rule,
                            const struct sl_engine *engine) {
    enum { BATCHES_MOST = 4096 };
    static struct sl_facts_batch batches[BATCHES_MOST];
    const struct sl_rule_header *header = sl_rule_header(rule);
    struct sl_rule_forms *forms = NULL;
    struct sl_error err = {0};
    size_t count = 0;
    int64_t scored = 0;
    bench_must(sl_rule_forms_load(store, header, &forms, &err), &err);
    bench_must(sl_rule_load(rule, engine, forms, &err), &err);
    struct sl_facts_cursor *cursor = sl_facts_open(store, header, forms, &sl_facts_of_all);
    while (count < BATCHES_MOST && sl_facts_next(cursor, &batches[count], &err) == SL_OK)
        count++;
    struct bench_time start = bench_now();
    for (int t = 0; t < TIMES; t++)
        for (size_t i = 0; i < count; i++)
            bench_must(engine->api->score(engine->scorer, batches[i].cases, batches[i].count, pass,
                                          &scored, &err),
                       &err);
    double took = bench_since(start).cpu;
    for (size_t i = 0; i < count; i++)
        sl_facts_batch_drop(&batches[i]);
    sl_facts_close(cursor);
    sl_rule_forms_free(forms);
    return bench_microseconds(took, scored);
}

/* From a closed store to a closed store, then the scorer alone; beside what it comes to by hand. */
int bench_points(int count, char **words) {
    (void)count;
    struct sl_error err = {0};
    struct reading reading = {0};
    struct bench_time start = bench_now();
    struct sl_store *store = bench_open(words[0]);
    struct bench_scorers scorers = bench_scorers_open();
    struct sl_rule *rule = bench_rule(store, "bench.points");
    struct sl_engine engine = bench_engine(&scorers, "points");
    struct sl_rescore rescore = {.store = store,
                                 .engine = &engine,
                                 .rule = rule,
                                 .choice = sl_facts_of_all,
                                 .whole = true,
                                 .each_packed = take,
                                 .context = &reading};
    bench_must(sl_rescore_run(&rescore, &err), &err);
    struct bench_time took = bench_since(start);
    double inside = in_the_scorer(store, rule, &engine);
    sl_rule_free(rule);
    bench_scorers_close(&scorers);
    sl_store_close(store);
    return bench_tell(json_pack("{sIsIsIsfsfsf}", "n", (json_int_t)reading.records, "checksum",
                                (json_int_t)reading.checksum, "by_hand",
                                (json_int_t)by_hand(reading.records), "scorer_us", inside,
                                "wall_us", bench_microseconds(took.wall, reading.records), "cpu_us",
                                bench_microseconds(took.cpu, reading.records)));
}
