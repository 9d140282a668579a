#include "practice/record_store.h"
#include "practice/answer.h"
#include <stdlib.h>
#include <string.h>

static void take_text(char *to, size_t size, const char *text) {
    size_t length = strlen(text);
    length = length < size ? length : size - 1;
    memcpy(to, text, length);
    to[length] = '\0';
}

static void take_hash(struct sl_hash *to, const struct sl_query *q, int column) {
    size_t length;
    const void *bytes = sl_query_get_bytes(q, column, &length);
    memset(to, 0, sizeof *to);
    if (length == sizeof to->bytes)
        memcpy(to->bytes, bytes, length);
}

static void take_kept(const struct sl_query *q, struct sl_record_kept *kept) {
    kept->found = true;
    kept->record_no = sl_query_get_int(q, 0);
    take_text(kept->id, sizeof kept->id, sl_query_get_text(q, 1));
    take_text(kept->tool, sizeof kept->tool, sl_query_get_text(q, 2));
    kept->tool_version = sl_query_get_int(q, 3);
    take_text(kept->team, sizeof kept->team, sl_query_get_text(q, 4));
    take_text(kept->state, sizeof kept->state, sl_query_get_text(q, 5));
    take_text(kept->grade, sizeof kept->grade, sl_query_get_text(q, 6));
    kept->day = kept->graded_on = SL_DAY_NONE;
    sl_day_parse(sl_query_get_text(q, 7), &kept->day, NULL);
    sl_day_parse(sl_query_get_text(q, 8), &kept->graded_on, NULL);
    kept->revision = sl_query_get_int(q, 9);
    kept->revision_no = sl_query_get_int(q, 10);
    take_hash(&kept->body_hash, q, 11);
    kept->head = sl_copy(sl_query_get_text(q, 12));
    take_text(kept->saved_by, sizeof kept->saved_by, sl_query_get_text(q, 13));
    kept->saved_at = sl_query_get_int(q, 14);
    kept->trail_seq = sl_query_get_int(q, 15);
}

#define SELECT_KEPT                                                                                \
    "SELECT r.record_no, r.id, r.tool, r.tool_version, r.team, r.state, coalesce(r.grade, ''),"    \
    " r.day, coalesce(r.graded_on, ''), r.revision, r.revision_no, r.body_hash, v.head,"           \
    " v.saved_by, v.saved_at, v.trail_seq"                                                         \
    " FROM record r JOIN record_revision v ON v.revision_no = r.revision_no WHERE "

enum sl_status sl_record_find(struct sl_store *store, const char *id, int64_t record_no,
                              struct sl_record_kept *out, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = id != NULL ? sl_query_open(store, SELECT_KEPT "r.id = :id", err)
                                   : sl_query_open(store, SELECT_KEPT "r.record_no = :record", err);
    if (id != NULL)
        sl_query_text(&q, ":id", id);
    else
        sl_query_int(&q, ":record", record_no);
    if (sl_query_next(&q))
        take_kept(&q, out);
    return q.status;
}

void sl_record_kept_drop(struct sl_record_kept *kept) {
    free(kept->head);
    kept->head = NULL;
}

struct sl_cell_place sl_record_place(const struct sl_record_kept *kept) {
    return (struct sl_cell_place){.tool = kept->tool,
                                  .team = kept->team,
                                  .day = kept->day,
                                  .basis = sl_record_basis(kept->state),
                                  .grade = kept->grade};
}

enum sl_status sl_record_read_body(struct sl_store *store, int64_t record_no, int64_t revision,
                                   uint8_t **bytes, size_t *length, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT body FROM record_revision WHERE record_no = :record"
                      " AND (revision = :revision OR :revision = 0) ORDER BY revision DESC LIMIT 1",
                      err);
    sl_query_int(&q, ":record", record_no);
    sl_query_int(&q, ":revision", revision);
    if (sl_query_next(&q)) {
        const void *body = sl_query_get_bytes(&q, 0, length);
        *bytes = sl_resize(NULL, *length + 1, 1);
        memcpy(*bytes, body, *length);
        return SL_OK;
    }
    if (q.status != SL_OK)
        return q.status;
    return sl_fail(err, SL_NOT_FOUND, "revision", "The record has no revision %lld",
                   (long long)revision);
}

/* Answers as rows, several to a statement: a record has some eighty. */

enum { TOGETHER = 8 };

#define INSERT_ANSWERS                                                                             \
    "INSERT INTO answer (record_no, question, row_no, state, value, number, sources) VALUES "
#define ONE_ANSWER(i)                                                                              \
    "(:record, :question" #i ", :row" #i ", :state" #i ", :value" #i ", :number" #i                \
    ", :sources" #i ")"
#define NAMES(i)                                                                                   \
    { ":question" #i, ":row" #i, ":state" #i, ":value" #i, ":number" #i, ":sources" #i }

struct names {
    const char *question, *row, *state, *value, *number, *sources;
};

static const struct names names[TOGETHER] = {NAMES(0), NAMES(1), NAMES(2), NAMES(3),
                                             NAMES(4), NAMES(5), NAMES(6), NAMES(7)};

struct laying { /* answers that wait to be written */
    struct sl_store *store;
    int64_t record_no;
    struct {
        const char *question;
        uint16_t row;
        struct sl_value value;
        char day[SL_DAY_SIZE];
    } waiting[TOGETHER];
    size_t count;
};

enum sl_status sl_record_drop_answers(struct sl_store *store, int64_t record_no,
                                      struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "DELETE FROM answer WHERE record_no = :record", err);
    sl_query_int(&q, ":record", record_no);
    return sl_query_run(&q);
}

