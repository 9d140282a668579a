#include "practice/account.h"
#include "practice/team.h"
#include "store/query.h"
#include "support/practice.h"
#include "support/suite.h"

#define COUNTY(name) SL_AUTO(test_county_drop) struct test_county county = test_county(__func__)

static void add(struct sl_store *store, const char *name, const char *password,
                const char *os_user) {
    struct sl_error err = {0};
    struct sl_account account = {name, password, os_user, "AUD1"};
    assert_ok(sl_account_add(store, &account, "tester", &err), err);
}

static void grant(struct sl_store *store, const char *name, enum sl_role role, enum sl_reach reach,
                  const char *code) {
    struct sl_error err = {0};
    struct sl_grant one = {.role = role, .reach = reach};
    memcpy(one.code, code, strlen(code) + 1);
    assert_ok(sl_account_grant(store, name, &one, "tester", &err), err);
}

START_TEST(signing_in_wants_name_and_password)
{
    COUNTY();
    struct sl_error err = {0};
    struct sl_user user = {0};
    add(county.store, "jane.smith", "correct horse battery", NULL);
    assert_ok(sl_account_sign_in(county.store, "jane.smith", "correct horse battery", &user, &err),
              err);
    ck_assert_str_eq(user.name, "jane.smith");
    ck_assert_str_eq(user.staff, "AUD1");
    struct sl_user none = {0};
    assert_fails(sl_account_sign_in(county.store, "jane.smith", "correct horse", &none, &err),
                 SL_REFUSED, err, "The name or the password is wrong");
    assert_fails(sl_account_sign_in(county.store, "nobody", "correct horse battery", &none, &err),
                 SL_REFUSED, err, "The name or the password is wrong");
    ck_assert_str_eq(none.name, "");
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM account WHERE password LIKE "
                                               "'$argon2id$%' AND password NOT LIKE '%horse%'"),
                     1);
}
END_TEST

START_TEST(passwords_can_be_changed_and_taken_away)
{
    COUNTY();
    struct sl_error err = {0};
    struct sl_user user = {0};
    add(county.store, "jane.smith", "correct horse battery", NULL);
    assert_fails(sl_account_set_password(county.store, "jane.smith", "short", "tester", &err),
                 SL_INVALID, err, "12");
    assert_ok(
        sl_account_set_password(county.store, "jane.smith", "another long one", "tester", &err),
        err);
    assert_ok(sl_account_sign_in(county.store, "jane.smith", "another long one", &user, &err), err);
    assert_ok(sl_account_set_password(county.store, "jane.smith", NULL, "tester", &err), err);
    ck_assert_int_eq(
        sl_account_sign_in(county.store, "jane.smith", "another long one", &user, &err),
        SL_REFUSED);
}
END_TEST

START_TEST(the_command_line_acts_for_the_bound_system_user)
{
    COUNTY();
    struct sl_error err = {0};
    struct sl_user user = {0};
    add(county.store, "jane.smith", NULL, "jsmith");
    assert_ok(sl_account_of_os_user(county.store, "jsmith", &user, &err), err);
    ck_assert_str_eq(user.name, "jane.smith");
    assert_fails(sl_account_of_os_user(county.store, "root", &user, &err), SL_REFUSED, err, "--as");
    struct sl_account other = {"other", NULL, "jsmith", NULL};
    assert_fails(sl_account_add(county.store, &other, "tester", &err), SL_CONFLICT, err,
                 "'jane.smith' acts for the system user 'jsmith'");
    assert_ok(sl_account_set_os_user(county.store, "jane.smith", NULL, "tester", &err), err);
    assert_ok(sl_account_add(county.store, &other, "tester", &err), err);
}
END_TEST

START_TEST(the_shipped_account_cannot_be_used_by_anybody)
{
    COUNTY();
    struct sl_error err = {0};
    struct sl_user user = {0};
    assert_ok(sl_account_add_shipped(county.store, &err), err);
    assert_ok(sl_account_add_shipped(county.store, &err), err);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM account"), 1);
    assert_fails(sl_account_user(county.store, "shipped", &user, &err), SL_REFUSED, err,
                 "Nobody can sign in");
    assert_fails(
        sl_account_set_password(county.store, "shipped", "correct horse battery", "x", &err),
        SL_INVALID, err, "own");
    struct sl_account again = {.name = "shipped"};
    assert_fails(sl_account_add(county.store, &again, "x", &err), SL_CONFLICT, err, "own");
}
END_TEST

