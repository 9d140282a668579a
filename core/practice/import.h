/*
 * practice/import.h - records read in from files of other systems and of this one.
 *
 * CSV, one row a record: columns id, tool, form, case_ref, family_group, team, worker, auditor,
 * day, route, programme, state, grade, graded_on, then an answer a column as import_key.h names it
 * (V3, V3.evidence, V3.source, act.owner[2]); sl_form_csv() writes such a header. CSV, one row an
 * answer: the same head columns, and question, row, value, evidence, source; the rows of a record
 * stand together, and the head may be left blank behind its first row. JSON: an array of what
 * sl_record_json() gives (`record export`), or one such object. Cells are what sl_record_answer()
 * takes; days are ISO or day first.
 *
 * Ids: one of 36 characters is taken as it stands; any other text (a number of the case system) and
 * the tool always give the same id; without one the id is made of case_ref, tool, day and auditor.
 * So the same rows always are the same records, and reading a file again changes nothing.
 *
 * All or nothing: the whole file is checked first, every fault is told with line, column and
 * reason, and when there is one nothing is stored (keep_good: the other records are). Then records
 * are written in groups of SL_IMPORT_GROUP, each one write, so that other saves get their turn; a
 * file of one group is one write. Should something go wrong between two groups (the disk is full, a
 * record was changed meanwhile, progress said stop), the groups before stand, err says so, and the
 * same import run again goes on, since records that are there already are the same and left alone.
 *
 * A record that is kept with other answers is a fault, unless change is set: then it gets a new
 * revision, where its state still allows that.
 */
#pragma once
#include "practice/record.h"

enum { SL_IMPORT_GROUP = 256, SL_IMPORT_MOST = 512 << 20, SL_IMPORT_JSON_MOST = 64 << 20 };

struct sl_import {
    const char *actor; /* account name */
    const char *tool;  /* of rows that name none; NULL */
    const char *form;  /* likewise */
    const char *state; /* likewise; NULL: submitted */
    const char *why;   /* reason of new revisions; NULL: "imported" */
    bool dry_run, change, keep_good;
    /* Every fault, as one sentence with file and line; column is the header's word, "" when it is
     * the row as a whole. */
    void (*refused)(void *context, long line, const char *column, const char *sentence);
    /* What a person may want to know: columns that no tool knows, incomplete records. */
    void (*remark)(void *context, const char *sentence);
    /* Called now and then with records done of those there are (0: not yet known); false stops. */
    bool (*progress)(void *context, size_t done, size_t total);
    void *context; /* of the three, each of which may be NULL */
    /* out */
    bool known; /* this very file was read in before: nothing was done */
    size_t records, answers;
    size_t added, changed, same; /* on a dry run: what they would be */
    size_t refusals;             /* records refused */
    size_t incomplete;           /* records, not in progress, that lack something */
};

/* path "-" is standard input; JSON when the text begins with [ or {, else CSV. Errors: SL_IO;
 * SL_INVALID with the first fault and how many records were refused; SL_END when progress stopped
 * it; SL_STORE, SL_CONFLICT between groups. */
enum sl_status sl_import_records(struct sl_store *store, const char *path, struct sl_import *import,
                                 struct sl_error *err);
