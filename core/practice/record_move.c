#include "practice/decision.h"
#include "practice/record_store.h"
#include "store/count.h"
#include "store/trail.h"
#include <stdlib.h>
#include <string.h>

/* The steps of the life cycle. Planning and allocating come before there is a record. */
static const struct {
    const char *from, *to;
    bool wants_reason;
} steps[] = {
    {"in_progress", "submitted", false},  {"in_progress", "withdrawn", true},
    {"submitted", "moderating", false},   {"submitted", "graded", false},
    {"submitted", "returned", true},      {"submitted", "withdrawn", true},
    {"moderating", "graded", false},      {"moderating", "returned", true},
    {"moderating", "withdrawn", true},    {"returned", "in_progress", false},
    {"returned", "submitted", false},     {"returned", "withdrawn", true},
    {"graded", "shared", false},          {"graded", "moderating", true},
    {"shared", "actions_agreed", false},  {"shared", "moderating", true}, /* a challenge */
    {"actions_agreed", "closing", false}, {"closing", "closed", false},
    {"closing", "actions_agreed", true},  {"closed", "in_progress", true}, /* reopened */
};

bool sl_record_is_open(const char *state) {
    static const char *const open[] = {"in_progress", "returned", "submitted"};
    for (size_t i = 0; i < SL_COUNT(open); i++)
        if (strcmp(state, open[i]) == 0)
            return true;
    return false;
}

enum sl_status sl_record_check_step(const char *from, const char *to, const char *why,
                                    struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer there = {0};
    for (size_t i = 0; i < SL_COUNT(steps); i++) {
        if (strcmp(steps[i].from, from) != 0)
            continue;
        if (strcmp(steps[i].to, to) != 0) {
            sl_buffer_format(&there, "%s%s", there.length > 0 ? ", " : "", steps[i].to);
            continue;
        }
        if (steps[i].wants_reason && (why == NULL || why[0] == '\0'))
            return sl_fail(err, SL_INVALID, "why", "Going from %s to %s wants a reason", from, to);
        return SL_OK;
    }
    return sl_fail(err, SL_REFUSED, "state",
                   "A record that is %s can't become %s; it can become: %s", from, to,
                   there.length > 0 ? there.bytes : "nothing else");
}

struct moving {
    int64_t record_no;
    const char *state, *grade, *actor, *why;
    sl_day on;
};

static bool is(const char *state, const char *other) {
    return strcmp(state, other) == 0;
}

static void take_first_missing(void *context, size_t question, uint16_t row, const char *sentence) {
    struct sl_error *first = context;
    (void)question;
    (void)row;
    if (first->text[0] == '\0')
        sl_fail(first, SL_REFUSED, "", "%s", sentence);
}

static enum sl_status check_complete(const struct sl_record *record, struct sl_error *err) {
    struct sl_error first = {0};
    size_t missing = sl_record_missing(record, take_first_missing, &first);
    if (missing == 0)
        return SL_OK;
    return sl_fail(err, SL_REFUSED, "state", "The record can't be submitted yet: %s (%zu in all)",
                   first.text, missing);
}

static enum sl_status check_flags(struct sl_store *store, int64_t record_no,
                                  const struct sl_tool *tool, struct sl_error *err) {
    size_t open = 0;
    enum sl_status status = sl_flag_count_open(store, record_no, tool, 'A', &open, err);
    if (status != SL_OK || open == 0)
        return status;
    return sl_fail(err, SL_REFUSED, "state",
                   "A flag that someone may be unsafe is raised and undecided: confirm it, resolve "
                   "it or say that it is no concern, then grade");
}

/* The grade that becomes the grade of record: the one given, else the auditor's own. */
static enum sl_status choose_grade(const struct sl_record *record, const char *given,
                                   struct sl_buffer *out, struct sl_error *err) {
    const struct sl_tool *tool = sl_record_tool(record);
    int overall = sl_tool_overall(tool);
    struct sl_value value;
    sl_buffer_clear(out);
    sl_buffer_text(out, given != NULL ? given : "");
    if (overall < 0)
        return out->length == 0 ? SL_OK
                                : sl_fail(err, SL_INVALID, "grade", "Tool %s gives no grade",
                                          sl_tool_code(tool));
    if (out->length == 0 && sl_record_value(record, (size_t)overall, 0, &value) &&
        value.state == SL_ANSWERED)
        sl_buffer_add(out, value.text.bytes, value.text.length);
    const struct sl_question *question = sl_tool_question(tool, (size_t)overall);
    bool graded = sl_tool_form(tool, sl_record_form(record))->graded;
    if (out->length > 0 && sl_question_token(question, sl_text_of(out->bytes)) == NULL)
        return sl_fail(err, SL_INVALID, "grade", "'%s' is no grade of tool %s", out->bytes,
                       sl_tool_code(tool));
    if (out->length == 0 && graded)
        return sl_fail(err, SL_INVALID, "grade",
                       "The record has no overall grade: answer %s or give one", question->code);
    return SL_OK;
}

static enum sl_status check_guards(struct sl_store *store, const struct moving *moving,
                                   const struct sl_record *record, struct sl_buffer *grade,
                                   struct sl_error *err) {
    if (is(moving->state, "submitted"))
        return check_complete(record, err);
    if (!is(moving->state, "graded"))
        return SL_OK;
    enum sl_status status = check_flags(store, moving->record_no, sl_record_tool(record), err);
    return status == SL_OK ? choose_grade(record, moving->grade, grade, err) : status;
}

