#include "base/due_read.h"

/* Two digits behind a month are a year when they are near the plan's: "Sept 25", not "Dec 12". */
enum { YEARS_BACK = 2, YEARS_AHEAD = 2 };

int sl_due_full_year(const struct sl_due_word *word) {
    if (word->digits == 4 && word->number >= 1990 && word->number <= 2100)
        return word->number;
    return word->digits == 2 ? 2000 + word->number : 0;
}

bool sl_due_joins(const struct sl_due_word *mark, const char *marks) {
    return mark && mark->kind == SL_DUE_MARK && strchr(marks, mark->letters[0]);
}

static struct sl_due_found written_out(sl_day day, size_t words) {
    struct sl_due_found found = sl_due_day(day, words);
    found.exact = true;
    return found;
}

/* The first such day on or after the plan's. */
static sl_day day_without_year(const struct sl_due_reading *r, int month, int day) {
    int year = 0, plan_month = 0, plan_day = 0;
    sl_day_parts(r->context->plan_day, &year, &plan_month, &plan_day);
    for (int later = 0; later < 5; later++) {
        sl_day found = sl_day_of(year + later, month, day);
        if (found == SL_DAY_NONE && !(month == 2 && day == 29))
            return found;
        if (found != SL_DAY_NONE && found >= r->context->plan_day)
            return found;
    }
    return SL_DAY_NONE;
}

struct sl_due_found sl_due_dated(const struct sl_due_reading *r, int year, int month, int day,
                                 size_t words) {
    if (year > 0)
        return written_out(sl_day_of(year, month, day), words);
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return sl_due_says(SL_DUE_SAYS_IMPOSSIBLE, words);
    if (r->context->plan_day == SL_DAY_NONE)
        return sl_due_says(SL_DUE_SAYS_VAGUE, words);
    return written_out(day_without_year(r, month, day), words);
}

/* A number behind a mark, both where numbers of one date may stand. */
static const struct sl_due_word *part_behind(const struct sl_due_reading *r, size_t mark) {
    const struct sl_due_word *joint = sl_due_at(r, mark), *part = sl_due_at(r, mark + 1);
    if (!sl_due_joins(joint, "/.-") || !part || part->kind != SL_DUE_NUMBER_WORD)
        return NULL;
    bool spaced = !joint->glued || !part->glued;
    return spaced && joint->letters[0] != '/' ? NULL : part;
}

static bool is_count_or_time(const struct sl_due_reading *r, size_t i, size_t behind) {
    return sl_due_is(r, behind,
                     "am pm mornings evenings nights days weeks sessions times lessons visits "
                     "on out") ||
           (i > 0 && sl_due_is(r, i - 1, "@ at"));
}

static struct sl_due_found day_and_month_in_figures(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *day = sl_due_at(r, i), *mark = sl_due_at(r, i + 1);
    const struct sl_due_word *month = sl_due_at(r, i + 2);
    if (day->digits > 2 || month->digits > 2 || month->number > 12 || mark->letters[0] == '-' ||
        (mark->letters[0] == '.' && month->digits != 2 && !r->context->is_field) ||
        is_count_or_time(r, i, i + 3))
        return sl_due_nothing();
    return sl_due_dated(r, 0, month->number, day->number, 3);
}

/* 10/2025 */
static struct sl_due_found month_and_year_in_figures(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *month = sl_due_at(r, i), *year = sl_due_at(r, i + 2);
    if (month->digits > 2 || year->digits != 4 || month->number < 1 || month->number > 12 ||
        sl_due_full_year(year) == 0)
        return sl_due_nothing();
    return written_out(sl_day_month_end(year->number, month->number), 3);
}

static struct sl_due_found numeric_date(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *a = sl_due_at(r, i), *b = part_behind(r, i + 1);
    if (a->kind != SL_DUE_NUMBER_WORD || !b)
        return sl_due_nothing();
    const struct sl_due_word *c = part_behind(r, i + 3);
    if (c && a->digits == 4)
        return written_out(sl_day_of(a->number, b->number, c->number), 5);
    if (c && sl_due_full_year(c) > 0 && a->digits <= 2 && b->digits <= 2)
        return written_out(sl_day_of(sl_due_full_year(c), b->number, a->number), 5);
    struct sl_due_found found = month_and_year_in_figures(r, i);
    return sl_due_is_nothing(found) ? day_and_month_in_figures(r, i) : found;
}

