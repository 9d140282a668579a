#include "base/due_read.h"

static struct sl_due_found expression_at(const struct sl_due_reading *r, size_t i) {
    static struct sl_due_found (*const readers[])(const struct sl_due_reading *, size_t) = {
        sl_due_week_of, sl_due_quarter,  sl_due_calendar_date, sl_due_frequency,
        sl_due_weekday, sl_due_near_day, sl_due_period_end,    sl_due_amount_of_time,
        sl_due_meeting, sl_due_feast,    sl_due_vague_time,    sl_due_no_date};
    for (size_t k = 0; k < SL_COUNT(readers); k++) {
        struct sl_due_found found = readers[k](r, i);
        if (found.sense != NOTHING)
            return found;
    }
    return nothing();
}

/* What the words before a date make of it. */

static enum sl_due_sense role_of(const struct sl_due_reading *r, size_t i,
                                 enum sl_due_sense sense) {
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

static void take_day(const struct sl_due_reading *r, size_t i, const struct sl_due_found *found,
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

static void count(const struct sl_due_reading *r, size_t i, const struct sl_due_found *found,
                  struct tally *t) {
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

static bool opens_range(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *word = word_at(r, i);
    return word->kind == SL_DUE_NUMBER_WORD && word->digits <= 2 &&
           (is(r, i + 1 + sl_due_ordinal_at(r, i + 1), "- to and &")) &&
           i + 2 + sl_due_ordinal_at(r, i + 1) < r->words->count &&
           sl_due_day_and_month(r, i + 2 + sl_due_ordinal_at(r, i + 1)).sense == A_DAY;
}

static struct tally read_all(const struct sl_due_reading *r) {
    struct tally tally = {.deadline = SL_DAY_NONE, .check = SL_DAY_NONE, .start = SL_DAY_NONE};
    for (size_t i = 0; i < r->words->count;) {
        struct sl_due_found found = opens_range(r, i) ? nothing() : expression_at(r, i);
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
    struct sl_due_reading r = {&words, context};
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
