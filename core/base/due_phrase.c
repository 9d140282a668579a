#include "base/due_read.h"

/* "every other week", "each school day": how many words the period behind "every" has, 0 for none
 */
static size_t period_behind(const struct sl_due_reading *r, size_t i) {
    size_t at = i;
    bool plural = false;
    while (at < i + 3 && sl_due_is(r, at,
                                   "other second third 2 two 3 three 4 four 6 six school "
                                   "last first 2nd few"))
        at++;
    const struct sl_due_word *word = sl_due_at(r, at);
    bool period = word && (sl_due_weekday_of(word, &plural) >= 0 ||
                           sl_due_is(r, at,
                                     "day days week weeks month months night morning evening term "
                                     "fortnight weekend half quarter year wythnos mis dydd"));
    return period ? at + 1 - i : 0;
}

struct sl_due_found sl_due_frequency(const struct sl_due_reading *r, size_t i) {
    static const char rates[] =
        "daily|weekly|fortnightly|monthly|termly|quarterly|annually|annual|yearly|nightly|hourly|"
        "bi weekly|bi - weekly|biweekly|bi - monthly|bimonthly|half termly|half - termly|per "
        "week|per term|per fortnight|per session|"
        "per day|per month|per night|p / w|twice weekly|weekends|weekdays|school nights|"
        "school days|mon - fri|most days|six monthly|6 monthly|once a month|once a week|"
        "once a fortnight|once a day|once a term|once every";
    static const char counted_rates[] = "a week|a day|a month|a night|a fortnight|a term|a year";
    size_t taken = sl_due_phrase_at(r->words, i, rates);
    if (taken == 0 && i > 0 &&
        sl_due_is(r, i - 1,
                  "once twice times time x day days hour hours session sessions visit "
                  "visits call calls night nights"))
        taken = sl_due_phrase_at(r->words, i, counted_rates);
    if (taken == 0 && sl_due_is(r, i, "every each bob")) {
        size_t period = period_behind(r, i + 1);
        taken = period > 0 || r->context->is_field ? 1 + (period > 0 ? period : 1) : 0;
    }
    return taken > 0 ? sl_due_says(SL_DUE_SAYS_FREQUENCY, taken) : sl_due_nothing();
}

/* Periods and events that have no date of their own. */
static const char vague_times[] =
    "this term|next term|new term|school break|summer break|christmas break|over the break|new "
    "school year|end of term|end of the term|end of this term|end "
    "of next term|"
    "autumn term|spring term|summer term|half term|half - term|this half term|term time|"
    "this quarter|next quarter|this year|next year|new year|my 16 th|my 18 th|my 21 st|her 16 th|"
    "her 18 th|his 16 th|his 18 th|their 18 th|over the summer|this summer|next "
    "summer|summer|autumn|spring|"
    "winter|school holidays|summer holidays|half term holidays|the holidays|"
    "birthday|turns 16|turns 18|turns 21|turn 18|until birth|before birth|by birth|birth|"
    "before baby is born|before the baby is born|before baby comes|before the baby comes|"
    "before baby arrives|before the baby arrives|is born|due date|baby's due date|"
    "next visit|next supervision|next session|next appointment|next contact|first visit|"
    "next home visit|next 1 : 1|next one to one|next time|next day off|next payday|pay day|"
    "length of order|life of the order|duration of order|duration of the order|"
    "length of the order|term of the order|length of placement|"
    "before i move|before they move|before she moves|before he moves|move out|moves out|"
    "end of placement|academic year|financial year|school year|year end|"
    "end of the school year|end of school year|before court|"
    "a few weeks|few weeks|few days|few months|coming weeks|coming months|next few weeks|"
    "next available|first available|within the week|within the month|same day|as before school|mid "
    "term|"
    "later this year|early next year|the weekend|this weekend|bedtime|before bed";

/* Without a date, but at once: in other texts than by-when fields they say little. */
static const char at_once[] = "immediately|immediate|immediate effect|now|straight away|"
                              "straightaway|right away|at once|from now on|ar unwaith|nawr";

