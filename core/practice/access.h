/*
 * practice/access.h - may this account do that to this thing? One function, used by the browser
 * face, the command line and everything else that acts for a person; it stands outside the
 * functions that do the work. Roles by verb are one table in access.c; a grant's reach limits it to
 * own records, a team's, a service's, or all.
 */
#pragma once
#include "practice/account.h"

enum sl_verb {
    SL_VERB_RECORD_SAVE,
    SL_VERB_RECORD_READ,
    SL_VERB_RECORD_EXPORT,
    SL_VERB_RECORD_GRADE, /* grading, moderating, deciding on flags and waivers */
    SL_VERB_PLAN_IMPORT,
    SL_VERB_PLAN_READ,
    SL_VERB_FIGURE_IMPORT,
    SL_VERB_TOOL_ADD,
    SL_VERB_LIST_ADD,
    SL_VERB_RULE_DRAFT,
    SL_VERB_RULE_PUBLISH, /* by another account than the author's */
    SL_VERB_RULE_RESCORE,
    SL_VERB_RULE_PREVIEW,
    SL_VERB_SUMMARY_READ,
    SL_VERB_STORE_VERIFY,
    SL_VERB_STORE_BACKUP,
    SL_VERB_STORE_RESTORE,
    SL_VERB_ACCOUNT_CHANGE,
    SL_VERB_TRAIL_READ,
    SL_VERBS
};

/* What is acted on, as far as it is known; NULL or "" is unknown or none. A record has team,
 * service and auditor; a rule version its author; a selection or summary the team or service it is
 * limited to. */
struct sl_object {
    const char *team, *service;
    const char *auditor; /* staff */
    const char *author;  /* account name */
};

const char *sl_verb_code(enum sl_verb verb); /* "record.save" */
enum sl_verb sl_verb_of(const char *code);   /* SL_VERBS when there is none */
bool sl_verb_allows(enum sl_verb verb, enum sl_role role);

/*
 * SL_OK or SL_REFUSED with a sentence that says who may. object NULL: no one thing, the whole
 * store; only a grant that reaches all (own and narrower reaches for nothing) covers it. A rule is
 * published by another person than its author; "shipped" may add what came with the program and
 * publish it.
 */
enum sl_status sl_authorise(struct sl_store *store, const struct sl_user *user, enum sl_verb verb,
                            const struct sl_object *object, struct sl_error *err);
/* Of a record in the store; SL_NOT_FOUND when it isn't there. */
enum sl_status sl_authorise_record(struct sl_store *store, const struct sl_user *user,
                                   enum sl_verb verb, int64_t record_no, struct sl_error *err);

/* May the account do that to anything at all? For menus. */
bool sl_may_somewhere(const struct sl_user *user, enum sl_verb verb);
