/*
 * practice/record_inside.h - a record in memory, and what the files of record*.c share.
 */
#pragma once
#include "practice/record.h"

struct sl_record_cell {
    uint32_t question;
    uint16_t row;
    uint8_t state, kind;
    uint16_t sources;
    int32_t number;
    size_t text, text_length, evidence, evidence_length; /* places in texts */
};

struct sl_record {
    const struct sl_tool *tool;
    struct sl_record_head head;
    struct sl_buffer head_texts;
    int64_t record_no, revision;
    struct sl_record_cell *cells;
    size_t count, capacity;
    uint32_t *slots; /* cell number + 1 of a question at a row; 0: none */
    uint32_t *first; /* slot of a question's row 0 or 1 */
    struct sl_buffer texts, words;
    struct sl_packer *packer;
};

/* The form's place in the tool. */
size_t sl_record_form(const struct sl_record *record);
/* route, or what the record answers to sample_route. */
const char *sl_record_route(const struct sl_record *record, struct sl_buffer *words);
/* For cells that come from a body of the same tool: taken without being checked. */
void sl_record_take(struct sl_record *record, size_t question, uint16_t row,
                    const struct sl_value *value);
/* Canonical JSON of the head as revisions keep it; owned by the caller. */
char *sl_record_head_json(const struct sl_record *record, const char *service);
/* Copies a head, unchecked; also one that borrows from the record's own. */
void sl_record_keep_head(struct sl_record *record, const struct sl_record_head *head);
/* Sets the head from such JSON, unchecked. Errors: SL_INVALID. */
enum sl_status sl_record_take_head(struct sl_record *record, const char *id, const char *json,
                                   struct sl_error *err);
