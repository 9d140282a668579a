#include "scoring/score.h"
#include "scoring/result_check.h"
#include "store/count.h"
#include "store/query.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct sl_hash sl_score_hash(enum sl_result_status status, struct sl_text result) {
    enum { SHORT = 8192 };
    char space[SHORT];
    const char *name = sl_result_status_name(status);
    size_t head = strlen(name) + 1, length = head + result.length;
    char *bytes = length <= SHORT ? space : sl_new(length, 1);
    memcpy(bytes, name, head - 1);
    bytes[head - 1] = '\n';
    memcpy(bytes + head, result.bytes, result.length);
    struct sl_hash hash = sl_hash_of(bytes, length);
    if (bytes != space)
        free(bytes);
    return hash;
}

enum sl_status sl_score_insert_begin(struct sl_store *store, int64_t version_no,
                                     struct sl_score_insert *out, struct sl_error *err) {
    int64_t last = 0;
    enum sl_status status =
        sl_query_number(store, "SELECT coalesce(max(score_no), 0) FROM score", &last, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT record_no FROM score_attempt "
                                      "WHERE (:version = 0 OR version_no = :version) LIMIT 1",
                                      err);
    sl_query_int(&q, ":version", version_no);
    bool attempts = sl_query_next(&q);
    *out = (struct sl_score_insert){
        .store = store, .next_no = last + 1, .now = sl_store_now(store), .attempts = attempts};
    return q.status;
}

static void bind_key(struct sl_query *q, const struct sl_score *score) {
    sl_query_int(q, ":record", score->record_no);
    sl_query_int(q, ":version", score->version_no);
    sl_query_int(q, ":revision", score->revision);
    sl_query_bytes(q, ":facts", score->facts.bytes, SL_HASH_BYTES);
    sl_query_int(q, ":engine", score->engine);
}

static enum sl_status raise_alarm(const struct sl_score *score, struct sl_error *err) {
    return sl_fail(
        err, SL_CONFLICT, "",
        "Record %lld was scored before from the same facts, rule version %lld and engine "
        "%d, and the result was another; nothing was changed",
        (long long)score->record_no, (long long)score->version_no, score->engine);
}

static enum sl_status compare_kept(struct sl_store *store, const struct sl_score *score,
                                   struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT hash FROM score WHERE record_no = :record AND version_no = :version "
                      "AND revision = :revision AND facts_hash = :facts AND engine = :engine",
                      err);
    bind_key(&q, score);
    if (!sl_query_next(&q))
        return q.status != SL_OK ? q.status : sl_fail(err, SL_STORE, "", "A score has gone");
    size_t length = 0;
    const void *kept = sl_query_get_bytes(&q, 0, &length);
    bool same = length == SL_HASH_BYTES && memcmp(kept, score->hash.bytes, length) == 0;
    return same ? SL_OK : raise_alarm(score, err);
}

static enum sl_status end_attempt(struct sl_score_insert *insert, const struct sl_score *score,
                                  struct sl_error *err) {
    if (!insert->attempts)
        return SL_OK;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(insert->store,
                                      "DELETE FROM score_attempt WHERE record_no = :record "
                                      "AND version_no = :version AND revision = :revision",
                                      err);
    sl_query_int(&q, ":record", score->record_no);
    sl_query_int(&q, ":version", score->version_no);
    sl_query_int(&q, ":revision", score->revision);
    return sl_query_run(&q);
}

/* One row of a block; version, engine and instant are the same in all of them. */
#define ROW(n)                                                                                     \
    "(:no" #n ", :record" #n ", :revision" #n ", :facts" #n ", :version, :day" #n                  \
    ", :engine, :status" #n ", :result" #n ", :hash" #n ", :now)"
#define INSERT_INTO                                                                                \
    "INSERT INTO score (score_no, record_no, revision, facts_hash, version_no, basis_day, "        \
    "engine, status, result, hash, scored_at) VALUES "
#define OR_NOTHING " ON CONFLICT (record_no, version_no, revision, facts_hash, engine) DO NOTHING"
#define NAMES(n)                                                                                   \
    {                                                                                              \
        ":no" #n, ":record" #n, ":revision" #n, ":facts" #n, ":day" #n, ":status" #n,              \
            ":result" #n, ":hash" #n                                                               \
    }

static const char insert_one_sql[] = INSERT_INTO ROW(0) OR_NOTHING;
static const char insert_block_sql[] =
    INSERT_INTO ROW(0) ", " ROW(1) ", " ROW(2) ", " ROW(3) ", " ROW(4) ", " ROW(5) ", " ROW(6)
        OR_NOTHING;