static bool is_near_year(const struct sl_due_reading *r, int year) {
    if (r->context->plan_day == SL_DAY_NONE)
        return year >= 2015 && year <= 2050;
    int plan_year = 0, month = 0, day = 0;
    sl_day_parts(r->context->plan_day, &plan_year, &month, &day);
    return year >= plan_year - YEARS_BACK && year <= plan_year + YEARS_AHEAD;
}

int sl_due_year_behind(const struct sl_due_reading *r, size_t i, size_t *words) {
    size_t skipped = sl_due_joins(sl_due_at(r, i), "',-/") ? 1 : 0;
    const struct sl_due_word *word = sl_due_at(r, i + skipped);
    bool marked = skipped > 0 && sl_due_is(r, i, "'");
    if (!word || word->kind != SL_DUE_NUMBER_WORD || word->digits == 1 ||
        sl_due_joins(sl_due_at(r, i + skipped + 1), "/:"))
        return 0;
    int year = sl_due_full_year(word);
    if (year == 0 || (word->digits == 2 && !marked && !is_near_year(r, year)))
        return 0;
    *words += skipped + 1;
    return year;
}

static size_t ordinal_at(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *word = sl_due_at(r, i);
    return word && word->glued && sl_due_is(r, i, "st nd rd th") ? 1 : 0;
}

static int month_at(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *word = sl_due_at(r, i);
    return word ? sl_due_month_of(word) : 0;
}

/* 7 March, 7th of December 2025, 7-Dec-25 */
struct sl_due_found sl_due_day_and_month(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *day = sl_due_at(r, i);
    if (day->kind != SL_DUE_NUMBER_WORD || day->digits > 2)
        return sl_due_nothing();
    size_t at = i + 1 + ordinal_at(r, i + 1);
    at += sl_due_is(r, at, "of - /") ? 1 : 0;
    if (month_at(r, at) == 0)
        return sl_due_nothing();
    size_t words = at + 1 - i;
    int year = sl_due_year_behind(r, at + 1, &words);
    return sl_due_dated(r, year, month_at(r, at), day->number, words);
}

/* March 7th; "Sept 25" is a month and a year. */
static struct sl_due_found month_and_day(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *day = sl_due_at(r, i + 1);
    size_t as_year = 0;
    if (!day || day->kind != SL_DUE_NUMBER_WORD || day->digits > 2)
        return sl_due_nothing();
    size_t ordinal = ordinal_at(r, i + 2);
    size_t words = 2 + ordinal;
    int year = sl_due_year_behind(r, i + words, &words);
    if (ordinal == 0 && year == 0 && sl_due_year_behind(r, i + 1, &as_year) > 0)
        return sl_due_nothing();
    return sl_due_dated(r, year, month_at(r, i), day->number, words);
}

static sl_day in_month(int year, int month, int part) {
    return part > 0 ? sl_day_of(year, month, part) : sl_day_month_end(year, month);
}

/* "they may visit" */
static bool is_verb(const struct sl_due_reading *r, size_t i) {
    return sl_due_is(r, i, "may march") && i > 0 &&
           sl_due_is(r, i - 1,
                     "they it he she we you i who that mum dad children parents which and to");
}

