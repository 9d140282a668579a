#include "practice/cell.h"
#include "practice/answer.h"
#include "store/query.h"
#include <string.h>

enum { MONTH_LENGTH = 7 };

bool sl_cell_counts(const struct sl_question *question) {
    return !question->in_rows && question->token_count > 0;
}

/* Cells go up or down. Going up, several share a statement: a record has some sixty. */

enum { TOGETHER = 8 };

#define INSERT_CELLS                                                                               \
    "INSERT INTO summary_cell (tool, month, team, basis, n, question, value) VALUES "
#define ONE_CELL(i) "(:tool, :month, :team, :basis, :n, :question" #i ", :value" #i ")"
#define ON_CELL                                                                                    \
    " ON CONFLICT (tool, month, team, basis, question, value)"                                     \
    " DO UPDATE SET n = summary_cell.n + excluded.n"

static const struct {
    const char *question, *value;
} names[TOGETHER] = {{":question0", ":value0"}, {":question1", ":value1"},
                     {":question2", ":value2"}, {":question3", ":value3"},
                     {":question4", ":value4"}, {":question5", ":value5"},
                     {":question6", ":value6"}, {":question7", ":value7"}};

struct counting {
    struct sl_store *store;
    const struct sl_cell_place *place;
    char month[SL_DAY_SIZE];
    int delta;
    struct {
        const char *question;
        struct sl_text value;
    } waiting[TOGETHER];
    size_t count;
};

static struct counting counting_of(struct sl_store *store, const struct sl_cell_place *place,
                                   int delta) {
    struct counting counting = {.store = store, .place = place, .delta = delta};
    sl_day_format(place->day, counting.month);
    counting.month[MONTH_LENGTH] = '\0';
    return counting;
}

static void bind_place(struct sl_query *query, const struct counting *counting) {
    sl_query_text(query, ":tool", counting->place->tool);
    sl_query_text(query, ":month", counting->month);
    sl_query_text(query, ":team", counting->place->team);
    sl_query_text(query, ":basis", counting->place->basis);
}

static void bind_cells(struct sl_query *query, const struct counting *counting, size_t from,
                       size_t count) {
    bind_place(query, counting);
    sl_query_int(query, ":n", counting->delta);
    for (size_t i = 0; i < count; i++) {
        sl_query_text(query, names[i].question, counting->waiting[from + i].question);
        sl_query_slice(query, names[i].value, counting->waiting[from + i].value);
    }
}

static enum sl_status put_together(const struct counting *counting, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        counting->store,
        INSERT_CELLS ONE_CELL(0) "," ONE_CELL(1) "," ONE_CELL(2) "," ONE_CELL(3) "," ONE_CELL(
            4) "," ONE_CELL(5) "," ONE_CELL(6) "," ONE_CELL(7) ON_CELL,
        err);
    bind_cells(&q, counting, 0, TOGETHER);
    return sl_query_run(&q);
}

static enum sl_status put_singly(const struct counting *counting, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(counting->store, INSERT_CELLS ONE_CELL(0) ON_CELL, err);
    for (size_t i = 0; i < counting->count && q.status == SL_OK; i++) {
        sl_query_again(&q);
        bind_cells(&q, counting, i, 1);
        sl_query_run(&q);
    }
    return q.status;
}

static enum sl_status drop_empty(const struct counting *counting, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        counting->store,
        "DELETE FROM summary_cell WHERE tool = :tool AND month = :month AND team = :team"
        " AND basis = :basis AND question = :question AND value = :value AND n = 0",
        err);
    for (size_t i = 0; i < counting->count && q.status == SL_OK; i++) {
        sl_query_again(&q);
        bind_place(&q, counting);
        sl_query_text(&q, ":question", counting->waiting[i].question);
        sl_query_slice(&q, ":value", counting->waiting[i].value);
        sl_query_run(&q);
    }
    return q.status;
}

/* Writes down what is waiting. */
static enum sl_status settle(struct counting *counting, struct sl_error *err) {
    enum sl_status status =
        counting->count == TOGETHER ? put_together(counting, err) : put_singly(counting, err);
    if (status == SL_OK && counting->delta < 0)
        status = drop_empty(counting, err);
    counting->count = 0;
    return status;
}

static enum sl_status count(void *context, const char *question, struct sl_text value,
                            struct sl_error *err) {
    struct counting *counting = context;
    counting->waiting[counting->count].question = question;
    counting->waiting[counting->count++].value = value;
    return counting->count == TOGETHER ? settle(counting, err) : SL_OK;
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
    struct counting down = counting_of(store, place, -1), up = counting_of(store, place, 1);
    enum sl_status status = SL_OK;
    for (uint32_t i = 0; i < new->questions &&status == SL_OK; i++)
        status = change_question(sl_tool_question(tool, i), i, old, new, &down, &up, err);
    if (status == SL_OK)
        status = settle(&down, err);
    return status == SL_OK ? settle(&up, err) : status;
}

static enum sl_status count_whole(struct sl_store *store, const struct sl_tool *tool,
                                  const struct sl_cell_place *place, const struct sl_body *body,
                                  int delta, struct sl_error *err) {
    if (place == NULL || place->basis == NULL || body == NULL)
        return SL_OK;
    struct counting counting = counting_of(store, place, delta);
    enum sl_status status = sl_cell_values(tool, body, place->grade, count, &counting, err);
    return status == SL_OK ? settle(&counting, err) : status;
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

/* With a tool the key's order is made use of. */
#define SELECT_CELLS(where)                                                                        \
    "SELECT tool, question, value, team, month, basis, n FROM summary_cell WHERE " where           \
    " month >= :from AND month <= :to AND (:team = '' OR team = :team)"                            \
    " AND (:basis = '' OR basis = :basis) AND (:any = 1 OR question = :question)"                  \
    " ORDER BY tool, month, team, basis, question, value"

static struct sl_query open_choice(struct sl_store *store, const struct sl_cell_choice *choice,
                                   struct sl_error *err) {
    struct sl_query q = choice->tool != NULL
                            ? sl_query_open(store, SELECT_CELLS("tool = :tool AND"), err)
                            : sl_query_open(store, SELECT_CELLS(""), err);
    if (choice->tool != NULL)
        sl_query_text(&q, ":tool", choice->tool);
    sl_query_int(&q, ":any", choice->question == NULL);
    sl_query_text(&q, ":question", choice->question != NULL ? choice->question : "");
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
