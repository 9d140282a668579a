#include "base/buffer.h"
#include "base/file.h"
#include "support/suite.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A fresh folder in the build folder, empty when a test begins. */
static const char *folder(void) {
    static char path[300];
    const char *build = getenv("SIGHTLINE_BUILD");
    snprintf(path, sizeof path, "%s/file-test-XXXXXX", build != NULL ? build : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(path));
    return path;
}

static enum sl_status remove_one(void *context, const char *name, struct sl_error *err) {
    (void)err;
    SL_AUTO(sl_free) char *path = sl_format("%s/%s", (const char *)context, name);
    remove(path);
    return SL_OK;
}

static void remove_folder(const char *path) {
    ck_assert_int_eq(sl_file_each(path, remove_one, (char *)path, NULL), SL_OK);
    ck_assert_int_eq(rmdir(path), 0);
}

static void expect_content(const char *path, const char *content) {
    SL_AUTO(sl_free) char *bytes = NULL;
    size_t length = 0;
    struct sl_error err = {0};
    ck_assert_msg(sl_file_read(path, 1000, &bytes, &length, &err) == SL_OK, "%s", err.text);
    ck_assert_str_eq(bytes, content);
    ck_assert_uint_eq(length, strlen(content));
}

static void expect_unreadable(const char *path, size_t limit, enum sl_status status,
                              const char *part) {
    char *bytes = NULL;
    size_t length = 7;
    struct sl_error err = {0};
    ck_assert_int_eq(sl_file_read(path, limit, &bytes, &length, &err), status);
    ck_assert_msg(strstr(err.text, part) && strstr(err.text, path), "%s", err.text);
    ck_assert_ptr_null(bytes);
    ck_assert_uint_eq(length, 7);
}

START_TEST(what_was_written_is_read_back)
{
    const char *home = folder();
    SL_AUTO(sl_free) char *path = sl_format("%s/paper", home);
    ck_assert(!sl_file_exists(path));
    ck_assert_int_eq(sl_file_write(path, "one", 3, NULL), SL_OK);
    ck_assert(sl_file_exists(path));
    expect_content(path, "one");
    ck_assert_int_eq(sl_file_write(path, "", 0, NULL), SL_OK);
    expect_content(path, "");
    remove_folder(home);
}
END_TEST

START_TEST(bytes_beyond_a_block_come_back_in_order)
{
    const char *home = folder();
    SL_AUTO(sl_free) char *path = sl_format("%s/long", home);
    SL_AUTO(sl_free) char *bytes = sl_new(200000, 1);
    for (int i = 0; i < 200000; i++)
        bytes[i] = (char)(i * 7 % 251);
    ck_assert_int_eq(sl_file_write(path, bytes, 200000, NULL), SL_OK);
    SL_AUTO(sl_free) char *back = NULL;
    size_t length = 0;
    ck_assert_int_eq(sl_file_read(path, 200000, &back, &length, NULL), SL_OK);
    ck_assert_uint_eq(length, 200000);
    ck_assert_mem_eq(back, bytes, length);
    ck_assert_int_eq(back[length], '\0');
    expect_unreadable(path, 199999, SL_INVALID, "at most 199999 bytes");
    remove_folder(home);
}
END_TEST

START_TEST(missing_files_and_directories_are_named)
{
    const char *home = folder();
    SL_AUTO(sl_free) char *missing = sl_format("%s/none.json", home);
    expect_unreadable(missing, 10, SL_IO, "does not exist");
    expect_unreadable(home, 10, SL_IO, "is a directory");
    expect_unreadable("", 10, SL_IO, "does not exist");
    SL_AUTO(sl_free) char *below = sl_format("%s/none/paper", home);
    struct sl_error err = {0};
    ck_assert_int_eq(sl_file_write(below, "x", 1, &err), SL_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "could not be written: it does not exist"));
    ck_assert_int_eq(sl_file_write(home, "x", 1, &err), SL_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "is a directory"));
    remove_folder(home);
}
END_TEST

