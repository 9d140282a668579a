#include "summary/themed_inside.h"
#include "summary/travel.h"
#include <stdlib.h>
#include <string.h>

/* What all questions of a tool are read against. */
struct ground {
    int64_t *forms[SL_PERIODS]; /* records by form */
    struct sl_tool **earlier;   /* versions that records of the earlier period were made with */
    size_t earlier_count;
};

static void drop_ground(struct ground *ground) {
    for (size_t i = 0; i < ground->earlier_count; i++)
        sl_tool_free(ground->earlier[i]);
    free(ground->earlier);
    free(ground->forms[SL_NOW]);
    free(ground->forms[SL_BEFORE]);
}

static enum sl_status load_earlier(struct sl_themed_work *work, const struct sl_themed_tool *tool,
                                   struct ground *ground, struct sl_error *err) {
    enum sl_status status = SL_OK;
    ground->earlier = sl_new(tool->versions.count, sizeof *ground->earlier);
    for (size_t i = 0; i < tool->versions.count && status == SL_OK; i++) {
        const struct sl_themed_count *version = &tool->versions.counts[i];
        if (version->n[SL_BEFORE] == 0)
            continue;
        status =
            sl_tool_load(work->store, sl_tool_code(tool->tool), strtoll(version->code, NULL, 10),
                         &ground->earlier[ground->earlier_count], err);
        ground->earlier_count += status == SL_OK;
    }
    return status;
}

/* Without earlier records there is nothing to compare with, but the question was not missing. */
static bool was_asked(const struct ground *ground, const char *question) {
    for (size_t i = 0; i < ground->earlier_count; i++)
        if (sl_tool_find(ground->earlier[i], question) >= 0)
            return true;
    return ground->earlier_count == 0;
}

static enum sl_status take_ground(struct sl_themed_work *work, const struct sl_themed_tool *tool,
                                  struct ground *ground, struct sl_error *err) {
    enum sl_status status = load_earlier(work, tool, ground, err);
    for (int side = 0; status == SL_OK && side < sl_themed_sides(work->themed); side++) {
        struct sl_scope scope = sl_themed_tool_scope(work, tool, side);
        status = sl_tally_forms(work->store, &scope, tool->tool, &ground->forms[side], err);
    }
    return status;
}

static enum sl_status take_year(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                struct sl_themed_question *question, struct sl_error *err) {
    struct sl_tally year = {0};
    struct sl_scope scope = sl_themed_tool_scope(work, tool, SL_NOW);
    scope = sl_scope_in(scope, sl_period_year(work->themed->period[SL_NOW]));
    enum sl_status status =
        sl_tally_take(work->store, &scope, tool->tool, question->place, NULL, &year, err);
    question->met.year = year.met;
    sl_tally_drop(&year);
    return status;
}

static enum sl_status take_comparison(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                      const struct ground *ground,
                                      struct sl_themed_question *question, struct sl_error *err) {
    struct sl_reading *met = &question->met;
    const char *code = sl_tool_question(tool->tool, question->place)->code;
    met->is_compared = true;
    met->before = question->of[SL_BEFORE].met;
    if (!was_asked(ground, code))
        met->why_not = sl_copy("Not comparable: the tool did not ask this in the period before.");
    bool few = met->now.of < SL_TRAVEL_LEAST || met->before.of < SL_TRAVEL_LEAST;
    return few ? take_year(work, tool, question, err) : SL_OK;
}

static enum sl_status take_question(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                    const struct ground *ground,
                                    struct sl_themed_question *question, struct sl_error *err) {
    enum sl_status status = SL_OK;
    for (int side = 0; status == SL_OK && side < sl_themed_sides(work->themed); side++) {
        struct sl_scope scope = sl_themed_tool_scope(work, tool, side);
        status = sl_tally_take(work->store, &scope, tool->tool, question->place,
                               ground->forms[side], &question->of[side], err);
    }
    question->met.now = question->of[SL_NOW].met;
    if (status == SL_OK && sl_themed_is_compared(work->themed))
        status = take_comparison(work, tool, ground, question, err);
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
    SL_AUTO(drop_ground) struct ground ground = {0};
    enum sl_status status = take_ground(work, tool, &ground, err);
    for (size_t i = 0; i < most && status == SL_OK; i++) {
        if (!sl_theme_asks(work->themed->theme, tool->tool, i))
            continue;
        struct sl_themed_question *question = &tool->questions[tool->question_count++];
        question->place = i;
        status = take_question(work, tool, &ground, question, err);
    }
    qsort(tool->questions, tool->question_count, sizeof *tool->questions, compare_questions);
    return status;
}
