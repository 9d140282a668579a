#include "base/due_read.h"

enum unit { NO_UNIT, HOURS, DAYS, WORKING_DAYS, WEEKS, FORTNIGHTS, MONTHS, YEARS };

static enum unit unit_at(const struct sl_due_reading *r, size_t i, size_t *words) {
    static const struct {
        const char *phrases;
        enum unit unit;
    } units[] = {
        {"working day|working days|work days|wd|wds|school day|school days|business days|w / d",
         WORKING_DAYS},
        {"hour|hours|hrs|hr|h", HOURS},
        {"day|days|calendar days|diwrnod", DAYS},
        {"week|weeks|wk|wks|wythnos|week's|weeks'", WEEKS},
        {"fortnight|fortnights|pythefnos", FORTNIGHTS},
        {"month|months|mth|mths|mis", MONTHS},
        {"year|years|yr|yrs", YEARS},
    };
    enum unit unit = NO_UNIT;
    *words = 0;
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t length = sl_due_phrase_at(r->words, i, units[u].phrases);
        if (length > *words) {
            *words = length;
            unit = units[u].unit;
        }
    }
    return unit;
}

static struct sl_due_found after(const struct sl_due_reading *r, sl_day anchor, int amount,
                                 enum unit unit, size_t words) {
    sl_day day = SL_DAY_NONE;
    if (anchor == SL_DAY_NONE)
        return sl_due_says(SL_DUE_SAYS_VAGUE, words);
    switch (unit) {
    case HOURS:
        return sl_due_day(anchor + (amount + (amount < 0 ? -23 : 23)) / 24, words);
    case DAYS:
        return sl_due_day(anchor + amount, words);
    case WEEKS:
        return sl_due_day(anchor + 7 * amount, words);
    case FORTNIGHTS:
        return sl_due_day(anchor + 14 * amount, words);
    case MONTHS:
        return sl_due_day(sl_day_add_months(anchor, amount), words);
    case YEARS:
        return sl_due_day(sl_day_add_months(anchor, 12 * amount), words);
    case WORKING_DAYS:
        if (r->context->calendar &&
            sl_calendar_add(r->context->calendar, anchor, amount, &day, NULL) == SL_OK)
            return sl_due_day(day, words);
        return sl_due_says(SL_DUE_SAYS_VAGUE, words);
    case NO_UNIT:
        break;
    }
    return sl_due_nothing();
}

/* "next review", "the core group", "RCPC", "next team meeting": how many words, 0 for none */
static size_t review_at(const struct sl_due_reading *r, size_t i) {
    static const char meetings[] =
        "review|reviews|review meeting|review conference|review cpc|core group|core groups|"
        "core group meeting|cg|cgm|rcpc|rcpcc|lac review|cla review|cin review|cin meeting|"
        "cp review|child protection review|review child protection conference|"
        "child protection conference|review case conference|case conference|review date|"
        "board|board meeting|meeting|progress meeting|progress review|conference|cpc|cpcc|"
        "care team meeting|ctm|pathway review|pathway plan review|looked after review|"
        "child looked after review|plan review|care plan review|tac|taf|tac meeting|taf meeting|"
        "care planning meeting|statutory review|child in need meeting|child in need review|cinr|"
        "cinm|improvement board|project board|programme board|planning meeting|network meeting|"
        "progress board|performance board|adolygiad|cyfarfod|six monthly review";
    size_t at = i;
    bool next = false;
    while (at < i + 4 && sl_due_is(r, at,
                                   "the next our my his her their this first coming second "
                                   "child's yr of family's upcoming scheduled")) {
        next = next || sl_due_is(r, at, "next");
        at++;
    }
    size_t words = sl_due_phrase_at(r->words, at, meetings);
    for (size_t skipped = 1; words == 0 && next && skipped <= 2; skipped++)
        if (sl_due_is(r, at + skipped, "meeting board"))
            words = skipped + 1;
    if (words == 0 && next && sl_due_is(r, at, "cin cp lac cla tac taf ctm icpc clinic"))
        words = 1;
    words += words > 0 && sl_due_is(r, at + words, "nesaf") ? 1 : 0;
    return words > 0 ? at + words - i : 0;
}

static bool is_each(const struct sl_due_reading *r, size_t i) {
    return sl_due_is(r, i, "each every any all another bob");
}

/* Where an amount is counted from: "of the review", "from 3 March", "after each visit". */
static struct sl_due_found anchored(const struct sl_due_reading *r, size_t i, size_t at, int amount,
                                    enum unit unit) {
    bool before = sl_due_is(r, at, "before prior ahead");
    size_t behind = at + 1 + (sl_due_is(r, at + 1, "to of") ? 1 : 0);
    if (is_each(r, behind))
        return sl_due_says(before ? SL_DUE_SAYS_VAGUE : SL_DUE_SAYS_TRIGGER, behind + 1 - i);
    size_t plan = sl_due_phrase_at(r->words, behind,
                                   "today|now|plan|planning|the plan|this plan|plan date|icpc|"
                                   "the conference|the icpc|initial conference|the meeting|"
                                   "this meeting|today's meeting");
    if (plan > 0)
        return after(r, r->context->plan_day, amount, unit, behind + plan - i);
    size_t review = review_at(r, behind);
    if (review > 0)
        return after(r, r->context->review_day, before ? -amount : amount, unit,
                     behind + review - i);
    struct sl_due_found date =
        behind < r->words->count ? sl_due_calendar_date(r, behind) : sl_due_nothing();
    if (date.sense == SL_DUE_SAYS_DAY)
        return after(r, date.day, before ? -amount : amount, unit, behind + date.words - i);
    if (behind >= r->words->count)
        return sl_due_nothing();
    return sl_due_says(before ? SL_DUE_SAYS_VAGUE : SL_DUE_SAYS_TRIGGER, behind + 1 - i);
}

