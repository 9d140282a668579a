#include "scoring/golden_pair.h"
#include "scoring/answer_words.h"
#include <string.h>

static bool open_body(const struct sl_example *example, struct sl_body *out) {
    struct sl_text body = sl_example_case(example)->body;
    return sl_body_open(body.bytes, body.length, out, NULL) == SL_OK;
}

static bool is_same(struct sl_text a, struct sl_text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

static bool is_same_value(const struct sl_value *a, const struct sl_value *b) {
    return a->state == b->state && a->kind == b->kind && a->number == b->number &&
           a->sources == b->sources && is_same(a->text, b->text) &&
           is_same(a->evidence, b->evidence);
}

/* A cell in which two bodies differ, and what stands there; SL_NOT_YET where nothing does. */
typedef void differing(void *context, uint32_t question, uint16_t row, const struct sl_value *a,
                       const struct sl_value *b);

/* Cells of a beside those of b; only those that b lacks, when they were compared the other way. */
static void each_cell(const struct sl_body *a, const struct sl_body *b, bool lacking,
                      differing *told, void *context) {
    for (uint32_t question = 0; question < a->questions; question++) {
        uint32_t from, to;
        sl_body_cells(a, question, &from, &to);
        for (uint32_t cell = from; cell < to; cell++) {
            struct sl_value here, there = {0};
            uint16_t row = sl_body_value(a, cell, &here);
            bool both = sl_body_find(b, question, row, &there);
            if (lacking && !both)
                told(context, question, row, &there, &here);
            else if (!lacking && !is_same_value(&here, &there))
                told(context, question, row, &here, &there);
        }
    }
}

static void each_difference(const struct sl_body *a, const struct sl_body *b, differing *told,
                            void *context) {
    each_cell(a, b, false, told, context);
    each_cell(b, a, true, told, context);
}

static void count(void *context, uint32_t question, uint16_t row, const struct sl_value *a,
                  const struct sl_value *b) {
    (void)question;
    (void)row;
    (void)a;
    (void)b;
    ++*(size_t *)context;
}

size_t sl_example_distance(const struct sl_example *a, const struct sl_example *b) {
    const struct sl_scorer_case *left = sl_example_case(a), *right = sl_example_case(b);
    size_t distance = !is_same(left->decisions, right->decisions);
    struct sl_body of_a, of_b;
    distance += sl_example_settings(a) != sl_example_settings(b);
    distance += left->basis_day != right->basis_day;
    if (open_body(a, &of_a) && open_body(b, &of_b))
        each_difference(&of_a, &of_b, count, &distance);
    return distance;
}

/* One that comes to no result shows no edge of one that does: it stands behind those that do. */
enum { UNLIKE = 100000 };

static void look_beside(const struct sl_golden *golden, size_t clause, size_t at,
                        struct sl_golden_pair *best, size_t *nearest) {
    const struct sl_example *fires = sl_golden_at(golden, at);
    for (size_t i = 0; i < sl_golden_count(golden); i++) {
        const struct sl_example *other = sl_golden_at(golden, i);
        if (sl_golden_fires(golden, i, clause) ||
            sl_example_case(fires)->form != sl_example_case(other)->form)
            continue;
        bool alike = sl_golden_scored(golden, at) == sl_golden_scored(golden, i);
        size_t distance = sl_example_distance(fires, other) + (alike ? 0 : UNLIKE);
        if (best->not_ != NULL && distance >= *nearest)
            continue;
        *best = (struct sl_golden_pair){fires, other};
        *nearest = distance;
    }
}

struct sl_golden_pair sl_golden_pair_of(const struct sl_golden *golden, size_t clause) {
    struct sl_golden_pair best = {0};
    size_t nearest = 0;
    for (size_t i = 0; i < sl_golden_count(golden); i++) {
        if (!sl_golden_fires(golden, i, clause))
            continue;
        if (best.fires == NULL)
            best.fires = sl_golden_at(golden, i);
        look_beside(golden, clause, i, &best, &nearest);
    }
    return best;
}

struct telling {
    const struct sl_tool *tool;
    void (*told)(void *context, const struct sl_question *question, uint16_t row, const char *fires,
                 const char *not_);
    void *context;
};

static char *words_of(const struct sl_question *question, const struct sl_value *value) {
    char *words = sl_answer_words(question, value);
    if (value->evidence.length == 0)
        return words;
    char *both =
        sl_format("%s, \"%.*s\"", words, (int)value->evidence.length, value->evidence.bytes);
    sl_free(&words);
    return both;
}

static void tell(void *context, uint32_t question, uint16_t row, const struct sl_value *a,
                 const struct sl_value *b) {
    const struct telling *telling = context;
    const struct sl_question *asked = sl_tool_question(telling->tool, question);
    SL_AUTO(sl_free) char *fires = words_of(asked, a);
    SL_AUTO(sl_free) char *not_ = words_of(asked, b);
    telling->told(telling->context, asked, row, fires, not_);
}

void sl_golden_pair_each(const struct sl_golden_pair *pair, const struct sl_rule_forms *forms,
                         void (*told)(void *context, const struct sl_question *question,
                                      uint16_t row, const char *fires, const char *not_),
                         void *context) {
    struct sl_body fires, not_;
    if (pair->fires == NULL || pair->not_ == NULL || !open_body(pair->fires, &fires) ||
        !open_body(pair->not_, &not_))
        return;
    size_t form = sl_example_case(pair->fires)->form;
    struct telling telling = {sl_rule_forms_at(forms, form)->tool, told, context};
    each_difference(&fires, &not_, tell, &telling);
}
