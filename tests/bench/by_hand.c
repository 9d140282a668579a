#include "by_hand.h"
#include "base/pack.h"
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
    return (Str){(const char *)text + 4, (int)word_at(text)};
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

void by_hand_read(struct sl_text bytes, Rev *review) {
    const uint8_t *start = (const uint8_t *)bytes.bytes;
    struct body body = {.first = start + HEAD};
    body.cells = body.first + 4 * (REVIEW_QUESTIONS + 1);
    body.texts = body.cells + CELL * (size_t)word_at(start + 8);
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
