/*
 * base/result.h - what a scorer says of one record, packed: made by a worker, checked byte by byte
 * by core before anything of it is believed. Outputs, clauses and questions are numbers here (their
 * places in the rule's header and the tool's flat list); core turns them back into codes.
 *
 * Layout, little-endian: "SLR1", u8 status, u8 zero, u16 values, u16 reasons, u16 cites, u32 text
 * bytes, values  of 12 bytes: u16 output, u16 row, u8 kind, 3 zero, i32 value (text place for
 * tokens, text) reasons of 12 bytes: u16 clause, u16 row, u32 text place, u16 first cite, u16 cites
 *   cites   of 16 bytes: u16 question (0xffff none), u16 row, u8 part, 3 zero, u32 from, u32 to
 * (bytes of that text; from = to: no span) texts   as in base/pack.h
 */
#pragma once
#include "base/text.h"
#include <stdint.h>

enum sl_result_status {
    SL_RESULT_SCORED,
    SL_RESULT_NOT_APPLICABLE, /* the rule doesn't speak about this record */
    SL_RESULT_NOT_ENOUGH,     /* too little answered to say */
    SL_RESULT_FAILED, /* the rule raised an error by itself: repeatable, a score, never a grade */
    SL_RESULT_LIMIT,  /* time, memory, output, killed: depends on the machine, never a score */
    SL_RESULT_WANTS,  /* a slim body holds too little: to be scored again with the body itself */
    SL_RESULT_STATUSES
};

enum { SL_RESULT_MOST = 65536, SL_RESULT_TEXT_MOST = 4096, SL_RESULT_NO_QUESTION = 0xffff };

enum sl_result_kind { SL_RESULT_TOKEN = 1, SL_RESULT_NUMBER, SL_RESULT_DAY, SL_RESULT_TEXT };
enum sl_cite_part { SL_CITE_VALUE, SL_CITE_EVIDENCE };

struct sl_result_value {
    uint16_t output, row;
    enum sl_result_kind kind;
    int32_t number;
    struct sl_text text;
};

struct sl_result_reason {
    uint16_t clause, row;
    struct sl_text text; /* the sentence with its figures, or empty: the clause's own sentence */
    uint16_t first_cite, cites;
};

struct sl_result_cite {
    uint16_t question, row;
    enum sl_cite_part part;
    uint32_t from, to;
};

/* Making one. Everything is bounded by SL_RESULT_MOST; once it is reached the maker is full and
 * finish() fails. Reusable after finish(). */
struct sl_result_maker; /* the caller owns it and ends it with sl_result_maker_free() */
struct sl_result_maker *sl_result_maker_new(void);
void sl_result_maker_free(struct sl_result_maker *maker);
void sl_result_begin(struct sl_result_maker *maker);
/* A later value for the same output and row takes the place of the earlier one. */
void sl_result_put(struct sl_result_maker *maker, const struct sl_result_value *value);
/* Cites added after a reason belong to it. */
void sl_result_reason_add(struct sl_result_maker *maker, uint16_t clause, uint16_t row,
                          struct sl_text text);
void sl_result_cite_add(struct sl_result_maker *maker, const struct sl_result_cite *cite);
/* Whole answers to several questions outside of rows. */
void sl_result_cites_add(struct sl_result_maker *maker, const uint16_t *questions, size_t count);
/* Bytes borrowed from the maker until the next begin. For FAILED and LIMIT text is the sentence,
 * kept as the only reason (clause 0xffff); WANTS holds nothing. Values come out in output, row
 * order. false when too big. */
bool sl_result_finish(struct sl_result_maker *maker, enum sl_result_status status,
                      struct sl_text text, const uint8_t **bytes, size_t *length);

/* Reading one; borrows the bytes. */
struct sl_result {
    enum sl_result_status status;
    uint16_t values, reasons, cites;
    const uint8_t *bytes;
    size_t text_bytes;
    const uint8_t *texts;
};

/* Checks every bound, UTF-8 of texts and text lengths. Errors: SL_INVALID. */
enum sl_status sl_result_open(const void *bytes, size_t length, struct sl_result *out,
                              struct sl_error *err);
/* What the head of unchecked bytes says; SL_RESULT_STATUSES for bytes too short to have one. */
enum sl_result_status sl_result_status_of(const void *bytes, size_t length);
struct sl_result_value sl_result_value_at(const struct sl_result *result, uint16_t index);
struct sl_result_reason sl_result_reason_at(const struct sl_result *result, uint16_t index);
struct sl_result_cite sl_result_cite_at(const struct sl_result *result, uint16_t index);
