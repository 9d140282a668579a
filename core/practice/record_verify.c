#include "practice/decision.h"
#include "practice/record_cache.h"
#include "practice/tool_verify.h"
#include "store/trail.h"
#include <string.h>

/* Bodies: every revision is what the trail's entry says. */

static bool is_hash(const struct sl_query *q, int column, const struct sl_hash *hash) {
    size_t length;
    const void *bytes = sl_query_get_bytes(q, column, &length);
    return length == sizeof hash->bytes && memcmp(bytes, hash->bytes, length) == 0;
}

static bool get_salt(const struct sl_query *q, int column, uint8_t salt[SL_SALT_BYTES]) {
    size_t length;
    const void *bytes = sl_query_get_bytes(q, column, &length);
    if (length != SL_SALT_BYTES)
        return false;
    memcpy(salt, bytes, SL_SALT_BYTES);
    return true;
}

static enum sl_status check_bodies(struct sl_store *store, char **note, struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer scratch = {0};
    int64_t revisions = 0;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT r.id, v.revision, v.head, v.body, v.salt, t.after, t.object, t.verb"
                      " FROM record_revision v LEFT JOIN record r ON r.record_no = v.record_no"
                      " LEFT JOIN trail t ON t.seq = v.trail_seq ORDER BY v.revision_no",
                      err);
    while (sl_query_next(&q)) {
        uint8_t salt[SL_SALT_BYTES];
        size_t length;
        const void *body = sl_query_get_bytes(&q, 3, &length);
        bool salted = get_salt(&q, 4, salt);
        struct sl_hash hash = {0};
        if (salted)
            hash = sl_record_trail_hash(salt, sl_query_get_text(&q, 2), body, length, &scratch);
        if (!salted || !is_hash(&q, 5, &hash) ||
            strcmp(sl_query_get_text(&q, 0), sl_query_get_text(&q, 6)) != 0 ||
            strcmp(sl_query_get_text(&q, 7), "record.save") != 0)
            return sl_fail(err, SL_INVALID, "record_revision",
                           "Record %s, revision %lld is not what the trail says was saved",
                           sl_query_get_text(&q, 0), (long long)sl_query_get_int(&q, 1));
        revisions++;
    }
    if (q.status == SL_OK)
        *note = sl_format("%lld revisions", (long long)revisions);
    return q.status;
}

/* Steps of the life cycle likewise. */

static enum sl_status check_moves(struct sl_store *store, char **note, struct sl_error *err) {
    int64_t steps = 0;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT r.id, m.seq, m.state, coalesce(m.grade, ''), m.day, m.why, m.salt, t.after,"
        " t.object FROM record_move m LEFT JOIN record r ON r.record_no = m.record_no"
        " LEFT JOIN trail t ON t.seq = m.trail_seq ORDER BY m.record_no, m.seq",
        err);
    while (sl_query_next(&q)) {
        uint8_t salt[SL_SALT_BYTES] = {0};
        bool salted = get_salt(&q, 6, salt);
        struct sl_hash hash =
            sl_record_move_hash(salt, sl_query_get_text(&q, 2), sl_query_get_text(&q, 3),
                                sl_query_get_text(&q, 4), sl_query_get_text(&q, 5));
        if (!salted || !is_hash(&q, 7, &hash) ||
            strcmp(sl_query_get_text(&q, 0), sl_query_get_text(&q, 8)) != 0)
            return sl_fail(err, SL_INVALID, "record_move",
                           "Record %s, step %lld is not what the trail says was done",
                           sl_query_get_text(&q, 0), (long long)sl_query_get_int(&q, 1));
        steps++;
    }
    if (q.status == SL_OK)
        *note = sl_format("%lld steps", (long long)steps);
    return q.status;
}

/* Decisions too, and that there are as many. */

