#include "base/memory.h"
#include "support/suite.h"
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

START_TEST(new_memory_is_zero_even_when_it_is_none)
{
    SL_AUTO(sl_free) char *bytes = sl_new(100, 3);
    for (int i = 0; i < 300; i++)
        ck_assert_int_eq(bytes[i], 0);
    SL_AUTO(sl_free) char *none = sl_new(0, 8);
    ck_assert_ptr_nonnull(none);
}
END_TEST

START_TEST(resizing_keeps_what_was_there)
{
    char *text = sl_copy("case review");
    text = sl_resize(text, 4000, 1);
    ck_assert_str_eq(text, "case review");
    text = sl_resize(text, 0, 1);
    ck_assert_ptr_nonnull(text);
    free(text);
}
END_TEST

START_TEST(copies_are_the_callers_own)
{
    char source[] = "plan";
    SL_AUTO(sl_free) char *copy = sl_copy(source);
    SL_AUTO(sl_free) char *part = sl_copy_bytes(source, 2);
    SL_AUTO(sl_free) char *nothing = sl_copy_bytes(NULL, 0);
    source[0] = 'X';
    ck_assert_str_eq(copy, "plan");
    ck_assert_str_eq(part, "pl");
    ck_assert_str_eq(nothing, "");
    ck_assert_ptr_null(sl_copy(NULL));
}
END_TEST

START_TEST(formatted_text_has_the_length_it_needs)
{
    SL_AUTO(sl_free) char *text = sl_format("%0500d", 7);
    ck_assert_uint_eq(strlen(text), 500);
    ck_assert_int_eq(text[499], '7');
}
END_TEST

static void ask_for_the_impossible(void) {
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    close(STDERR_FILENO);
    volatile size_t many = SIZE_MAX / 2;
    sl_free(&(void *){sl_resize(NULL, many, 16)});
    _exit(0);
}

START_TEST(asking_for_more_than_there_can_be_ends_the_program)
{
    pid_t child = fork();
    if (child == 0)
        ask_for_the_impossible();
    int status = 0;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(!WIFEXITED(status) || WEXITSTATUS(status) != 0);
}
END_TEST

SL_SUITE("memory", new_memory_is_zero_even_when_it_is_none, resizing_keeps_what_was_there,
         copies_are_the_callers_own, formatted_text_has_the_length_it_needs,
         asking_for_more_than_there_can_be_ends_the_program)
