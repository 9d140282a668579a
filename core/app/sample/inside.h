/*
 * app/sample/inside.h - what the files of app/sample share: the county's words, its people and the
 * making of one record.
 */
#pragma once
#include "app/sample/county.h"
#include "base/random.h"
#include "practice/record.h"

struct sl_sample_team {
    const char *code, *service, *plan_type;
    int closes; /* month it is closed after, 0: stays */
};

struct sl_sample_world { /* words are borrowed from county, evidence and plans */
    struct sl_store *store;
    struct sl_sample *sample;
    const char *schema_home;
    json_t *county, *evidence, *plans;
    int months, auditors, workers;
    sl_day first_day;
    struct sl_sample_team *teams;
    size_t team_count;
    int64_t done, total;
};

/* One form that is about to be filled. */
struct sl_sample_form {
    const struct sl_tool *tool;
    const char *form;
    const char *kind; /* names the series of chance: "audit", "letter" */
    int64_t number;   /* in its series */
    int month;        /* from 0 */
    const struct sl_sample_team *team;
    sl_day day;
    const char *route, *programme;
    const char *case_ref; /* NULL: made */
    bool graded;
};

enum sl_status sl_sample_people(struct sl_sample_world *world, struct sl_error *err);
/* A team of the month; service NULL: any. */
const struct sl_sample_team *sl_sample_team_of(const struct sl_sample_world *world,
                                               struct sl_random *random, const char *service,
                                               int month);
sl_day sl_sample_month_day(const struct sl_sample_world *world, int month, int day);
/* A weekday of the month; most fall in its last week. */
sl_day sl_sample_audit_day(const struct sl_sample_world *world, struct sl_random *random,
                           int month);

struct sl_random sl_sample_chance(const struct sl_sample_world *world, const char *kind,
                                  int64_t number);
const char *sl_sample_pick(struct sl_random *random, const json_t *texts);

/* Answers every question the form asks; level 1 (worst) to 4. */
void sl_sample_fill(const struct sl_sample_world *world, const struct sl_sample_form *form,
                    int level, struct sl_random *random, struct sl_record *record);
/* Rows of plan actions (section PLANACT, or OUTCOMES and ACTIONS of a plan record). */
void sl_sample_plan_rows(const struct sl_sample_world *world, const struct sl_sample_form *form,
                         const char *section, int rows, struct sl_random *random,
                         struct sl_record *record);

/* Inside a write function: fills one form and saves it. */
enum sl_status sl_sample_save(struct sl_sample_world *world, const struct sl_sample_form *form,
                              struct sl_record *record, struct sl_error *err);

/* What happened after the records were saved: */
enum sl_status sl_sample_afterwards(struct sl_sample_world *world, struct sl_error *err);
/* flags are decided and those reviews graded, */
enum sl_status sl_sample_flags(struct sl_sample_world *world, struct sl_error *err);
/* graded reviews give actions and some are moderated, */
enum sl_status sl_sample_graded(struct sl_sample_world *world, struct sl_error *err);
/* actions are done, moved, verified or left, */
enum sl_status sl_sample_actions(struct sl_sample_world *world, struct sl_error *err);
/* practice days have lines of enquiry and findings. */
enum sl_status sl_sample_days(struct sl_sample_world *world, struct sl_error *err);
