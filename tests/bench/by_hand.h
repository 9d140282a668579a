/*
 * bench/by_hand.h - the scoring as somebody would write it in C for the one tool REVIEW: a packed
 * body (base/pack.h) is read by places, without a check, and scored by the reference functions of
 * the data set. What is remembered of long texts comes from slim bodies (base/slim.h), of which
 * nothing else may be known: what is short is looked through each time.
 */
#pragma once
#include "base/text.h"
#include "review.h"

/* Of texts that a slim body holds no words of: bits are rows (1 << row - 1), or themes. */
struct by_hand_known {
    uint16_t themes;                /* found in the long passages */
    uint8_t passages;               /* the long ones, one bit each */
    uint8_t what, measure, due;     /* rows where the text is long */
    uint8_t vague, measured, dated; /* rows where it has what is looked for */
};

/* Places of the lists in the remembered set. */
struct by_hand_lists {
    uint8_t vague, measured, themes;
};

void by_hand_begin(void); /* once, before anything is scored */

/* Texts are borrowed from the body. */
void by_hand_read(struct sl_text body, Rev *review);
/* The same of a slim body: long texts are NULL with their length, and known tells of them. */
void by_hand_read_slim(struct sl_text slim, const struct by_hand_lists *lists, Rev *review,
                       struct by_hand_known *known);

void by_hand_score(const Rev *review, Out *out);
/* Scores with what is known; the words of long texts aren't looked at. */
void by_hand_score_known(const Rev *review, const struct by_hand_known *known, Out *out);
/* Without any text: as tests/bench/plain.lua. */
void by_hand_score_plain(const Rev *review, Out *out);
