#include "practice/access.h"
#include "support/practice.h"
#include "support/suite.h"

#define COUNTY(name) SL_AUTO(test_county_drop) struct test_county county = test_county(__func__)

static struct sl_user user_with(const char *name, const char *staff, enum sl_role role,
                                enum sl_reach reach, const char *code) {
    struct sl_user user = {.grant_count = 1};
    memcpy(user.name, name, strlen(name) + 1);
    memcpy(user.staff, staff, strlen(staff) + 1);
    user.grants[0] = (struct sl_grant){.role = role, .reach = reach};
    memcpy(user.grants[0].code, code, strlen(code) + 1);
    return user;
}

static bool may(struct sl_store *store, const struct sl_user *user, enum sl_verb verb,
                const struct sl_object *object) {
    struct sl_error err = {0};
    enum sl_status status = sl_authorise(store, user, verb, object, &err);
    ck_assert(status == SL_OK || status == SL_REFUSED);
    return status == SL_OK;
}

START_TEST(a_role_reaches_own_team_service_or_all)
{
    COUNTY();
    const struct sl_object mine = {.team = "N1", .service = "CS", .auditor = "AUD1"};
    const struct sl_object other = {.team = "N2", .service = "EH", .auditor = "AUD2"};
    struct sl_user own = user_with("ada", "AUD1", SL_AUDITOR, SL_REACH_OWN, "");
    struct sl_user team = user_with("ada", "", SL_AUDITOR, SL_REACH_TEAM, "N1");
    struct sl_user service = user_with("ada", "", SL_AUDITOR, SL_REACH_SERVICE, "EH");
    struct sl_user all = user_with("ada", "", SL_AUDITOR, SL_REACH_ALL, "");
    ck_assert(may(county.store, &own, SL_VERB_RECORD_SAVE, &mine));
    ck_assert(!may(county.store, &own, SL_VERB_RECORD_SAVE, &other));
    ck_assert(may(county.store, &team, SL_VERB_RECORD_READ, &mine));
    ck_assert(!may(county.store, &team, SL_VERB_RECORD_READ, &other));
    ck_assert(may(county.store, &service, SL_VERB_RECORD_READ, &other));
    ck_assert(!may(county.store, &service, SL_VERB_RECORD_READ, &mine));
    ck_assert(may(county.store, &all, SL_VERB_RECORD_READ, &other));
    ck_assert(may(county.store, &all, SL_VERB_RECORD_READ, NULL));
    ck_assert(!may(county.store, &team, SL_VERB_RECORD_READ, NULL));
}
END_TEST

START_TEST(nobody_owns_what_has_no_auditor)
{
    COUNTY();
    const struct sl_object nobodys = {.team = "N1", .service = "CS", .auditor = ""};
    struct sl_user own = user_with("ada", "", SL_AUDITOR, SL_REACH_OWN, "");
    ck_assert(!may(county.store, &own, SL_VERB_RECORD_READ, &nobodys));
}
END_TEST

/* Who may what, written out: a change of the table has to be made twice. */
START_TEST(the_table_of_verbs_and_roles_is_as_agreed)
{
    COUNTY();
    static const struct {
        const char *verb, *roles; /* auditor, lead, publisher, administrator */
    } agreed[] = {
        {"record.save", "al--"},   {"record.read", "al--"},   {"record.export", "-l--"},
        {"record.grade", "-l--"},  {"plan.import", "-l--"},   {"plan.read", "alp-"},
        {"figure.import", "-l--"}, {"tool.add", "-l--"},      {"list.add", "-l--"},
        {"rule.draft", "-l--"},    {"rule.publish", "--p-"},  {"rule.rescore", "-lp-"},
        {"rule.preview", "-lp-"},  {"summary.read", "alp-"},  {"store.verify", "-l-d"},
        {"store.backup", "---d"},  {"store.restore", "---d"}, {"account.change", "---d"},
        {"trail.read", "al-d"},
    };
    ck_assert_uint_eq(SL_COUNT(agreed), SL_VERBS);
    for (size_t i = 0; i < SL_COUNT(agreed); i++) {
        enum sl_verb verb = sl_verb_of(agreed[i].verb);
        ck_assert_msg(verb != SL_VERBS, "%s", agreed[i].verb);
        for (int role = 0; role < SL_ROLES; role++) {
            struct sl_user user = user_with("ada", "", (enum sl_role)role, SL_REACH_ALL, "");
            ck_assert_msg(may(county.store, &user, verb, NULL) == (agreed[i].roles[role] != '-'),
                          "%s by %s", agreed[i].verb, sl_role_code((enum sl_role)role));
        }
    }
}
END_TEST

