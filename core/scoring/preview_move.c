#include "scoring/preview_inside.h"
#include <string.h>

/* The reasons of one row, or of all. */
struct view {
    const struct sl_result_read *read;
    int row;
};

static bool is_in(const struct view *view, const struct sl_read_reason *reason) {
    return view->row == SL_PREVIEW_ANY_ROW || reason->row == view->row;
}

static bool is_equal(struct sl_text a, struct sl_text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

static const struct sl_read_reason *of_clause(const struct view *view, struct sl_text clause) {
    for (size_t i = 0; i < view->read->reason_count; i++) {
        const struct sl_read_reason *reason = &view->read->reasons[i];
        if (is_in(view, reason) && is_equal(reason->clause, clause))
            return reason;
    }
    return NULL;
}

static bool says_it(const struct view *view, const struct sl_read_reason *wanted) {
    for (size_t i = 0; i < view->read->reason_count; i++)
        if (is_in(view, &view->read->reasons[i]) &&
            is_equal(view->read->reasons[i].whole, wanted->whole))
            return true;
    return false;
}

static bool is_touched(const struct sl_preview *preview, struct sl_text clause) {
    int at = sl_preview_clause_find(&preview->counts, clause);
    return at >= 0 && preview->counts.clauses[at].touched;
}

enum test { NOT_THERE, TOUCHED, SAID_OTHERWISE, ANY };

static bool passes(const struct sl_preview *preview, const struct sl_read_reason *reason,
                   const struct view *other, enum test test) {
    if (test == NOT_THERE)
        return of_clause(other, reason->clause) == NULL;
    if (test == SAID_OTHERWISE)
        return !says_it(other, reason);
    return test == ANY || is_touched(preview, reason->clause);
}

/* The first reason of view that passes; marks the clauses of all that do. */
static const struct sl_read_reason *pick(const struct sl_preview *preview, const struct view *view,
                                         const struct view *other, enum test test, bool *marks) {
    const struct sl_read_reason *first = NULL;
    for (size_t i = 0; i < view->read->reason_count; i++) {
        const struct sl_read_reason *reason = &view->read->reasons[i];
        int clause = sl_preview_clause_find(&preview->counts, reason->clause);
        if (clause < 0 || !is_in(view, reason) || (test == ANY && first != NULL) ||
            !passes(preview, reason, other, test))
            continue;
        first = first != NULL ? first : reason;
        if (marks != NULL)
            marks[clause] = true;
    }
    return first;
}

/* The reason before: one that is gone, else the same clause's, else the first. */
static const struct sl_read_reason *decided_before(const struct sl_preview *preview,
                                                   const struct view *was, const struct view *now,
                                                   const struct sl_read_reason *mover) {
    const struct sl_read_reason *gone = pick(preview, was, now, NOT_THERE, NULL);
    if (gone == NULL && mover != NULL)
        gone = of_clause(was, mover->clause);
    return gone != NULL ? gone : pick(preview, was, now, ANY, NULL);
}

struct sl_preview_mover sl_preview_move(const struct sl_preview *preview, int row, bool *marks) {
    struct view now = {&preview->diff.now, row}, was = {&preview->diff.was, row};
    struct sl_preview_mover mover = {.clause = -1};
    const struct sl_read_reason *gone = NULL;
    mover.now = pick(preview, &now, &was, NOT_THERE, marks);
    if (mover.now == NULL)
        gone = pick(preview, &was, &now, NOT_THERE, marks);
    for (enum test test = TOUCHED; mover.now == NULL && gone == NULL && test <= ANY; test++)
        mover.now = pick(preview, &now, &was, test, marks);
    mover.was = gone != NULL ? gone : decided_before(preview, &was, &now, mover.now);
    const struct sl_read_reason *told = mover.now != NULL ? mover.now : gone;
    if (told != NULL)
        mover.clause = sl_preview_clause_find(&preview->counts, told->clause);
    return mover;
}