START_TEST(disabled_accounts_are_out_but_not_the_last_administrator)
{
    COUNTY();
    struct sl_error err = {0};
    struct sl_user user = {0};
    add(county.store, "ada", NULL, NULL);
    add(county.store, "bob", NULL, NULL);
    grant(county.store, "ada", SL_ADMINISTRATOR, SL_REACH_ALL, "");
    assert_ok(sl_account_disable(county.store, "bob", "ada", &err), err);
    assert_fails(sl_account_user(county.store, "bob", &user, &err), SL_REFUSED, err, "disabled");
    assert_fails(sl_account_disable(county.store, "ada", "ada", &err), SL_INVALID, err,
                 "last administrator");
    assert_ok(sl_account_user(county.store, "ada", &user, &err), err);
    struct sl_grant last = {.role = SL_ADMINISTRATOR, .reach = SL_REACH_ALL};
    assert_fails(sl_account_revoke(county.store, "ada", &last, "ada", &err), SL_INVALID, err,
                 "last administrator");
    assert_ok(sl_account_enable(county.store, "bob", "ada", &err), err);
    grant(county.store, "bob", SL_ADMINISTRATOR, SL_REACH_ALL, "");
    assert_ok(sl_account_disable(county.store, "ada", "bob", &err), err);
}
END_TEST

START_TEST(grants_name_teams_and_services_that_there_are)
{
    COUNTY();
    struct sl_error err = {0};
    struct sl_user user = {0};
    add(county.store, "ada", NULL, NULL);
    struct sl_grant wrong = {.role = SL_AUDITOR, .reach = SL_REACH_TEAM, .code = "N9"};
    assert_fails(sl_account_grant(county.store, "ada", &wrong, "x", &err), SL_NOT_FOUND, err, "N9");
    grant(county.store, "ada", SL_AUDITOR, SL_REACH_TEAM, "N1");
    grant(county.store, "ada", SL_AUDITOR, SL_REACH_TEAM, "N1");
    grant(county.store, "ada", SL_QUALITY_LEAD, SL_REACH_SERVICE, "EH");
    assert_ok(sl_account_user(county.store, "ada", &user, &err), err);
    ck_assert_uint_eq(user.grant_count, 2);
    ck_assert_int_eq(user.grants[1].role, SL_QUALITY_LEAD);
    ck_assert_str_eq(user.grants[1].code, "EH");
    enum sl_reach reach;
    char code[65];
    assert_ok(sl_reach_read("team:N1", &reach, code, &err), err);
    ck_assert_int_eq(reach, SL_REACH_TEAM);
    ck_assert_str_eq(code, "N1");
    assert_ok(sl_reach_read("all", &reach, code, &err), err);
    assert_fails(sl_reach_read("team", &reach, code, &err), SL_INVALID, err, "team:CODE");
    assert_fails(sl_reach_read("all:N1", &reach, code, &err), SL_INVALID, err, "all:N1");
}
END_TEST

static enum sl_status gather(void *context, const struct sl_account_line *line,
                             struct sl_error *err) {
    (void)err;
    sl_buffer_format(context, "%s [%s] %d%d%d;", line->name, line->grants, line->has_password,
                     line->can_sign_in, line->disabled);
    return SL_OK;
}

START_TEST(accounts_are_listed_with_their_roles)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer out = {0};
    assert_ok(sl_account_add_shipped(county.store, &err), err);
    add(county.store, "ada", NULL, NULL);
    grant(county.store, "ada", SL_AUDITOR, SL_REACH_OWN, "");
    grant(county.store, "ada", SL_PUBLISHER, SL_REACH_ALL, "");
    assert_ok(sl_account_each(county.store, gather, &out, &err), err);
    ck_assert_str_eq(out.bytes, "ada [auditor own, publisher all] 010;shipped [] 000;");
}
END_TEST

SL_SUITE("account", signing_in_wants_name_and_password, passwords_can_be_changed_and_taken_away,
         the_command_line_acts_for_the_bound_system_user,
         the_shipped_account_cannot_be_used_by_anybody,
         disabled_accounts_are_out_but_not_the_last_administrator,
         grants_name_teams_and_services_that_there_are, accounts_are_listed_with_their_roles)