static enum sl_status tell_trail(struct sl_store *store, const struct moving *moving,
                                 const char *id, const struct sl_hash *after, int64_t *seq,
                                 struct sl_error *err) {
    SL_AUTO(sl_free) char *verb = sl_format("record.%s", moving->state);
    struct sl_trail_entry entry = {
        .actor = moving->actor, .verb = verb, .object = id, .after = after};
    struct sl_hash head;
    enum sl_status status = sl_trail_add(store, &entry, err);
    return status == SL_OK ? sl_trail_head(store, seq, &head, err) : status;
}

static enum sl_status insert_step(struct sl_store *store, const struct moving *moving,
                                  const struct sl_record_kept *kept, const char *grade,
                                  struct sl_error *err) {
    uint8_t salt[SL_SALT_BYTES];
    char day[SL_DAY_SIZE];
    int64_t seq = 0;
    const char *why = moving->why != NULL ? moving->why : "";
    sl_salt_new(salt);
    sl_day_format(moving->on, day);
    struct sl_hash after = sl_record_move_hash(salt, moving->state, grade, day, why);
    enum sl_status status = tell_trail(store, moving, kept->id, &after, &seq, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO record_move (record_no, seq, revision, state, grade, day, why, actor, at, "
        "salt,"
        " trail_seq) VALUES (:record, (SELECT coalesce(max(seq), 0) + 1 FROM record_move"
        " WHERE record_no = :record), :revision, :state, :grade, :day, :why, :actor, :at, :salt,"
        " :trail)",
        err);
    sl_query_int(&q, ":record", moving->record_no);
    sl_query_int(&q, ":revision", kept->revision);
    sl_query_text(&q, ":state", moving->state);
    sl_query_text(&q, ":grade", grade[0] != '\0' ? grade : NULL);
    sl_query_text(&q, ":day", day);
    sl_query_text(&q, ":why", why);
    sl_query_text(&q, ":actor", moving->actor != NULL ? moving->actor : "sightline");
    sl_query_int(&q, ":at", sl_store_now(store));
    sl_query_bytes(&q, ":salt", salt, sizeof salt);
    sl_query_int(&q, ":trail", seq);
    status = sl_query_run(&q);
    return status == SL_OK ? sl_count_add(store, "record_move", 1, err) : status;
}

static enum sl_status update_record(struct sl_store *store, const struct moving *moving,
                                    const struct sl_record_kept *kept, const char *grade,
                                    struct sl_error *err) {
    char text[SL_DAY_SIZE];
    sl_day day = is(moving->state, "graded") ? moving->on : kept->graded_on;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "UPDATE record SET state = :state, grade = :grade, graded_on = :day"
                      " WHERE record_no = :record",
                      err);
    sl_query_int(&q, ":record", moving->record_no);
    sl_query_text(&q, ":state", moving->state);
    sl_query_text(&q, ":grade", grade[0] != '\0' ? grade : NULL);
    sl_query_text(&q, ":day", grade[0] != '\0' ? sl_day_format(day, text) : NULL);
    return sl_query_run(&q);
}

static enum sl_status move_cells(struct sl_store *store, const struct moving *moving,
                                 const struct sl_record *record, const struct sl_record_kept *kept,
                                 const char *grade, struct sl_error *err) {
    SL_AUTO(sl_free) uint8_t *bytes = NULL;
    size_t length;
    struct sl_body body;
    struct sl_cell_place before = sl_record_place(kept), after = before;
    after.basis = sl_record_basis(moving->state);
    after.grade = grade;
    sl_record_body(record, &bytes, &length);
    enum sl_status status = sl_body_open(bytes, length, &body, err);
    if (status == SL_OK)
        status = sl_cell_change(store, sl_record_tool(record), &before, &body, &after, &body, err);
    return status;
}

/* A record that is worked on again has no grade until it is graded again. */
static const char *grade_after(const struct moving *moving, const struct sl_record_kept *kept,
                               const char *chosen) {
    if (is(moving->state, "graded"))
        return chosen;
    return sl_record_basis(moving->state) != NULL ? kept->grade : "";
}

static enum sl_status take_step(struct sl_store *store, const struct moving *moving,
                                const struct sl_record *record, const struct sl_record_kept *kept,
                                struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer chosen = {0};
    sl_buffer_text(&chosen, "");
    enum sl_status status = check_guards(store, moving, record, &chosen, err);
    const char *grade = grade_after(moving, kept, chosen.bytes);
    if (status == SL_OK)
        status = insert_step(store, moving, kept, grade, err);
    if (status == SL_OK)
        status = update_record(store, moving, kept, grade, err);
    return status == SL_OK ? move_cells(store, moving, record, kept, grade, err) : status;
}

static enum sl_status move_record(struct sl_store *store, void *context, struct sl_error *err) {
    const struct moving *moving = context;
    SL_AUTO(sl_record_kept_drop) struct sl_record_kept kept = {0};
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    SL_AUTO(sl_record_drop) struct sl_record *record = NULL;
    enum sl_status status = sl_record_find(store, NULL, moving->record_no, &kept, err);
    if (status == SL_OK && !kept.found)
        status = sl_fail(err, SL_NOT_FOUND, "record", "There is no such record");
    if (status == SL_OK)
        status = sl_record_check_step(kept.state, moving->state, moving->why, err);
    if (status == SL_OK)
        status = sl_record_load(store, NULL, moving->record_no, 0, &tool, &record, err);
    return status == SL_OK ? take_step(store, moving, record, &kept, err) : status;
}

enum sl_status sl_record_move(struct sl_store *store, int64_t record_no, const char *state,
                              const char *grade, sl_day on, const char *actor, const char *why,
                              struct sl_error *err) {
    struct moving moving = {record_no, state, grade, actor, why, on};
    if (on == SL_DAY_NONE)
        return sl_fail(err, SL_INVALID, "day", "On which day was the step taken?");
    return sl_store_write(store, move_record, &moving, err);
}
