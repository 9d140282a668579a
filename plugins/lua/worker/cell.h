/*
 * worker/cell.h - one cell of a body as it lies there (base/pack.h), for bindings that are called
 * many times a record. A whole body was checked when it was opened; of a slim one, which core made
 * from a body that was checked, only the frame: so every place is held against the frame when it is
 * gone to. What leads out of it is no answer.
 */
#pragma once
#include "base/slim.h"
#include <assert.h>
#include <stdbool.h>
#include <string.h>

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "bodies are little-endian");

struct sl_cell {
    uint16_t row;
    uint8_t state, kind;
    uint16_t sources, zero;
    int32_t number; /* or the place of a text */
    uint32_t evidence;
};
static_assert(sizeof(struct sl_cell) == 16, "as in base/pack.h");

static inline struct sl_cell sl_cell_at(const struct sl_body *body, uint32_t index) {
    struct sl_cell cell;
    memcpy(&cell, body->cell + sizeof cell * index, sizeof cell);
    if (cell.state >= SL_ANSWER_STATES || cell.kind >= SL_VALUE_KINDS)
        cell = (struct sl_cell){.row = cell.row};
    return cell;
}

/* Cells first to last - 1 belong to the question. */
static inline void sl_cell_range(const struct sl_body *body, uint32_t question, uint32_t *first,
                                 uint32_t *last) {
    *first = *last = 0;
    if (question >= body->questions)
        return;
    memcpy(first, body->first + sizeof *first * question, sizeof *first);
    memcpy(last, body->first + sizeof *last * (question + 1), sizeof *last);
    if (*first > *last || *last > body->cells)
        *first = *last = 0;
}

/* The cell of a row among those of its question; mostly rows start at 1 and have no gaps. */
static inline bool sl_cell_of_row(const struct sl_body *body, uint32_t first, uint32_t last,
                                  uint16_t row, struct sl_cell *out) {
    uint32_t at = row > 0 ? first + row - 1u : first;
    if (at < last) {
        *out = sl_cell_at(body, at);
        if (out->row == row)
            return true;
    }
    for (; first < last; first++) {
        *out = sl_cell_at(body, first);
        if (out->row == row)
            return true;
    }
    return false;
}

/* place 0 is the empty text. The length of a stub has its highest bit. */
static inline struct sl_text sl_cell_text(const struct sl_body *body, uint32_t place) {
    uint32_t length;
    if (place == 0 || (size_t)place + 3 > body->text_bytes)
        return (struct sl_text){"", 0};
    memcpy(&length, body->texts + place - 1, sizeof length);
    if ((length & SL_SLIM_STUB) == 0 && length > body->text_bytes - place - 3)
        return (struct sl_text){"", 0};
    return (struct sl_text){(const char *)body->texts + place + 3, length};
}
