#include "scoring/halt.h"
#include "scoring/rescore_inside.h"

enum {
    /* Records in one write: few enough for saves to get their turn within some 5 ms, so many that
     * waiting for the disk is shared out. */
    WRITTEN_TOGETHER = 384,
    SLIM_TOGETHER = 2 << 20 /* bytes of slim bodies in one write */
};

static void run_drop(struct sl_run *run) {
    sl_run_end_slim(run);
    sl_facts_close(run->cursor);
    sl_result_json_free(run->json);
    sl_rule_forms_free(run->forms);
    sl_outcomes_drop(&run->outcomes);
    sl_outcomes_drop(&run->carried);
    sl_touched_free(run->touched);
}

static void open_cursor(struct sl_run *run) {
    const struct sl_rescore *rescore = run->rescore;
    run->cursor = sl_facts_open(rescore->store, run->header, run->forms, &rescore->choice);
    if (!rescore->keep && !rescore->missing && rescore->each == NULL && !rescore->hashed)
        sl_facts_spare_hashes(run->cursor);
    if (run->touched != NULL) /* whose words are looked at */
        run->slim = (struct sl_facts_slim){.look = run->slim.look};
    sl_run_take_slim(run);
}

static enum sl_status start_run(struct sl_rescore *rescore, struct sl_run *run,
                                struct sl_error *err) {
    run->rescore = rescore;
    run->header = sl_rule_header(rescore->rule);
    if (rescore->keep && sl_rule_version_no(rescore->rule) == 0)
        return sl_fail(err, SL_INVALID, "",
                       "%s isn't a version of the store, so its scores can't be kept",
                       sl_rule_name(rescore->rule));
    enum sl_status status = sl_rule_forms_load(rescore->store, run->header, &run->forms, err);
    if (status == SL_OK)
        status = sl_run_load(run, err);
    if (status == SL_OK && rescore->progress != NULL)
        status =
            sl_facts_count_about(rescore->store, run->header, &rescore->choice, &run->total, err);
    if (status != SL_OK)
        return status;
    if (rescore->keep && rescore->missing)
        status =
            sl_touched_since(rescore->store, rescore->rule, &run->touched, &run->before_no, err);
    if (status != SL_OK)
        return status;
    run->json = sl_result_json_new(run->header);
    run->source = (struct sl_outcome_source){rescore->rule, run->forms, run->json,
                                             rescore->engine->api->engine};
    run->outcomes.version_no = sl_rule_version_no(rescore->rule);
    run->carried.version_no = run->outcomes.version_no;
    open_cursor(run);
    return SL_OK;
}

/* Leaves only records without a score. */
static enum sl_status drop_scored(const struct sl_run *run, struct sl_facts_batch *batch,
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

static enum sl_status write_carried(struct sl_run *run, struct sl_error *err) {
    enum sl_status status = SL_OK;
    sl_outcomes_settle(&run->carried, true);
    if (run->carried.count > 0)
        status = sl_store_write(run->rescore->store, sl_outcomes_write, &run->carried, err);
    sl_outcomes_clear(&run->carried);
    return status;
}

static enum sl_status fill(struct sl_run *run, struct sl_stage *stage, struct sl_error *err) {
    enum sl_status status;
    do {
        status = sl_facts_next(run->cursor, &stage->batch, err);
        if (status == SL_OK && run->rescore->missing)
            status = drop_scored(run, &stage->batch, err);
        if (status == SL_OK && run->touched != NULL)
            status = sl_run_carry(run, &stage->batch, err);
        if (status == SL_OK && run->carried.count >= WRITTEN_TOGETHER)
            status = write_carried(run, err);
    } while (status == SL_OK && stage->batch.count == 0);
    return status;
}

static void count_score(struct sl_rescore_counts *counts, enum sl_result_status status) {
    counts->scored += status == SL_RESULT_SCORED;
    counts->not_applicable += status == SL_RESULT_NOT_APPLICABLE;
    counts->not_enough += status == SL_RESULT_NOT_ENOUGH;
    counts->failed += status == SL_RESULT_FAILED;
}

static enum sl_status tell_packed(const struct sl_run *run, const struct sl_facts *facts,
                                  const struct sl_scorer_case *given, enum sl_outcome_kind kind,
                                  const struct sl_result *result, const struct sl_error *lie,
                                  struct sl_error *err) {
    struct sl_rescore_one one = {.facts = facts,
                                 .given = given,
                                 .form = sl_rule_forms_at(run->forms, given->form),
                                 .status = SL_RESULT_LIMIT,
                                 .why = sl_text_of(lie->text)};
    if (run->rescore->each_packed == NULL)
        return SL_OK;
    if (kind != SL_OUTCOME_REFUSED) {
        one.status = result->status;
        one.result = result;
    }
    if (kind == SL_OUTCOME_LIMIT)
        one.why = sl_result_reason_at(result, 0).text;
    return run->rescore->each_packed(run->rescore->context, &one, err);
}

static enum sl_status take_result(struct sl_run *run, const struct sl_stage *stage, size_t index,
                                  struct sl_error *err) {
    struct sl_rescore_counts *counts = &run->rescore->counts;
    const struct sl_facts *facts = &stage->batch.facts[index];
    const struct sl_scorer_case *given = &stage->batch.cases[index];
    bool gathered = run->rescore->keep || run->rescore->each != NULL;
    struct sl_result result;
    struct sl_error lie;
    lie.text[0] = '\0'; /* all of it would be much for each record */
    enum sl_outcome_kind kind =
        sl_outcome_judge(&run->source, given, sl_stage_result(stage, index), &result, &lie);
    counts->limited += kind == SL_OUTCOME_LIMIT;
    counts->refused += kind == SL_OUTCOME_REFUSED;
    if (kind == SL_OUTCOME_SCORE)
        count_score(counts, result.status);
    if (gathered && kind == SL_OUTCOME_REFUSED) {
        struct sl_score key = sl_score_key(&run->source, facts, given->basis_day);
        sl_outcomes_refuse(&run->outcomes, &key, lie.text);
    } else if (gathered) {
        sl_outcomes_add(&run->outcomes, &run->source, facts, given, &result);
    }
    sl_run_remember(run, facts, given);
    run->done++;
    return tell_packed(run, facts, given, kind, &result, &lie, err);
}

static enum sl_status tell_each(struct sl_run *run, struct sl_error *err) {
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < run->outcomes.count && status == SL_OK; i++)
        status = run->rescore->each(run->rescore->context, &run->outcomes.scores[i], err);
    return status;
}

