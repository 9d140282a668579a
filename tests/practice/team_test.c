#include "base/file.h"
#include "practice/team.h"
#include "support/practice.h"
#include "support/suite.h"

#define COUNTY(name) SL_AUTO(test_county_drop) struct test_county county = test_county(__func__)

START_TEST(a_team_belongs_to_the_service_of_the_day)
{
    COUNTY();
    struct sl_error err = {0};
    char service[SL_TEAM_CODE_SIZE];
    assert_ok(sl_team_service_on(county.store, "N2", test_day("2025-03-31"), service, &err), err);
    ck_assert_str_eq(service, "CS");
    assert_ok(sl_team_service_on(county.store, "N2", test_day("2025-04-01"), service, &err), err);
    ck_assert_str_eq(service, "EH");
    assert_fails(sl_team_service_on(county.store, "N2", test_day("2018-12-31"), service, &err),
                 SL_NOT_FOUND, err, "Team N2 was not open on 2018-12-31: it opened on 2019-01-01");
    assert_fails(sl_team_service_on(county.store, "N9", test_day("2025-01-01"), service, &err),
                 SL_NOT_FOUND, err, "there are: N1, N2");
    ck_assert_str_eq(service, "EH");
}
END_TEST

START_TEST(a_closed_team_is_not_open_after_its_last_day)
{
    COUNTY();
    struct sl_error err = {0};
    char service[SL_TEAM_CODE_SIZE];
    assert_ok(sl_team_close(county.store, "N1", test_day("2025-06-30"), "tester", &err), err);
    assert_ok(sl_team_service_on(county.store, "N1", test_day("2025-06-30"), service, &err), err);
    assert_fails(sl_team_service_on(county.store, "N1", test_day("2025-07-01"), service, &err),
                 SL_NOT_FOUND, err, "closed on 2025-06-30");
    assert_fails(sl_team_move(county.store, "N1", "EH", test_day("2025-07-01"), "tester", &err),
                 SL_INVALID, err, "closed");
    assert_fails(sl_team_close(county.store, "N2", test_day("2025-03-01"), "tester", &err),
                 SL_INVALID, err, "moved later");
}
END_TEST

START_TEST(adding_the_same_team_again_changes_nothing)
{
    COUNTY();
    struct sl_error err = {0};
    struct sl_team team = {"N1", "North one", "", "CS", test_day("2019-01-01"), SL_DAY_NONE};
    int64_t entries = test_number(county.store, "SELECT count(*) FROM trail");
    assert_ok(sl_team_add(county.store, &team, "tester", &err), err);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM trail"), entries);
    team.name = "Nord eins";
    assert_fails(sl_team_add(county.store, &team, "tester", &err), SL_CONFLICT, err, "North one");
    team.code = "N 1";
    assert_fails(sl_team_add(county.store, &team, "tester", &err), SL_INVALID, err, "no code");
    team.code = "N3";
    team.service = "XX";
    assert_fails(sl_team_add(county.store, &team, "tester", &err), SL_NOT_FOUND, err, "XX");
}
END_TEST

START_TEST(staff_change_teams_by_date)
{
    COUNTY();
    struct sl_error err = {0};
    char team[SL_TEAM_CODE_SIZE];
    struct sl_staff staff = {"WRK1", "social_worker", "N2", test_day("2025-02-01"), SL_DAY_NONE};
    assert_ok(sl_staff_add(county.store, &staff, "tester", &err), err);
    assert_ok(sl_staff_team_on(county.store, "WRK1", test_day("2025-01-31"), team, &err), err);
    ck_assert_str_eq(team, "N1");
    assert_ok(sl_staff_team_on(county.store, "WRK1", test_day("2025-02-01"), team, &err), err);
    ck_assert_str_eq(team, "N2");
    assert_ok(sl_staff_team_on(county.store, "NOBODY", test_day("2025-02-01"), team, &err), err);
    ck_assert_str_eq(team, "");
    assert_fails(sl_staff_find(county.store, "NOBODY", &err), SL_NOT_FOUND, err, "NOBODY");
}
END_TEST

static char *file_with(const char *name, const char *text) {
    struct sl_error err = {0};
    char *path = test_path(name, ".csv");
    assert_ok(sl_file_write(path, text, strlen(text), &err), err);
    return path;
}

