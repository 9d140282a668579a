#include "base/pack_peek.h"
#include "base/pack_inside.h"

bool sl_peek_open(struct sl_text bytes, struct sl_body *out) {
    const uint8_t *at = (const uint8_t *)bytes.bytes;
    return sl_body_read_header("SLB1", at, bytes.length, out, NULL) == SL_OK ||
           sl_body_read_header("SLS1", at, bytes.length, out, NULL) == SL_OK;
}

/* The first cell of a question, NULL when it has none outside repeating sections. */
static inline const uint8_t *cell_of(const struct sl_body *body, uint32_t question) {
    if (question >= body->questions)
        return NULL;
    const uint8_t *first = body->first + 4 * (size_t)question;
    uint32_t from = sl_get_32(first), to = sl_get_32(first + 4);
    const uint8_t *cell = body->cell + (size_t)SL_BODY_CELL * from;
    return from < to && to <= body->cells && sl_get_16(cell) == 0 ? cell : NULL;
}

/* The text at a place, empty where none can stand; the stub of a slim body is far too long. */
static inline struct sl_text text_at(const struct sl_body *body, size_t place) {
    const struct sl_text none = {"", 0};
    if (place == 0 || place + SL_BODY_TEXT_EXTRA - 1 > body->text_bytes)
        return none;
    const uint8_t *text = body->texts + place - 1;
    size_t length = sl_get_32(text), left = body->text_bytes - (place - 1) - SL_BODY_TEXT_EXTRA;
    return length <= left ? (struct sl_text){(const char *)text + 4, length} : none;
}

bool sl_peek_token(const struct sl_body *body, uint32_t question, struct sl_text *out) {
    const uint8_t *cell = cell_of(body, question);
    if (cell == NULL || cell[2] != SL_ANSWERED || cell[3] != SL_VALUE_TOKEN)
        return false;
    *out = text_at(body, sl_get_32(cell + 8));
    return out->length > 0;
}

bool sl_peek_value(const struct sl_body *body, uint32_t question, struct sl_value *out) {
    const uint8_t *cell = cell_of(body, question);
    *out = (struct sl_value){.state = SL_NOT_YET, .text = {"", 0}, .evidence = {"", 0}};
    if (cell == NULL || cell[2] >= SL_ANSWER_STATES || cell[3] >= SL_VALUE_KINDS)
        return false;
    uint32_t value = sl_get_32(cell + 8);
    out->state = cell[2];
    out->kind = cell[3];
    out->sources = sl_get_16(cell + 4);
    if (out->kind >= SL_VALUE_TOKEN)
        out->text = text_at(body, value);
    else
        out->number = (int32_t)value;
    return true;
}
