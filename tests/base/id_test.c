#include "base/id.h"
#include "support/suite.h"
#include <string.h>

START_TEST(new_ids_are_random_version_4_and_differ)
{
    char one[SL_ID_SIZE], two[SL_ID_SIZE];
    for (int i = 0; i < 200; i++) {
        sl_id_new(one);
        sl_id_new(two);
        ck_assert(sl_id_is(one));
        ck_assert_int_eq(one[14], '4');
        ck_assert_ptr_nonnull(strchr("89ab", one[19]));
        ck_assert_str_ne(one, two);
    }
}
END_TEST

START_TEST(the_same_name_gives_the_same_id_everywhere)
{
    char id[SL_ID_SIZE];
    sl_id_from_name("tool", "STD", id);
    ck_assert_str_eq(id, "a77e5a12-92a1-8c34-b2cd-4fdaa18cc0e7");
}
END_TEST

START_TEST(ids_from_names_are_version_8)
{
    char id[SL_ID_SIZE], name[] = "a";
    for (char c = 'a'; c <= 'z'; c++) {
        name[0] = c;
        sl_id_from_name("list", name, id);
        ck_assert(sl_id_is(id));
        ck_assert_int_eq(id[14], '8');
        ck_assert_ptr_nonnull(strchr("89ab", id[19]));
    }
}
END_TEST

START_TEST(where_space_ends_and_name_begins_matters)
{
    char one[SL_ID_SIZE], two[SL_ID_SIZE];
    sl_id_from_name("ab", "c", one);
    sl_id_from_name("a", "bc", two);
    ck_assert_str_ne(one, two);
}
END_TEST

START_TEST(what_is_not_36_lower_case_characters_is_no_id)
{
    ck_assert(sl_id_is("0b96a2c1-6f0e-4d5e-9c8b-0a1b2c3d4e5f"));
    ck_assert(!sl_id_is(NULL));
    ck_assert(!sl_id_is(""));
    ck_assert(!sl_id_is("0b96a2c1-6f0e-4d5e-9c8b-0a1b2c3d4e5"));
    ck_assert(!sl_id_is("0b96a2c1-6f0e-4d5e-9c8b-0a1b2c3d4e5f0"));
    ck_assert(!sl_id_is("0B96A2C1-6F0E-4D5E-9C8B-0A1B2C3D4E5F"));
    ck_assert(!sl_id_is("0b96a2c1-6f0e-4d5e-9c8b-0a1b2c3d4e5g"));
    ck_assert(!sl_id_is("0b96a2c106f0e-4d5e-9c8b-0a1b2c3d4e5f"));
    ck_assert(!sl_id_is("0b96a2c1-6f0e-4d5e-9c8b-0a1b2c3d4-5f"));
}
END_TEST

SL_SUITE("id", new_ids_are_random_version_4_and_differ, the_same_name_gives_the_same_id_everywhere,
         ids_from_names_are_version_8, where_space_ends_and_name_begins_matters,
         what_is_not_36_lower_case_characters_is_no_id)