static enum sl_status check_decision(const struct sl_query *q, struct sl_error *err) {
    struct sl_decision decision = {sl_query_get_text(q, 1), sl_query_get_text(q, 2),
                                   sl_query_get_text(q, 3), sl_query_get_text(q, 4),
                                   sl_query_get_text(q, 5), sl_query_get_int(q, 6)};
    struct sl_hash hash = sl_decision_hash(sl_query_get_text(q, 7), &decision);
    if (is_hash(q, 8, &hash) && strcmp(sl_query_get_text(q, 0), sl_query_get_text(q, 9)) == 0)
        return SL_OK;
    return sl_fail(err, SL_INVALID, "decision",
                   "Record %s: the %s on %s is not what the trail says was decided",
                   sl_query_get_text(q, 0), decision.kind, decision.code);
}

static enum sl_status check_decisions(struct sl_store *store, char **note, struct sl_error *err) {
    int64_t decisions = 0, told = 0;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT r.id, d.kind, d.code, d.outcome, d.reason, d.decided_by, d.decided_at, d.salt,"
        " t.after, t.object FROM decision d LEFT JOIN record r ON r.record_no = d.record_no"
        " LEFT JOIN trail t ON t.seq = d.trail_seq ORDER BY d.record_no, d.kind, d.code, d.id",
        err);
    enum sl_status status = SL_OK;
    for (; status == SL_OK && sl_query_next(&q); decisions++)
        status = check_decision(&q, err);
    if (status == SL_OK)
        status = q.status;
    if (status == SL_OK)
        status = sl_query_number(store,
                                 "SELECT count(*) FROM trail t JOIN record r ON r.id = t.object"
                                 " WHERE t.verb LIKE 'flag.%' OR t.verb LIKE 'waiver.%'",
                                 &told, err);
    if (status == SL_OK && told != decisions)
        status =
            sl_fail(err, SL_INVALID, "decision", "%lld decisions are kept, the trail knows %lld",
                    (long long)decisions, (long long)told);
    if (status == SL_OK)
        *note = sl_format("%lld decisions", (long long)decisions);
    return status;
}

/* Heads: the row of a record is its latest revision, moved on by the steps behind it. */

#define SELECT_HEADS                                                                               \
    "SELECT r.id, r.kind, r.tool, r.tool_version, r.form, r.case_ref, r.family_group, r.team,"     \
    " r.service, r.worker, r.auditor, r.day, r.route, r.programme, r.state,"                       \
    " coalesce(r.grade, ''), coalesce(r.graded_on, ''), r.revision, r.body_hash,"                  \
    " v.head, v.body, coalesce(m.state, ''), coalesce(m.grade, ''), coalesce(m.day, ''),"          \
    " (SELECT max(l.revision) FROM record_revision l WHERE l.record_no = r.record_no), v.revision" \
    " FROM record r LEFT JOIN record_revision v ON v.revision_no = r.revision_no"                  \
    " AND v.record_no = r.record_no LEFT JOIN record_move m ON m.record_no = r.record_no"          \
    " AND m.trail_seq > v.trail_seq AND m.seq = (SELECT max(l.seq) FROM record_move l"             \
    " WHERE l.record_no = r.record_no) ORDER BY r.record_no"

static bool is_field(const json_t *head, const char *key, const struct sl_query *q, int column) {
    return strcmp(sl_json_text_or(head, key, ""), sl_query_get_text(q, column)) == 0;
}

static bool is_plain_head(const json_t *head, const struct sl_query *q) {
    static const struct {
        const char *key;
        int column;
    } fields[] = {{"form", 4},    {"case_ref", 5},  {"family_group", 6}, {"team", 7},
                  {"service", 8}, {"worker", 9},    {"auditor", 10},     {"day", 11},
                  {"route", 12},  {"programme", 13}};
    for (size_t i = 0; i < SL_COUNT(fields); i++)
        if (!is_field(head, fields[i].key, q, fields[i].column))
            return false;
    return true;
}