/* part: 10 early, 15 mid, 0 the last day */
static struct sl_due_found whole_month(const struct sl_due_reading *r, size_t i, int part,
                                       size_t before) {
    int month = month_at(r, i);
    size_t words = before + 1;
    if (month == 0 || is_verb(r, i))
        return sl_due_nothing();
    if (i > 1 && sl_due_is(r, i - 1, "in of") && sl_due_is(r, i - 2, "week"))
        return sl_due_says(SL_DUE_SAYS_VAGUE, words);
    if (sl_due_is(r, i + 1, "term half school holidays"))
        return sl_due_says(SL_DUE_SAYS_VAGUE, words + 1);
    int year = sl_due_year_behind(r, i + 1, &words);
    if (year > 0)
        return written_out(in_month(year, month, part), words);
    if (r->context->plan_day == SL_DAY_NONE)
        return sl_due_says(SL_DUE_SAYS_VAGUE, words);
    int plan_month = 0, plan_day = 0;
    sl_day_parts(r->context->plan_day, &year, &plan_month, &plan_day);
    sl_day day = in_month(year, month, part);
    return written_out(day >= r->context->plan_day ? day : in_month(year + 1, month, part), words);
}

static struct sl_due_found month(const struct sl_due_reading *r, size_t i) {
    if (sl_due_is(r, i, "early mid middle late start beginning")) {
        size_t at = i + 1;
        at += sl_due_joins(sl_due_at(r, at), "-") ? 1 : 0;
        at += sl_due_is(r, at, "of") ? 1 : 0;
        int part = sl_due_is(r, i, "mid middle") ? 15 : sl_due_is(r, i, "late") ? 0 : 10;
        return whole_month(r, at, part, at - i);
    }
    if (month_at(r, i) == 0)
        return sl_due_nothing();
    struct sl_due_found found = month_and_day(r, i);
    return sl_due_is_nothing(found) ? whole_month(r, i, 0, 0) : found;
}

/* The weekday named right before, "Friday [the] 19th"; -1 for none. */
static int weekday_before(const struct sl_due_reading *r, size_t i) {
    bool plural = false;
    if (i > 0 && sl_due_is(r, i - 1, "the"))
        i--;
    return i > 0 ? sl_due_weekday_of(sl_due_at(r, i - 1), &plural) : -1;
}

static bool is_day_alone(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *day = sl_due_at(r, i);
    return r->context->is_field && r->context->plan_day != SL_DAY_NONE &&
           day->kind == SL_DUE_NUMBER_WORD && ordinal_at(r, i + 1) > 0 && day->number >= 1 &&
           day->number <= 31 &&
           !(i > 0 && sl_due_is(r, i - 1, "my her his their age turning s's")) &&
           !sl_due_is(r, i + 2, "birthday of session sessions visit week month term bday");
}

/* "by the 15th": the next such day; "Friday 19th": the next that is a Friday. */
static struct sl_due_found day_alone(const struct sl_due_reading *r, size_t i) {
    int year = 0, month = 0, plan_day = 0, weekday = weekday_before(r, i);
    if (!is_day_alone(r, i))
        return sl_due_nothing();
    sl_day_parts(r->context->plan_day, &year, &month, &plan_day);
    for (int later = 0; later < (weekday < 0 ? 3 : 12); later++) {
        sl_day found =
            sl_day_add_months(sl_day_of(year, month, 1), later) + sl_due_at(r, i)->number - 1;
        int there = 0, its_month = 0, its_day = 0;
        sl_day_parts(found, &there, &its_month, &its_day);
        if (its_day == sl_due_at(r, i)->number && found >= r->context->plan_day &&
            (weekday < 0 || sl_day_weekday(found) == weekday))
            return sl_due_day(found, 2);
    }
    return sl_due_nothing();
}

struct sl_due_found sl_due_calendar_date(const struct sl_due_reading *r, size_t i) {
    struct sl_due_found found = numeric_date(r, i);
    if (sl_due_is_nothing(found))
        found = sl_due_day_and_month(r, i);
    if (sl_due_is_nothing(found))
        found = month(r, i);
    return sl_due_is_nothing(found) ? day_alone(r, i) : found;
}

bool sl_due_opens_range(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *word = sl_due_at(r, i);
    size_t joint = i + 1 + ordinal_at(r, i + 1), later = joint + 1;
    return word->kind == SL_DUE_NUMBER_WORD && word->digits <= 2 &&
           sl_due_is(r, joint, "- to and & or") && later < r->words->count &&
           sl_due_day_and_month(r, later).sense == SL_DUE_SAYS_DAY;
}
