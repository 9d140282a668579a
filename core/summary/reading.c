#include "summary/reading.h"
#include "base/memory.h"
#include "base/round.h"
#include "summary/travel.h"
#include "summary/wording.h"
#include <inttypes.h>
#include <stdlib.h>

enum { PERCENT_SIZE = 24 };

void sl_reading_drop(struct sl_reading *reading) {
    free(reading->on);
    free(reading->why_not);
    *reading = (struct sl_reading){0};
}

static void set_text(json_t *object, const char *key, const char *text) {
    json_object_set_new(object, key, json_string(text));
}

static void set_whole(json_t *object, const char *key, int64_t whole) {
    json_object_set_new(object, key, json_integer(whole));
}

static void set_percentages(json_t *object, struct sl_share share) {
    char percent[PERCENT_SIZE];
    struct sl_interval interval = sl_proportion_interval(share, SL_CONFIDENCE_95);
    struct sl_points points = sl_interval_points(interval);
    SL_AUTO(sl_free) char *words = sl_format("%d to %d %%", points.from, points.to);
    set_text(object, "percent", sl_percent(share.n, share.of, 0, percent));
    set_text(object, "interval", words);
    set_text(object, "word", sl_wording_of(share));
    set_whole(object, "hundredths", sl_round_ratio(share.n, share.of, 100, 2));
    set_whole(object, "from", sl_round_real(interval.from * 100, 2));
    set_whole(object, "to", sl_round_real(interval.to * 100, 2));
}

static json_t *share_json(const char *label, struct sl_share share) {
    json_t *object = json_object();
    char percent[PERCENT_SIZE];
    bool few = share.of < SL_TRAVEL_LEAST;
    SL_AUTO(sl_free) char *counts = sl_format("%" PRId64 " of %" PRId64, share.n, share.of);
    set_text(object, "label", label);
    set_whole(object, "n", share.n);
    set_whole(object, "of", share.of);
    set_text(object, "counts", counts);
    json_object_set_new(object, "few", json_boolean(few));
    json_object_set_new(object, "most", json_boolean(2 * share.n > share.of));
    if (few) {
        set_text(object, "text", share.of == 0 ? "none counted" : counts);
        return object;
    }
    SL_AUTO(sl_free)
    char *text = sl_format("%s (%s)", counts, sl_percent(share.n, share.of, 0, percent));
    set_text(object, "text", text);
    set_percentages(object, share);
    return object;
}

static json_t *travel_json(const struct sl_reading *reading) {
    json_t *object = json_object();
    if (reading->why_not != NULL && reading->why_not[0] != '\0') {
        set_text(object, "code", "not_comparable");
        set_text(object, "label", "Not comparable");
        set_text(object, "sentence", reading->why_not);
        return object;
    }
    bool differs = reading->on != NULL && reading->on[0] != '\0';
    struct sl_share was = differs ? reading->was : reading->before;
    struct sl_share is = differs ? reading->is : reading->now;
    enum sl_travel travel = sl_travel_between(was, is);
    SL_AUTO(sl_free) char *sentence = sl_travel_sentence(was, is, reading->year);
    SL_AUTO(sl_free)
    char *whole = sl_format("%s%s%s", sentence, differs ? " " : "", differs ? reading->on : "");
    set_text(object, "code", sl_travel_code(travel));
    set_text(object, "label", sl_travel_label(travel));
    set_text(object, "sentence", whole);
    return object;
}

json_t *sl_reading_json(const char *label, const struct sl_reading *reading) {
    json_t *object = share_json(label, reading->now);
    if (reading->before.of > 0)
        json_object_set_new(object, "before", share_json(label, reading->before));
    if (reading->is_compared)
        json_object_set_new(object, "travel", travel_json(reading));
    return object;
}
