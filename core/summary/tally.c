#include "summary/tally.h"
#include "practice/cell.h"
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

enum sl_status sl_tally_forms(struct sl_store *store, const struct sl_scope *scope,
                              const struct sl_tool *tool, int64_t **out, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT r.form, count(*) FROM record r WHERE" SL_SCOPE
                                      " GROUP BY r.form ORDER BY r.form",
                                      err);
    sl_scope_bind(&q, scope);
    int64_t *forms = sl_new(sl_tool_forms(tool), sizeof *forms);
    while (sl_query_next(&q)) {
        int form = sl_tool_find_form(tool, sl_query_get_text(&q, 0));
        if (form >= 0)
            forms[form] += sl_query_get_int(&q, 1);
    }
    if (q.status == SL_OK)
        *out = forms;
    else
        free(forms);
    return q.status;
}

static int64_t asked_of(const struct sl_tool *tool, const struct sl_question *question,
                        const int64_t *forms) {
    int64_t asked = 0;
    for (size_t i = 0; i < sl_tool_forms(tool); i++)
        if ((question->forms >> i & 1) != 0)
            asked += forms[i];
    return asked;
}

static bool is_conditional(const struct sl_tool *tool, const struct sl_question *question) {
    return question->asked.question >= 0 ||
           sl_tool_section(tool, question->section)->asked.question >= 0;
}

static enum sl_status take_answers(struct sl_store *store, const struct sl_scope *scope,
                                   const struct sl_question *question, struct sl_tally *tally,
                                   struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT a.state, a.value, count(*) FROM record r JOIN answer a ON a.record_no = r.record_no"
        " AND a.question = :question AND a.row_no = 0 WHERE" SL_SCOPE
        " GROUP BY a.state, a.value ORDER BY a.state, a.value",
        err);
    sl_scope_bind(&q, scope);
    sl_query_text(&q, ":question", question->code);
    while (sl_query_next(&q))
        add_answers(tally, question, sl_query_get_text(&q, 0), sl_query_get_slice(&q, 1),
                    sl_query_get_int(&q, 2));
    return q.status;
}

/* Cells don't know kinds of records, so every form of the tool must be one that scopes count. */
static bool has_cells(const struct sl_tool *tool, const struct sl_question *question) {
    for (size_t i = 0; i < sl_tool_forms(tool); i++)
        if (!sl_scope_counts_kind(sl_tool_form(tool, i)->kind))
            return false;
    return sl_cell_counts(question);
}

static enum sl_status take_cells(struct sl_store *store, const struct sl_scope *scope,
                                 const char *from, const char *to,
                                 const struct sl_question *question, struct sl_tally *tally,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT c.value, sum(c.n) FROM summary_cell c WHERE c.tool = :tool"
        " AND c.question = :question AND c.month >= :from AND c.month <= :to"
        " AND (:team = '' OR c.team = :team) AND ((:final = 1 AND c.basis = 'final')"
        " OR (:provisional = 1 AND c.basis = 'provisional')) GROUP BY c.value ORDER BY c.value",
        err);
    sl_query_text(&q, ":tool", scope->tool);
    sl_query_text(&q, ":question", question->code);
    sl_query_text(&q, ":from", from);
    sl_query_text(&q, ":to", to);
    sl_query_text(&q, ":team", scope->team);
    sl_query_int(&q, ":final", (scope->basis & SL_BASIS_FINAL) != 0);
    sl_query_int(&q, ":provisional", (scope->basis & SL_BASIS_PROVISIONAL) != 0);
    while (sl_query_next(&q))
        add_answers(tally, question, sl_query_get_text(&q, 0), sl_query_get_slice(&q, 0),
                    sl_query_get_int(&q, 1));
    return q.status;
}

enum sl_status sl_tally_take(struct sl_store *store, const struct sl_scope *scope,
                             const struct sl_tool *tool, size_t place, const int64_t *forms,
                             struct sl_tally *tally, struct sl_error *err) {
    const struct sl_question *question = sl_tool_question(tool, place);
    char from[SL_MONTH_SIZE], to[SL_MONTH_SIZE];
    sl_tally_start(tally, question);
    bool kept = has_cells(tool, question) && sl_scope_is_months(scope, from, to);
    enum sl_status status = kept ? take_cells(store, scope, from, to, question, tally, err)
                                 : take_answers(store, scope, question, tally, err);
    sl_tally_finish(tally, question);
    if (status != SL_OK || forms == NULL || is_conditional(tool, question))
        return status;
    int64_t asked = asked_of(tool, question, forms);
    int64_t seen =
        sl_tally_answered(tally) + tally->not_applicable + tally->not_evidenced + tally->unread;
    tally->blank = asked > seen ? asked - seen : 0;
    return SL_OK;
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
