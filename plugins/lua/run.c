#include "run.h"
#include "base/result.h"
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FLYING_MOST = SL_LUA_SLOTS * SL_LUA_CREW_MOST };

struct batch {
    size_t first, count;
    size_t member;
    uint32_t slot;
    bool too_large; /* one record that no slot holds; it was not sent */
};

struct run {
    struct sl_lua_crew *crew;
    size_t members;
    const struct sl_scorer_case *cases;
    size_t count, next; /* next: first case that is in no batch yet */
    sl_scorer_sink *sink;
    void *context;
    struct sl_error *err;
    struct batch flying[FLYING_MOST]; /* oldest at head */
    size_t head, flying_count, batches;
    size_t stopped;                /* records that limits stopped */
    struct sl_result_maker *maker; /* NULL until a limit has to be told */
};

/* Cores that this process may use. */
static size_t count_cores(void) {
    cpu_set_t cores;
    if (sched_getaffinity(0, sizeof cores, &cores) != 0)
        return 1;
    return (size_t)CPU_COUNT(&cores);
}

static size_t members_for(size_t count) {
    size_t most = count_cores();
    size_t useful = count / (SL_LUA_SLOTS * SL_LUA_BATCH) + 1;
    most = most < SL_LUA_CREW_MOST ? most : SL_LUA_CREW_MOST;
    return useful < most ? useful : most;
}

/* Lays and sends; a worker that is gone by now is found dead when its answer is awaited. */
static enum sl_status send_batch(struct run *run, struct batch *batch) {
    struct sl_lua_member *member = &run->crew->members[batch->member];
    enum sl_status status = sl_lua_member_ready(run->crew, member, true, run->err);
    if (status != SL_OK)
        return status;
    struct sl_lua_message message = {.operation = SL_LUA_SCORE, .slot = batch->slot};
    batch->count =
        sl_lua_lay_cases(run->cases + batch->first, batch->count,
                         sl_lua_process_input(member->process, batch->slot), &message.length);
    message.count = (uint32_t)batch->count;
    batch->too_large = batch->count == 0;
    if (batch->too_large)
        batch->count = 1;
    else
        sl_lua_process_send(member->process, &message);
    return SL_OK;
}

static enum sl_status dispatch(struct run *run) {
    struct batch *batch = &run->flying[(run->head + run->flying_count) % FLYING_MOST];
    *batch = (struct batch){.first = run->next,
                            .count = run->count - run->next,
                            .member = run->batches % run->members,
                            .slot = (uint32_t)(run->batches / run->members % SL_LUA_SLOTS)};
    enum sl_status status = send_batch(run, batch);
    if (status != SL_OK)
        return status;
    run->next += batch->count;
    run->batches++;
    run->flying_count++;
    return SL_OK;
}

/* Results of an answered batch, in private memory. */
struct answered {
    char *bytes;
    size_t length, count;
};

static struct sl_text result_at(const struct answered *a, size_t index) {
    struct sl_lua_result place;
    if ((index + 1) * sizeof place > a->length)
        return (struct sl_text){"", 0};
    memcpy(&place, a->bytes + index * sizeof place, sizeof place);
    if (place.place > a->length || place.length > a->length - place.place)
        return (struct sl_text){"", 0};
    return (struct sl_text){a->bytes + place.place, place.length};
}

/* Only a status that says so is worth opening the result for. */
static bool is_limit(struct sl_text result) {
    struct sl_result opened;
    return sl_result_status_of(result.bytes, result.length) == SL_RESULT_LIMIT &&
           sl_result_open(result.bytes, result.length, &opened, NULL) == SL_OK;
}

static enum sl_status refuse_batch(struct run *run, const struct answered *a) {
    (void)a;
    return sl_fail(run->err, SL_RULE, "", "The rules' worker could not read its batch.");
}

/* Counts a record that a limit stopped and ends the run at the last allowed one. */
static enum sl_status count_stopped(struct run *run, size_t index) {
    if (++run->stopped < (size_t)run->crew->limits.number[SL_LUA_STOPPED])
        return SL_OK;
    return sl_fail(run->err, SL_RULE, "",
                   "The run ended after limits stopped the rule on %zu records; %zu were not "
                   "tried.",
                   run->stopped, run->count - index - 1);
}

static enum sl_status give(struct run *run, size_t index, struct sl_text result) {
    enum sl_status status = run->sink(run->context, index, result, run->err);
    if (status == SL_OK && is_limit(result))
        status = count_stopped(run, index);
    return status;
}

static enum sl_status give_limit(struct run *run, size_t index, const char *sentence) {
    const uint8_t *bytes = NULL;
    size_t length = 0;
    if (run->maker == NULL)
        run->maker = sl_result_maker_new();
    sl_result_begin(run->maker);
    sl_result_finish(run->maker, SL_RESULT_LIMIT, sl_text_of(sentence), &bytes, &length);
    return give(run, index, (struct sl_text){(const char *)bytes, length});
}

static enum sl_status give_too_large(struct run *run, size_t index) {
    char sentence[100];
    snprintf(sentence, sizeof sentence, "the record is larger than %d MiB",
             SL_LUA_INPUT_SLOT >> 20);
    return give_limit(run, index, sentence);
}

