/*
 * base/pack_peek.h - the answer to a question read out of a body or slim body that nobody has
 * checked as a whole: only the frame and what is asked for are looked at, so it costs the same
 * however long the body is. For who looks at few questions of many records; a body that is wrong
 * elsewhere isn't noticed here.
 */
#pragma once
#include "base/pack.h"
#include <endian.h>
#include <string.h>

/* The frame alone. False when the lengths aren't what they say. */
bool sl_peek_open(struct sl_text bytes, struct sl_body *out);
/* The token a question outside repeating sections was answered with; false when there is none, or
 * no sense in it. Borrowed from the body. */
bool sl_peek_token(const struct sl_body *body, uint32_t question, struct sl_text *out);
/* Its state, and the token it was answered with; "" for an answer of another kind. */
static inline enum sl_answer_state sl_peek_answer(const struct sl_body *body, uint32_t question,
                                                  struct sl_text *token) {
    uint32_t span[2], place, length;
    uint16_t row;
    *token = (struct sl_text){"", 0};
    if (question >= body->questions)
        return SL_NOT_YET;
    memcpy(span, body->first + 4 * (size_t)question, sizeof span);
    uint32_t from = le32toh(span[0]), to = le32toh(span[1]);
    const uint8_t *cell = body->cell + 16 * (size_t)from;
    if (from >= to || to > body->cells || (memcpy(&row, cell, sizeof row), row != 0) ||
        cell[2] >= SL_ANSWER_STATES)
        return SL_NOT_YET;
    memcpy(&place, cell + 8, sizeof place);
    size_t at = le32toh(place);
    if (cell[2] != SL_ANSWERED || cell[3] != SL_VALUE_TOKEN || at == 0 || at + 4 > body->text_bytes)
        return (enum sl_answer_state)cell[2];
    memcpy(&length, body->texts + at - 1, sizeof length);
    if (le32toh(length) <= body->text_bytes - at - 4)
        *token = (struct sl_text){(const char *)body->texts + at + 3, le32toh(length)};
    return SL_ANSWERED;
}
/* The same for a question's answer, whatever it is; sl_text is empty for a text that a slim body
 * only tells of, and evidence is left out. False, and SL_NOT_YET, when there is none. */
bool sl_peek_value(const struct sl_body *body, uint32_t question, struct sl_value *out);