START_TEST(a_county_is_set_up_from_its_files)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    size_t added = 0;
    SL_AUTO(sl_free)
    char *teams = file_with("teams", "team,name,service,opened,closed,service_name,locality\n"
                                     "A1,Alpha,CS,01/04/2018,31/03/2024,Social care,North\n"
                                     "A1,Alpha,EH,01/04/2024,,Early help,North\n"
                                     "B1,Beta,EH,2019-06-01,2025-05-31,,\n");
    SL_AUTO(sl_free)
    char *staff = file_with("staff", "staff,role,team,from,to\n"
                                     "W1,social_worker,A1,2018-04-01,2023-12-31\n"
                                     "W1,social_worker,B1,2024-01-01,\n"
                                     "Q1,quality_team,,,\n");
    assert_ok(sl_team_import(store, teams, "tester", NULL, NULL, &added, &err), err);
    ck_assert_uint_eq(added, 3);
    assert_ok(sl_staff_import(store, staff, "tester", NULL, NULL, &added, &err), err);
    ck_assert_uint_eq(added, 3);
    char code[SL_TEAM_CODE_SIZE];
    assert_ok(sl_team_service_on(store, "A1", test_day("2024-03-31"), code, &err), err);
    ck_assert_str_eq(code, "CS");
    assert_ok(sl_team_service_on(store, "A1", test_day("2024-04-01"), code, &err), err);
    ck_assert_str_eq(code, "EH");
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM service WHERE name = 'Early help'"),
                     1);
    int64_t entries = test_number(store, "SELECT count(*) FROM trail");
    assert_ok(sl_team_import(store, teams, "tester", NULL, NULL, &added, &err), err);
    ck_assert_uint_eq(added, 0);
    assert_ok(sl_staff_import(store, staff, "tester", NULL, NULL, &added, &err), err);
    ck_assert_uint_eq(added, 0);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM trail"), entries);
}
END_TEST

START_TEST(a_file_with_faults_changes_nothing_and_names_them_all)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    SL_AUTO(test_told_drop) struct test_told told = {0};
    struct sl_error err = {0};
    size_t added = 99;
    SL_AUTO(sl_free)
    char *teams = file_with(__func__, "team,name,service,opened,closed\n"
                                      "A1,Alpha,CS,2018-04-01,2024-03-31\n"
                                      "A1,Alpha,EH,2024-05-01,\n"
                                      "B1,Beta,EH,2019-06-31,\n"
                                      "C1,,EH,2019-06-01,\n"
                                      "D1,Delta\n");
    assert_fails(sl_team_import(store, teams, "tester", test_tell, &told, &added, &err), SL_INVALID,
                 err, "and 3 more");
    ck_assert_uint_eq(told.count, 4);
    ck_assert_ptr_nonnull(strstr(told.sentences.bytes, ":4: opened:"));
    ck_assert_ptr_nonnull(strstr(told.sentences.bytes, ":5: team, name and service"));
    ck_assert_uint_eq(added, 99);
    SL_AUTO(sl_free)
    char *gap = file_with("gap", "team,name,service,opened,closed\n"
                                 "A1,Alpha,CS,2018-04-01,2024-03-31\n"
                                 "A1,Alpha,EH,2024-05-01,\n");
    assert_fails(sl_team_import(store, gap, "tester", test_tell, &told, &added, &err), SL_INVALID,
                 err, ":3: team A1: this row does not begin the day after");
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM team"), 0);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM service"), 0);
    SL_AUTO(sl_free) char *columns = file_with("columns", "team,name\nA1,Alpha\n");
    assert_fails(sl_team_import(store, columns, "tester", test_tell, &told, &added, &err),
                 SL_INVALID, err, "no column 'service'");
}
END_TEST

static enum sl_status gather(void *context, const struct sl_team *team, struct sl_error *err) {
    (void)err;
    sl_buffer_format(context, "%s:%s ", team->code, team->service);
    return SL_OK;
}

START_TEST(teams_are_listed_as_they_were_on_a_day)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer out = {0};
    assert_ok(sl_team_each(county.store, NULL, test_day("2025-01-01"), gather, &out, &err), err);
    ck_assert_str_eq(out.bytes, "N1:CS N2:CS ");
    sl_buffer_clear(&out);
    assert_ok(sl_team_each(county.store, "EH", SL_DAY_NONE, gather, &out, &err), err);
    ck_assert_str_eq(out.bytes, "N2:EH ");
    sl_buffer_clear(&out);
    assert_ok(sl_team_each(county.store, NULL, test_day("2018-01-01"), gather, &out, &err), err);
    ck_assert_uint_eq(out.length, 0);
}
END_TEST

static enum sl_status gather_service(void *context, const struct sl_service *service,
                                     struct sl_error *err) {
    sl_buffer_format(context, "%s=%s;", service->code, service->name);
    return strcmp(service->code, "stop") == 0 ? sl_fail(err, SL_END, "", "enough") : SL_OK;
}

START_TEST(services_are_listed_and_renamed_by_adding_them_again)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer out = {0};
    struct sl_service help = {"EH", "Family help"}, stop = {"stop", "Stop"}, bad = {"a b", "No"};
    assert_ok(sl_service_add(county.store, &help, "tester", &err), err);
    assert_ok(sl_service_each(county.store, gather_service, &out, &err), err);
    ck_assert_str_eq(out.bytes, "CS=Children's social care;EH=Family help;");
    assert_ok(sl_service_add(county.store, &stop, "tester", &err), err);
    ck_assert_int_eq(sl_service_each(county.store, gather_service, &out, &err), SL_END);
    assert_fails(sl_service_add(county.store, &bad, "tester", &err), SL_INVALID, err, "no code");
}
END_TEST

SL_SUITE("team", a_team_belongs_to_the_service_of_the_day,
         a_closed_team_is_not_open_after_its_last_day, adding_the_same_team_again_changes_nothing,
         staff_change_teams_by_date, a_county_is_set_up_from_its_files,
         a_file_with_faults_changes_nothing_and_names_them_all,
         teams_are_listed_as_they_were_on_a_day,
         services_are_listed_and_renamed_by_adding_them_again)
