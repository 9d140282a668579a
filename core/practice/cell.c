#include "practice/cell.h"
#include "practice/answer.h"
#include "store/query.h"
#include <string.h>

enum { MONTH_LENGTH = 7 };

bool sl_cell_counts(const struct sl_question *question) {
    return !question->in_rows && question->token_count > 0;
}

/* One cell up or down. */

struct counting {
    struct sl_store *store;
    const struct sl_cell_place *place;
    char month[SL_DAY_SIZE];
    int delta;
    struct sl_query upsert;
};

static struct counting counting_of(struct sl_store *store, const struct sl_cell_place *place,
                                   int delta, struct sl_error *err) {
    struct counting counting = {.store = store, .place = place, .delta = delta};
    sl_day_format(place->day, counting.month);
    counting.month[MONTH_LENGTH] = '\0';
    counting.upsert =
        sl_query_open(store,
                      "INSERT INTO summary_cell (tool, question, value, team, month, basis, n)"
                      " VALUES (:tool, :question, :value, :team, :month, :basis, :n)"
                      " ON CONFLICT (tool, question, value, month, team, basis)"
                      " DO UPDATE SET n = summary_cell.n + excluded.n",
                      err);
    return counting;
}

static void bind_place(struct sl_query *query, const struct counting *counting,
                       const char *question, struct sl_text value) {
    sl_query_text(query, ":tool", counting->place->tool);
    sl_query_text(query, ":question", question);
    sl_query_slice(query, ":value", value);
    sl_query_text(query, ":team", counting->place->team);
    sl_query_text(query, ":month", counting->month);
    sl_query_text(query, ":basis", counting->place->basis);
}

static enum sl_status drop_empty(const struct counting *counting, const char *question,
                                 struct sl_text value, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        counting->store,
        "DELETE FROM summary_cell WHERE tool = :tool AND question = :question AND value = :value"
        " AND month = :month AND team = :team AND basis = :basis AND n = 0",
        err);
    bind_place(&q, counting, question, value);
    return sl_query_run(&q);
}

static enum sl_status count(void *context, const char *question, struct sl_text value,
                            struct sl_error *err) {
    struct counting *counting = context;
    sl_query_again(&counting->upsert);
    bind_place(&counting->upsert, counting, question, value);
    sl_query_int(&counting->upsert, ":n", counting->delta);
    enum sl_status status = sl_query_run(&counting->upsert);
    if (status == SL_OK && counting->delta < 0)
        status = drop_empty(counting, question, value, err);
    return status;
}

/* What a body counts */

static enum sl_status value_cells(const char *question, const struct sl_value *value,
                                  sl_cell_value_fn *each, void *context, struct sl_error *err) {
    if (value->state == SL_NOT_APPLICABLE || value->state == SL_NOT_EVIDENCED)
        return each(context, question, sl_text_of(sl_answer_state_code(value->state)), err);
    struct sl_text token;
    enum sl_status status = SL_OK;
    for (size_t at = 0; status == SL_OK && sl_answer_next_token(value->text, &at, &token);)
        status = each(context, question, token, err);
    return status;
}

static enum sl_status question_cells(const struct sl_tool *tool, const struct sl_body *body,
                                     uint32_t place, sl_cell_value_fn *each, void *context,
                                     struct sl_error *err) {
    const struct sl_question *question = sl_tool_question(tool, place);
    struct sl_value value;
    if (!sl_cell_counts(question) || !sl_body_find(body, place, 0, &value))
        return SL_OK;
    return value_cells(question->code, &value, each, context, err);
}

static enum sl_status record_cells(const char *grade, sl_cell_value_fn *each, void *context,
                                   struct sl_error *err) {
    enum sl_status status = each(context, "", SL_TEXT(""), err);
    if (status == SL_OK && grade[0] != '\0')
        status = each(context, "", sl_text_of(grade), err);
    return status;
}

enum sl_status sl_cell_values(const struct sl_tool *tool, const struct sl_body *body,
                              const char *grade, sl_cell_value_fn *each, void *context,
                              struct sl_error *err) {
    enum sl_status status = record_cells(grade, each, context, err);
    for (uint32_t i = 0; i < body->questions && status == SL_OK; i++)
        status = question_cells(tool, body, i, each, context, err);
    return status;
}

/* Changes */

static bool is_same_place(const struct sl_cell_place *a, const struct sl_cell_place *b) {
    int year_a, month_a, year_b, month_b, day;
    if (a->basis == NULL || b->basis == NULL || strcmp(a->basis, b->basis) != 0 ||
        strcmp(a->team, b->team) != 0 || strcmp(a->tool, b->tool) != 0 ||
        strcmp(a->grade, b->grade) != 0)
        return false;
    sl_day_parts(a->day, &year_a, &month_a, &day);
    sl_day_parts(b->day, &year_b, &month_b, &day);
    return year_a == year_b && month_a == month_b;
}