/* "within the next", "in", "no later than": how many words, 0 for none */
static size_t lead_at(const struct sl_due_reading *r, size_t i) {
    size_t at = i + sl_due_phrase_at(r->words, i,
                                     "within|in|over|after|inside|at most|max|maximum|for|next|"
                                     "o fewn|no later than|by|the next|the coming|up to");
    while (at > i && at < i + 6 && sl_due_is(r, at, "the next coming max following another"))
        at++;
    return at - i;
}

struct amount {
    int count;
    enum unit unit;
    size_t words; /* 0: no amount of time stands there */
};

static struct amount amount_at(const struct sl_due_reading *r, size_t i, bool led) {
    struct amount amount = {.count = i < r->words->count ? sl_due_amount_of(sl_due_at(r, i)) : 0};
    size_t couple = sl_due_phrase_at(r->words, i, "a couple of|couple of|a couple|couple");
    size_t at = i + couple + (couple == 0 && amount.count > 0 ? 1 : 0), unit_words = 0;
    if (couple > 0)
        amount.count = 2;
    bool bare = led || (r->context->is_field && sl_due_is(r, i, "fortnight"));
    if (amount.count == 0 && bare && sl_due_is(r, i, "fortnight pythefnos wythnos mis"))
        amount.count = 1;
    at += sl_due_joins(sl_due_at(r, at), "-") ? 1 : 0;
    at += sl_due_is(r, at, "full more further calendar") ? 1 : 0;
    amount.unit = amount.count > 0 ? unit_at(r, at, &unit_words) : NO_UNIT;
    if (amount.unit == NO_UNIT)
        return amount;
    at += unit_words;
    at += sl_due_is(r, at, "'") ? 1 : 0;
    at += sl_due_is(r, at, "time") ? 1 : 0;
    amount.words = at - i;
    return amount;
}

/* A bare amount outside a by-when field, or "a week" as in "twice a week", is no time limit. */
static bool is_limit(const struct sl_due_reading *r, size_t i, size_t led) {
    if (!r->context->is_field)
        return led > 0 && sl_due_is(r, i, "within in o");
    bool rate = led == 0 && i > 0 && sl_due_is(r, i, "a an") &&
                sl_due_is(r, i - 1, "once twice times x time days hours sessions visits nights");
    return !rate;
}

/* within 4 weeks [of X], in 10 working days, 24 hours of each visit, 2 weeks before review */
struct sl_due_found sl_due_amount_of_time(const struct sl_due_reading *r, size_t i) {
    size_t led = lead_at(r, i), at = i + led;
    struct amount amount = amount_at(r, at, led > 0);
    if (amount.words == 0 || !is_limit(r, i, led))
        return sl_due_nothing();
    at += amount.words;
    if (sl_due_is(r, at, "before prior ahead of after from following")) {
        struct sl_due_found found = anchored(r, i, at, amount.count, amount.unit);
        if (!sl_due_is_nothing(found))
            return found;
    }
    bool runs_on = r->start != SL_DAY_NONE && sl_due_is(r, i, "for");
    return after(r, runs_on ? r->start : r->context->plan_day, amount.count, amount.unit, at - i);
}

/* A meeting that is dated right behind its name has that date: "core group (3/10/25)". */
static bool is_dated(const struct sl_due_reading *r, size_t at) {
    at += sl_due_is(r, at, "( , - : on") ? 1 : 0;
    at += sl_due_is(r, at, "on of the") ? 1 : 0;
    if (at >= r->words->count)
        return false;
    struct sl_due_found date = sl_due_calendar_date(r, at);
    if (sl_due_is_nothing(date))
        date = sl_due_weekday(r, at);
    return date.sense == SL_DUE_SAYS_DAY;
}

/* "weekly, review at core group" */
static bool is_verb(const struct sl_due_reading *r, size_t i, size_t words) {
    return words == 1 && sl_due_is(r, i, "review") && sl_due_is(r, i + 1, "at in every each again");
}

struct sl_due_found sl_due_meeting(const struct sl_due_reading *r, size_t i) {
    static const char field_leads[] = "by before until till to at for prior in time ahead of "
                                      "erbyn cyn tan hyd the";
    static const char text_leads[] = "by before until till prior to ahead of erbyn cyn tan hyd";
    size_t lead = 0;
    while (lead < 5 && sl_due_is(r, i + lead, r->context->is_field ? field_leads : text_leads))
        lead++;
    bool leads = lead > 0 && (r->context->is_field || !sl_due_is(r, i, "to of"));
    if (!leads && !sl_due_is(r, i, "next") && !r->context->is_field)
        return sl_due_nothing();
    if (!leads && i > 0 && sl_due_is(r, i - 1, "each every"))
        return sl_due_nothing();
    size_t words = review_at(r, i + lead);
    if (words > 0 && is_verb(r, i + lead, words))
        return sl_due_nothing();
    if (words == 0 || is_each(r, i + lead) || is_dated(r, i + lead + words))
        return sl_due_nothing();
    if (r->context->review_day == SL_DAY_NONE)
        return sl_due_says(SL_DUE_SAYS_VAGUE, lead + words);
    return sl_due_day(r->context->review_day, lead + words);
}
