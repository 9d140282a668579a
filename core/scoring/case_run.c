#include "scoring/case_run.h"
#include "scoring/result_check.h"

struct telling {
    const struct sl_case_run *run;
    const struct sl_scorer_case *cases;
    size_t count;
    sl_case_told *told;
    void *context;
};

/* The sink of the scorer. */
static enum sl_status take_result(void *context, size_t index, struct sl_text packed,
                                  struct sl_error *err) {
    const struct telling *telling = context;
    struct sl_result result;
    struct sl_error lie = {0};
    if (index >= telling->count)
        return sl_fail(err, SL_RULE, "", "The scorer gave more results than there are cases");
    const struct sl_scorer_case *given = &telling->cases[index];
    const struct sl_rule_form *form = sl_rule_forms_at(telling->run->forms, given->form);
    bool fits = sl_result_check(sl_rule_header(telling->run->rule), form, given->body, packed,
                                &result, &lie) == SL_OK;
    telling->told(telling->context, index, fits ? &result : NULL, lie.text);
    return SL_OK;
}

enum sl_status sl_case_run_load(const struct sl_case_run *run, struct sl_error *err) {
    return sl_rule_load(run->rule, run->engine, run->forms, err);
}

enum sl_status sl_case_run_score(const struct sl_case_run *run, const struct sl_scorer_case *cases,
                                 size_t count, sl_case_told *told, void *context,
                                 struct sl_error *err) {
    struct telling telling = {run, cases, count, told, context};
    if (count == 0)
        return SL_OK;
    return run->engine->api->score(run->engine->scorer, cases, count, take_result, &telling, err);
}
