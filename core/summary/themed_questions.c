#include "summary/themed_inside.h"
#include <stdlib.h>
#include <string.h>

/* Was the question asked by any tool version that records of the earlier period were made with? */
static enum sl_status was_asked(struct sl_themed_work *work, const struct sl_themed_tool *tool,
                                const char *question, bool *asked, struct sl_error *err) {
    *asked = false;
    for (size_t i = 0; i < tool->versions.count && !*asked; i++) {
        const struct sl_themed_count *version = &tool->versions.counts[i];
        if (version->n[SL_BEFORE] == 0)
            continue;
        SL_AUTO(sl_tool_drop) struct sl_tool *earlier = NULL;
        enum sl_status status = sl_tool_load(work->store, sl_tool_code(tool->tool),
                                             strtoll(version->code, NULL, 10), &earlier, err);
        if (status != SL_OK)
            return status;
        *asked = sl_tool_find(earlier, question) >= 0;
    }
    return SL_OK;
}

static int64_t records(const struct sl_themed_tool *tool, int side) {
    return tool->cohort[side].final + tool->cohort[side].provisional;
}

static enum sl_status take_year(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                struct sl_themed_question *question, struct sl_error *err) {
    struct sl_tally year = {0};
    struct sl_scope scope = sl_themed_scope(work, sl_tool_code(tool->tool), SL_NOW);
    scope = sl_scope_in(scope, sl_period_year(work->themed->period[SL_NOW]));
    enum sl_status status =
        sl_tally_take(work->store, &scope, tool->tool, question->place, &year, err);
    question->met.year = year.met;
    sl_tally_drop(&year);
    return status;
}

static enum sl_status take_comparison(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                      struct sl_themed_question *question, struct sl_error *err) {
    struct sl_reading *met = &question->met;
    const char *code = sl_tool_question(tool->tool, question->place)->code;
    met->is_compared = true;
    met->before = question->of[SL_BEFORE].met;
    bool asked = true;
    enum sl_status status = SL_OK;
    if (records(tool, SL_BEFORE) > 0)
        status = was_asked(work, tool, code, &asked, err);
    if (!asked)
        met->why_not = sl_copy("Not comparable: the tool did not ask this in the period before.");
    bool few = met->now.of < 10 || met->before.of < 10;
    return status == SL_OK && few ? take_year(work, tool, question, err) : status;
}

static enum sl_status take_question(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                    struct sl_themed_question *question, struct sl_error *err) {
    enum sl_status status = SL_OK;
    for (int side = 0; status == SL_OK && side < sl_themed_sides(work->themed); side++) {
        struct sl_scope scope = sl_themed_scope(work, sl_tool_code(tool->tool), side);
        status = sl_tally_take(work->store, &scope, tool->tool, question->place,
                               &question->of[side], err);
    }
    question->met.now = question->of[SL_NOW].met;
    if (status == SL_OK && sl_themed_is_compared(work->themed))
        status = take_comparison(work, tool, question, err);
    return status;
}

/* By exact share, best first; those nobody could answer last; then in the tool's order. */
static int compare_questions(const void *a, const void *b) {
    const struct sl_themed_question *x = a, *y = b;
    struct sl_share s = x->met.now, t = y->met.now;
    if ((s.of == 0) != (t.of == 0))
        return s.of == 0 ? 1 : -1;
    if (s.n * t.of != t.n * s.of)
        return s.n * t.of > t.n * s.of ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

enum sl_status sl_themed_take_questions(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                        struct sl_error *err) {
    size_t most = sl_tool_questions(tool->tool);
    tool->questions = sl_new(most, sizeof *tool->questions);
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < most && status == SL_OK; i++) {
        if (!sl_theme_asks(work->themed->theme, tool->tool, i))
            continue;
        struct sl_themed_question *question = &tool->questions[tool->question_count++];
        question->place = i;
        status = take_question(work, tool, question, err);
    }
    qsort(tool->questions, tool->question_count, sizeof *tool->questions, compare_questions);
    return status;
}
