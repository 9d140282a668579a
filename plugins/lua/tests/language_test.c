#include "kit.h"
#include <string.h>

/* The score function's body, the answers, and what comes out. */
static void tries(const char *score, const char *answers, const char *expected) {
    SL_AUTO(sl_free) char *rule = kit_rule(score);
    SL_AUTO(sl_free) char *got = kit_try(rule, answers);
    ck_assert_msg(strcmp(got, expected) == 0, "%s\n  gave     %s\n  expected %s", score, got,
                  expected);
}

START_TEST(answers_come_by_type)
{
    tries("out:value(\"n\", f:answer(\"A4\"))", "A4=7", "scored n=7");
    tries("out:grade(f:grade(\"AREA.A1\"), \"base\", \"A1\")", "A1=G", "scored grade=G | base[A1]");
}
END_TEST

SL_SUITE("language", answers_come_by_type)
