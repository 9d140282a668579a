/*
 * support/test_vfs.h - a disk that goes wrong at the n-th thing done to it: writing, syncing,
 * truncating, opening or deleting a file. It lies under SQLite, over the true one, and becomes the
 * default while it is switched on.
 */
#pragma once
#include <stdbool.h>

enum test_fault {
    TEST_FAULT_NONE,        /* counts only */
    TEST_FAULT_ERROR,       /* that one thing fails */
    TEST_FAULT_BROKEN,      /* it and all after it fail */
    TEST_FAULT_FULL,        /* it and all writing after it find no room */
    TEST_FAULT_KILLED,      /* the process ends before it */
    TEST_FAULT_TORN,        /* the process ends in the middle of a write */
    TEST_FAULT_POWER,       /* the process ends, and whatever was not synced is lost */
    TEST_FAULT_POWER_PARTLY /* the same, but every second write of it reached the disk */
};

enum { TEST_FAULT_EXIT = 86 /* exit status of a process that was ended so */ };

/* at counts from 1. Stores opened from now on lie on this disk. */
void test_vfs_on(enum test_fault fault, int at);
/* Did it come to that? Stores must be closed before. */
bool test_vfs_off(void);
/* Things done since it was switched on. */
int test_vfs_done(void);
