#include "base/line_diff.h"
#include "support/suite.h"
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct sl_line_diff_names names = {"old", "new"};

static char *diff_of(const char *from, const char *to, size_t *changed) {
    struct sl_buffer out = {0};
    size_t n = sl_line_diff(sl_text_of(from), sl_text_of(to), &names, &out);
    if (changed != NULL)
        *changed = n;
    return sl_buffer_take(&out);
}

#define assert_diff(from, to, expected)                                                            \
    do {                                                                                           \
        SL_AUTO(sl_free) char *assert_diff_text = diff_of(from, to, NULL);                         \
        ck_assert_str_eq(assert_diff_text, expected);                                              \
    } while (0)

START_TEST(equal_texts_have_no_diff)
{
    size_t changed = 9;
    SL_AUTO(sl_free) char *diff = diff_of("a\nb\n", "a\nb\n", &changed);
    ck_assert_str_eq(diff, "");
    ck_assert_uint_eq(changed, 0);
    assert_diff("", "", "");
    assert_diff("a", "a\n", "");
}
END_TEST

START_TEST(a_changed_line_stands_among_three_lines_around_it)
{
    assert_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n",
                "--- old\n+++ new\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}
END_TEST

START_TEST(lines_at_the_ends_are_found)
{
    assert_diff("b\n", "a\nb\nc\n", "--- old\n+++ new\n@@ -1,1 +1,3 @@\n+a\n b\n+c\n");
    assert_diff("", "a\n", "--- old\n+++ new\n@@ -0,0 +1,1 @@\n+a\n");
    assert_diff("a\n", "", "--- old\n+++ new\n@@ -1,1 +0,0 @@\n-a\n");
}
END_TEST

START_TEST(changes_far_apart_are_two_hunks_and_near_ones_are_one)
{
    assert_diff("x\n1\n2\n3\n4\n5\n6\n7\ny\n", "X\n1\n2\n3\n4\n5\n6\n7\nY\n",
                "--- old\n+++ new\n@@ -1,4 +1,4 @@\n-x\n+X\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n "
                "7\n-y\n+Y\n");
    assert_diff("x\n1\n2\n3\n4\n5\n6\ny\n", "X\n1\n2\n3\n4\n5\n6\nY\n",
                "--- old\n+++ new\n@@ -1,8 +1,8 @@\n-x\n+X\n 1\n 2\n 3\n 4\n 5\n 6\n-y\n+Y\n");
}
END_TEST

START_TEST(the_fewest_lines_are_taken_out_and_put_in)
{
    size_t changed = 0;
    SL_AUTO(sl_free) char *diff = diff_of("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n", &changed);
    ck_assert_uint_eq(changed, 5); /* the example of the paper */
}
END_TEST

/* Takes the diff and makes the new text out of the old one. */
static char *patched(const char *from, const char *diff) {
    struct sl_buffer out = {0};
    const char *old = from, *at = diff;
    size_t line = 0;
    sl_buffer_text(&out, "");
    while (*at != '\0') {
        const char *end = strchr(at, '\n');
        size_t first = 0, count = 0;
        if (sscanf(at, "@@ -%zu,%zu", &first, &count) == 2) {
            for (; line + (count > 0) < first; line++) {
                const char *next = strchr(old, '\n') + 1;
                sl_buffer_add(&out, old, (size_t)(next - old));
                old = next;
            }
        } else if (strncmp(at, "---", 3) != 0 && strncmp(at, "+++", 3) != 0) {
            if (*at != '+') {
                old = strchr(old, '\n') + 1;
                line++;
            }
            if (*at != '-')
                sl_buffer_add(&out, at + 1, (size_t)(end - at));
        }
        at = end + 1;
    }
    sl_buffer_text(&out, old);
    return sl_buffer_take(&out);
}

START_TEST(the_diff_makes_the_new_text_out_of_the_old)
{
    unsigned seed = 7;
    for (int round = 0; round < 300; round++) {
        struct sl_buffer texts[2] = {{0}, {0}};
        for (int side = 0; side < 2; side++) {
            sl_buffer_text(&texts[side], "");
            for (int i = 0; i < 40; i++) {
                seed = seed * 1103515245u + 12345u;
                if ((seed >> 16) % 3 > 0)
                    sl_buffer_format(&texts[side], "line %u\n", (seed >> 18) % 6);
            }
        }
        SL_AUTO(sl_free) char *diff = diff_of(texts[0].bytes, texts[1].bytes, NULL);
        SL_AUTO(sl_free) char *made = patched(texts[0].bytes, diff);
        ck_assert_str_eq(made, texts[1].bytes);
        sl_buffer_drop(&texts[0]);
        sl_buffer_drop(&texts[1]);
    }
}
END_TEST

SL_SUITE("line_diff", equal_texts_have_no_diff, a_changed_line_stands_among_three_lines_around_it,
         lines_at_the_ends_are_found, changes_far_apart_are_two_hunks_and_near_ones_are_one,
         the_fewest_lines_are_taken_out_and_put_in, the_diff_makes_the_new_text_out_of_the_old)