/* A record whose slim body held too little: its result with the whole one is taken up. */
static enum sl_status take_again(struct sl_run *run, struct sl_stage_thread *thread,
                                 struct sl_stage *stage, size_t index, struct sl_error *err) {
    long at = -1;
    enum sl_status status = sl_run_again(run, thread, stage, index, &at, err);
    if (status != SL_OK || at < 0)
        return status;
    if ((size_t)at < run->again.count)
        return take_result(run, &run->again, (size_t)at, err);
    stage->status = run->again.status;
    stage->error = run->again.error;
    stage->count = index;
    return SL_OK;
}

static enum sl_status take_results(struct sl_run *run, struct sl_stage_thread *thread,
                                   struct sl_stage *stage, struct sl_error *err) {
    enum sl_status status = SL_OK;
    run->again_upto = 0;
    for (size_t i = 0; i < stage->count && status == SL_OK; i++)
        status = sl_run_wants(stage, i) ? take_again(run, thread, stage, i, err)
                                        : take_result(run, stage, i, err);
    return status;
}

static bool is_write_due(const struct sl_run *run) {
    return !run->rescore->keep || run->outcomes.count >= WRITTEN_TOGETHER ||
           run->outcomes.texts.length >= SL_STAGE_BYTES || run->rows.bytes.length >= SLIM_TOGETHER;
}

/* A write function: scores, and the slim bodies that were missing. */
static enum sl_status write_gathered(struct sl_store *store, void *context, struct sl_error *err) {
    struct sl_run *run = context;
    enum sl_status status = SL_OK;
    if (run->outcomes.count > 0)
        status = sl_outcomes_write(store, &run->outcomes, err);
    return status == SL_OK ? sl_slim_rows_write(store, &run->rows, err) : status;
}

/* Writes what was gathered, and tells it. */
static enum sl_status flush(struct sl_run *run, struct sl_error *err) {
    enum sl_status status = SL_OK;
    sl_outcomes_settle(&run->outcomes, run->rescore->keep);
    if (run->rescore->keep && run->outcomes.count > 0) {
        status = sl_store_write(run->rescore->store, write_gathered, run, err);
        run->rescore->counts.same += status == SL_OK ? run->outcomes.same : 0;
    }
    if (status == SL_OK && run->rescore->each != NULL)
        status = tell_each(run, err);
    sl_outcomes_clear(&run->outcomes);
    sl_slim_rows_clear(&run->rows);
    return status == SL_OK ? write_carried(run, err) : status;
}

/* The scorer had no room for the rest of the batch: it is read again. */
static enum sl_status go_back(struct sl_run *run, const struct sl_stage *done,
                              struct sl_stage *next, struct sl_error *err) {
    if (done->count == 0)
        return sl_fail(err, SL_RULE, "", "The scorer gave a result that is too long to be kept");
    sl_facts_rewind(run->cursor, done->batch.facts[done->count - 1].record_no);
    return fill(run, next, err);
}

/* A run that limits ended: the rule isn't tried on records that are saved either. */
static void halt_rule(const struct sl_run *run, const struct sl_error *why) {
    const struct sl_rescore *rescore = run->rescore;
    if (why->status != SL_RULE || !rescore->keep || rescore->counts.limited == 0)
        return;
    SL_AUTO(sl_free)
    char *sentence = sl_format("was stopped by limits on %lld records in one run",
                               (long long)rescore->counts.limited);
    sl_rule_halt(rescore->store, sl_rule_version_no(rescore->rule), sentence, NULL);
}