/* graded is the only step that fixes a grade; the others carry on what stood. */
static bool is_standing(const json_t *head, const struct sl_query *q) {
    bool moved = sl_query_get_text(q, 21)[0] != '\0';
    if (!moved)
        return is_field(head, "state", q, 14) && is_field(head, "grade", q, 15) &&
               is_field(head, "graded_on", q, 16);
    bool graded = strcmp(sl_query_get_text(q, 21), "graded") == 0;
    bool has_grade = sl_query_get_text(q, 15)[0] != '\0';
    bool has_day = sl_query_get_text(q, 16)[0] != '\0';
    return strcmp(sl_query_get_text(q, 14), sl_query_get_text(q, 21)) == 0 &&
           strcmp(sl_query_get_text(q, 15), sl_query_get_text(q, 22)) == 0 &&
           has_grade == has_day &&
           (!graded || !has_grade ||
            strcmp(sl_query_get_text(q, 16), sl_query_get_text(q, 23)) == 0);
}

static enum sl_status check_kind(struct sl_record_tools *tools, const struct sl_query *q,
                                 struct sl_error *err) {
    const struct sl_tool *tool = NULL;
    enum sl_status status =
        sl_record_tool_of(tools, sl_query_get_text(q, 2), sl_query_get_int(q, 3), &tool, err);
    if (status != SL_OK)
        return status;
    int form = sl_tool_find_form(tool, sl_query_get_text(q, 4));
    if (form >= 0 && strcmp(sl_tool_form(tool, (size_t)form)->kind, sl_query_get_text(q, 1)) == 0)
        return SL_OK;
    return sl_fail(err, SL_INVALID, "record", "Record %s: its kind is not that of its form",
                   sl_query_get_text(q, 0));
}

static enum sl_status check_head(const struct sl_query *q, struct sl_error *err) {
    size_t length;
    const char *text = sl_query_get_text(q, 19);
    SL_AUTO(sl_json_drop) json_t *head = json_loads(text, 0, NULL);
    const void *body = sl_query_get_bytes(q, 20, &length);
    struct sl_hash hash = sl_hash_of(body, length);
    bool latest = sl_query_get_int(q, 17) == sl_query_get_int(q, 25) &&
                  sl_query_get_int(q, 17) == sl_query_get_int(q, 24);
    if (latest && head != NULL && is_hash(q, 18, &hash) && is_plain_head(head, q) &&
        is_standing(head, q))
        return SL_OK;
    return sl_fail(err, SL_INVALID, "record", "The row of record %s is not its latest revision",
                   sl_query_get_text(q, 0));
}

static enum sl_status check_heads(struct sl_store *store, char **note, struct sl_error *err) {
    SL_AUTO(sl_record_tools_drop) struct sl_record_tools tools = {.store = store};
    int64_t records = 0;
    SL_AUTO(sl_query_close) struct sl_query q = sl_query_open(store, SELECT_HEADS, err);
    enum sl_status status = SL_OK;
    for (; status == SL_OK && sl_query_next(&q); records++) {
        status = check_head(&q, err);
        if (status == SL_OK)
            status = check_kind(&tools, &q, err);
    }
    if (status == SL_OK && q.status == SL_OK)
        *note = sl_format("%lld records", (long long)records);
    return status != SL_OK ? status : q.status;
}

/* Answers: the rows are what the bodies hold. Both are read in the order of record, code, row. */

struct comparing {
    struct sl_query rows;
    bool at_row;
    int64_t answers;
};

static bool is_value(const struct sl_query *q, const struct sl_value *value) {
    char day[SL_DAY_SIZE];
    struct sl_text text = sl_query_get_slice(q, 4), wanted = value->text;
    bool answered = value->state == SL_ANSWERED;
    if (answered && value->kind == SL_VALUE_NUMBER)
        return sl_query_is_null(q, 4) && !sl_query_is_null(q, 5) &&
               sl_query_get_int(q, 5) == value->number;
    if (value->state == SL_NOT_EVIDENCED)
        return sl_query_is_null(q, 4) && sl_query_is_null(q, 5);
    if (answered && value->kind == SL_VALUE_DAY)
        wanted = sl_text_of(sl_day_format(value->number, day));
    return sl_query_is_null(q, 5) && text.length == wanted.length &&
           memcmp(text.bytes, wanted.bytes, text.length) == 0;
}

