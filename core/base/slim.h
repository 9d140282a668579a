/*
 * base/slim.h - a packed body without its long texts: what a rule needs to be scored again when its
 * logic or settings changed and the words did not. A cache: made from the body and the phrase
 * lists, never the truth, never hashed. It has the layout of base/pack.h under the mark "SLS1";
 * only texts differ. A text of at most SL_SLIM_SHORT bytes, and every token, stands as it is. In
 * the place of a longer one stands a stub: what was found in it is remembered, its words are not
 * there.
 *
 * Layout of texts, little-endian, at place p - 1:
 *   short   u32 length, bytes, NUL                as in a body
 *   stub    u32 length | SL_SLIM_STUB, u16 words, u16 sentences, u16 characters,
 *           u8 signs (enum sl_slim_sign), u8 zero, u16 finds, finds of 8 bytes: u8 list, u8 zero,
 *           u16 phrase, u16 from, u16 to
 * length is that of the whole text in bytes. Finds are those that sl_phrases_spans() gives, list by
 * list, in order of their places; list is the place of the list in the remembered set, phrase the
 * place of the phrase in its list. A text of more than 65535 bytes, or with more than
 * SL_SLIM_FINDS_MOST finds, has the sign SL_SLIM_UNTOLD and neither finds nor counts: whoever asks
 * needs the body. Whoever asks a stub for more than it holds (its words, an expression, a list that
 * isn't remembered, phrases that overlap others) needs the body too.
 */
#pragma once
#include "base/buffer.h"
#include "base/pack.h"
#include "base/phrase.h"

enum { SL_SLIM_SHORT = 32, SL_SLIM_LISTS_MOST = 64, SL_SLIM_FINDS_MOST = 512 };
#define SL_SLIM_STUB 0x80000000u

enum sl_slim_sign {
    SL_SLIM_DIGIT = 1, /* as text:has_digit() */
    SL_SLIM_DATE = 2,  /* as text:has_date() */
    SL_SLIM_UNTOLD = 4,
    SL_SLIM_BLANK = 8, /* as text:blank() */
    SL_SLIM_SIGNS = 15
};

struct sl_slim_find {
    uint8_t list;
    uint16_t phrase, from, to;
};

struct sl_slim_stub {
    uint32_t length;                       /* of the whole text, bytes */
    uint16_t words, sentences, characters; /* of base/text.h; characters are code points */
    unsigned signs;                        /* enum sl_slim_sign */
    uint16_t finds;
    const uint8_t *find; /* 8 bytes each; unaligned */
};

/* Adds the slim form of a body to out. lists: of the remembered set, in its order, at most
 * SL_SLIM_LISTS_MOST. */
void sl_slim_make(const struct sl_body *body, const struct sl_phrases *const *lists, size_t count,
                  struct sl_buffer *out);

/* Checks every bound as sl_body_open() does, and that finds are in order and lie in their text; the
 * body's cells are read with the functions of base/pack.h (a stub reads as an empty text there),
 * texts only through sl_slim_text(). Errors: SL_INVALID. */
enum sl_status sl_slim_open(const void *bytes, size_t length, struct sl_body *out,
                            struct sl_error *err);
bool sl_slim_is(const struct sl_body *body);
bool sl_slim_bytes_are(const void *bytes, size_t length); /* by their mark; not checked */
/* The place of a cell's text, or of its evidence; 0: none. */
uint32_t sl_slim_place(const struct sl_body *body, uint32_t cell, bool evidence);
/* The text at a place (0 is the empty text); false: it is a stub, and *stub says what is
 * remembered. */
bool sl_slim_text(const struct sl_body *body, uint32_t place, struct sl_text *text,
                  struct sl_slim_stub *stub);
struct sl_slim_find sl_slim_find_at(const struct sl_slim_stub *stub, uint16_t index);

/* 31/12/2025 or 2025-12-31, anywhere. */
bool sl_slim_has_date(struct sl_text text);
