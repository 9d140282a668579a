#include "base/due_read.h"

static const char articles[] = "the on a of at end - this coming close : our latest in";

/* The place before i, behind which only articles stand; i itself when there is none. */
static size_t lead_before(const struct sl_due_reading *r, size_t i) {
    size_t before = i;
    while (before > 0 && sl_due_is(r, before - 1, articles))
        before--;
    return before > 0 ? before - 1 : i;
}

bool sl_due_is_led(const struct sl_due_reading *r, size_t i) {
    size_t lead = lead_before(r, i);
    return lead < i && (sl_due_is(r, lead,
                                  "by before until till within due deadline erbyn cyn tan "
                                  "latest target") ||
                        sl_due_phrase_at(r->words, lead, "than") > 0);
}

static bool opens(const struct sl_due_reading *r, size_t lead) {
    return sl_due_is(r, lead,
                     "from starting start starts started commencing commence begins beginning "
                     "begin since after onwards o") ||
           (sl_due_is(r, lead, "first session visit one") && lead > 0 &&
            sl_due_is(r, lead > 0 ? lead - 1 : 0, "first 1st")) ||
           sl_due_is(r, lead, "first 1st");
}

static bool checks(const struct sl_due_reading *r, size_t lead) {
    static const char looks[] = "review reviewed reviewing check checked checks progress monitored "
                                "checkpoint update updated looked";
    if (sl_due_is(r, lead, looks))
        return true;
    bool led = sl_due_is(r, lead, "by for again") && lead > 0;
    return led && sl_due_is(r, lead - 1, looks);
}

/* In a text that is no by-when field: "on Tuesday", "on 14 October", if it is still to come. */
static bool is_to_come(const struct sl_due_reading *r, size_t i, const struct sl_due_found *found) {
    bool named = i > 0 && sl_due_is(r, i - 1, "on for at");
    return named && r->context->plan_day != SL_DAY_NONE && found->day >= r->context->plan_day;
}

enum sl_due_role sl_due_role_of(const struct sl_due_reading *r, size_t i,
                                const struct sl_due_found *found) {
    size_t lead = lead_before(r, i), behind = i + found->words;
    bool has_lead = lead < i;
    if (sl_due_is(r, i, "until till tan hyd") || (i > 0 && sl_due_is(r, i, "to")) ||
        (has_lead && sl_due_is(r, lead,
                               "until till to ending ends finish finishing tan hyd "
                               "through then")))
        return SL_DUE_END;
    if (sl_due_is(r, behind, "onwards onward start") || (has_lead && opens(r, lead)))
        return SL_DUE_START;
    if (has_lead && checks(r, lead))
        return SL_DUE_CHECK;
    if (r->context->is_field || sl_due_is(r, i, "by before within in next erbyn cyn o prior") ||
        sl_due_is_led(r, i) || is_to_come(r, i, found))
        return SL_DUE_DEADLINE;
    return SL_DUE_ASIDE;
}
