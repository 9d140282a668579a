/*
 * base/pack.h - the packed body of one record revision: the truth that is stored, hashed and sent
 * to the worker. The same answers always make the same bytes. Grades and other choices stand in it
 * as tokens, never as numbers, so a body can be read without its tool; questions are counted in the
 * order of the tool version (its flat list of questions and parts), whose hash the body carries.
 *
 * Layout, little-endian:
 *   "SLB1"  u32 questions  u32 cells  u32 text bytes  u32 form
 *   16 bytes: start of the tool version's hash
 *   u32 first[questions + 1]      cells of question q are first[q] .. first[q + 1] - 1
 *   cells of 16 bytes             u16 row, u8 state, u8 kind, u16 sources, u16 zero, i32 value,
 *                                 u32 evidence (text place, 0 none)
 *   texts                         at place p - 1: u32 length, bytes, NUL; equal texts stand once
 * value is a whole number, a day, or a text place (0 none), as kind says. Rows count from 1 in
 * repeating sections and are 0 elsewhere; cells of a question are in row order. Texts stand in the
 * order of their first use by the cells, a cell's value before its evidence; an empty text is none.
 * So bytes are equal for equal answers, whatever the order in which they were put.
 */
#pragma once
#include "base/day.h"
#include "base/text.h"
#include <stdint.h>

/* Four different things; no helper may hide the difference. */
enum sl_answer_state {
    SL_NOT_YET, /* not yet answered: no cell */
    SL_ANSWERED,
    SL_NOT_APPLICABLE, /* the text is the reason's code, or "other: words"; of kind text or none */
    SL_NOT_EVIDENCED,  /* looked, found nothing in the record; holds no value */
    SL_ANSWER_STATES
};

enum sl_value_kind {
    SL_VALUE_NONE,
    SL_VALUE_NUMBER,
    SL_VALUE_DAY,
    SL_VALUE_TOKEN,
    SL_VALUE_TOKENS,
    SL_VALUE_TEXT,
    SL_VALUE_KINDS
};

/* Bits of sources, in the order of list evidence_sources. */
enum sl_source {
    SL_SOURCE_RECORD = 1,
    SL_SOURCE_WORKER = 2,
    SL_SOURCE_MANAGER = 4,
    SL_SOURCE_CHILD = 8,
    SL_SOURCE_PARENT_CARER = 16,
    SL_SOURCE_PARTNER = 32,
    SL_SOURCE_OBSERVATION = 64,
    SL_SOURCE_DATA = 128
};

struct sl_value {
    enum sl_answer_state state;
    enum sl_value_kind kind;
    int32_t number;          /* SL_VALUE_NUMBER and SL_VALUE_DAY */
    struct sl_text text;     /* token, tokens (by one space, in the tool's order), text or reason */
    uint16_t sources;        /* enum sl_source, or-ed */
    struct sl_text evidence; /* what the auditor wrote beside the answer */
};

/* Making a body. Put cells in any order; the same question and row twice keeps the last, and a
 * value that is SL_NOT_YET takes the cell away. What a state or kind has no use for is left out:
 * the number of a text, the value of what is not evidenced. */
struct sl_packer; /* the caller owns it and ends it with sl_packer_free() */
/* Questions count from 0. */
struct sl_packer *sl_packer_new(const uint8_t tool_hash[16], uint32_t questions);
/* The place of the record's form among those of its tool; 0 until it is set, kept by finish(). */
void sl_packer_set_form(struct sl_packer *packer, uint32_t form);
/* Texts are copied. */
void sl_packer_put(struct sl_packer *packer, uint32_t question, uint16_t row,
                   const struct sl_value *value);
/* Bytes owned by the caller; the packer is empty afterwards and can be used again. */
void sl_packer_finish(struct sl_packer *packer, uint8_t **bytes, size_t *length);
void sl_packer_free(struct sl_packer *packer);
void sl_packer_drop(struct sl_packer **packer); /* for SL_AUTO */

/* Reading one. The body borrows the bytes. */
struct sl_body {
    const uint8_t *bytes;
    size_t length;
    uint32_t questions;
    uint32_t cells;
    uint32_t form;            /* place in the tool's forms; not checked against them */
    const uint8_t *tool_hash; /* 16 bytes */
    const uint8_t *first;     /* questions + 1 numbers of four bytes, unaligned */
    const uint8_t *cell;      /* 16 bytes each */
    const uint8_t *texts;
    size_t text_bytes;
};

/* Checks every bound, order, state and kind once, so that the readers below need not; any bytes may
 * be given. Whether texts are clean UTF-8 was checked when they came in. Errors: SL_INVALID. */
enum sl_status sl_body_open(const void *bytes, size_t length, struct sl_body *out,
                            struct sl_error *err);
/* Index of the first cell of a question and of the one behind its last; equal for a question that
 * has none or does not exist. */
void sl_body_cells(const struct sl_body *body, uint32_t question, uint32_t *from, uint32_t *to);
/* The value at a cell; texts are borrowed from the body and NUL-terminated. Returns its row. */
uint16_t sl_body_value(const struct sl_body *body, uint32_t cell, struct sl_value *out);
/* The cell of a question at a row; false when there is none. */
bool sl_body_cell(const struct sl_body *body, uint32_t question, uint16_t row, uint32_t *cell);
/* The value of a question at a row; false (and SL_NOT_YET) when there is no cell. */
bool sl_body_find(const struct sl_body *body, uint32_t question, uint16_t row,
                  struct sl_value *out);
