#include "base/due.h"
#include "base/due_read.h"
#include "base/memory.h"

static struct sl_due_found expression_at(const struct sl_due_reading *r, size_t i) {
    static struct sl_due_found (*const readers[])(const struct sl_due_reading *, size_t) = {
        sl_due_week_of,        sl_due_feast,   sl_due_quarter,    sl_due_calendar_date,
        sl_due_frequency,      sl_due_weekday, sl_due_near_day,   sl_due_meeting,
        sl_due_amount_of_time, sl_due_no_date, sl_due_vague_time, sl_due_before_event,
        sl_due_period_end};
    for (size_t k = 0; k < SL_COUNT(readers); k++) {
        struct sl_due_found found = readers[k](r, i);
        if (!sl_due_is_nothing(found))
            return found;
    }
    return sl_due_nothing();
}

/* What was found where, in order. */
struct finding {
    struct sl_due_found found;
    enum sl_due_role role; /* of a day */
    size_t at;
};

struct findings {
    struct finding list[SL_DUE_WORDS_MOST];
    size_t count;
};

static void keep(struct sl_due_reading *r, size_t i, struct sl_due_found found,
                 struct findings *all) {
    struct finding finding = {found, SL_DUE_DEADLINE, i};
    bool has_lead = r->context->is_field || sl_due_is_led(r, i);
    if (found.sense == SL_DUE_SAYS_DAY)
        finding.role = sl_due_role_of(r, i, &found);
    else if (found.sense == SL_DUE_SAYS_IMPOSSIBLE && !has_lead)
        finding.role = SL_DUE_ASIDE;
    if (finding.role == SL_DUE_START && found.sense == SL_DUE_SAYS_DAY)
        r->start = found.day;
    if (finding.role != SL_DUE_ASIDE)
        all->list[all->count++] = finding;
}

static void read_all(struct sl_due_reading *r, struct findings *all) {
    for (size_t i = 0; i < r->words->count;) {
        struct sl_due_found found =
            sl_due_opens_range(r, i) ? sl_due_nothing() : expression_at(r, i);
        if (!sl_due_is_nothing(found))
            keep(r, i, found, all);
        i += found.words > 0 ? found.words : 1;
    }
}

static size_t count_of(const struct findings *all, enum sl_due_sense sense) {
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++)
        count += all->list[i].found.sense == sense;
    return count;
}

static bool is_day(const struct finding *f, enum sl_due_role role) {
    return f->found.sense == SL_DUE_SAYS_DAY && f->role == role;
}

static bool is_deadline(const struct finding *f) {
    return is_day(f, SL_DUE_DEADLINE) || is_day(f, SL_DUE_END);
}

/* A date that is written out stands before one that is counted from the plan or the review. */
static bool is_outranked(const struct findings *all, const struct finding *f) {
    if (f->found.exact || f->role == SL_DUE_END)
        return false;
    for (size_t i = 0; i < all->count; i++)
        if (is_deadline(&all->list[i]) && all->list[i].found.exact)
            return true;
    return false;
}

static const struct finding *latest_deadline(const struct findings *all) {
    const struct finding *latest = NULL;
    for (size_t i = 0; i < all->count; i++) {
        const struct finding *f = &all->list[i];
        if (is_deadline(f) && !is_outranked(all, f) &&
            (!latest || f->found.day > latest->found.day))
            latest = f;
    }
    return latest;
}

static const struct finding *first_of(const struct findings *all, enum sl_due_sense sense,
                                      enum sl_due_role role) {
    for (size_t i = 0; i < all->count; i++)
        if (all->list[i].found.sense == sense && all->list[i].role == role)
            return &all->list[i];
    return NULL;
}

/* "Tuesdays", "each week on Friday": the weekday belongs to the frequency. */
static bool is_part_of_frequency(const struct findings *all, const struct finding *deadline) {
    return deadline->found.weekday_only && deadline->role != SL_DUE_END &&
           count_of(all, SL_DUE_SAYS_FREQUENCY) > 0;
}

/* "10 October or 17 October" */
static bool is_conflicting(const struct sl_due_reading *r, const struct findings *all) {
    const struct finding *before = NULL;
    for (size_t i = 0; i < all->count; i++) {
        const struct finding *f = &all->list[i];
        if (!is_deadline(f) || !f->found.exact)
            continue;
        bool or_this = f->at > 0 && sl_due_is(r, f->at - 1, "or") && before;
        if (or_this && before->found.day != f->found.day)
            return true;
        before = f;
    }
    return false;
}

static enum sl_due_kind kind_without_day(const struct findings *all) {
    static const struct {
        enum sl_due_sense sense;
        enum sl_due_kind kind;
    } ranks[] = {{SL_DUE_SAYS_IMPOSSIBLE, SL_DUE_IMPOSSIBLE},
                 {SL_DUE_SAYS_TRIGGER, SL_DUE_TRIGGER},
                 {SL_DUE_SAYS_FREQUENCY, SL_DUE_FREQUENCY},
                 {SL_DUE_SAYS_ONGOING, SL_DUE_NEVER},
                 {SL_DUE_SAYS_NEVER, SL_DUE_NEVER},
                 {SL_DUE_SAYS_VAGUE, SL_DUE_VAGUE},
                 {SL_DUE_SAYS_DAY, SL_DUE_VAGUE}};
    for (size_t i = 0; i < SL_COUNT(ranks); i++)
        if (count_of(all, ranks[i].sense) > 0)
            return ranks[i].kind;
    return SL_DUE_NOTHING;
}

static void rest_on(struct sl_due *due, const struct sl_due_words *words, const struct finding *f) {
    due->from = words->word[f->at].from;
    due->to = words->word[f->at + f->found.words - 1].to;
}

static void take_day(struct sl_due *due, const struct sl_due_reading *r,
                     const struct finding *finding) {
    due->kind = SL_DUE_DAY;
    due->day = finding->found.day;
    due->weekday_only = finding->found.weekday_only;
    rest_on(due, r->words, finding);
}

static bool is_before_review(const struct sl_due_reading *r, const struct finding *check) {
    return r->context->review_day == SL_DAY_NONE || check->found.day <= r->context->review_day;
}

struct sl_due sl_due_read(struct sl_text text, const struct sl_due_context *context) {
    struct sl_due_words words;
    sl_due_words_read(text, &words);
    struct sl_due_reading r = {&words, context, SL_DAY_NONE};
    struct findings all = {.count = 0};
    read_all(&r, &all);
    const struct finding *deadline = latest_deadline(&all);
    const struct finding *check = first_of(&all, SL_DUE_SAYS_DAY, SL_DUE_CHECK);
    bool endless =
        count_of(&all, SL_DUE_SAYS_ONGOING) > 0 || count_of(&all, SL_DUE_SAYS_FREQUENCY) > 0;
    struct sl_due due = {.kind = kind_without_day(&all), .day = SL_DAY_NONE};
    if (all.count > 0)
        rest_on(&due, &words, &all.list[0]);
    if (deadline && !is_part_of_frequency(&all, deadline))
        take_day(&due, &r, deadline);
    else if (check)
        take_day(&due, &r, check);
    bool by_end = deadline && deadline->role == SL_DUE_END;
    due.ongoing =
        count_of(&all, SL_DUE_SAYS_ONGOING) > 0 ? !by_end : endless && !deadline && check != NULL;
    due.conflicting = is_conflicting(&r, &all);
    due.start_only =
        due.kind != SL_DUE_DAY && first_of(&all, SL_DUE_SAYS_DAY, SL_DUE_START) != NULL;
    due.checkpoint = check != NULL && is_before_review(&r, check);
    return due;
}
