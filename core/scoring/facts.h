/*
 * scoring/facts.h - what a scorer is given about records: the packed body of the latest revision,
 * the decisions about the record, the record's own day and the form it was made with. Nothing else
 * reaches a rule. Facts are named by their hash: BLAKE2b over the body's hash, the tool version's
 * hash, the day and the decisions, so that a rescoring hashes no body anew.
 */
#pragma once
#include "scoring/rule_form.h"

struct sl_facts_choice { /* which records; {0} with SL_DAY_NONE for the days is all */
    int64_t record_no;   /* this one only; 0: all */
    sl_day from, to;     /* of the record's own day, both included; SL_DAY_NONE: open */
    const char *team;    /* NULL: any */
    const char *service; /* NULL: any */
};

extern const struct sl_facts_choice sl_facts_of_all;

/* Whose facts they are; the facts themselves are the case beside it. */
struct sl_facts {
    int64_t record_no, revision, revision_no;
    int64_t slim_set; /* that the record's slim body was made with; 0: none, or not asked for */
    bool slim;        /* the case holds the slim body */
    struct sl_hash hash;
};

enum { SL_FACTS_MOST = 128, SL_FACTS_ARENA = 4 << 20 };

/* A batch owns its memory and is filled again and again: start with {0}. */
struct sl_facts_batch {
    size_t count;
    struct sl_facts *facts;
    struct sl_scorer_case *cases; /* same order */
    char *arena;
    size_t used, capacity;
};
void sl_facts_batch_drop(struct sl_facts_batch *batch);

struct sl_facts_cursor; /* the caller owns it and ends it with sl_facts_close() */

/*
 * Records that aren't withdrawn and whose tool version is among the forms, by record_no. Borrows
 * store, header and forms. Each batch is read anew, so a long run sees what was saved meanwhile and
 * holds no view of the store; for a steady view use sl_store_begin_reading().
 */
struct sl_facts_cursor *sl_facts_open(struct sl_store *store, const struct sl_rule_header *header,
                                      const struct sl_rule_forms *forms,
                                      const struct sl_facts_choice *choice);
/* Facts carry no hash from now on: for who keeps and compares nothing. */
void sl_facts_spare_hashes(struct sl_facts_cursor *cursor);
/* What is told of slim bodies, and which are given in the place of whole ones. */
struct sl_facts_slim {
    bool look;      /* facts tell whether there is one, and of which set */
    int64_t set_no; /* those of this set are given; 0: none */
    bool any;       /* those of every set are given: the rule asks no list */
};
void sl_facts_take_slim(struct sl_facts_cursor *cursor, const struct sl_facts_slim *slim);
/* Up to SL_FACTS_MOST records and about SL_FACTS_ARENA bytes. SL_END when there are no more. */
enum sl_status sl_facts_next(struct sl_facts_cursor *cursor, struct sl_facts_batch *batch,
                             struct sl_error *err);
/* The same of these records, in rising order, with whole bodies; a record that is withdrawn by now
 * is passed over. *taken: how many of them were looked at before the batch was full. */
enum sl_status sl_facts_read(struct sl_facts_cursor *cursor, const int64_t *record_nos,
                             size_t count, struct sl_facts_batch *batch, size_t *taken,
                             struct sl_error *err);
/* Goes on behind that record, one that was passed. */
void sl_facts_rewind(struct sl_facts_cursor *cursor, int64_t record_no);
/* Records passed so far whose tool version lacks a question that the rule needs. */
int64_t sl_facts_unfit(const struct sl_facts_cursor *cursor);
void sl_facts_close(struct sl_facts_cursor *cursor);
void sl_facts_drop(struct sl_facts_cursor **cursor); /* for SL_AUTO */

/* How many records such a cursor would pass. */
enum sl_status sl_facts_count(struct sl_store *store, const struct sl_rule_header *header,
                              const struct sl_facts_choice *choice, int64_t *out,
                              struct sl_error *err);
/* The same for progress, ten times as quickly where all of a tool is chosen: withdrawn records
 * count too then. */
enum sl_status sl_facts_count_about(struct sl_store *store, const struct sl_rule_header *header,
                                    const struct sl_facts_choice *choice, int64_t *out,
                                    struct sl_error *err);

struct sl_hash sl_facts_hash(const struct sl_hash *body, const struct sl_hash *tool, sl_day day,
                             struct sl_text decisions);