static enum sl_status collect(void *context, const char *name, struct sl_error *err) {
    (void)err;
    sl_buffer_format(context, "%s ", name);
    return strcmp(name, "stop") == 0 ? SL_END : SL_OK;
}

START_TEST(a_write_leaves_nothing_else_behind)
{
    const char *home = folder();
    SL_AUTO(sl_free) char *path = sl_format("%s/paper", home);
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(sl_file_write(path, "x", 1, NULL), SL_OK);
    SL_AUTO(sl_buffer_drop) struct sl_buffer names = {0};
    ck_assert_int_eq(sl_file_each(home, collect, &names, NULL), SL_OK);
    ck_assert_str_eq(names.bytes, "paper ");
    remove_folder(home);
}
END_TEST

START_TEST(the_mode_of_the_old_file_and_links_to_it_are_kept)
{
    const char *home = folder();
    SL_AUTO(sl_free) char *path = sl_format("%s/paper", home);
    SL_AUTO(sl_free) char *link_path = sl_format("%s/link", home);
    ck_assert_int_eq(sl_file_write(path, "x", 1, NULL), SL_OK);
    ck_assert_int_eq(chmod(path, 0640), 0);
    ck_assert_int_eq(symlink("paper", link_path), 0);
    ck_assert_int_eq(sl_file_write(link_path, "new", 3, NULL), SL_OK);
    expect_content(path, "new");
    struct stat about;
    ck_assert_int_eq(stat(path, &about), 0);
    ck_assert_int_eq(about.st_mode & 0777, 0640);
    ck_assert_int_eq(lstat(link_path, &about), 0);
    ck_assert(S_ISLNK(about.st_mode));
    remove_folder(home);
}
END_TEST

START_TEST(a_pipe_is_written_to_and_stays_a_pipe)
{
    const char *home = folder();
    SL_AUTO(sl_free) char *path = sl_format("%s/pipe", home);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    int held = open(path, O_RDWR);
    char got[4] = "";
    ck_assert_int_eq(sl_file_write(path, "abc", 3, NULL), SL_OK);
    struct stat about;
    ck_assert_int_eq(lstat(path, &about), 0);
    ck_assert(S_ISFIFO(about.st_mode));
    ck_assert_int_eq(read(held, got, 3), 3);
    ck_assert_str_eq(got, "abc");
    close(held);
    remove_folder(home);
}
END_TEST

START_TEST(entries_come_in_byte_order_until_one_says_stop)
{
    const char *home = folder();
    static const char *const names[] = {"b", "a", "Z", "stop", "10", "9", "\xc3\xa9"};
    for (size_t i = 0; i < SL_COUNT(names); i++) {
        SL_AUTO(sl_free) char *path = sl_format("%s/%s", home, names[i]);
        ck_assert_int_eq(sl_file_write(path, "", 0, NULL), SL_OK);
    }
    SL_AUTO(sl_buffer_drop) struct sl_buffer seen = {0};
    ck_assert_int_eq(sl_file_each(home, collect, &seen, NULL), SL_END);
    ck_assert_str_eq(seen.bytes, "10 9 Z a b stop ");
    remove_folder(home);
    struct sl_error err = {0};
    ck_assert_int_eq(sl_file_each(home, collect, &seen, &err), SL_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "does not exist"));
}
END_TEST

START_TEST(a_hyphen_is_standard_input)
{
    int ends[2], kept = dup(STDIN_FILENO);
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(write(ends[1], "from a pipe", 11), 11);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    expect_content("-", "from a pipe");
    dup2(kept, STDIN_FILENO);
    close(kept);
}
END_TEST

SL_SUITE("file", what_was_written_is_read_back, bytes_beyond_a_block_come_back_in_order,
         missing_files_and_directories_are_named, a_write_leaves_nothing_else_behind,
         the_mode_of_the_old_file_and_links_to_it_are_kept, a_pipe_is_written_to_and_stays_a_pipe,
         entries_come_in_byte_order_until_one_says_stop, a_hyphen_is_standard_input)