static bool is_bare_year(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *word = sl_due_at(r, i);
    return r->context->is_field && word->kind == SL_DUE_NUMBER_WORD && word->digits == 4 &&
           word->number >= 2015 && word->number <= 2060;
}

struct sl_due_found sl_due_vague_time(const struct sl_due_reading *r, size_t i) {
    size_t taken = sl_due_phrase_at(r->words, i, vague_times);
    bool counts = r->context->is_field || sl_due_is_led(r, i) ||
                  sl_due_is(r, i, "this next end before until by");
    if (taken == 0 && r->context->is_field)
        taken = sl_due_phrase_at(r->words, i, at_once);
    if (taken > 0 && counts)
        return sl_due_says(SL_DUE_SAYS_VAGUE, taken);
    return is_bare_year(r, i) ? sl_due_says(SL_DUE_SAYS_VAGUE, 1) : sl_due_nothing();
}

/* "before his release", "until we move": an event that no other reader knows. */
struct sl_due_found sl_due_before_event(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *event = sl_due_at(r, i + 1);
    bool named = event && event->kind == SL_DUE_LETTERS && !sl_due_is(r, i + 1, "no not it");
    bool counts = r->context->is_field && named && sl_due_is(r, i, "before until till");
    return counts ? sl_due_says(SL_DUE_SAYS_VAGUE, 1) : sl_due_nothing();
}

static const char ongoing[] = "ongoing|on - going|on going|continuing|continuous|continual|"
                              "continually|continuously|parhaus|throughout|rolling|bau";

static const char never[] =
    "asap|a . s . a . p|as soon as|cyn gynted|soon|shortly|tbc|tba|tbd|to be confirmed|"
    "to be agreed|to be arranged|to be decided|to be set|to be booked|date to|as and when|"
    "as needed|as required|as appropriate|as necessary|when needed|when required|if needed|"
    "if required|where needed|in due course|due course|long term|long - term|longer term|"
    "at all times|always|all the time|random|randomly|when ready|once ready|once matched|"
    "subject to|awaiting|awaited|pending|dependent on|depends on|n / a|n / k|not known|unknown|"
    "as before|see above|as above|indefinitely|in the future|when possible|when able|"
    "when available|permanent|permanently|waiting list|no date|not set|for the foreseeable|"
    "foreseeable future|at some point|some point|as per plan|when appropriate|whenever|ad hoc|"
    "ad - hoc|open ended|open - ended|regular|regularly|in time|over time|when time|"
    "overdue|constantly|frequently|until no longer|until further";

static bool is_date_at(const struct sl_due_reading *r, size_t i) {
    bool plural = false;
    return i < r->words->count && (!sl_due_is_nothing(sl_due_calendar_date(r, i)) ||
                                   sl_due_weekday_of(sl_due_at(r, i), &plural) >= 0);
}

/* "when therapy has finished", "after the assessment": an event that nobody has dated. */
static bool waits_for_event(const struct sl_due_reading *r, size_t i) {
    bool opens = i == 0 || sl_due_is(r, i - 1, ", ; - ( and");
    if (!r->context->is_field || !opens ||
        !sl_due_is(r, i, "when once if after following upon on post pending"))
        return false;
    size_t behind = i + 1 + (sl_due_is(r, i + 1, "the a") ? 1 : 0);
    const struct sl_due_word *word = sl_due_at(r, behind);
    return word && word->kind == SL_DUE_LETTERS && !is_date_at(r, behind) &&
           !sl_due_is(r, behind, "or next half christmas easter summer each every any") &&
           sl_due_phrase_at(r->words, behind, "she turns|he turns|they turn|i turn") == 0;
}

struct sl_due_found sl_due_no_date(const struct sl_due_reading *r, size_t i) {
    size_t taken = sl_due_phrase_at(r->words, i, ongoing);
    if (taken > 0)
        return sl_due_says(SL_DUE_SAYS_ONGOING, taken);
    taken = sl_due_phrase_at(r->words, i, never);
    if (taken == 0 && waits_for_event(r, i))
        taken = 2;
    return taken > 0 ? sl_due_says(SL_DUE_SAYS_NEVER, taken) : sl_due_nothing();
}
