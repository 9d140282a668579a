#include "by_hand.h"
#include "base/pack.h"
#include "base/slim.h"
#include "reviews.h"

enum { HEAD = 36, CELL = 16 };

struct body {
    const uint8_t *first, *cells, *texts;
};

static uint32_t word_at(const uint8_t *at) {
    uint32_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

static const uint8_t *cell_of(const struct body *body, int question) {
    return body->cells + CELL * (size_t)word_at(body->first + 4 * question);
}

static int32_t value_of(const uint8_t *cell) {
    return (int32_t)word_at(cell + 8);
}

static Str text_of(const struct body *body, const uint8_t *cell) {
    uint32_t place = word_at(cell + 8);
    if (place == 0)
        return (Str){"", 0};
    const uint8_t *text = body->texts + place - 1;
    uint32_t length = word_at(text);
    if (length & SL_SLIM_STUB)
        return (Str){NULL, (int)(length & ~SL_SLIM_STUB)};
    return (Str){(const char *)text + 4, (int)length};
}

static bool is_answered(const uint8_t *cell) {
    return cell[2] == SL_ANSWERED;
}

/* The cell of each row, NULL where there is none. */
static void cells_of_rows(const struct body *body, int question, const uint8_t *rows[NA_ACT]) {
    uint32_t from = word_at(body->first + 4 * question);
    uint32_t to = word_at(body->first + 4 * question + 4);
    for (int i = 0; i < NA_ACT; i++)
        rows[i] = NULL;
    for (; from < to; from++) {
        const uint8_t *cell = body->cells + CELL * (size_t)from;
        rows[cell[0] - 1] = cell;
    }
}

static Str text_in_row(const struct body *body, const uint8_t *cell) {
    return cell != NULL ? text_of(body, cell) : (Str){"", 0};
}

static void read_actions(const struct body *body, Rev *review) {
    const uint8_t *what[NA_ACT], *who[NA_ACT], *due[NA_ACT], *measure[NA_ACT];
    cells_of_rows(body, REVIEW_WHAT, what);
    cells_of_rows(body, REVIEW_WHO, who);
    cells_of_rows(body, REVIEW_DUE, due);
    cells_of_rows(body, REVIEW_MEASURE, measure);
    for (int i = 0; i < NA_ACT; i++) {
        review->a[i].what = text_in_row(body, what[i]);
        review->a[i].who = text_in_row(body, who[i]);
        review->a[i].due = text_in_row(body, due[i]);
        review->a[i].measure = text_in_row(body, measure[i]);
    }
}

static struct body body_at(const char *bytes) {
    const uint8_t *start = (const uint8_t *)bytes;
    struct body body = {.first = start + HEAD};
    body.cells = body.first + 4 * (REVIEW_QUESTIONS + 1);
    body.texts = body.cells + CELL * (size_t)word_at(start + 8);
    return body;
}

void by_hand_read(struct sl_text bytes, Rev *review) {
    struct body body = body_at(bytes.bytes);
    for (int i = 0; i < NG; i++) {
        const uint8_t *cell = cell_of(&body, REVIEW_POINTS + i);
        review->g[i] = is_answered(cell) ? (int8_t)value_of(cell) : -1;
    }
    for (int i = 0; i < ND; i++)
        review->d[i] = value_of(cell_of(&body, REVIEW_DAYS + i));
    for (int i = 0; i < NT; i++)
        review->t[i] = text_of(&body, cell_of(&body, REVIEW_PASSAGES + i));
    read_actions(&body, review);
}

/* --- what slim bodies tell of long texts --- */

enum { SIGNS = 10, FINDS = 12, FIRST_FIND = 14, FIND = 8 };

/* The stub of a cell whose text is long. */
static const uint8_t *stub_of(const struct body *body, const uint8_t *cell) {
    return body->texts + word_at(cell + 8) - 1;
}

static int finds_in(const uint8_t *stub) {
    return stub[FINDS] | stub[FINDS + 1] << 8;
}

static bool finds_of(const uint8_t *stub, uint8_t list) {
    for (int i = 0; i < finds_in(stub); i++)
        if (stub[FIRST_FIND + FIND * i] == list)
            return true;
    return false;
}

static unsigned themes_of(const uint8_t *stub, uint8_t list) {
    unsigned themes = 0;
    for (int i = 0; i < finds_in(stub); i++) {
        const uint8_t *find = stub + FIRST_FIND + FIND * i;
        if (find[0] == list)
            themes |= 1u << (find[2] | find[3] << 8);
    }
    return themes;
}

static void know_passages(const struct body *body, const struct by_hand_lists *lists,
                          const Rev *review, struct by_hand_known *known) {
    for (int i = 0; i < NT; i++)
        if (review->t[i].p == NULL) {
            const uint8_t *stub = stub_of(body, cell_of(body, REVIEW_PASSAGES + i));
            known->passages |= (uint8_t)(1 << i);
            known->themes |= (uint16_t)themes_of(stub, lists->themes);
        }
}

static void know_actions(const struct body *body, const struct by_hand_lists *lists,
                         const Rev *review, struct by_hand_known *known) {
    const uint8_t *what[NA_ACT], *due[NA_ACT], *measure[NA_ACT];
    cells_of_rows(body, REVIEW_WHAT, what);
    cells_of_rows(body, REVIEW_DUE, due);
    cells_of_rows(body, REVIEW_MEASURE, measure);
    for (int i = 0; i < NA_ACT; i++) {
        const Act *action = &review->a[i];
        uint8_t row = (uint8_t)(1 << i);
        if (action->what.p == NULL) {
            known->what |= row;
            known->vague |= finds_of(stub_of(body, what[i]), lists->vague) ? row : 0;
        }
        if (action->measure.p == NULL) {
            const uint8_t *stub = stub_of(body, measure[i]);
            known->measure |= row;
            known->measured |=
                stub[SIGNS] & SL_SLIM_DIGIT || finds_of(stub, lists->measured) ? row : 0;
        }
        if (action->due.p == NULL) {
            known->due |= row;
            known->dated |= stub_of(body, due[i])[SIGNS] & SL_SLIM_DATE ? row : 0;
        }
    }
}

void by_hand_read_slim(struct sl_text slim, const struct by_hand_lists *lists, Rev *review,
                       struct by_hand_known *known) {
    struct body body = body_at(slim.bytes);
    *known = (struct by_hand_known){0};
    by_hand_read(slim, review);
    know_passages(&body, lists, review, known);
    know_actions(&body, lists, review, known);
}

/* --- scoring --- */

void by_hand_begin(void) {
    score_init();
}

void by_hand_score(const Rev *review, Out *out) {
    score_c(review, out);
}

static int has_one(Str text, const char *const *phrases, const int *lengths, int count) {
    for (int i = 0; i < count; i++)
        if (has_ci(text.p, text.n, phrases[i], lengths[i]))
            return 1;
    return 0;
}

static int is_named(Str who) {
    return who.n > 0 && !eqci(who, "all") && !eqci(who, "tbc") && !eqci(who, "everyone");
}

static int specific(const Act *action, const struct by_hand_known *known, int row) {
    int points = is_named(action->who);
    if (action->what.n >= 20)
        points += known->what & row
                      ? !(known->vague & row)
                      : !has_one(action->what, (const char *const *)VAGUE, kvl, NVAGUE);
    if (known->measure & row)
        points += (known->measured & row) != 0;
    else
        points += has_digit(action->measure.p, action->measure.n) ||
                  has_one(action->measure, (const char *const *)MEAS, kml, NMEAS);
    points += known->due & row ? (known->dated & row) != 0 : has_date(action->due.p, action->due.n);
    return points;
}

void by_hand_score_known(const Rev *review, const struct by_hand_known *known, Out *out) {
    score_grades(review, out);
    out->smart = out->good = 0;
    for (int i = 0; i < NA_ACT; i++) {
        int points = specific(&review->a[i], known, 1 << i);
        out->smart += points;
        out->good += points >= 3;
    }
    out->themes = known->themes;
    for (int i = 0; i < NT; i++)
        for (int k = 0; k < NTHEME && !(known->passages >> i & 1); k++)
            if (!(out->themes >> k & 1) && has_ci(review->t[i].p, review->t[i].n, THEME[k], ktl[k]))
                out->themes |= 1u << k;
    score_overall(review, out);
}

void by_hand_score_plain(const Rev *review, Out *out) {
    score_grades(review, out);
    out->good = NA_ACT;
    score_overall(review, out);
    out->good = out->smart = 0;
    out->themes = 0;
}
