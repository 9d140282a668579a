#include "base/pack_peek.h"
#include "base/pack_inside.h"

bool sl_peek_open(struct sl_text bytes, struct sl_body *out) {
    const uint8_t *at = (const uint8_t *)bytes.bytes;
    return sl_body_read_header("SLB1", at, bytes.length, out, NULL) == SL_OK ||
           sl_body_read_header("SLS1", at, bytes.length, out, NULL) == SL_OK;
}

bool sl_peek_token(const struct sl_body *body, uint32_t question, struct sl_text *out) {
    if (question >= body->questions)
        return false;
    uint32_t from = sl_get_32(body->first + 4 * (size_t)question);
    uint32_t to = sl_get_32(body->first + 4 * ((size_t)question + 1));
    if (from >= to || to > body->cells)
        return false;
    const uint8_t *cell = body->cell + (size_t)SL_BODY_CELL * from;
    size_t place = sl_get_32(cell + 8);
    if (sl_get_16(cell) != 0 || cell[2] != SL_ANSWERED || cell[3] != SL_VALUE_TOKEN || place == 0 ||
        place + SL_BODY_TEXT_EXTRA - 1 > body->text_bytes)
        return false;
    const uint8_t *text = body->texts + place - 1;
    size_t length = sl_get_32(text), left = body->text_bytes - (place - 1) - SL_BODY_TEXT_EXTRA;
    if (length > left)
        return false;
    *out = (struct sl_text){(const char *)text + 4, length};
    return true;
}
