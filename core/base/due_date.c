#include "base/due_read.h"

size_t sl_due_first_phrase(const struct sl_due_reading *r, size_t i, const char *const *phrases) {
    size_t longest = 0;
    for (; *phrases; phrases++) {
        size_t length = sl_due_phrase_at(r->words, i, *phrases);
        longest = length > longest ? length : longest;
    }
    return longest;
}

int sl_due_full_year(const struct sl_due_word *word) {
    if (word->digits == 4 && word->number >= 1990 && word->number <= 2100)
        return word->number;
    return word->digits == 2 ? 2000 + word->number : 0;
}

/* The first such day on or after the plan's. */

static sl_day day_without_year(const struct sl_due_reading *r, int month, int day) {
    int year = 0, plan_month = 0, plan_day = 0;
    if (r->context->plan_day == SL_DAY_NONE)
        return SL_DAY_NONE;
    sl_day_parts(r->context->plan_day, &year, &plan_month, &plan_day);
    for (int later = 0; later < 5; later++) {
        sl_day found = sl_day_of(year + later, month, day);
        if (found != SL_DAY_NONE && found >= r->context->plan_day)
            return found;
    }
    return SL_DAY_NONE;
}

struct sl_due_found sl_due_dated(const struct sl_due_reading *r, int year, int month, int day,
                                 size_t words) {
    if (year > 0)
        return a_day(sl_day_of(year, month, day), words);
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return says(IMPOSSIBLE, words);
    if (r->context->plan_day == SL_DAY_NONE)
        return says(VAGUE, words);
    return a_day(day_without_year(r, month, day), words);
}

bool sl_due_joins(const struct sl_due_word *mark, const char *marks) {
    return mark && mark->kind == SL_DUE_MARK && strchr(marks, mark->letters[0]);
}

static struct sl_due_found numeric_date(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *a = word_at(r, i), *m1 = word_at(r, i + 1), *b = word_at(r, i + 2);
    const struct sl_due_word *m2 = word_at(r, i + 3), *c = word_at(r, i + 4);
    if (a->kind != SL_DUE_NUMBER_WORD || !sl_due_joins(m1, "/.-") || !b ||
        b->kind != SL_DUE_NUMBER_WORD || !m1->glued || !b->glued)
        return nothing();
    bool third =
        sl_due_joins(m2, "/.-") && c && c->kind == SL_DUE_NUMBER_WORD && m2->glued && c->glued;
    if (third && a->digits == 4)
        return a_day(sl_day_of(a->number, b->number, c->number), 5);
    if (third && sl_due_full_year(c) > 0 && a->digits <= 2 && b->digits <= 2)
        return a_day(sl_day_of(sl_due_full_year(c), b->number, a->number), 5);
    if (!third && m1->letters[0] != '-' && a->digits <= 2 && b->digits <= 2 && b->number <= 12 &&
        (m1->letters[0] == '/' || b->digits == 2))
        return sl_due_dated(r, 0, b->number, a->number, 3);
    return nothing();
}

/* A year behind a month: "2025", "25", "'25". */

int sl_due_year_behind(const struct sl_due_reading *r, size_t i, size_t *words) {
    const struct sl_due_word *word = word_at(r, i);
    size_t skipped = 0;
    if (word && word->kind == SL_DUE_MARK && strchr("',", word->letters[0])) {
        word = word_at(r, i + 1);
        skipped = 1;
    }
    if (!word || word->kind != SL_DUE_NUMBER_WORD || sl_due_full_year(word) < 2015)
        return 0;
    *words += skipped + 1;
    return sl_due_full_year(word);
}

size_t sl_due_ordinal_at(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *word = word_at(r, i);
    return word && word->glued && is(r, i, "st nd rd th") ? 1 : 0;
}

/* 7 March, 7th of December 2025 */

struct sl_due_found sl_due_day_and_month(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *day = word_at(r, i);
    if (day->kind != SL_DUE_NUMBER_WORD || day->digits > 2)
        return nothing();
    size_t at = i + 1 + sl_due_ordinal_at(r, i + 1);
    at += is(r, at, "of") ? 1 : 0;
    const struct sl_due_word *month = word_at(r, at);
    if (!month || sl_due_month_of(month) == 0)
        return nothing();
    size_t words = at + 1 - i;
    int year = sl_due_year_behind(r, at + 1, &words);
    return sl_due_dated(r, year, sl_due_month_of(month), day->number, words);
}

/* March 7th; "Sept 25" is a month and a year. */

static struct sl_due_found month_and_day(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *day = word_at(r, i + 1);
    if (!day || day->kind != SL_DUE_NUMBER_WORD || day->digits > 2)
        return nothing();
    size_t ordinal = sl_due_ordinal_at(r, i + 2);
    if (ordinal == 0 && day->digits == 2 && sl_due_full_year(day) >= 2015)
        return nothing();
    size_t words = 2 + ordinal;
    int year = sl_due_year_behind(r, i + words, &words);
    return sl_due_dated(r, year, sl_due_month_of(word_at(r, i)), day->number, words);
}

static sl_day in_month(int year, int month, int part) {
    return part > 0 ? sl_day_of(year, month, part) : sl_day_month_end(year, month);
}

/* part: 10 early, 15 mid, 0 the last day */

static struct sl_due_found whole_month(const struct sl_due_reading *r, size_t i, int part,
                                       size_t before) {
    const struct sl_due_word *word = word_at(r, i);
    int month = word ? sl_due_month_of(word) : 0;
    if (month == 0 || (strcmp(word->letters, "may") == 0 && !is(r, i + 1, "20 25 26 27") && i > 0 &&
                       is(r, i - 1, "they it he she we you i who that mum dad")))
        return nothing();
    size_t words = before + 1;
    int year = sl_due_year_behind(r, i + 1, &words);
    if (year > 0)
        return a_day(in_month(year, month, part), words);
    if (r->context->plan_day == SL_DAY_NONE)
        return says(VAGUE, words);
    int plan_month = 0, plan_day = 0;
    sl_day_parts(r->context->plan_day, &year, &plan_month, &plan_day);
    sl_day day = in_month(year, month, part);
    return a_day(day >= r->context->plan_day ? day : in_month(year + 1, month, part), words);
}

static struct sl_due_found month(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *word = word_at(r, i);
    if (is(r, i, "early mid late start beginning")) {
        size_t at = i + 1;
        at += sl_due_joins(word_at(r, at), "-") ? 1 : 0;
        at += is(r, at, "of") ? 1 : 0;
        int part = is(r, i, "mid") ? 15 : is(r, i, "late") ? 0 : 10;
        return whole_month(r, at, part, at - i);
    }
    if (sl_due_month_of(word) == 0)
        return nothing();
    struct sl_due_found found = month_and_day(r, i);
    return found.sense != NOTHING ? found : whole_month(r, i, 0, 0);
}

struct sl_due_found sl_due_calendar_date(const struct sl_due_reading *r, size_t i) {
    struct sl_due_found found = numeric_date(r, i);
    if (found.sense == NOTHING)
        found = sl_due_day_and_month(r, i);
    if (found.sense == NOTHING)
        found = month(r, i);
    return found;
}