static enum sl_status stop(struct sl_run *run, const struct sl_error *why, struct sl_error *err) {
    struct sl_rescore_counts *counts = &run->rescore->counts;
    struct sl_error reason = *why; /* it may be the caller's */
    halt_rule(run, &reason);
    counts->unfit = sl_facts_unfit(run->cursor);
    const struct sl_rescore *rescore = run->rescore;
    if (sl_facts_count(rescore->store, run->header, &rescore->choice, &run->total, NULL) == SL_OK)
        counts->not_tried = run->total - run->done - counts->kept - counts->carried - counts->unfit;
    if (counts->not_tried <= 0)
        return sl_fail(err, reason.status, reason.field, "%s", reason.text);
    return sl_fail(err, reason.status, reason.field, "%s; %lld records were not tried", reason.text,
                   (long long)counts->not_tried);
}

static enum sl_status tell_progress(struct sl_run *run, struct sl_error *err) {
    const struct sl_rescore *rescore = run->rescore;
    struct sl_error why = {0};
    int64_t done = run->done + rescore->counts.kept + rescore->counts.carried;
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

/* What is read while a batch is scored. more: what reading came to. */
struct reading {
    struct sl_stage *next;
    enum sl_status more;
    struct sl_error error;
};

/* Did the scorer fail over a slim body? A damaged one mustn't keep records from being scored. */
static bool may_slim_be_to_blame(const struct sl_stage *stage) {
    bool slim = false;
    for (size_t i = stage->count; i < stage->batch.count; i++)
        slim = slim || stage->batch.facts[i].slim;
    for (size_t i = 0; i < stage->count; i++) {
        struct sl_text result = sl_stage_result(stage, i);
        if (sl_result_status_of(result.bytes, result.length) == SL_RESULT_LIMIT)
            return false;
    }
    return slim && !went_well(stage);
}

static void go_on_with_whole_bodies(struct sl_run *run, struct sl_stage *stage,
                                    struct reading *reading) {
    const struct sl_facts *facts = stage->batch.facts;
    sl_facts_rewind(run->cursor,
                    stage->count > 0 ? facts[stage->count - 1].record_no : facts[0].record_no - 1);
    stage->status = SL_OK;
    reading->more = fill(run, reading->next, &reading->error);
}

/* After it is known how the batch before went: read again what was cut off, or with whole bodies.
 */
static void correct(struct sl_run *run, struct sl_stage *now, size_t wanted,
                    struct reading *reading) {
    if (may_slim_be_to_blame(now) && sl_run_give_up_slim(run, 1, 1)) {
        go_on_with_whole_bodies(run, now, reading);
    } else if (now->status == SL_END) {
        sl_run_give_up_slim(run, wanted, now->count);
        reading->more = go_back(run, now, reading->next, &reading->error);
    } else if (sl_run_give_up_slim(run, wanted, now->count) && reading->more == SL_OK) {
        sl_facts_rewind(run->cursor, now->batch.facts[now->batch.count - 1].record_no);
        reading->more = fill(run, reading->next, &reading->error);
    }
}

static size_t count_wants(const struct sl_stage *stage) {
    size_t wanted = 0;
    for (size_t i = 0; i < stage->count; i++)
        wanted += sl_run_wants(stage, i);
    return wanted;
}

/* Takes up the results of one batch while the next is scored, or before, where some of them have to
 * be scored again. */
static enum sl_status take_turn(struct sl_run *run, struct sl_stage_thread *thread,
                                struct sl_stage *now, struct reading *reading,
                                struct sl_error *err) {
    size_t wanted = count_wants(now);
    enum sl_status status = SL_OK;
    correct(run, now, wanted, reading);
    if (wanted > 0)
        status = take_results(run, thread, now, err);
    if (status == SL_OK && went_well(now) && reading->more == SL_OK)
        sl_stage_give(thread, reading->next);
    return wanted > 0 ? status : take_results(run, thread, now, err);
}

/* *more: what reading the next one came to. */
static enum sl_status turn(struct sl_run *run, struct sl_stage_thread *thread, struct sl_stage *now,
                           struct sl_stage *next, enum sl_status *more, struct sl_error *err) {
    struct reading reading = {.next = next};
    reading.more = fill(run, next, &reading.error);
    sl_stage_wait(thread);
    enum sl_status status = take_turn(run, thread, now, &reading, err);
    *more = reading.more;
    if (status != SL_OK)
        return status;
    bool last = !went_well(now) || *more != SL_OK;
    status = last || is_write_due(run) ? flush(run, err) : SL_OK;
    if (status == SL_OK && !went_well(now))
        return stop(run, &now->error, err);
    if (status == SL_OK)
        status = tell_progress(run, err);
    if (status == SL_OK && *more != SL_OK && *more != SL_END)
        return stop(run, &reading.error, err);
    return status;
}

static enum sl_status pump(struct sl_run *run, struct sl_stage_thread *thread,
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
    if (status == SL_OK && more == SL_END)
        return write_carried(run, err);
    return status != SL_OK ? status : more;
}

enum sl_status sl_rescore_run(struct sl_rescore *rescore, struct sl_error *err) {
    SL_AUTO(run_drop) struct sl_run run = {0};
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
