#include "base/due.h"
#include "base/due_words.h"
#include <string.h>

/* What one expression in the text says. */
enum sense {
    NOTHING,
    A_DAY,   /* one date */
    A_START, /* a date that only begins something */
    A_CHECK, /* a date at which it is looked at */
    VAGUE,
    NEVER,
    IMPOSSIBLE,
    FREQUENCY,
    TRIGGER,
    ONGOING
};

struct found {
    enum sense sense;
    sl_day day;
    size_t words; /* how many words it took */
    bool weekday_only;
};

struct reading {
    const struct sl_due_words *words;
    const struct sl_due_context *context;
};

static const struct found none = {.sense = NOTHING, .day = SL_DAY_NONE};

static struct found a_day(sl_day day, size_t words) {
    return (struct found){day == SL_DAY_NONE ? IMPOSSIBLE : A_DAY, day, words, false};
}

static struct found says(enum sense sense, size_t words) {
    return (struct found){sense, SL_DAY_NONE, words, false};
}

static const struct sl_due_word *word_at(const struct reading *r, size_t i) {
    return i < r->words->count ? &r->words->word[i] : NULL;
}

static bool is(const struct reading *r, size_t i, const char *any_of) {
    return sl_due_word_is(r->words, i, any_of);
}

static size_t first_phrase(const struct reading *r, size_t i, const char *const *phrases) {
    size_t longest = 0;
    for (; *phrases; phrases++) {
        size_t length = sl_due_phrase_at(r->words, i, *phrases);
        longest = length > longest ? length : longest;
    }
    return longest;
}

static int full_year(const struct sl_due_word *word) {
    if (word->digits == 4 && word->number >= 1990 && word->number <= 2100)
        return word->number;
    return word->digits == 2 ? 2000 + word->number : 0;
}