static const struct {
    const char *no, *record, *revision, *facts, *day, *status, *result, *hash;
} names[] = {NAMES(0), NAMES(1), NAMES(2), NAMES(3), NAMES(4), NAMES(5), NAMES(6)};
static_assert(SL_COUNT(names) == SL_SCORE_BLOCK, "one row each");

static void bind_row(struct sl_query *q, size_t row, int64_t no, const struct sl_score *score,
                     char day[SL_DAY_SIZE]) {
    sl_query_int(q, names[row].no, no);
    sl_query_int(q, names[row].record, score->record_no);
    sl_query_int(q, names[row].revision, score->revision);
    sl_query_bytes(q, names[row].facts, score->facts.bytes, SL_HASH_BYTES);
    sl_query_text(q, names[row].day, sl_day_format(score->basis_day, day));
    sl_query_text(q, names[row].status, sl_result_status_name(score->status));
    sl_query_slice(q, names[row].result, score->result);
    sl_query_bytes(q, names[row].hash, score->hash.bytes, SL_HASH_BYTES);
}

/* Inserts count waiting scores of one version and engine in one statement. */
static enum sl_status insert_rows(struct sl_score_insert *insert,
                                  const struct sl_score *const *scores, size_t count,
                                  struct sl_error *err) {
    char days[SL_SCORE_BLOCK][SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(insert->store, count == 1 ? insert_one_sql : insert_block_sql, err);
    sl_query_int(&q, ":version", scores[0]->version_no);
    sl_query_int(&q, ":engine", scores[0]->engine);
    sl_query_int(&q, ":now", insert->now);
    for (size_t i = 0; i < count; i++)
        bind_row(&q, i, insert->next_no++, scores[i], days[i]);
    enum sl_status status = sl_query_run(&q);
    if (status != SL_OK)
        return status;
    int64_t fresh = sl_store_changes(insert->store);
    insert->inserted += fresh;
    insert->same += (int64_t)count - fresh;
    for (size_t i = 0; i < count && status == SL_OK && fresh < (int64_t)count; i++)
        status = compare_kept(insert->store, scores[i], err);
    return status;
}

static bool is_block(const struct sl_score_insert *insert) {
    const struct sl_score *const *waiting = insert->waiting;
    for (size_t i = 1; i < insert->waiting_count; i++)
        if (waiting[i]->version_no != waiting[0]->version_no ||
            waiting[i]->engine != waiting[0]->engine)
            return false;
    return insert->waiting_count == SL_SCORE_BLOCK;
}

static enum sl_status write_waiting(struct sl_score_insert *insert, struct sl_error *err) {
    enum sl_status status = SL_OK;
    size_t step = is_block(insert) ? SL_SCORE_BLOCK : 1;
    for (size_t i = 0; i < insert->waiting_count && status == SL_OK; i += step)
        status = insert_rows(insert, &insert->waiting[i], step, err);
    insert->waiting_count = 0;
    return status;
}

enum sl_status sl_score_insert_one(struct sl_score_insert *insert, const struct sl_score *score,
                                   struct sl_error *err) {
    insert->waiting[insert->waiting_count++] = score;
    enum sl_status status = end_attempt(insert, score, err);
    if (status == SL_OK && insert->waiting_count == SL_SCORE_BLOCK)
        status = write_waiting(insert, err);
    return status;
}

enum sl_status sl_score_insert_attempt(struct sl_score_insert *insert, int64_t record_no,
                                       int64_t version_no, int64_t revision, const char *reason,
                                       struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        insert->store,
        "INSERT INTO score_attempt (record_no, version_no, revision, tried_at, reason) "
        "VALUES (:record, :version, :revision, :now, :reason) "
        "ON CONFLICT (record_no, version_no, revision) "
        "DO UPDATE SET tried_at = excluded.tried_at, reason = excluded.reason",
        err);
    sl_query_int(&q, ":record", record_no);
    sl_query_int(&q, ":version", version_no);
    sl_query_int(&q, ":revision", revision);
    sl_query_int(&q, ":now", insert->now);
    sl_query_text(&q, ":reason", reason);
    insert->attempts = true;
    return sl_query_run(&q);
}

enum sl_status sl_score_insert_end(struct sl_score_insert *insert, struct sl_error *err) {
    enum sl_status status = write_waiting(insert, err);
    if (status != SL_OK || insert->inserted == 0)
        return status;
    return sl_count_add(insert->store, "score", insert->inserted, err);
}

enum sl_status sl_score_is_there(struct sl_store *store, const struct sl_score *key, bool *out,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT score_no FROM score WHERE record_no = :record AND version_no = :version "
        "AND revision = :revision AND facts_hash = :facts AND engine = :engine",
        err);
    bind_key(&q, key);
    bool there = sl_query_next(&q);
    if (q.status == SL_OK)
        *out = there;
    return q.status;
}

