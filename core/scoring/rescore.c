#include "scoring/rescore.h"
#include "scoring/outcome.h"
#include "scoring/stage.h"

/* Records in one write: few enough for saves to get their turn within some 20 ms, so many that
 * waiting for the disk is shared out. */
enum { WRITTEN_TOGETHER = 3 * SL_FACTS_MOST };

struct run {
    struct sl_rescore *rescore;
    const struct sl_rule_header *header;
    struct sl_rule_forms *forms;
    struct sl_result_json *json;
    struct sl_outcome_source source;
    struct sl_facts_cursor *cursor;
    int64_t total, done;
    struct sl_outcomes outcomes;
};

static void run_drop(struct run *run) {
    sl_facts_close(run->cursor);
    sl_result_json_free(run->json);
    sl_rule_forms_free(run->forms);
    sl_outcomes_drop(&run->outcomes);
}

static enum sl_status start_run(struct sl_rescore *rescore, struct run *run, struct sl_error *err) {
    run->rescore = rescore;
    run->header = sl_rule_header(rescore->rule);
    if (rescore->keep && sl_rule_version_no(rescore->rule) == 0)
        return sl_fail(err, SL_INVALID, "",
                       "%s isn't a version of the store, so its scores can't be kept",
                       sl_rule_name(rescore->rule));
    enum sl_status status = sl_rule_forms_load(rescore->store, run->header, &run->forms, err);
    if (status == SL_OK)
        status = sl_rule_load(rescore->rule, rescore->engine, run->forms, err);
    if (status == SL_OK)
        status = sl_facts_count(rescore->store, run->header, &rescore->choice, &run->total, err);
    if (status != SL_OK)
        return status;
    run->json = sl_result_json_new(run->header);
    run->cursor = sl_facts_open(rescore->store, run->header, run->forms, &rescore->choice);
    run->source = (struct sl_outcome_source){rescore->rule, run->forms, run->json,
                                             rescore->engine->api->engine};
    run->outcomes.version_no = sl_rule_version_no(rescore->rule);
    return SL_OK;
}

/* Leaves only records without a score. */
static enum sl_status drop_scored(const struct run *run, struct sl_facts_batch *batch,
                                  struct sl_error *err) {
    size_t kept = 0;
    for (size_t i = 0; i < batch->count; i++) {
        struct sl_score key =
            sl_score_key(&run->source, &batch->facts[i], batch->cases[i].basis_day);
        bool there = false;
        enum sl_status status = sl_score_is_there(run->rescore->store, &key, &there, err);
        if (status != SL_OK)
            return status;
        if (there) {
            run->rescore->counts.kept++;
            continue;
        }
        batch->facts[kept] = batch->facts[i];
        batch->cases[kept++] = batch->cases[i];
    }
    batch->count = kept;
    return SL_OK;
}

static enum sl_status fill(struct run *run, struct sl_stage *stage, struct sl_error *err) {
    enum sl_status status;
    do {
        status = sl_facts_next(run->cursor, &stage->batch, err);
        if (status == SL_OK && run->rescore->missing)
            status = drop_scored(run, &stage->batch, err);
    } while (status == SL_OK && stage->batch.count == 0);
    return status;
}

static void count_score(struct sl_rescore_counts *counts, enum sl_result_status status) {
    counts->scored += status == SL_RESULT_SCORED;
    counts->not_applicable += status == SL_RESULT_NOT_APPLICABLE;
    counts->not_enough += status == SL_RESULT_NOT_ENOUGH;
    counts->failed += status == SL_RESULT_FAILED;
}

static void take_result(struct run *run, const struct sl_stage *stage, size_t index) {
    struct sl_rescore_counts *counts = &run->rescore->counts;
    enum sl_result_status status = SL_RESULT_LIMIT;
    enum sl_outcome_kind kind =
        sl_outcomes_take(&run->outcomes, &run->source, &stage->batch.facts[index],
                         &stage->batch.cases[index], sl_stage_result(stage, index), &status);
    counts->limited += kind == SL_OUTCOME_LIMIT;
    counts->refused += kind == SL_OUTCOME_REFUSED;
    if (kind == SL_OUTCOME_SCORE)
        count_score(counts, status);
}

static enum sl_status tell_each(struct run *run, struct sl_error *err) {
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < run->outcomes.count && status == SL_OK; i++)
        status = run->rescore->each(run->rescore->context, &run->outcomes.scores[i], err);
    return status;
}

static void take_results(struct run *run, const struct sl_stage *stage) {
    for (size_t i = 0; i < stage->count; i++)
        take_result(run, stage, i);
    run->done += (int64_t)stage->count;
}

static bool is_write_due(const struct run *run) {
    return !run->rescore->keep || run->outcomes.count >= WRITTEN_TOGETHER ||
           run->outcomes.texts.length >= SL_STAGE_BYTES;
}

