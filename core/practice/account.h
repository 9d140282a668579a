/*
 * practice/account.h - who may sign in, and as what. An account has a name, at most one
 * operating-system user that the command line acts for, a password kept as argon2id (libsodium,
 * interactive limits), the staff pseudonym that it audits under, and grants: a role and how far it
 * reaches. The built-in account "shipped" stands for what came with the program; nobody signs in
 * as it.
 *
 * Functions that write may be called inside or outside a write function.
 */
#pragma once
#include "base/day.h"
#include "base/id.h"
#include "store/store.h"

#define SL_ACCOUNT_SHIPPED "shipped"

enum sl_role { SL_AUDITOR, SL_QUALITY_LEAD, SL_PUBLISHER, SL_ADMINISTRATOR, SL_ROLES };
enum sl_reach { SL_REACH_OWN, SL_REACH_TEAM, SL_REACH_SERVICE, SL_REACH_ALL, SL_REACHES };

struct sl_grant {
    enum sl_role role;
    enum sl_reach reach;
    char code[65]; /* team or service; "" otherwise */
};

enum { SL_ACCOUNT_NAME_SIZE = 65, SL_PASSWORD_LEAST = 12, SL_PASSWORD_MOST = 1024 };

/* An account that is signed in, as it stood then. */
struct sl_user {
    char id[SL_ID_SIZE];
    char name[SL_ACCOUNT_NAME_SIZE];
    char staff[65]; /* "" when it audits nothing */
    bool shipped;
    size_t grant_count;
    struct sl_grant grants[16];
};

const char *sl_user_name(const struct sl_user *user);

const char *sl_role_code(enum sl_role role);    /* "quality_lead" */
const char *sl_role_label(enum sl_role role);   /* "quality lead" */
enum sl_role sl_role_of(const char *code);      /* SL_ROLES when there is none */
const char *sl_reach_code(enum sl_reach reach); /* "own", "team" ... */
/* "all", "own", "team:T1", "service:EH" as people and files write it. */
enum sl_status sl_reach_read(const char *text, enum sl_reach *reach, char code[65],
                             struct sl_error *err);

struct sl_account {
    const char *name;
    const char *password; /* NULL: no password sign-in */
    const char *os_user;  /* NULL: none */
    const char *staff;    /* NULL or "": none; must exist */
};

/* Without grants it may do nothing. Errors: SL_CONFLICT (name or os_user is taken), SL_INVALID
 * (name, a short password), SL_NOT_FOUND (staff). */
enum sl_status sl_account_add(struct sl_store *store, const struct sl_account *account,
                              const char *actor, struct sl_error *err);
/* Makes "shipped" when it isn't there. */
enum sl_status sl_account_add_shipped(struct sl_store *store, struct sl_error *err);
enum sl_status sl_account_grant(struct sl_store *store, const char *name,
                                const struct sl_grant *grant, const char *actor,
                                struct sl_error *err);
/* Errors: SL_NOT_FOUND when it has no such grant; SL_INVALID for the last administrator. */
enum sl_status sl_account_revoke(struct sl_store *store, const char *name,
                                 const struct sl_grant *grant, const char *actor,
                                 struct sl_error *err);
/* NULL takes password sign-in away. */
enum sl_status sl_account_set_password(struct sl_store *store, const char *name,
                                       const char *password, const char *actor,
                                       struct sl_error *err);
enum sl_status sl_account_set_os_user(struct sl_store *store, const char *name, const char *os_user,
                                      const char *actor, struct sl_error *err);
/* A disabled account signs in no more; what it did stays. Errors: SL_INVALID for the last
 * administrator and for "shipped". */
enum sl_status sl_account_disable(struct sl_store *store, const char *name, const char *actor,
                                  struct sl_error *err);
enum sl_status sl_account_enable(struct sl_store *store, const char *name, const char *actor,
                                 struct sl_error *err);

/* By password. A wrong name takes as long as a wrong password and gives the same sentence. Blocks
 * for the time of one hash (tens of milliseconds, 64 MiB). Errors: SL_REFUSED. */
enum sl_status sl_account_sign_in(struct sl_store *store, const char *name, const char *password,
                                  struct sl_user *out, struct sl_error *err);
/* The account bound to an operating-system user. Errors: SL_REFUSED saying how to bind one. */
enum sl_status sl_account_of_os_user(struct sl_store *store, const char *os_user,
                                     struct sl_user *out, struct sl_error *err);
/* By name alone, for what is signed in already (a session, a proxy's header). Errors: SL_REFUSED
 * (disabled, or can't sign in), SL_NOT_FOUND. */
enum sl_status sl_account_user(struct sl_store *store, const char *name, struct sl_user *out,
                               struct sl_error *err);
/* What the program itself acts as in init and demo. */
struct sl_user sl_account_shipped(void);

struct sl_account_line {
    const char *name, *os_user, *staff; /* "" when none */
    bool has_password, can_sign_in, disabled;
    const char *grants; /* "auditor all, publisher all" */
};
typedef enum sl_status sl_account_fn(void *context, const struct sl_account_line *line,
                                     struct sl_error *err);
/* In order of name. */
enum sl_status sl_account_each(struct sl_store *store, sl_account_fn *each, void *context,
                               struct sl_error *err);