/* One record through the spare worker. */
static enum sl_status give_alone(struct run *run, size_t index) {
    struct sl_lua_member *spare = &run->crew->spare;
    enum sl_status status = sl_lua_member_ready(run->crew, spare, true, run->err);
    if (status != SL_OK)
        return status;
    struct sl_lua_message message = {.operation = SL_LUA_SCORE, .count = 1}, answer;
    if (sl_lua_lay_cases(&run->cases[index], 1, sl_lua_process_input(spare->process, 0),
                         &message.length) == 0)
        return give_too_large(run, index);
    sl_lua_process_send(spare->process, &message);
    enum sl_lua_outcome outcome = sl_lua_process_wait(spare->process, &message, &answer);
    if (outcome != SL_LUA_ANSWERED) {
        char sentence[120];
        int signal = sl_lua_process_signal(spare->process);
        sl_lua_member_drop(spare);
        return give_limit(run, index,
                          sl_lua_outcome_sentence(run->crew, outcome, signal, sentence));
    }
    struct answered a = {sl_lua_process_copy(spare->process, &answer), answer.length, 1};
    status = answer.status == 1 ? give(run, index, result_at(&a, 0)) : refuse_batch(run, &a);
    free(a.bytes);
    return status;
}

static enum sl_status give_rest(struct run *run, size_t first, size_t count);

/* A worker leaves the cases behind one that took too long to the next request. */
static enum sl_status give_all(struct run *run, const struct batch *batch,
                               const struct answered *a) {
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < batch->count && status == SL_OK; i++) {
        struct sl_text result = result_at(a, i);
        if (result.length == 0 && i > 0)
            return give_rest(run, batch->first + i, batch->count - i);
        if (is_limit(result)) {
            sl_lua_member_drop(&run->crew->spare);
            status = give_alone(run, batch->first + i);
        } else {
            status = give(run, batch->first + i, result);
        }
    }
    return status;
}

/* Cases from first on through the spare worker: as many as it takes at once. */
static enum sl_status give_some(struct run *run, size_t first, size_t count, size_t *given) {
    struct sl_lua_member *spare = &run->crew->spare;
    struct sl_lua_message message = {.operation = SL_LUA_SCORE}, answer;
    *given = 1;
    enum sl_status status = sl_lua_member_ready(run->crew, spare, true, run->err);
    if (status != SL_OK)
        return status;
    struct batch batch = {.first = first};
    batch.count = sl_lua_lay_cases(&run->cases[first], count,
                                   sl_lua_process_input(spare->process, 0), &message.length);
    if (batch.count == 0)
        return give_too_large(run, first);
    message.count = (uint32_t)batch.count;
    sl_lua_process_send(spare->process, &message);
    if (sl_lua_process_wait(spare->process, &message, &answer) != SL_LUA_ANSWERED) {
        sl_lua_member_drop(spare);
        return give_alone(run, first);
    }
    *given = batch.count;
    struct answered a = {sl_lua_process_copy(spare->process, &answer), answer.length, batch.count};
    status = answer.status == 1 ? give_all(run, &batch, &a) : refuse_batch(run, &a);
    free(a.bytes);
    return status;
}

static enum sl_status give_rest(struct run *run, size_t first, size_t count) {
    enum sl_status status = SL_OK;
    for (size_t given = 0; count > 0 && status == SL_OK; first += given, count -= given)
        status = give_some(run, first, count, &given);
    return status;
}

/* The worker is dead: its other batch goes to a new one, and this batch is tried record by record.
 */
static enum sl_status recover(struct run *run, const struct batch *batch) {
    enum sl_status status = SL_OK;
    sl_lua_member_drop(&run->crew->members[batch->member]);
    sl_lua_member_drop(&run->crew->spare);
    for (size_t i = 0; i < batch->count && status == SL_OK; i++)
        status = give_alone(run, batch->first + i);
    for (size_t i = 1; i < run->flying_count && status == SL_OK; i++) {
        struct batch *other = &run->flying[(run->head + i) % FLYING_MOST];
        if (other->member == batch->member && !other->too_large)
            status = send_batch(run, other);
    }
    return status;
}

static enum sl_status collect(struct run *run) {
    const struct batch *batch = &run->flying[run->head];
    struct sl_lua_member *member = &run->crew->members[batch->member];
    if (batch->too_large)
        return give_too_large(run, batch->first);
    const struct sl_lua_message expected = {.operation = SL_LUA_SCORE, .slot = batch->slot};
    struct sl_lua_message answer;
    if (sl_lua_process_wait(member->process, &expected, &answer) != SL_LUA_ANSWERED)
        return recover(run, batch);
    struct answered a = {sl_lua_process_copy(member->process, &answer), answer.length,
                         batch->count};
    enum sl_status status = answer.status == 1 ? give_all(run, batch, &a) : refuse_batch(run, &a);
    free(a.bytes);
    return status;
}

static enum sl_status go(struct run *run) {
    enum sl_status status = SL_OK;
    while (status == SL_OK && (run->next < run->count || run->flying_count > 0)) {
        if (run->next < run->count && run->flying_count < SL_LUA_SLOTS * run->members) {
            status = dispatch(run);
            continue;
        }
        status = collect(run);
        run->head = (run->head + 1) % FLYING_MOST;
        run->flying_count--;
    }
    return status;
}

enum sl_status sl_lua_run(struct sl_lua_crew *crew, const struct sl_scorer_case *cases,
                          size_t count, sl_scorer_sink *sink, void *context, struct sl_error *err) {
    struct run run = {.crew = crew,
                      .members = members_for(count),
                      .cases = cases,
                      .count = count,
                      .sink = sink,
                      .context = context,
                      .err = err};
    enum sl_status status = go(&run);
    for (size_t i = 0; i < run.flying_count && status != SL_OK; i++)
        sl_lua_member_drop(&crew->members[run.flying[(run.head + i) % FLYING_MOST].member]);
    sl_result_maker_free(run.maker);
    return status;
}
