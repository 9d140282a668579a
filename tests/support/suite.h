/*
 * support/suite.h - the main() of a Check file: runs the listed tests and speaks TAP.
 *     SL_SUITE("day", easter_falls_where_the_tables_say, february_has_29_days_in_leap_years)
 */
#pragma once
#include <check.h>
#include <stdlib.h>

static inline int sl_suite_run(const char *name, const TTest *const *tests, size_t count) {
    Suite *suite = suite_create(name);
    TCase *tcase = tcase_create(name);
    tcase_set_timeout(tcase, 120);
    for (size_t i = 0; i < count; i++)
        tcase_add_test(tcase, tests[i]);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#define SL_SUITE(name, ...)                                                                        \
    int main(void) {                                                                               \
        const TTest *const tests[] = {__VA_ARGS__};                                                \
        return sl_suite_run(name, tests, sizeof tests / sizeof *tests);                            \
    }
