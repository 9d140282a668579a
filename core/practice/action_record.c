#include "base/due.h"
#include "practice/action.h"
#include "practice/list.h"
#include "practice/record.h"
#include "practice/table_text.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

enum { ALIKE = 70 }; /* hundredths of the words: the same action, a little reworded */

static const char ROWS[] = "agreed_action"; /* what the rows of such a section are */

/* What the questions of a row are, by their columns. */
struct columns {
    int action, owner, by_when, evidence, outcome;
};

struct making {
    int64_t record_no;
    const char *actor;
    size_t added;
    /* while it runs */
    struct sl_tool *tool;
    struct sl_record *record;
    struct sl_calendar *calendar;
    char **known; /* wordings of actions that the record gave */
    size_t known_count;
};

static void forget(struct making *making) {
    sl_record_free(making->record);
    sl_tool_free(making->tool);
    sl_calendar_free(making->calendar);
    for (size_t i = 0; i < making->known_count; i++)
        free(making->known[i]);
    free(making->known);
    making->record = NULL;
    making->tool = NULL;
    making->calendar = NULL;
    making->known = NULL;
    making->known_count = 0;
}

static void know(struct making *making, const char *wording) {
    making->known = sl_resize(making->known, making->known_count + 1, sizeof *making->known);
    making->known[making->known_count++] = sl_copy(wording);
}

static bool is_known(const struct making *making, const char *wording) {
    for (size_t i = 0; i < making->known_count; i++)
        if (sl_table_likeness(making->known[i], wording) >= ALIKE)
            return true;
    return false;
}

static enum sl_status load_known(struct sl_store *store, struct making *making,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT wording FROM action WHERE record_no = :record_no ORDER BY id", err);
    sl_query_int(&q, ":record_no", making->record_no);
    while (sl_query_next(&q))
        know(making, sl_query_get_text(&q, 0));
    return q.status;
}

/* England's working days, when the store has the list; without it such limits stay undated. */
static void load_calendar(struct sl_store *store, struct making *making) {
    SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
    if (sl_list_load(store, "holidays.england", 0, &list, NULL) == SL_OK)
        sl_list_calendar(list, &making->calendar, NULL);
}

static struct columns columns_of(const struct sl_tool *tool) {
    return (struct columns){.action = sl_tool_find_column(tool, ROWS, "action"),
                            .owner = sl_tool_find_column(tool, ROWS, "who"),
                            .by_when = sl_tool_find_column(tool, ROWS, "by_when"),
                            .evidence = sl_tool_find_column(tool, ROWS, "measure"),
                            .outcome = sl_tool_find_column(tool, ROWS, "outcome")};
}

/* The words of an answer; "" when there is none. Owned by the caller. */
static char *words_of(const struct sl_record *record, int question, uint16_t row) {
    struct sl_value value;
    if (question < 0 || !sl_record_value(record, (size_t)question, row, &value) ||
        value.state != SL_ANSWERED)
        return sl_copy("");
    return sl_copy_bytes(value.text.bytes, value.text.length);
}

static sl_day due_of(const struct making *making, const char *text, sl_day plan_day) {
    struct sl_due_context context = {.plan_day = plan_day,
                                     .review_day = SL_DAY_NONE,
                                     .calendar = making->calendar,
                                     .is_field = true};
    struct sl_due due = sl_due_read(sl_text_of(text), &context);
    bool is_date = due.kind == SL_DUE_DAY || due.kind == SL_DUE_FREQUENCY;
    return is_date && !due.conflicting && !due.start_only && !due.ongoing ? due.day : SL_DAY_NONE;
}

static enum sl_status add_row(struct sl_store *store, struct making *making,
                              const struct columns *columns, uint16_t row, struct sl_error *err) {
    SL_AUTO(sl_free) char *wording = words_of(making->record, columns->action, row);
    if (sl_text_trim(sl_text_of(wording)).length == 0 || is_known(making, wording))
        return SL_OK;
    SL_AUTO(sl_free) char *owner = words_of(making->record, columns->owner, row);
    SL_AUTO(sl_free) char *by_when = words_of(making->record, columns->by_when, row);
    SL_AUTO(sl_free) char *evidence = words_of(making->record, columns->evidence, row);
    SL_AUTO(sl_free) char *outcome = words_of(making->record, columns->outcome, row);
    const struct sl_record_head *head = sl_record_get_head(making->record);
    char id[SL_ID_SIZE];
    sl_id_from_name(head->id, wording, id);
    struct sl_action_new action = {.id = id,
                                   .source = "record",
                                   .source_id = head->id,
                                   .record_no = making->record_no,
                                   .team = head->team,
                                   .wording = wording,
                                   .outcome = outcome,
                                   .owner = owner[0] != '\0' ? owner : "not named",
                                   .due_on = due_of(making, by_when, head->day),
                                   .due_text = by_when,
                                   .expected_evidence = evidence,
                                   .raised_on = head->day};
    know(making, wording);
    making->added++;
    return sl_action_add(store, &action, making->actor, NULL, err);
}

static enum sl_status add_rows(struct sl_store *store, struct making *making,
                               struct sl_error *err) {
    struct columns columns = columns_of(making->tool);
    enum sl_status status = SL_OK;
    if (columns.action < 0)
        return SL_OK;
    size_t section = sl_tool_question(making->tool, (size_t)columns.action)->section;
    uint16_t rows = sl_record_rows(making->record, section);
    for (uint16_t row = 1; row <= rows && status == SL_OK; row++)
        status = add_row(store, making, &columns, row, err);
    return status;
}

static enum sl_status make(struct sl_store *store, void *context, struct sl_error *err) {
    struct making *making = context;
    forget(making);
    making->added = 0;
    enum sl_status status =
        sl_record_load(store, NULL, making->record_no, 0, &making->tool, &making->record, err);
    if (status == SL_OK)
        status = load_known(store, making, err);
    if (status != SL_OK)
        return status;
    load_calendar(store, making);
    return add_rows(store, making, err);
}

enum sl_status sl_action_from_record(struct sl_store *store, int64_t record_no, const char *actor,
                                     size_t *added, struct sl_error *err) {
    SL_AUTO(forget) struct making making = {.record_no = record_no, .actor = actor};
    enum sl_status status = sl_store_write(store, make, &making, err);
    if (status == SL_OK && added != NULL)
        *added = making.added;
    return status;
}