static bool is_row(const struct comparing *comparing, int64_t record_no, const char *question,
                   uint16_t row, const struct sl_value *value) {
    static const char *const states[] = {"not_yet", "answered", "not_applicable", "not_evidenced"};
    const struct sl_query *q = &comparing->rows;
    return comparing->at_row && sl_query_get_int(q, 0) == record_no &&
           strcmp(sl_query_get_text(q, 1), question) == 0 && sl_query_get_int(q, 2) == row &&
           strcmp(sl_query_get_text(q, 3), states[value->state]) == 0 && is_value(q, value) &&
           sl_query_get_int(q, 6) == value->sources;
}

static enum sl_status compare_record(void *context, const struct sl_record_pass *pass,
                                     struct sl_error *err) {
    struct comparing *comparing = context;
    const uint32_t *by_code = sl_tool_by_code(pass->tool);
    for (uint32_t i = 0; i < pass->body.questions; i++) {
        const char *question = sl_tool_question(pass->tool, by_code[i])->code;
        uint32_t from, to;
        sl_body_cells(&pass->body, by_code[i], &from, &to);
        for (; from < to; from++) {
            struct sl_value value;
            uint16_t row = sl_body_value(&pass->body, from, &value);
            if (!is_row(comparing, pass->record_no, question, row, &value))
                return sl_fail(err, SL_INVALID, "answer",
                               "The answer row of record %lld, question %s is not what its body "
                               "holds; caches can be rebuilt",
                               (long long)pass->record_no, question);
            comparing->answers++;
            comparing->at_row = sl_query_next(&comparing->rows);
        }
    }
    return SL_OK;
}

static enum sl_status check_answers(struct sl_store *store, char **note, struct sl_error *err) {
    SL_AUTO(sl_record_tools_drop) struct sl_record_tools tools = {.store = store};
    struct comparing comparing = {0};
    comparing.rows = sl_query_open(store,
                                   "SELECT record_no, question, row_no, state, value, number,"
                                   " sources FROM answer ORDER BY record_no, question, row_no",
                                   err);
    comparing.at_row = sl_query_next(&comparing.rows);
    enum sl_status status =
        sl_record_pass_over(store, 0, INT64_MAX, &tools, compare_record, &comparing, err);
    if (status == SL_OK)
        status = comparing.rows.status;
    if (status == SL_OK && comparing.at_row)
        status = sl_fail(err, SL_INVALID, "answer",
                         "There is an answer row of record %lld that no body holds",
                         (long long)sl_query_get_int(&comparing.rows, 0));
    sl_query_close(&comparing.rows);
    if (status == SL_OK)
        *note = sl_format("%lld answers", (long long)comparing.answers);
    return status;
}

static enum sl_status check_cells(struct sl_store *store, char **note, struct sl_error *err) {
    int64_t records = 0;
    SL_AUTO(sl_cell_count_drop) struct sl_cell_count *count = sl_cell_count_new();
    enum sl_status status = sl_record_count_cells(store, count, &records, err);
    if (status == SL_OK)
        status = sl_cell_count_compare(count, store, err);
    if (status == SL_OK)
        *note =
            sl_format("%zu cells of %lld records", sl_cell_count_size(count), (long long)records);
    return status;
}

const struct sl_verify_check sl_record_checks[] = {
    {"words", sl_words_check}, {"bodies", check_bodies},
    {"steps", check_moves},    {"decisions", check_decisions},
    {"records", check_heads},  {"answers", check_answers},
    {"cells", check_cells},    {NULL, NULL},
};