/* The first such day on or after the plan's. */
static sl_day day_without_year(const struct reading *r, int month, int day) {
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

static struct found dated(const struct reading *r, int year, int month, int day, size_t words) {
    if (year > 0)
        return a_day(sl_day_of(year, month, day), words);
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return says(IMPOSSIBLE, words);
    if (r->context->plan_day == SL_DAY_NONE)
        return says(VAGUE, words);
    return a_day(day_without_year(r, month, day), words);
}

static bool joins(const struct sl_due_word *mark, const char *marks) {
    return mark && mark->kind == SL_DUE_MARK && strchr(marks, mark->letters[0]);
}

static struct found numeric_date(const struct reading *r, size_t i) {
    const struct sl_due_word *a = word_at(r, i), *m1 = word_at(r, i + 1), *b = word_at(r, i + 2);
    const struct sl_due_word *m2 = word_at(r, i + 3), *c = word_at(r, i + 4);
    if (a->kind != SL_DUE_NUMBER_WORD || !joins(m1, "/.-") || !b || b->kind != SL_DUE_NUMBER_WORD ||
        !m1->glued || !b->glued)
        return none;
    bool third = joins(m2, "/.-") && c && c->kind == SL_DUE_NUMBER_WORD && m2->glued && c->glued;
    if (third && a->digits == 4)
        return a_day(sl_day_of(a->number, b->number, c->number), 5);
    if (third && full_year(c) > 0 && a->digits <= 2 && b->digits <= 2)
        return a_day(sl_day_of(full_year(c), b->number, a->number), 5);
    if (!third && m1->letters[0] != '-' && a->digits <= 2 && b->digits <= 2 && b->number <= 12 &&
        (m1->letters[0] == '/' || b->digits == 2))
        return dated(r, 0, b->number, a->number, 3);
    return none;
}

/* A year behind a month: "2025", "25", "'25". */
static int year_behind(const struct reading *r, size_t i, size_t *words) {
    const struct sl_due_word *word = word_at(r, i);
    size_t skipped = 0;
    if (word && word->kind == SL_DUE_MARK && strchr("',", word->letters[0])) {
        word = word_at(r, i + 1);
        skipped = 1;
    }
    if (!word || word->kind != SL_DUE_NUMBER_WORD || full_year(word) < 2015)
        return 0;
    *words += skipped + 1;
    return full_year(word);
}

static size_t ordinal_at(const struct reading *r, size_t i) {
    const struct sl_due_word *word = word_at(r, i);
    return word && word->glued && is(r, i, "st nd rd th") ? 1 : 0;
}

/* 7 March, 7th of December 2025 */
static struct found day_and_month(const struct reading *r, size_t i) {
    const struct sl_due_word *day = word_at(r, i);
    if (day->kind != SL_DUE_NUMBER_WORD || day->digits > 2)
        return none;
    size_t at = i + 1 + ordinal_at(r, i + 1);
    at += is(r, at, "of") ? 1 : 0;
    const struct sl_due_word *month = word_at(r, at);
    if (!month || sl_due_month_of(month) == 0)
        return none;
    size_t words = at + 1 - i;
    int year = year_behind(r, at + 1, &words);
    return dated(r, year, sl_due_month_of(month), day->number, words);
}

/* March 7th; "Sept 25" is a month and a year. */
static struct found month_and_day(const struct reading *r, size_t i) {
    const struct sl_due_word *day = word_at(r, i + 1);
    if (!day || day->kind != SL_DUE_NUMBER_WORD || day->digits > 2)
        return none;
    size_t ordinal = ordinal_at(r, i + 2);
    if (ordinal == 0 && day->digits == 2 && full_year(day) >= 2015)
        return none;
    size_t words = 2 + ordinal;
    int year = year_behind(r, i + words, &words);
    return dated(r, year, sl_due_month_of(word_at(r, i)), day->number, words);
}

static sl_day in_month(int year, int month, int part) {
    return part > 0 ? sl_day_of(year, month, part) : sl_day_month_end(year, month);
}

/* part: 10 early, 15 mid, 0 the last day */
static struct found whole_month(const struct reading *r, size_t i, int part, size_t before) {
    const struct sl_due_word *word = word_at(r, i);
    int month = word ? sl_due_month_of(word) : 0;
    if (month == 0 || (strcmp(word->letters, "may") == 0 && !is(r, i + 1, "20 25 26 27") && i > 0 &&
                       is(r, i - 1, "they it he she we you i who that mum dad")))
        return none;
    size_t words = before + 1;
    int year = year_behind(r, i + 1, &words);
    if (year > 0)
        return a_day(in_month(year, month, part), words);
    if (r->context->plan_day == SL_DAY_NONE)
        return says(VAGUE, words);
    int plan_month = 0, plan_day = 0;
    sl_day_parts(r->context->plan_day, &year, &plan_month, &plan_day);
    sl_day day = in_month(year, month, part);
    return a_day(day >= r->context->plan_day ? day : in_month(year + 1, month, part), words);
}

static struct found month(const struct reading *r, size_t i) {
    const struct sl_due_word *word = word_at(r, i);
    if (is(r, i, "early mid late start beginning")) {
        size_t at = i + 1;
        at += joins(word_at(r, at), "-") ? 1 : 0;
        at += is(r, at, "of") ? 1 : 0;
        int part = is(r, i, "mid") ? 15 : is(r, i, "late") ? 0 : 10;
        return whole_month(r, at, part, at - i);
    }
    if (sl_due_month_of(word) == 0)
        return none;
    struct found found = month_and_day(r, i);
    return found.sense != NOTHING ? found : whole_month(r, i, 0, 0);
}

static struct found calendar_date(const struct reading *r, size_t i) {
    struct found found = numeric_date(r, i);
    if (found.sense == NOTHING)
        found = day_and_month(r, i);
    if (found.sense == NOTHING)
        found = month(r, i);
    return found;
}

static sl_day friday_of(sl_day day) {
    return day == SL_DAY_NONE ? day : day - sl_day_weekday(day) + 4;
}

/* w/c 29 September; week ending 3 October */
static struct found week_of(const struct reading *r, size_t i) {
    static const char *const commencing[] = {"w / c",          "wc",      "week commencing",
                                             "week beginning", "week of", NULL};
    static const char *const ending[] = {"w / e", "week ending", NULL};
    size_t words = first_phrase(r, i, commencing);
    bool begins = words > 0;
    if (!begins)
        words = first_phrase(r, i, ending);
    if (words == 0 || i + words >= r->words->count)
        return none;
    bool plural = false;
    size_t at = i + words;
    if (sl_due_weekday_of(word_at(r, at), &plural) >= 0)
        at++;
    struct found found = at < r->words->count ? calendar_date(r, at) : none;
    if (found.sense == A_DAY && begins)
        found.day = friday_of(found.day);
    found.words += at - i;
    return found.sense == NOTHING ? none : found;
}

static struct found weekday(const struct reading *r, size_t i) {
    bool plural = false;
    size_t at = i + (is(r, i, "this next coming dydd") ? 1 : 0);
    const struct sl_due_word *word = word_at(r, at);
    int day = word ? sl_due_weekday_of(word, &plural) : -1;
    if (day < 0 && at > i && is(r, i, "dydd") && is(r, at, "mawrth"))
        day = 1;
    if (day < 0 || strcmp(word->letters, "sat") == 0 || strcmp(word->letters, "sun") == 0)
        return none;
    if (plural)
        return says(FREQUENCY, at + 1 - i);
    size_t behind = at + 1 + (joins(word_at(r, at + 1), ",") ? 1 : 0);
    if (behind < r->words->count) {
        struct found date = calendar_date(r, behind);
        if (date.sense != NOTHING) {
            date.words += behind - i;
            return date;
        }
    }
    if (r->context->plan_day == SL_DAY_NONE)
        return says(VAGUE, at + 1 - i);
    int ahead = (day - sl_day_weekday(r->context->plan_day) + 6) % 7 + 1;
    bool week_later = is(r, at + 1, "week");
    return (struct found){A_DAY, r->context->plan_day + ahead + (week_later ? 7 : 0),
                          at + 1 - i + (week_later ? 1 : 0), !week_later};
}

static struct found from_plan_day(const struct reading *r, int days, size_t words) {
    if (r->context->plan_day == SL_DAY_NONE)
        return says(VAGUE, words);
    return a_day(r->context->plan_day + days, words);
}

static struct found near_day(const struct reading *r, size_t i) {
    static const char *const today[] = {
        "today",        "tonight",          "end of today", "this afternoon",
        "this evening", "same day as plan", "heddiw",       NULL};
    static const char *const tomorrow[] = {"tomorrow", "the next day", "yfory", NULL};
    size_t words = first_phrase(r, i, today);
    if (words > 0)
        return from_plan_day(r, 0, words);
    words = first_phrase(r, i, tomorrow);
    return words > 0 ? from_plan_day(r, 1, words) : none;
}

enum unit { NO_UNIT, HOURS, DAYS, WORKING_DAYS, WEEKS, FORTNIGHTS, MONTHS, YEARS };

static enum unit unit_at(const struct reading *r, size_t i, size_t *words) {
    static const struct {
        const char *phrase;
        enum unit unit;
    } units[] = {{"working day", WORKING_DAYS},
                 {"working days", WORKING_DAYS},
                 {"work days", WORKING_DAYS},
                 {"wd", WORKING_DAYS},
                 {"school days", WORKING_DAYS},
                 {"hour", HOURS},
                 {"hours", HOURS},
                 {"hrs", HOURS},
                 {"day", DAYS},
                 {"days", DAYS},
                 {"calendar days", DAYS},
                 {"week", WEEKS},
                 {"weeks", WEEKS},
                 {"wk", WEEKS},
                 {"wks", WEEKS},
                 {"fortnight", FORTNIGHTS},
                 {"month", MONTHS},
                 {"months", MONTHS},
                 {"mths", MONTHS},
                 {"year", YEARS},
                 {"years", YEARS}};
    for (size_t u = 0; u < SL_COUNT(units); u++) {
        size_t length = sl_due_phrase_at(r->words, i, units[u].phrase);
        if (length > 0) {
            *words = length;
            return units[u].unit;
        }
    }
    return NO_UNIT;
}

static struct found after(const struct reading *r, sl_day anchor, int amount, enum unit unit,
                          size_t words) {
    if (anchor == SL_DAY_NONE)
        return says(VAGUE, words);
    sl_day day = SL_DAY_NONE;
    switch (unit) {
    case HOURS:
        return a_day(anchor + (amount + (amount < 0 ? -23 : 23)) / 24, words);
    case DAYS:
        return a_day(anchor + amount, words);
    case WEEKS:
        return a_day(anchor + 7 * amount, words);
    case FORTNIGHTS:
        return a_day(anchor + 14 * amount, words);
    case MONTHS:
        return a_day(sl_day_add_months(anchor, amount), words);
    case YEARS:
        return a_day(sl_day_add_months(anchor, 12 * amount), words);
    case WORKING_DAYS:
        if (r->context->calendar &&
            sl_calendar_add(r->context->calendar, anchor, amount, &day, NULL) == SL_OK)
            return a_day(day, words);
        return says(VAGUE, words);
    case NO_UNIT:
        break;
    }
    return none;
}

/* "next review", "the core group", "RCPC": the number of words, 0 for none */
static size_t review_at(const struct reading *r, size_t i) {
    static const char *const meetings[] = {"review",
                                           "review meeting",
                                           "review conference",
                                           "core group",
                                           "core group meeting",
                                           "rcpc",
                                           "lac review",
                                           "cla review",
                                           "cin review",
                                           "cin meeting",
                                           "cp review",
                                           "child protection review",
                                           "review child protection conference",
                                           "board",
                                           "board meeting",
                                           "meeting",
                                           "progress meeting",
                                           "conference",
                                           "cpc",
                                           "care team meeting",
                                           "pathway review",
                                           "pathway plan review",
                                           "looked after review",
                                           "plan review",
                                           "tac",
                                           "taf",
                                           "tac meeting",
                                           "taf meeting",
                                           "care planning meeting",
                                           "statutory review",
                                           "child in need meeting",
                                           "child in need review",
                                           "cinr",
                                           "improvement board",
                                           "clinic",
                                           NULL};
    size_t at = i;
    while (is(r, at, "the next our my his her their this first coming second child's") &&
           at < i + 3)
        at++;
    size_t words = first_phrase(r, at, meetings);
    return words > 0 ? at + words - i : 0;
}

static bool is_each(const struct reading *r, size_t i) {
    return is(r, i, "each every any all another");
}

/* within 4 weeks [of X], in 10 working days, 24 hours of each visit, 2 weeks before review */
static struct found amount_of_time(const struct reading *r, size_t i) {
    size_t at = i;
    bool led = false;
    while (is(r, at, "within in over after for next the coming max maximum") && at < i + 4) {
        led = led || is(r, at, "within in after next over");
        at++;
    }
    if (is(r, at, "no") && is(r, at + 1, "later") && is(r, at + 2, "than"))
        at += 3;
    int amount = at < r->words->count ? sl_due_amount_of(word_at(r, at)) : 0;
    size_t unit_words = 0;
    if (amount == 0 && led && at > i && unit_at(r, at, &unit_words) == FORTNIGHTS)
        amount = 1;
    else if (amount > 0)
        at += is(r, at + 1, "of") && is(r, at, "couple") ? 2 : 1;
    at += joins(word_at(r, at), "-") ? 1 : 0;
    enum unit unit = amount > 0 ? unit_at(r, at, &unit_words) : NO_UNIT;
    if (unit == NO_UNIT || (!led && !r->context->is_field))
        return none;
    at += unit_words;
    if (is(r, at, "'") || is(r, at, "time"))
        at++;
    bool before = is(r, at, "before prior");
    if (before || is(r, at, "of after from following")) {
        size_t behind = at + 1 + (is(r, at + 1, "to") ? 1 : 0);
        size_t review = review_at(r, behind);
        if (is_each(r, behind))
            return says(TRIGGER, behind + 1 - i);
        if (review > 0)
            return after(r, r->context->review_day, before ? -amount : amount, unit,
                         behind + review - i);
        if (is(r, behind, "today now plan planning") || is(r, behind + 1, "plan date"))
            return after(r, r->context->plan_day, amount, unit, behind + 1 - i);
        if (is(r, behind, "a an the her his their it being any") || behind < r->words->count)
            return before ? says(VAGUE, behind - i) : says(TRIGGER, behind + 1 - i);
    }
    if (is(r, i, "for"))
        return none;
    return after(r, r->context->plan_day, amount, unit, at - i);
}

static struct found meeting(const struct reading *r, size_t i) {
    size_t lead = 0;
    while (is(r, i + lead, "by before until till to at for prior in time") && lead < 4)
        lead++;
    if (lead == 0 && !is(r, i, "next") && !r->context->is_field)
        return none;
    size_t words = review_at(r, i + lead);
    if (words == 0 || (lead > 0 && is_each(r, i + lead)))
        return none;
    if (r->context->review_day == SL_DAY_NONE)
        return says(VAGUE, lead + words);
    return a_day(r->context->review_day, lead + words);
}

static struct found feast(const struct reading *r, size_t i) {
    size_t words = 1;
    int month = 12, day = 25;
    if (is(r, i, "christmas xmas nadolig")) {
        if (is(r, i + 1, "eve day"))
            words++;
        if (is(r, i + 1, "holidays holiday term break"))
            return says(VAGUE, 2);
        day = is(r, i + 1, "eve") ? 24 : 25;
        return dated(r, year_behind(r, i + words, &words), month, day, words);
    }
    if (!is(r, i, "easter pasg"))
        return none;
    if (is(r, i + 1, "holidays holiday term break"))
        return says(VAGUE, 2);
    words += is(r, i + 1, "sunday") ? 1 : 0;
    int year = year_behind(r, i + words, &words);
    if (year > 0)
        return a_day(sl_day_easter(year), words);
    if (r->context->plan_day == SL_DAY_NONE)
        return says(VAGUE, words);
    sl_day_parts(r->context->plan_day, &year, &month, &day);
    sl_day easter = sl_day_easter(year);
    return a_day(easter >= r->context->plan_day ? easter : sl_day_easter(year + 1), words);
}

/* Q4 2025/26: the last day of that quarter of the financial year */
static struct found quarter(const struct reading *r, size_t i) {
    size_t at = i;
    const struct sl_due_word *number = NULL;
    if (is(r, i, "q quarter"))
        number = word_at(r, i + 1);
    if (!number || number->kind != SL_DUE_NUMBER_WORD || number->number < 1 || number->number > 4)
        return none;
    at = i + 2 + (is(r, i + 2, "of ,") ? 1 : 0);
    const struct sl_due_word *first = word_at(r, at), *mark = word_at(r, at + 1);
    const struct sl_due_word *second = word_at(r, at + 2);
    if (!first || first->kind != SL_DUE_NUMBER_WORD || !joins(mark, "/-") || !second ||
        second->kind != SL_DUE_NUMBER_WORD || full_year(first) == 0)
        return says(VAGUE, 2);
    static const int last_month[] = {6, 9, 12, 3};
    int year = full_year(first) + (number->number == 4 ? 1 : 0);
    return a_day(sl_day_month_end(year, last_month[number->number - 1]), at + 3 - i);
}

/* end of the month, this week, next month, end of 2025 */
static struct found period_end(const struct reading *r, size_t i) {
    size_t at = i;
    bool end = is(r, at, "end");
    at += end ? 1 : 0;
    at += end && is(r, at, "of") ? 1 : 0;
    bool next = is(r, at, "next");
    bool named = next || is(r, at, "this the");
    at += named ? 1 : 0;
    int year = 0, this_month = 0, day = 0;
    if (r->context->plan_day == SL_DAY_NONE || (!end && !named))
        return none;
    sl_day_parts(r->context->plan_day, &year, &this_month, &day);
    if (is(r, at, "month") && (end || next || is(r, at - 1, "this"))) {
        sl_day there = sl_day_add_months(sl_day_of(year, this_month, 1), next ? 1 : 0);
        sl_day_parts(there, &year, &this_month, &day);
        return a_day(sl_day_month_end(year, this_month), at + 1 - i);
    }
    if (is(r, at, "week") && (end || next || is(r, at - 1, "this"))) {
        sl_day friday = friday_of(r->context->plan_day) + (next ? 7 : 0);
        return a_day(friday < r->context->plan_day ? friday + 7 : friday, at + 1 - i);
    }
    if (end && is(r, at, "year"))
        return a_day(sl_day_of(year + (next ? 1 : 0), 12, 31), at + 1 - i);
    const struct sl_due_word *word = word_at(r, at);
    if (end && word && word->kind == SL_DUE_NUMBER_WORD && word->digits == 4 && full_year(word) > 0)
        return a_day(sl_day_of(full_year(word), 12, 31), at + 1 - i);
    return none;
}

static struct found frequency(const struct reading *r, size_t i) {
    static const char *const words[] = {"daily",        "weekly",          "fortnightly",
                                        "monthly",      "termly",          "quarterly",
                                        "annually",     "annual",          "yearly",
                                        "nightly",      "hourly",          "bi weekly",
                                        "bi - weekly",  "per week",        "per day",
                                        "per month",    "a week",          "a day",
                                        "a month",      "a night",         "a fortnight",
                                        "each week",    "each day",        "each month",
                                        "each night",   "each term",       "twice weekly",
                                        "every",        "weekends",        "weekdays",
                                        "each visit",   "each session",    "each morning",
                                        "each evening", "each school day", "most days",
                                        "regularly",    "regular",         "six monthly",
                                        "6 monthly",    "bob wythnos",     NULL};
    size_t taken = first_phrase(r, i, words);
    if (taken == 0 ||
        (is(r, i, "a") && (i == 0 || !is(r, i - 1,
                                         "once twice times time day days hour hours session "
                                         "sessions visit visits call calls"))))
        return none;
    if (is(r, i, "regular regularly"))
        return says(NEVER, 1);
    if (is(r, i, "every")) {
        bool plural = false;
        size_t at = i + 1 + (is(r, i + 1, "other second third 2 two 3 three 4 four 6 six") ? 1 : 0);
        if (at < r->words->count && (sl_due_weekday_of(word_at(r, at), &plural) >= 0 ||
                                     is(r, at,
                                        "day days week weeks month months night morning evening "
                                        "term fortnight weekend half")))
            taken = at + 1 - i;
    }
    return says(FREQUENCY, taken);
}

static struct found vague_time(const struct reading *r, size_t i) {
    static const char *const words[] = {"this term",
                                        "next term",
                                        "end of term",
                                        "end of the term",
                                        "end of this term",
                                        "end of next term",
                                        "half term",
                                        "half - term",
                                        "this year",
                                        "next year",
                                        "over the summer",
                                        "summer",
                                        "autumn",
                                        "spring term",
                                        "spring",
                                        "winter",
                                        "school holidays",
                                        "summer holidays",
                                        "immediately",
                                        "immediate",
                                        "now",
                                        "straight away",
                                        "straightaway",
                                        "birthday",
                                        "until birth",
                                        "before birth",
                                        "by birth",
                                        "birth",
                                        "due date",
                                        "next visit",
                                        "next supervision",
                                        "next session",
                                        "next appointment",
                                        "length of order",
                                        "duration of order",
                                        "duration of the order",
                                        "life of the order",
                                        "before i move",
                                        "before they move",
                                        "move out",
                                        "first visit",
                                        "next time",
                                        "end of placement",
                                        "academic year",
                                        "financial year",
                                        "school year",
                                        "before court",
                                        "end of the school year",
                                        "end of school year",
                                        "a few weeks",
                                        "few weeks",
                                        "few months",
                                        "coming weeks",
                                        "coming months",
                                        "right away",
                                        "same day",
                                        "within the week",
                                        "next few weeks",
                                        "next available",
                                        "first available",
                                        "bedtime",
                                        "18th birthday",
                                        NULL};
    size_t taken = first_phrase(r, i, words);
    if (taken > 0)
        return says(VAGUE, taken);
    const struct sl_due_word *word = word_at(r, i);
    bool bare_year = word->kind == SL_DUE_NUMBER_WORD && word->digits == 4 &&
                     word->number >= 2015 && word->number <= 2060 && r->context->is_field;
    return bare_year ? says(VAGUE, 1) : none;
}

static struct found no_date(const struct reading *r, size_t i) {
    static const char *const ongoing[] = {"ongoing",      "on - going", "on going",
                                          "continuing",   "continuous", "continual",
                                          "continuously", "parhaus",    NULL};
    static const char *const words[] = {"asap",
                                        "a . s . a . p",
                                        "as soon as",
                                        "soon",
                                        "tbc",
                                        "tba",
                                        "tbd",
                                        "to be confirmed",
                                        "to be agreed",
                                        "to be arranged",
                                        "to be decided",
                                        "to be set",
                                        "as and when",
                                        "as needed",
                                        "as required",
                                        "as appropriate",
                                        "when needed",
                                        "when required",
                                        "if needed",
                                        "in due course",
                                        "long term",
                                        "long - term",
                                        "at all times",
                                        "always",
                                        "random",
                                        "when ready",
                                        "once ready",
                                        "once matched",
                                        "subject to",
                                        "awaiting",
                                        "n / a",
                                        "not known",
                                        "unknown",
                                        "as before",
                                        "indefinitely",
                                        "in the future",
                                        "when possible",
                                        "when able",
                                        "when available",
                                        "permanent",
                                        "waiting list",
                                        "no date",
                                        "not set",
                                        "for the foreseeable",
                                        "at some point",
                                        "as per plan",
                                        "when appropriate",
                                        "whenever",
                                        "ad hoc",
                                        "open ended",
                                        NULL};
    size_t taken = first_phrase(r, i, ongoing);
    if (taken > 0)
        return says(ONGOING, taken);
    taken = first_phrase(r, i, words);
    if (taken > 0)
        return says(NEVER, taken);
    if (r->context->is_field && (i == 0 || is(r, i - 1, ", ; -")) &&
        is(r, i, "when once if after following upon on") && !is(r, i + 1, "the next") &&
        i + 1 < r->words->count) {
        struct found date = calendar_date(r, i + 1);
        bool plural = false;
        if (date.sense == NOTHING && sl_due_weekday_of(word_at(r, i + 1), &plural) < 0)
            return says(NEVER, 2);
    }
    return none;
}

static struct found expression_at(const struct reading *r, size_t i) {
    static struct found (*const readers[])(const struct reading *, size_t) = {
        week_of,    quarter,        calendar_date, frequency, weekday,    near_day,
        period_end, amount_of_time, meeting,       feast,     vague_time, no_date};
    for (size_t k = 0; k < SL_COUNT(readers); k++) {
        struct found found = readers[k](r, i);
        if (found.sense != NOTHING)
            return found;
    }
    return none;
}

/* What the words before a date make of it. */
static enum sense role_of(const struct reading *r, size_t i, enum sense sense) {
    if (sense != A_DAY || i == 0)
        return sense;
    size_t before = i - 1;
    while (before > 0 && is(r, before, "the on a of"))
        before--;
    if (is(r, before, "from starting start starts commencing begins beginning begin since first"))
        return A_START;
    if (is(r, before, "review reviewed check checked progress monitored checkpoint update") ||
        (is(r, before, "at in by") && before > 0 &&
         is(r, before - 1, "review reviewed check checked monitored update")))
        return A_CHECK;
    return sense;
}

struct tally {
    sl_day deadline, check, start;
    size_t from, to;
    int days, vague, never, frequency, trigger, impossible, ongoing, starts, checks;
    bool conflicting, ranged, weekday_only;
};

static void take_day(const struct reading *r, size_t i, const struct found *found,
                     struct tally *t) {
    bool either = i > 0 && is(r, i - 1, "or");
    if (t->days > 0 && either && t->deadline != found->day)
        t->conflicting = true;
    if (t->deadline == SL_DAY_NONE || found->day > t->deadline) {
        t->deadline = found->day;
        t->from = r->words->word[i].from;
        t->to = r->words->word[i + found->words - 1].to;
    }
    t->weekday_only = found->weekday_only;
    t->days++;
}

static void count(const struct reading *r, size_t i, const struct found *found, struct tally *t) {
    switch (role_of(r, i, found->sense)) {
    case A_DAY:
        take_day(r, i, found, t);
        break;
    case A_START:
        t->start = found->day;
        t->starts++;
        break;
    case A_CHECK:
        t->check = found->day;
        t->checks++;
        break;
    case VAGUE:
        t->vague++;
        break;
    case NEVER:
        t->never++;
        break;
    case IMPOSSIBLE:
        t->impossible++;
        break;
    case FREQUENCY:
        t->frequency++;
        break;
    case TRIGGER:
        t->trigger++;
        break;
    case ONGOING:
        t->ongoing++;
        break;
    case NOTHING:
        break;
    }
    if (t->to == 0) {
        t->from = r->words->word[i].from;
        t->to = r->words->word[i + (found->words ? found->words - 1 : 0)].to;
    }
}

/* 10-14 March, 3 to 10 June: only the later end stands as a whole date. */
static bool opens_range(const struct reading *r, size_t i) {
    const struct sl_due_word *word = word_at(r, i);
    return word->kind == SL_DUE_NUMBER_WORD && word->digits <= 2 &&
           (is(r, i + 1 + ordinal_at(r, i + 1), "- to and &")) &&
           i + 2 + ordinal_at(r, i + 1) < r->words->count &&
           day_and_month(r, i + 2 + ordinal_at(r, i + 1)).sense == A_DAY;
}

static struct tally read_all(const struct reading *r) {
    struct tally tally = {.deadline = SL_DAY_NONE, .check = SL_DAY_NONE, .start = SL_DAY_NONE};
    for (size_t i = 0; i < r->words->count;) {
        struct found found = opens_range(r, i) ? none : expression_at(r, i);
        if (found.sense != NOTHING)
            count(r, i, &found, &tally);
        i += found.sense == NOTHING || found.words == 0 ? 1 : found.words;
    }
    return tally;
}

static enum sl_due_kind kind_of(const struct tally *t) {
    if (t->days > 0)
        return SL_DUE_DAY;
    if (t->impossible > 0)
        return SL_DUE_IMPOSSIBLE;
    if (t->trigger > 0)
        return SL_DUE_TRIGGER;
    if (t->ongoing > 0 || t->never > 0)
        return t->checks > 0 && t->never == 0 ? SL_DUE_DAY : SL_DUE_NEVER;
    if (t->checks > 0)
        return SL_DUE_DAY;
    if (t->frequency > 0)
        return SL_DUE_FREQUENCY;
    if (t->vague > 0 || t->starts > 0)
        return SL_DUE_VAGUE;
    return SL_DUE_NOTHING;
}

struct sl_due sl_due_read(struct sl_text text, const struct sl_due_context *context) {
    struct sl_due_words words;
    sl_due_words_read(text, &words);
    struct reading r = {&words, context};
    struct tally t = read_all(&r);
    struct sl_due due = {.kind = kind_of(&t), .day = SL_DAY_NONE};
    if (due.kind == SL_DUE_DAY)
        due.day = t.days > 0 ? t.deadline : t.check;
    due.ongoing = t.ongoing > 0;
    due.conflicting = t.conflicting;
    due.start_only = t.starts > 0 && t.days == 0;
    due.weekday_only = t.weekday_only && t.days == 1;
    due.checkpoint = t.checks > 0;
    due.from = t.from;
    due.to = t.to;
    return due;
}
