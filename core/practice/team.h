/*
 * practice/team.h - the county as it was on a day: services, teams that belong to one of them from
 * a day to a day, and staff, known by pseudonyms only, who belong to teams. Restructures change
 * dates, never what was recorded: a record keeps the team and service of its day.
 *
 * Functions that write may be called inside or outside a write function.
 */
#pragma once
#include "base/day.h"
#include "practice/list_fault.h"
#include "store/store.h"

struct sl_service {
    const char *code, *name;
};

struct sl_team {
    const char *code, *name;
    const char *locality; /* "" when none */
    const char *service;  /* code; must exist */
    sl_day opened;        /* first day */
    sl_day closed;        /* last day, included; SL_DAY_NONE: still open */
};

struct sl_staff {
    const char *code; /* pseudonym */
    const char *role; /* code of list auditor_roles, or another word */
    const char *team; /* "" when none */
    sl_day from, to;  /* in that team; to SL_DAY_NONE: still */
};

/* A service that is there keeps its code; another name is taken over. */
enum sl_status sl_service_add(struct sl_store *store, const struct sl_service *service,
                              const char *actor, struct sl_error *err);
/* A new team, in its service from opened on. Errors: SL_CONFLICT when the code is there with other
 * dates, name or service; SL_NOT_FOUND (service); SL_INVALID (closed before opened). */
enum sl_status sl_team_add(struct sl_store *store, const struct sl_team *team, const char *actor,
                           struct sl_error *err);
/* From day on the team belongs to another service. Errors: SL_NOT_FOUND, SL_INVALID (not open on
 * that day, or moved later already). */
enum sl_status sl_team_move(struct sl_store *store, const char *team, const char *service,
                            sl_day day, const char *actor, struct sl_error *err);
/* day is the team's last. Errors: SL_NOT_FOUND, SL_INVALID (before it opened or was moved). */
enum sl_status sl_team_close(struct sl_store *store, const char *team, sl_day day,
                             const char *actor, struct sl_error *err);
/* A pseudonym that is there takes the role over; a team from a new day ends the one before. */
enum sl_status sl_staff_add(struct sl_store *store, const struct sl_staff *staff, const char *actor,
                            struct sl_error *err);

enum { SL_TEAM_CODE_SIZE = 65 };

/* The service a team belonged to on a day. Errors: SL_NOT_FOUND: no such team (names the ones there
 * are), or not open on that day (names its dates). */
enum sl_status sl_team_service_on(struct sl_store *store, const char *team, sl_day day,
                                  char service[SL_TEAM_CODE_SIZE], struct sl_error *err);
/* Errors: SL_NOT_FOUND. */
enum sl_status sl_staff_find(struct sl_store *store, const char *staff, struct sl_error *err);
/* The team of a staff member on a day; "" when none. Errors: SL_STORE. */
enum sl_status sl_staff_team_on(struct sl_store *store, const char *staff, sl_day day,
                                char team[SL_TEAM_CODE_SIZE], struct sl_error *err);

/* Calls each for every service or team (those open on the day; SL_DAY_NONE: all) in order of code;
 * texts are borrowed for the call. service: only that one's teams; NULL: all. Stops at the first
 * status that is not SL_OK and returns it. */
typedef enum sl_status sl_service_fn(void *context, const struct sl_service *service,
                                     struct sl_error *err);
enum sl_status sl_service_each(struct sl_store *store, sl_service_fn *each, void *context,
                               struct sl_error *err);
typedef enum sl_status sl_team_fn(void *context, const struct sl_team *team, struct sl_error *err);
enum sl_status sl_team_each(struct sl_store *store, const char *service, sl_day day,
                            sl_team_fn *each, void *context, struct sl_error *err);

/*
 * A county's structure from CSV files, in one write, all or nothing; every fault is told with file
 * and line. teams.csv: team,name,service,opened,closed and, when there, locality, service_name; a
 * team in two rows with dates that follow each other was moved. staff.csv: staff,role,team,from,to.
 * Days are ISO or day first; closed and to may be empty. added: rows of the file that were new.
 * Errors: SL_IO, SL_INVALID with the first fault.
 */
enum sl_status sl_team_import(struct sl_store *store, const char *path, const char *actor,
                              sl_told *told, void *context, size_t *added, struct sl_error *err);
enum sl_status sl_staff_import(struct sl_store *store, const char *path, const char *actor,
                               sl_told *told, void *context, size_t *added, struct sl_error *err);
