/*
 * scoring/grading.h - under which rule a review was graded: the version of its tool's grading rule
 * that was in force on the day it was submitted (without such a step, on its own day; before the
 * first version, the first). Noted once, when a published rule scores; publishing or going back
 * never changes it, so a grade of record and the rule beside it stay what they were.
 */
#pragma once
#include "scoring/rule.h"

/* Notes it for records that were submitted and have none yet. record_no 0: for all of them. The
 * rule of a tool is the first, by code, of the published ones of kind grade. *noted may be NULL. */
enum sl_status sl_grading_note(struct sl_store *store, int64_t record_no, int64_t *noted,
                               struct sl_error *err);
