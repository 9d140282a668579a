/*
 * practice/answer.h - one answer, as people and files write it and as it is kept. What is written:
 * a token or its label, a whole number, a day (ISO or day first), words; several tokens separated
 * by ; or | or a new line, or by commas or spaces when they are tokens; "n/a: reason" with the
 * reason's code or label, "n/a: other: words"; "not evidenced". Nothing here knows the store.
 *
 * In words of free text "n/a" and "not evidenced" are states only where they make sense: n/a where
 * the question allows it, not evidenced outside repeating sections, whose texts are kept as
 * written.
 */
#pragma once
#include "practice/tool.h"

/* "" is SL_NOT_YET. What *out borrows lies in the question and in words, which is emptied first.
 * Errors: SL_INVALID with the question as field, saying what is allowed; SL_REFUSED for a token
 * that its list refuses (somebody's own case). */
enum sl_status sl_answer_read(const struct sl_question *question, struct sl_text text,
                              struct sl_buffer *words, struct sl_value *out, struct sl_error *err);

/* Is a finished value one that the question can hold: state, kind, token, range, reason, sources?
 * Tokens must be in the tool's order, each once. Errors as above. */
enum sl_status sl_answer_check(const struct sl_question *question, const struct sl_value *value,
                               struct sl_error *err);

enum sl_answer_style {
    SL_ANSWER_TOKENS, /* what sl_answer_read() takes back to the same value */
    SL_ANSWER_LABELS  /* for people */
};
/* Adds the value without its evidence; nothing for SL_NOT_YET. */
void sl_answer_write(const struct sl_question *question, const struct sl_value *value,
                     enum sl_answer_style style, struct sl_buffer *out);

/* "answered", "not_applicable", "not_evidenced", "not_yet"; and back, SL_ANSWER_STATES: none. */
const char *sl_answer_state_code(enum sl_answer_state state);
enum sl_answer_state sl_answer_state_of(const char *code);

/* Sources by their codes, separated by commas, semicolons or spaces. Errors: SL_INVALID. */
enum sl_status sl_sources_read(struct sl_text text, uint16_t *out, struct sl_error *err);
/* Adds "record, worker". */
void sl_sources_write(uint16_t sources, struct sl_buffer *out);

/* Printable ASCII with tabs and newlines: clean and composed as it stands. */
bool sl_answer_is_plain(struct sl_text text);
/* The next token of a joined value; moves *at behind it. */
bool sl_answer_next_token(struct sl_text tokens, size_t *at, struct sl_text *token);