START_TEST(a_rule_is_published_by_a_second_person)
{
    COUNTY();
    struct sl_error err = {0};
    struct sl_user ada = user_with("ada", "", SL_PUBLISHER, SL_REACH_ALL, "");
    struct sl_user bob = user_with("bob", "", SL_PUBLISHER, SL_REACH_ALL, "");
    const struct sl_object rule = {.author = "ada"};
    assert_fails(sl_authorise(county.store, &ada, SL_VERB_RULE_PUBLISH, &rule, &err), SL_REFUSED,
                 err, "ada wrote this rule, so a second person publishes it: a publisher");
    assert_ok(sl_authorise(county.store, &bob, SL_VERB_RULE_PUBLISH, &rule, &err), err);
    struct sl_user shipped = sl_account_shipped();
    const struct sl_object own = {.author = "shipped"};
    assert_ok(sl_authorise(county.store, &shipped, SL_VERB_RULE_PUBLISH, &own, &err), err);
    ck_assert(!may(county.store, &shipped, SL_VERB_RECORD_READ, NULL));
    ck_assert(!may(county.store, &shipped, SL_VERB_STORE_RESTORE, NULL));
}
END_TEST

START_TEST(a_refusal_says_who_may)
{
    COUNTY();
    struct sl_error err = {0};
    struct sl_account lead = {.name = "lea"};
    struct sl_grant all = {.role = SL_QUALITY_LEAD, .reach = SL_REACH_ALL};
    assert_ok(sl_account_add(county.store, &lead, "tester", &err), err);
    assert_ok(sl_account_grant(county.store, "lea", &all, "tester", &err), err);
    struct sl_user ada = user_with("ada", "AUD1", SL_AUDITOR, SL_REACH_OWN, "");
    assert_fails(sl_authorise(county.store, &ada, SL_VERB_RULE_DRAFT, NULL, &err), SL_REFUSED, err,
                 "ada may not draft a rule; that takes a quality lead (such as lea) whose");
    ck_assert_str_eq(err.field, "rule.draft");
}
END_TEST

START_TEST(a_record_in_the_store_is_looked_up)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county.std, "K-1", "VJ=G");
    struct sl_record_save save = test_save(county.store, record, 0);
    struct sl_user own = user_with("ada", "AUD1", SL_AUDITOR, SL_REACH_OWN, "");
    struct sl_user other = user_with("bob", "WRK1", SL_AUDITOR, SL_REACH_OWN, "");
    assert_ok(sl_authorise_record(county.store, &own, SL_VERB_RECORD_SAVE, save.record_no, &err),
              err);
    ck_assert_int_eq(
        sl_authorise_record(county.store, &other, SL_VERB_RECORD_SAVE, save.record_no, &err),
        SL_REFUSED);
    ck_assert_int_eq(sl_authorise_record(county.store, &own, SL_VERB_RECORD_SAVE, 99, &err),
                     SL_NOT_FOUND);
    ck_assert(sl_may_somewhere(&own, SL_VERB_RECORD_SAVE));
    ck_assert(!sl_may_somewhere(&own, SL_VERB_RULE_DRAFT));
}
END_TEST

SL_SUITE("access", a_role_reaches_own_team_service_or_all, nobody_owns_what_has_no_auditor,
         the_table_of_verbs_and_roles_is_as_agreed, a_rule_is_published_by_a_second_person,
         a_refusal_says_who_may, a_record_in_the_store_is_looked_up)
