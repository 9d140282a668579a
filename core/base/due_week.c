#include "base/due_read.h"

enum { FRIDAY = 4, WEEK = 7 };

static sl_day friday_of(sl_day day) {
    return day - sl_day_weekday(day) + FRIDAY;
}

static int weekday_at(const struct sl_due_reading *r, size_t i) {
    bool plural = false;
    const struct sl_due_word *word = sl_due_at(r, i);
    int day = word ? sl_due_weekday_of(word, &plural) : -1;
    if (day < 0 && i > 0 && sl_due_is(r, i, "mawrth") && sl_due_is(r, i - 1, "dydd"))
        return 1;
    return plural ? -1 : day;
}

/* w/c 29 September; week ending 3 October */
struct sl_due_found sl_due_week_of(const struct sl_due_reading *r, size_t i) {
    size_t words = sl_due_phrase_at(r->words, i,
                                    "w / c|w . c .|w . c|w c|wc|wk commencing|week commencing|"
                                    "week beginning|wk beginning|week of|w / b|wb");
    bool begins = words > 0;
    if (!begins)
        words = sl_due_phrase_at(r->words, i, "w / e|w . e .|week ending|wk ending|we");
    if (words == 0)
        return sl_due_nothing();
    size_t at = i + words;
    at += sl_due_is(r, at, ": the") ? 1 : 0;
    at += weekday_at(r, at) >= 0 ? 1 : 0;
    struct sl_due_found found =
        at < r->words->count ? sl_due_calendar_date(r, at) : sl_due_nothing();
    if (found.sense == SL_DUE_SAYS_DAY && begins)
        found.day = friday_of(found.day);
    found.words += at - i;
    return sl_due_is_nothing(found) ? sl_due_nothing() : found;
}

static struct sl_due_found next_weekday(const struct sl_due_reading *r, int day, bool week_later,
                                        size_t words) {
    if (r->context->plan_day == SL_DAY_NONE)
        return sl_due_says(SL_DUE_SAYS_VAGUE, words);
    int ahead = (day - sl_day_weekday(r->context->plan_day) + WEEK - 1) % WEEK + 1;
    struct sl_due_found found =
        sl_due_day(r->context->plan_day + ahead + (week_later ? WEEK : 0), words);
    found.weekday_only = true;
    return found;
}

/* The date behind a weekday: "Tuesday, 14 October" */
static struct sl_due_found date_behind(const struct sl_due_reading *r, size_t i, size_t behind) {
    behind += sl_due_joins(sl_due_at(r, behind), ",(-") ? 1 : 0;
    behind += sl_due_is(r, behind, "the") ? 1 : 0;
    struct sl_due_found date =
        behind < r->words->count ? sl_due_calendar_date(r, behind) : sl_due_nothing();
    date.words += behind - i;
    return date;
}

struct sl_due_found sl_due_weekday(const struct sl_due_reading *r, size_t i) {
    bool plural = false;
    size_t at = i;
    size_t week_on = sl_due_phrase_at(r->words, i, "a week on|week on|one week on|a week next");
    at += week_on > 0 ? week_on : sl_due_is(r, i, "this next coming dydd") ? 1 : 0;
    const struct sl_due_word *word = sl_due_at(r, at);
    if (word && sl_due_weekday_of(word, &plural) >= 0 && plural)
        return sl_due_says(SL_DUE_SAYS_FREQUENCY, at + 1 - i);
    int day = weekday_at(r, at);
    if (day < 0 || (!r->context->is_field && sl_due_is(r, at, "sat sun mon wed")))
        return sl_due_nothing();
    size_t words = at + 1 - i;
    if (sl_due_is(r, at + 1, "to - and &") && weekday_at(r, at + 2) >= 0 &&
        at + 3 == r->words->count)
        return sl_due_says(SL_DUE_SAYS_FREQUENCY, words + 2);
    struct sl_due_found date = date_behind(r, i, at + 1);
    if (!sl_due_is_nothing(date))
        return date;
    if (sl_due_is(r, at + 1, "week"))
        return next_weekday(r, day, true, words + 1);
    return next_weekday(r, day, week_on > 0, words + (sl_due_is(r, at + 1, "nesaf") ? 1 : 0));
}

static struct sl_due_found from_plan_day(const struct sl_due_reading *r, int days, size_t words) {
    if (r->context->plan_day == SL_DAY_NONE)
        return sl_due_says(SL_DUE_SAYS_VAGUE, words);
    return sl_due_day(r->context->plan_day + days, words);
}

static struct sl_due_found next_working_day(const struct sl_due_reading *r, size_t words) {
    sl_day day = SL_DAY_NONE;
    if (r->context->plan_day == SL_DAY_NONE || !r->context->calendar ||
        sl_calendar_add(r->context->calendar, r->context->plan_day, 1, &day, NULL) != SL_OK)
        return sl_due_says(SL_DUE_SAYS_VAGUE, words);
    return sl_due_day(day, words);
}

struct sl_due_found sl_due_near_day(const struct sl_due_reading *r, size_t i) {
    size_t words = sl_due_phrase_at(
        r->words, i, "today|tonight|end of today|this afternoon|this evening|this morning|heddiw");
    if (words > 0)
        return from_plan_day(r, 0, words);
    words = sl_due_phrase_at(r->words, i, "tomorrow|the next day|next day|yfory");
    if (words > 0 && !sl_due_is(r, i + words, "off"))
        return from_plan_day(r, 1, words);
    words = sl_due_phrase_at(r->words, i, "next working day");
    return words > 0 ? next_working_day(r, words) : sl_due_nothing();
}