/* Writes what was gathered, and tells it. */
static enum sl_status flush(struct run *run, struct sl_error *err) {
    enum sl_status status = SL_OK;
    sl_outcomes_settle(&run->outcomes, run->rescore->keep);
    if (run->rescore->keep && run->outcomes.count > 0) {
        status = sl_store_write(run->rescore->store, sl_outcomes_write, &run->outcomes, err);
        run->rescore->counts.same += status == SL_OK ? run->outcomes.same : 0;
    }
    if (status == SL_OK && run->rescore->each != NULL)
        status = tell_each(run, err);
    sl_outcomes_clear(&run->outcomes);
    return status;
}

/* The scorer had no room for the rest of the batch: it is read again. */
static enum sl_status go_back(struct run *run, const struct sl_stage *done, struct sl_stage *next,
                              struct sl_error *err) {
    if (done->count == 0)
        return sl_fail(err, SL_RULE, "", "The scorer gave a result that is too long to be kept");
    sl_facts_rewind(run->cursor, done->batch.facts[done->count - 1].record_no);
    return fill(run, next, err);
}

static enum sl_status stop(struct run *run, const struct sl_error *why, struct sl_error *err) {
    struct sl_rescore_counts *counts = &run->rescore->counts;
    counts->unfit = sl_facts_unfit(run->cursor);
    counts->not_tried = run->total - run->done - run->rescore->counts.kept - counts->unfit;
    if (counts->not_tried <= 0)
        return sl_fail(err, why->status, why->field, "%s", why->text);
    return sl_fail(err, why->status, why->field, "%s; %lld records were not tried", why->text,
                   (long long)counts->not_tried);
}

static enum sl_status tell_progress(struct run *run, struct sl_error *err) {
    const struct sl_rescore *rescore = run->rescore;
    struct sl_error why = {0};
    int64_t done = run->done + rescore->counts.kept;
    if (rescore->progress != NULL && !rescore->progress(rescore->context, done, run->total))
        sl_fail(&why, SL_END, "", "Stopped after %lld records", (long long)done);
    else if (rescore->counts.refused >= SL_RESCORE_REFUSED_MOST)
        sl_fail(&why, SL_RULE, "", "Stopped after %lld results that had to be refused",
                (long long)rescore->counts.refused);
    if (why.status == SL_OK)
        return SL_OK;
    enum sl_status status = flush(run, err);
    return status == SL_OK ? stop(run, &why, err) : status;
}

static bool went_well(const struct sl_stage *stage) {
    return stage->status == SL_OK || stage->status == SL_END;
}

/* Takes up the results of one batch while the next is scored. *more: what reading the next one came
 * to. */
static enum sl_status turn(struct run *run, struct sl_stage_thread *thread, struct sl_stage *now,
                           struct sl_stage *next, enum sl_status *more, struct sl_error *err) {
    struct sl_error unread = {0};
    *more = fill(run, next, &unread);
    sl_stage_wait(thread);
    if (now->status == SL_END)
        *more = go_back(run, now, next, &unread);
    if (went_well(now) && *more == SL_OK)
        sl_stage_give(thread, next);
    take_results(run, now);
    bool last = !went_well(now) || *more != SL_OK;
    enum sl_status status = last || is_write_due(run) ? flush(run, err) : SL_OK;
    if (status == SL_OK && !went_well(now))
        return stop(run, &now->error, err);
    if (status == SL_OK)
        status = tell_progress(run, err);
    if (status == SL_OK && *more != SL_OK && *more != SL_END)
        return stop(run, &unread, err);
    return status;
}

static enum sl_status pump(struct run *run, struct sl_stage_thread *thread,
                           struct sl_stage stages[2], struct sl_error *err) {
    struct sl_stage *now = &stages[0], *next = &stages[1];
    enum sl_status more = fill(run, now, err), status = SL_OK;
    if (more == SL_OK)
        sl_stage_give(thread, now);
    while (more == SL_OK && status == SL_OK) {
        status = turn(run, thread, now, next, &more, err);
        struct sl_stage *done = now;
        now = next;
        next = done;
    }
    sl_stage_wait(thread);
    return status != SL_OK || more == SL_END ? status : more;
}

enum sl_status sl_rescore_run(struct sl_rescore *rescore, struct sl_error *err) {
    SL_AUTO(run_drop) struct run run = {0};
    rescore->counts = (struct sl_rescore_counts){0};
    enum sl_status status = start_run(rescore, &run, err);
    if (status != SL_OK)
        return status;
    struct sl_stage stages[2] = {0};
    struct sl_stage_thread *thread = sl_stage_thread_start(rescore->engine);
    status = pump(&run, thread, stages, err);
    sl_stage_thread_end(thread);
    sl_stage_drop(&stages[0]);
    sl_stage_drop(&stages[1]);
    rescore->counts.unfit = sl_facts_unfit(run.cursor);
    return status;
}