static bool is_same_value(const struct sl_value *a, const struct sl_value *b) {
    return a->state == b->state &&
           (a->state != SL_ANSWERED || (a->text.length == b->text.length &&
                                        memcmp(a->text.bytes, b->text.bytes, a->text.length) == 0));
}

static enum sl_status change_question(const struct sl_question *question, uint32_t place,
                                      const struct sl_body *old, const struct sl_body *new,
                                      struct counting *down, struct counting *up,
                                      struct sl_error *err) {
    struct sl_value was, is;
    if (!sl_cell_counts(question))
        return SL_OK;
    sl_body_find(old, place, 0, &was);
    sl_body_find(new, place, 0, &is);
    if (is_same_value(&was, &is))
        return SL_OK;
    enum sl_status status = SL_OK;
    if (was.state != SL_NOT_YET)
        status = value_cells(question->code, &was, count, down, err);
    if (status == SL_OK && is.state != SL_NOT_YET)
        status = value_cells(question->code, &is, count, up, err);
    return status;
}

static enum sl_status change_in_place(struct sl_store *store, const struct sl_tool *tool,
                                      const struct sl_cell_place *place, const struct sl_body *old,
                                      const struct sl_body *new, struct sl_error *err) {
    struct counting down = counting_of(store, place, -1, err);
    struct counting up = counting_of(store, place, 1, err);
    enum sl_status status = SL_OK;
    for (uint32_t i = 0; i < new->questions &&status == SL_OK; i++)
        status = change_question(sl_tool_question(tool, i), i, old, new, &down, &up, err);
    sl_query_close(&down.upsert);
    sl_query_close(&up.upsert);
    return status;
}

static enum sl_status count_whole(struct sl_store *store, const struct sl_tool *tool,
                                  const struct sl_cell_place *place, const struct sl_body *body,
                                  int delta, struct sl_error *err) {
    if (place == NULL || place->basis == NULL || body == NULL)
        return SL_OK;
    struct counting counting = counting_of(store, place, delta, err);
    enum sl_status status = sl_cell_values(tool, body, place->grade, count, &counting, err);
    sl_query_close(&counting.upsert);
    return status;
}

enum sl_status sl_cell_change(struct sl_store *store, const struct sl_tool *tool,
                              const struct sl_cell_place *before, const struct sl_body *old,
                              const struct sl_cell_place *after, const struct sl_body *new,
                              struct sl_error *err) {
    if (old != NULL && new != NULL && is_same_place(before, after))
        return change_in_place(store, tool, after, old, new, err);
    enum sl_status status = count_whole(store, tool, before, old, -1, err);
    return status == SL_OK ? count_whole(store, tool, after, new, 1, err) : status;
}

/* One text for each way of choosing, so that the key's order is made use of. */
#define SELECT_CELLS(where)                                                                        \
    "SELECT tool, question, value, team, month, basis, n FROM summary_cell WHERE " where           \
    " (:team = '' OR team = :team) AND (:basis = '' OR basis = :basis)"                            \
    " AND month >= :from AND month <= :to"                                                         \
    " ORDER BY tool, question, value, month, team, basis"

static struct sl_query open_choice(struct sl_store *store, const struct sl_cell_choice *choice,
                                   struct sl_error *err) {
    struct sl_query q;
    if (choice->tool != NULL && choice->question != NULL)
        q = sl_query_open(store, SELECT_CELLS("tool = :tool AND question = :question AND"), err);
    else if (choice->tool != NULL)
        q = sl_query_open(store, SELECT_CELLS("tool = :tool AND"), err);
    else if (choice->question != NULL)
        q = sl_query_open(store, SELECT_CELLS("question = :question AND"), err);
    else
        q = sl_query_open(store, SELECT_CELLS(""), err);
    if (choice->tool != NULL)
        sl_query_text(&q, ":tool", choice->tool);
    if (choice->question != NULL)
        sl_query_text(&q, ":question", choice->question);
    sl_query_text(&q, ":team", choice->team != NULL ? choice->team : "");
    sl_query_text(&q, ":basis", choice->basis != NULL ? choice->basis : "");
    sl_query_text(&q, ":from", choice->from != NULL ? choice->from : "");
    sl_query_text(&q, ":to", choice->to != NULL ? choice->to : "9999-12");
    return q;
}

enum sl_status sl_cell_each(struct sl_store *store, const struct sl_cell_choice *choice,
                            sl_cell_fn *each, void *context, struct sl_error *err) {
    SL_AUTO(sl_query_close) struct sl_query q = open_choice(store, choice, err);
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        struct sl_cell cell = {sl_query_get_text(&q, 0), sl_query_get_text(&q, 1),
                               sl_query_get_text(&q, 2), sl_query_get_text(&q, 3),
                               sl_query_get_text(&q, 4), sl_query_get_text(&q, 5),
                               sl_query_get_int(&q, 6)};
        status = each(context, &cell, err);
    }
    return status != SL_OK ? status : q.status;
}
