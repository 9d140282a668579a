/*
 * practice/privacy.h - a screen for what must never stand in an audit record: dates of birth,
 * postcodes, street addresses, NHS-like numbers, pupil and national insurance numbers, telephone
 * numbers, e-mail addresses, "Mrs X", and names of a locally held list. It looks for shapes, so it
 * misses much and is sometimes wrong: a help to warn on save and to block on publishing, never
 * proof. Sentences say where and what kind, never the words themselves.
 */
#pragma once
#include "base/phrase.h"

enum sl_privacy_kind {
    SL_PRIVACY_BIRTH,
    SL_PRIVACY_POSTCODE,
    SL_PRIVACY_ADDRESS,
    SL_PRIVACY_NUMBER, /* ten digits: NHS number and the like */
    SL_PRIVACY_PUPIL,
    SL_PRIVACY_INSURANCE,
    SL_PRIVACY_TELEPHONE,
    SL_PRIVACY_EMAIL,
    SL_PRIVACY_TITLE, /* Mr X, Mrs X, Dr X */
    SL_PRIVACY_NAME,  /* of the local list */
    SL_PRIVACY_KINDS
};

struct sl_privacy_hit {
    enum sl_privacy_kind kind;
    struct sl_span span; /* bytes of the text */
};

/* "a postcode", "the name of a person" */
const char *sl_privacy_label(enum sl_privacy_kind kind);

/* The locally held list: a file with one name a line, found with and without 's behind it. Never
 * shipped, never stored. Errors: SL_IO, SL_INVALID (bad text, no names, more than half of
 * SL_PHRASES_MOST). */
enum sl_status sl_privacy_names_read(const char *path, struct sl_phrases **out,
                                     struct sl_error *err);

/* Finds at most most hits in the order they stand; returns how many. names: NULL for none. */
size_t sl_privacy_screen(struct sl_text text, const struct sl_phrases *names,
                         struct sl_privacy_hit *hits, size_t most);

/* Free texts and evidence of a record; told is called once for each with "V3, evidence: this looks
 * like a postcode; ...". Returns how many. */
struct sl_record;
size_t sl_privacy_screen_record(const struct sl_record *record, const struct sl_phrases *names,
                                void (*told)(void *context, size_t question, unsigned row,
                                             const char *sentence),
                                void *context);
