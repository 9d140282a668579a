#include "summary/tally.h"
#include <stdlib.h>
#include <string.h>

void sl_tally_drop(struct sl_tally *tally) {
    free(tally->tokens);
    *tally = (struct sl_tally){0};
}

void sl_tally_start(struct sl_tally *tally, const struct sl_question *question) {
    sl_tally_drop(tally);
    tally->token_count = question->token_count;
    tally->tokens = sl_new(question->token_count, sizeof *tally->tokens);
}

void sl_tally_add(struct sl_tally *tally, const struct sl_question *question, struct sl_text token,
                  int64_t n) {
    const struct sl_token *found = sl_question_token(question, token);
    if (found == NULL)
        tally->unread += n;
    else
        tally->tokens[found - question->tokens] += n;
}

int64_t sl_tally_answered(const struct sl_tally *tally) {
    int64_t sum = 0;
    for (size_t i = 0; i < tally->token_count; i++)
        sum += tally->tokens[i];
    return sum;
}

void sl_tally_finish(struct sl_tally *tally, const struct sl_question *question) {
    tally->met.of = sl_tally_answered(tally) + (question->record_only ? tally->not_evidenced : 0);
    tally->met.n = 0;
    for (size_t i = 0; i < tally->token_count; i++)
        if (question->tokens[i].good)
            tally->met.n += tally->tokens[i];
}

static void add_answers(struct sl_tally *tally, const struct sl_question *question,
                        const char *state, struct sl_text value, int64_t n) {
    if (strcmp(state, "not_applicable") == 0)
        tally->not_applicable += n;
    else if (strcmp(state, "not_evidenced") == 0)
        tally->not_evidenced += n;
    else
        sl_tally_add(tally, question, value, n);
}

/* Records whose form asks the question; forms are found by code, as versions may order them anew.
 */
static enum sl_status count_asked(struct sl_store *store, const struct sl_scope *scope,
                                  const struct sl_tool *tool, const struct sl_question *question,
                                  int64_t *asked, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT r.form, count(*) FROM record r WHERE" SL_SCOPE
                                      " GROUP BY r.form ORDER BY r.form",
                                      err);
    sl_scope_bind(&q, scope);
    *asked = 0;
    while (sl_query_next(&q)) {
        int form = sl_tool_find_form(tool, sl_query_get_text(&q, 0));
        if (form >= 0 && (question->forms >> form & 1) != 0)
            *asked += sl_query_get_int(&q, 1);
    }
    return q.status;
}

static bool is_conditional(const struct sl_tool *tool, const struct sl_question *question) {
    return question->asked.question >= 0 ||
           sl_tool_section(tool, question->section)->asked.question >= 0;
}

enum sl_status sl_tally_take(struct sl_store *store, const struct sl_scope *scope,
                             const struct sl_tool *tool, size_t place, struct sl_tally *tally,
                             struct sl_error *err) {
    const struct sl_question *question = sl_tool_question(tool, place);
    sl_tally_start(tally, question);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT a.state, a.value, count(*) FROM record r JOIN answer a ON a.record_no = r.record_no"
        " AND a.question = :question AND a.row_no = 0 WHERE" SL_SCOPE
        " GROUP BY a.state, a.value ORDER BY a.state, a.value",
        err);
    sl_scope_bind(&q, scope);
    sl_query_text(&q, ":question", question->code);
    int64_t seen = 0;
    while (sl_query_next(&q)) {
        int64_t n = sl_query_get_int(&q, 2);
        seen += n;
        add_answers(tally, question, sl_query_get_text(&q, 0), sl_query_get_slice(&q, 1), n);
    }
    sl_tally_finish(tally, question);
    int64_t asked = 0;
    if (q.status != SL_OK || is_conditional(tool, question))
        return q.status;
    enum sl_status status = count_asked(store, scope, tool, question, &asked, err);
    tally->blank = asked > seen ? asked - seen : 0;
    return status;
}

enum sl_status sl_tally_grades(struct sl_store *store, const struct sl_scope *scope,
                               const struct sl_tool *tool, struct sl_tally *tally,
                               struct sl_error *err) {
    const struct sl_question *overall = sl_tool_question(tool, (size_t)sl_tool_overall(tool));
    sl_tally_start(tally, overall);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT r.grade, count(*) FROM record r WHERE" SL_SCOPE
                                      " GROUP BY r.grade ORDER BY r.grade",
                                      err);
    sl_scope_bind(&q, scope);
    while (sl_query_next(&q)) {
        if (sl_query_is_null(&q, 0))
            tally->blank += sl_query_get_int(&q, 1);
        else
            sl_tally_add(tally, overall, sl_query_get_slice(&q, 0), sl_query_get_int(&q, 1));
    }
    sl_tally_finish(tally, overall);
    return q.status;
}
