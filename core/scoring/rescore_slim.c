#include "scoring/rescore_inside.h"
#include <stdlib.h>
#include <string.h>

enum { WANTS_MOST = 4 /* more than one in so many, and the run goes over to whole bodies */ };

static enum sl_status find_sets(struct sl_run *run, struct sl_error *err) {
    const struct sl_rule_header *header = run->header;
    struct sl_rescore *rescore = run->rescore;
    enum sl_status status = SL_OK;
    run->sets = sl_new(header->applies_count, sizeof *run->sets);
    for (size_t i = 0; i < header->applies_count && status == SL_OK; i++) {
        const char *tool = header->applies[i].tool;
        if (rescore->keep)
            status = sl_remembered_settle(rescore->store, tool, rescore->rule, &run->sets[i], err);
        else
            status = sl_remembered_load(rescore->store, tool, &run->sets[i], err);
    }
    return status;
}

/* A rule that asks none of the set's lists may have slim bodies of every set; else the lists of a
 * body are counted as those of the first tool's set. */
enum sl_status sl_run_load(struct sl_run *run, struct sl_error *err) {
    const struct sl_rescore *rescore = run->rescore;
    const char *names[SL_SLIM_LISTS_MOST] = {NULL};
    if (!rescore->engine->api->slim || rescore->whole)
        return sl_rule_load(rescore->rule, rescore->engine, run->forms, err);
    enum sl_status status = find_sets(run, err);
    if (status != SL_OK)
        return status;
    size_t found = sl_remembered_names(&run->sets[0], rescore->rule, names);
    run->slim = (struct sl_facts_slim){
        .look = true, .set_no = run->sets[0].set_no, .any = !rescore->keep && found == 0};
    return sl_rule_load_remembering(rescore->rule, rescore->engine, run->forms, names,
                                    SL_SLIM_LISTS_MOST, err);
}

void sl_run_take_slim(struct sl_run *run) {
    sl_facts_take_slim(run->cursor, &run->slim);
}

void sl_run_end_slim(struct sl_run *run) {
    for (size_t i = 0; run->sets != NULL && i < run->header->applies_count; i++)
        sl_remembered_drop(&run->sets[i]);
    free(run->sets);
    sl_slim_rows_drop(&run->rows);
    sl_stage_drop(&run->again);
}

static struct sl_remembered *set_of(struct sl_run *run, const char *tool) {
    for (size_t i = 0; i < run->header->applies_count; i++)
        if (strcmp(run->header->applies[i].tool, tool) == 0)
            return &run->sets[i];
    return NULL;
}

enum sl_status sl_run_carry(struct sl_run *run, struct sl_facts_batch *batch,
                            struct sl_error *err) {
    size_t left = 0;
    for (size_t i = 0; i < batch->count; i++) {
        struct sl_score key =
            sl_score_key(&run->source, &batch->facts[i], batch->cases[i].basis_day);
        struct sl_score before = key;
        before.version_no = run->before_no;
        bool found = false;
        enum sl_status status = SL_OK;
        if (!sl_touched_is(run->touched, batch->cases[i].body))
            status =
                sl_outcomes_carry(&run->carried, run->rescore->store, &before, &key, &found, err);
        if (status != SL_OK)
            return status;
        run->rescore->counts.carried += found;
        if (found)
            continue;
        batch->facts[left] = batch->facts[i];
        batch->cases[left++] = batch->cases[i];
    }
    batch->count = left;
    return SL_OK;
}

/* A list that can't be read any more is no reason not to score: nothing is remembered then. */
void sl_run_remember(struct sl_run *run, const struct sl_facts *facts,
                     const struct sl_scorer_case *given) {
    if (!run->rescore->keep || run->sets == NULL || facts->slim)
        return;
    struct sl_remembered *set = set_of(run, sl_rule_forms_at(run->forms, given->form)->code);
    if (set == NULL || set->set_no == 0 || set->set_no == facts->slim_set)
        return;
    if (sl_remembered_prepare(run->rescore->store, set, NULL) == SL_OK)
        sl_slim_rows_add(&run->rows, set, facts->record_no, facts->revision_no, given->body);
}

bool sl_run_wants(const struct sl_stage *stage, size_t index) {
    struct sl_text result = sl_stage_result(stage, index);
    return stage->batch.facts[index].slim &&
           sl_result_status_of(result.bytes, result.length) == SL_RESULT_WANTS;
}

bool sl_run_give_up_slim(struct sl_run *run, size_t wanted, size_t of) {
    if (wanted * WANTS_MOST <= of || (run->slim.set_no == 0 && !run->slim.any))
        return false;
    run->slim.set_no = 0;
    run->slim.any = false;
    sl_run_take_slim(run);
    return true;
}

static enum sl_status score_next(struct sl_run *run, struct sl_stage_thread *thread,
                                 const struct sl_stage *stage, size_t index, struct sl_error *err) {
    int64_t record_nos[SL_FACTS_MOST];
    size_t places[SL_FACTS_MOST], count = 0, taken = 0;
    for (size_t i = index; i < stage->count; i++)
        if (sl_run_wants(stage, i)) {
            places[count] = i;
            record_nos[count++] = stage->batch.facts[i].record_no;
        }
    enum sl_status status =
        sl_facts_read(run->cursor, record_nos, count, &run->again.batch, &taken, err);
    if (status != SL_OK)
        return status;
    run->again.count = run->again_next = 0;
    run->again.status = SL_OK;
    run->again_upto = places[taken - 1] + 1;
    if (run->again.batch.count > 0) {
        sl_stage_give(thread, &run->again);
        sl_stage_wait(thread);
    }
    return SL_OK;
}

enum sl_status sl_run_again(struct sl_run *run, struct sl_stage_thread *thread,
                            const struct sl_stage *stage, size_t index, long *at,
                            struct sl_error *err) {
    const struct sl_facts_batch *batch = &run->again.batch;
    *at = -1;
    bool cut = run->again.status == SL_END && run->again_next == run->again.count;
    if (cut && run->again.count == 0)
        return sl_fail(err, SL_RULE, "", "The scorer gave a result that is too long to be kept");
    if (index >= run->again_upto || cut) {
        enum sl_status status = score_next(run, thread, stage, index, err);
        if (status != SL_OK)
            return status;
    }
    if (run->again_next < batch->count &&
        batch->facts[run->again_next].record_no == stage->batch.facts[index].record_no)
        *at = (long)run->again_next++;
    return SL_OK;
}
