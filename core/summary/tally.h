/*
 * summary/tally.h - the answers to one question in one scope, counted. Four things are kept apart:
 * answered, not applicable, not evidenced, and blank. Met is the good answers; its base is the
 * answers, and "not evidenced" only where the record is the question's only source: there nothing
 * in the record is an answer, elsewhere the worker hasn't been asked yet. Not applicable and blank
 * are in no base.
 *
 * Where the scope is whole months of all services the answers come from the kept cells
 * (practice/cell.h), in the same time however many records there are; else from the answers
 * themselves. Both give the same figures.
 */
#pragma once
#include "practice/tool.h"
#include "summary/proportion.h"
#include "summary/scope.h"

struct sl_tally {
    size_t token_count;
    int64_t *tokens; /* as the question's tokens stand: best first */
    int64_t not_applicable, not_evidenced;
    int64_t blank;  /* asked by the record's form, no answer */
    int64_t unread; /* tokens that the newest version of the tool doesn't have */
    struct sl_share met;
};

/* Records of the scope by the form they were made with, as many as the tool has forms; the caller
 * owns *out. Taken once for all questions of a scope. */
enum sl_status sl_tally_forms(struct sl_store *store, const struct sl_scope *scope,
                              const struct sl_tool *tool, int64_t **out, struct sl_error *err);
/* Start with {0}, end with sl_tally_drop(). A tally that was taken before is taken anew. forms: of
 * sl_tally_forms(), or NULL and blank stays 0. */
enum sl_status sl_tally_take(struct sl_store *store, const struct sl_scope *scope,
                             const struct sl_tool *tool, size_t question, const int64_t *forms,
                             struct sl_tally *tally, struct sl_error *err);
/* Grades of record, by the tokens of the tool's overall grade; blank counts those without one. */
enum sl_status sl_tally_grades(struct sl_store *store, const struct sl_scope *scope,
                               const struct sl_tool *tool, struct sl_tally *tally,
                               struct sl_error *err);
/* Adds n of a token, for callers that count something else by the same tokens; then the shares. */
void sl_tally_start(struct sl_tally *tally, const struct sl_question *question);
void sl_tally_add(struct sl_tally *tally, const struct sl_question *question, struct sl_text token,
                  int64_t n);
void sl_tally_finish(struct sl_tally *tally, const struct sl_question *question);
void sl_tally_drop(struct sl_tally *tally);
/* All answers by token together. */
int64_t sl_tally_answered(const struct sl_tally *tally);