static void bind_value(struct sl_query *q, const struct names *to, const struct sl_value *value,
                       char day[SL_DAY_SIZE]) {
    bool answered = value->state == SL_ANSWERED;
    bool number = answered && value->kind == SL_VALUE_NUMBER;
    if (answered && value->kind == SL_VALUE_DAY)
        sl_query_text(q, to->value, sl_day_format(value->number, day));
    else if (number || value->state == SL_NOT_EVIDENCED)
        sl_query_null(q, to->value);
    else
        sl_query_slice(q, to->value, value->text);
    if (number)
        sl_query_int(q, to->number, value->number);
    else
        sl_query_null(q, to->number);
}

static void bind_answer(struct sl_query *q, struct laying *laying, size_t at,
                        const struct names *to) {
    const struct sl_value *value = &laying->waiting[at].value;
    sl_query_text(q, to->question, laying->waiting[at].question);
    sl_query_int(q, to->row, laying->waiting[at].row);
    sl_query_text(q, to->state, sl_answer_state_code(value->state));
    bind_value(q, to, value, laying->waiting[at].day);
    sl_query_int(q, to->sources, value->sources);
}

static enum sl_status put_together(struct laying *laying, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        laying->store,
        INSERT_ANSWERS ONE_ANSWER(0) "," ONE_ANSWER(1) "," ONE_ANSWER(2) "," ONE_ANSWER(
            3) "," ONE_ANSWER(4) "," ONE_ANSWER(5) "," ONE_ANSWER(6) "," ONE_ANSWER(7),
        err);
    sl_query_int(&q, ":record", laying->record_no);
    for (size_t i = 0; i < TOGETHER; i++)
        bind_answer(&q, laying, i, &names[i]);
    return sl_query_run(&q);
}

static enum sl_status put_singly(struct laying *laying, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(laying->store, INSERT_ANSWERS ONE_ANSWER(0), err);
    for (size_t i = 0; i < laying->count && q.status == SL_OK; i++) {
        sl_query_again(&q);
        sl_query_int(&q, ":record", laying->record_no);
        bind_answer(&q, laying, i, &names[0]);
        sl_query_run(&q);
    }
    return q.status;
}

static enum sl_status lay_out(struct laying *laying, const char *question, uint16_t row,
                              const struct sl_value *value, struct sl_error *err) {
    laying->waiting[laying->count].question = question;
    laying->waiting[laying->count].row = row;
    laying->waiting[laying->count++].value = *value;
    if (laying->count < TOGETHER)
        return SL_OK;
    laying->count = 0;
    return put_together(laying, err);
}

/* In order of the table's key, so that each row goes to the end. */
enum sl_status sl_record_put_answers(struct sl_store *store, const struct sl_tool *tool,
                                     int64_t record_no, const struct sl_body *body,
                                     struct sl_error *err) {
    struct laying laying = {.store = store, .record_no = record_no};
    const uint32_t *by_code = sl_tool_by_code(tool);
    enum sl_status status = SL_OK;
    for (uint32_t i = 0; i < body->questions && status == SL_OK; i++) {
        uint32_t from, to;
        sl_body_cells(body, by_code[i], &from, &to);
        for (; from < to && status == SL_OK; from++) {
            struct sl_value value;
            uint16_t row = sl_body_value(body, from, &value);
            status = lay_out(&laying, sl_tool_question(tool, by_code[i])->code, row, &value, err);
        }
    }
    return status == SL_OK ? put_singly(&laying, err) : status;
}

/* The trail */

struct sl_hash sl_record_trail_hash(const uint8_t salt[SL_SALT_BYTES], const char *head,
                                    const void *body, size_t length, struct sl_buffer *scratch) {
    sl_buffer_clear(scratch);
    sl_buffer_add(scratch, head, strlen(head) + 1);
    sl_buffer_add(scratch, body, length);
    return sl_hash_salted(salt, scratch->bytes, scratch->length);
}

struct sl_hash sl_record_move_hash(const uint8_t salt[SL_SALT_BYTES], const char *state,
                                   const char *grade, const char *day, const char *why) {
    SL_AUTO(sl_free) char *step = sl_format("%s\n%s\n%s\n%s", state, grade, day, why);
    return sl_hash_salted(salt, step, strlen(step));
}

/* Tools */

enum sl_status sl_record_tool_of(struct sl_record_tools *tools, const char *code, int64_t version,
                                 const struct sl_tool **out, struct sl_error *err) {
    for (size_t i = 0; i < tools->count; i++)
        if (sl_tool_version(tools->tools[i]) == version &&
            strcmp(sl_tool_code(tools->tools[i]), code) == 0) {
            *out = tools->tools[i];
            return SL_OK;
        }
    struct sl_tool *tool = NULL;
    enum sl_status status = sl_tool_load(tools->store, code, version, &tool, err);
    if (status != SL_OK)
        return status;
    tools->tools = sl_resize(tools->tools, tools->count + 1, sizeof *tools->tools);
    *out = tools->tools[tools->count++] = tool;
    return SL_OK;
}

void sl_record_tools_drop(struct sl_record_tools *tools) {
    for (size_t i = 0; i < tools->count; i++)
        sl_tool_free(tools->tools[i]);
    free(tools->tools);
    *tools = (struct sl_record_tools){0};
}
