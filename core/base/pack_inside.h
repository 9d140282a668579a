/*
 * base/pack_inside.h - what bodies and slim bodies have in common: the frame, the cells and the
 * order in which texts stand. For pack.c and slim.c only.
 */
#pragma once
#include "base/pack.h"
#include <endian.h>
#include <string.h>

enum {
    SL_BODY_HEADER = 36,
    SL_BODY_HASH = 16,
    SL_BODY_CELL = 16,
    SL_BODY_TEXT_EXTRA = 5 /* four bytes of length before a text, a NUL behind it */
};

static inline void sl_put_16(uint8_t *to, uint16_t number) {
    uint16_t little = htole16(number);
    memcpy(to, &little, sizeof little);
}

static inline void sl_put_32(uint8_t *to, uint32_t number) {
    uint32_t little = htole32(number);
    memcpy(to, &little, sizeof little);
}

static inline uint16_t sl_get_16(const uint8_t *from) {
    uint16_t little;
    memcpy(&little, from, sizeof little);
    return le16toh(little);
}

static inline uint32_t sl_get_32(const uint8_t *from) {
    uint32_t little;
    memcpy(&little, from, sizeof little);
    return le32toh(little);
}

static inline bool sl_kind_holds_text(unsigned kind) {
    return kind == SL_VALUE_TOKEN || kind == SL_VALUE_TOKENS || kind == SL_VALUE_TEXT;
}

/* The bytes that what stands at a text's place takes, of the left ones; 0: no text stands there,
 * or, of a token, only a stub. */
typedef size_t sl_text_size(const uint8_t *at, size_t left, bool token);

static inline enum sl_status sl_body_damaged(struct sl_error *err, const char *what,
                                             uint32_t number) {
    return sl_fail(err, SL_INVALID, "", "The packed answers are damaged: %s %u.", what, number);
}

static inline enum sl_status sl_body_read_header(const char mark[4], const uint8_t *bytes,
                                                 size_t length, struct sl_body *body,
                                                 struct sl_error *err) {
    if (length < SL_BODY_HEADER || memcmp(bytes, mark, 4) != 0)
        return sl_fail(err, SL_INVALID, "", "These bytes are no packed answers.");
    uint64_t questions = sl_get_32(bytes + 4), cells = sl_get_32(bytes + 8);
    uint64_t text_bytes = sl_get_32(bytes + 12);
    if (SL_BODY_HEADER + 4 * (questions + 1) + SL_BODY_CELL * cells + text_bytes != length)
        return sl_fail(err, SL_INVALID, "",
                       "The packed answers are damaged: their length is not what they say.");
    const uint8_t *first = bytes + SL_BODY_HEADER, *cell = first + 4 * (questions + 1);
    *body = (struct sl_body){.bytes = bytes,
                             .length = length,
                             .questions = (uint32_t)questions,
                             .cells = (uint32_t)cells,
                             .form = sl_get_32(bytes + 16),
                             .tool_hash = bytes + 20,
                             .first = first,
                             .cell = cell,
                             .texts = cell + SL_BODY_CELL * cells,
                             .text_bytes = text_bytes};
    return SL_OK;
}

/* The states and kinds a cell may have, a bit for each eighth of state and kind; a cell that is not
 * yet answered is none. */
#define SL_CELL_BIT(state, kind) (UINT32_C(1) << ((state) << 3 | (kind)))
static const uint32_t sl_cells_allowed =
    SL_CELL_BIT(SL_ANSWERED, SL_VALUE_NONE) | SL_CELL_BIT(SL_ANSWERED, SL_VALUE_NUMBER) |
    SL_CELL_BIT(SL_ANSWERED, SL_VALUE_DAY) | SL_CELL_BIT(SL_ANSWERED, SL_VALUE_TOKEN) |
    SL_CELL_BIT(SL_ANSWERED, SL_VALUE_TOKENS) | SL_CELL_BIT(SL_ANSWERED, SL_VALUE_TEXT) |
    SL_CELL_BIT(SL_NOT_APPLICABLE, SL_VALUE_NONE) | SL_CELL_BIT(SL_NOT_APPLICABLE, SL_VALUE_TEXT) |
    SL_CELL_BIT(SL_NOT_EVIDENCED, SL_VALUE_NONE);

/* Texts met first must follow each other without a gap; *met is where the next one begins. */
static inline bool sl_body_is_place(const struct sl_body *body, uint32_t place, bool token,
                                    sl_text_size *size, size_t *met) {
    size_t at = (size_t)place - 1, end = at < *met ? *met : body->text_bytes;
    if (at > *met)
        return false;
    size_t taken = size(body->texts + at, end - at, token);
    if (taken == 0)
        return false;
    if (at == *met)
        *met = at + taken;
    return true;
}

static inline bool sl_body_is_cell(const struct sl_body *body, const uint8_t *cell,
                                   sl_text_size *size, size_t *met) {
    uint32_t low = sl_get_32(cell), state = low >> 16 & 0xff, kind = low >> 24;
    uint32_t value = sl_get_32(cell + 8), evidence = sl_get_32(cell + 12);
    if ((state | kind) > 7 || state > 3 || sl_get_16(cell + 6) != 0 ||
        (sl_cells_allowed >> (state << 3 | kind) & 1) == 0)
        return false;
    if (value != 0 && kind >= SL_VALUE_TOKEN &&
        !sl_body_is_place(body, value, kind != SL_VALUE_TEXT, size, met))
        return false;
    if (value != 0 && kind == SL_VALUE_NONE)
        return false;
    return evidence == 0 || sl_body_is_place(body, evidence, false, size, met);
}

static inline enum sl_status sl_body_check_question(const struct sl_body *body, uint32_t from,
                                                    uint32_t to, sl_text_size *size, size_t *met,
                                                    struct sl_error *err) {
    const uint8_t *cell = body->cell + (size_t)SL_BODY_CELL * from;
    for (uint32_t i = from; i < to; i++, cell += SL_BODY_CELL) {
        if (i > from && sl_get_16(cell) <= sl_get_16(cell - SL_BODY_CELL))
            return sl_body_damaged(err, "rows do not rise at cell", i);
        if (!sl_body_is_cell(body, cell, size, met))
            return sl_body_damaged(err, "there is no sense in cell", i);
    }
    return SL_OK;
}

static inline enum sl_status sl_body_check_cells(const struct sl_body *body, sl_text_size *size,
                                                 struct sl_error *err) {
    size_t met = 0;
    uint32_t from = 0;
    if (sl_get_32(body->first) != 0)
        return sl_body_damaged(err, "cells do not begin at question", 0);
    for (uint32_t question = 0; question < body->questions; question++) {
        uint32_t to = sl_get_32(body->first + 4 * ((size_t)question + 1));
        if (to < from || to > body->cells)
            return sl_body_damaged(err, "cells are out of order at question", question);
        enum sl_status status = sl_body_check_question(body, from, to, size, &met, err);
        if (status != SL_OK)
            return status;
        from = to;
    }
    if (from != body->cells || met != body->text_bytes)
        return sl_body_damaged(err, "something is left behind question", body->questions);
    return SL_OK;
}
