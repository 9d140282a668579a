#include "base/buffer.h"
#include "support/suite.h"
#include <string.h>

START_TEST(what_is_added_stands_in_order_with_a_nul_behind)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer buffer = {0};
    sl_buffer_text(&buffer, "seen ");
    sl_buffer_char(&buffer, '3');
    sl_buffer_add(&buffer, " of 4", 5);
    sl_buffer_format(&buffer, " (%d %%)", 75);
    ck_assert_str_eq(buffer.bytes, "seen 3 of 4 (75 %)");
    ck_assert_uint_eq(buffer.length, strlen(buffer.bytes));
}
END_TEST

START_TEST(it_grows_through_every_boundary)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer buffer = {0};
    for (int i = 0; i < 10000; i++) {
        if (i % 3 == 0)
            sl_buffer_format(&buffer, "%c", 'a' + i % 26);
        else
            sl_buffer_char(&buffer, (char)('a' + i % 26));
        ck_assert_uint_lt(buffer.length, buffer.capacity);
        ck_assert_int_eq(buffer.bytes[buffer.length], '\0');
    }
    for (int i = 0; i < 10000; i++)
        ck_assert_int_eq(buffer.bytes[i], 'a' + i % 26);
}
END_TEST

START_TEST(a_format_longer_than_the_room_is_whole)
{
    for (int length = 0; length < 200; length++) {
        SL_AUTO(sl_buffer_drop) struct sl_buffer buffer = {0};
        sl_buffer_text(&buffer, "x");
        sl_buffer_format(&buffer, "%*s", length, "");
        ck_assert_uint_eq(buffer.length, 1 + (size_t)length);
    }
}
END_TEST

START_TEST(adding_nothing_still_makes_a_text)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer buffer = {0};
    sl_buffer_add(&buffer, NULL, 0);
    ck_assert_str_eq(buffer.bytes, "");
}
END_TEST

START_TEST(reserved_room_can_be_written_in_place)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer buffer = {0};
    sl_buffer_text(&buffer, "kept");
    sl_buffer_reserve(&buffer, 1000);
    ck_assert_str_eq(buffer.bytes, "kept");
    ck_assert_uint_gt(buffer.capacity, 1004);
    memset(buffer.bytes + 4, 'x', 1000);
    buffer.bytes[1004] = '\0';
}
END_TEST

START_TEST(clearing_keeps_the_memory_and_taking_gives_it_away)
{
    struct sl_buffer buffer = {0};
    sl_buffer_clear(&buffer);
    sl_buffer_text(&buffer, "one");
    char *memory = buffer.bytes;
    sl_buffer_clear(&buffer);
    ck_assert_str_eq(buffer.bytes, "");
    sl_buffer_text(&buffer, "two");
    ck_assert_ptr_eq(buffer.bytes, memory);
    SL_AUTO(sl_free) char *taken = sl_buffer_take(&buffer);
    ck_assert_str_eq(taken, "two");
    ck_assert_ptr_null(buffer.bytes);
    SL_AUTO(sl_free) char *nothing = sl_buffer_take(&buffer);
    ck_assert_str_eq(nothing, "");
}
END_TEST

SL_SUITE("buffer", what_is_added_stands_in_order_with_a_nul_behind, it_grows_through_every_boundary,
         a_format_longer_than_the_room_is_whole, adding_nothing_still_makes_a_text,
         reserved_room_can_be_written_in_place, clearing_keeps_the_memory_and_taking_gives_it_away)