static bool read_status(const char *name, enum sl_result_status *out) {
    for (enum sl_result_status s = SL_RESULT_SCORED; s < SL_RESULT_LIMIT; s++)
        if (strcmp(sl_result_status_name(s), name) == 0) {
            *out = s;
            return true;
        }
    return false;
}

enum sl_status sl_score_find(struct sl_store *store, const struct sl_score *key,
                             enum sl_result_status *status, struct sl_buffer *result, bool *found,
                             struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT status, result FROM score WHERE record_no = :record AND version_no = :version "
        "AND revision = :revision AND facts_hash = :facts AND engine = :engine",
        err);
    bind_key(&q, key);
    *found = sl_query_next(&q) && read_status(sl_query_get_text(&q, 0), status);
    if (*found) {
        struct sl_text text = sl_query_get_slice(&q, 1);
        sl_buffer_add(result, text.bytes, text.length);
    }
    return q.status;
}

struct attempt {
    int64_t record_no, version_no;
    const char *reason;
};

static enum sl_status write_attempt(struct sl_store *store, void *context, struct sl_error *err) {
    const struct attempt *attempt = context;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, "SELECT revision FROM record WHERE record_no = :record", err);
    sl_query_int(&q, ":record", attempt->record_no);
    if (!sl_query_next(&q))
        return q.status != SL_OK ? q.status
                                 : sl_fail(err, SL_NOT_FOUND, "", "There is no record %lld",
                                           (long long)attempt->record_no);
    int64_t revision = sl_query_get_int(&q, 0);
    struct sl_score_insert insert = {.store = store, .now = sl_store_now(store)};
    return sl_score_insert_attempt(&insert, attempt->record_no, attempt->version_no, revision,
                                   attempt->reason, err);
}

enum sl_status sl_score_note_attempt(struct sl_store *store, int64_t record_no, int64_t version_no,
                                     const char *reason, struct sl_error *err) {
    struct attempt attempt = {record_no, version_no, reason};
    return sl_store_write(store, write_attempt, &attempt, err);
}

struct missing {
    const char *tool, *reason;
    int64_t version_no;
};

static enum sl_status write_missing(struct sl_store *store, void *context, struct sl_error *err) {
    const struct missing *missing = context;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO score_attempt (record_no, version_no, revision, tried_at, reason) "
        "SELECT r.record_no, :version, r.revision, :now, :reason FROM record r "
        "WHERE r.tool = :tool AND r.state <> 'withdrawn' AND NOT EXISTS (SELECT 1 FROM score s "
        "WHERE s.record_no = r.record_no AND s.version_no = :version "
        "AND s.revision = r.revision) ORDER BY r.record_no "
        "ON CONFLICT (record_no, version_no, revision) "
        "DO UPDATE SET tried_at = excluded.tried_at, reason = excluded.reason",
        err);
    sl_query_int(&q, ":version", missing->version_no);
    sl_query_int(&q, ":now", sl_store_now(store));
    sl_query_text(&q, ":reason", missing->reason);
    sl_query_text(&q, ":tool", missing->tool);
    return sl_query_run(&q);
}

enum sl_status sl_score_note_missing(struct sl_store *store, const char *tool, int64_t version_no,
                                     const char *reason, struct sl_error *err) {
    struct missing missing = {tool, reason, version_no};
    return sl_store_write(store, write_missing, &missing, err);
}

static bool is_status_named(const char *name, enum sl_result_status *out) {
    for (enum sl_result_status s = SL_RESULT_SCORED; s < SL_RESULT_LIMIT; s++)
        if (strcmp(name, sl_result_status_name(s)) == 0) {
            *out = s;
            return true;
        }
    return false;
}

static enum sl_status verify_scores(struct sl_store *store, char **note, struct sl_error *err) {
    int64_t scores = 0;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT score_no, status, result, hash FROM score ORDER BY score_no", err);
    while (sl_query_next(&q)) {
        enum sl_result_status status = SL_RESULT_LIMIT;
        size_t length = 0;
        const void *kept = sl_query_get_bytes(&q, 3, &length);
        bool holds = is_status_named(sl_query_get_text(&q, 1), &status);
        struct sl_hash hash = sl_score_hash(status, sl_query_get_slice(&q, 2));
        if (!holds || length != sizeof hash.bytes || memcmp(kept, hash.bytes, length) != 0)
            return sl_fail(err, SL_INVALID, "", "Score %lld isn't what was inserted",
                           (long long)sl_query_get_int(&q, 0));
        scores++;
    }
    if (q.status == SL_OK)
        *note = sl_format("%lld scores, each as inserted", (long long)scores);
    return q.status;
}

const struct sl_verify_check sl_score_checks[] = {{"scores", verify_scores}, {NULL, NULL}};
