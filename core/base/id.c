#include "base/id.h"
#include "base/buffer.h"
#include "base/hash.h"
#include <stddef.h>
#include <string.h>
#include <uuid/uuid.h>

void sl_id_new(char id[SL_ID_SIZE]) {
    uuid_t bytes;
    uuid_generate_random(bytes);
    uuid_unparse_lower(bytes, id);
}

void sl_id_from_name(const char *space, const char *name, char id[SL_ID_SIZE]) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer both = {0};
    sl_buffer_add(&both, space, strlen(space) + 1);
    sl_buffer_text(&both, name);
    struct sl_hash hash = sl_hash_of(both.bytes, both.length);
    uuid_t bytes;
    memcpy(bytes, hash.bytes, sizeof bytes);
    bytes[6] = (unsigned char)((bytes[6] & 0x0f) | 0x80); /* version 8 */
    bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80); /* variant of RFC 9562 */
    uuid_unparse_lower(bytes, id);
}

bool sl_id_is(const char *text) {
    if (text == NULL || strlen(text) != SL_ID_SIZE - 1)
        return false;
    for (size_t i = 0; i < SL_ID_SIZE - 1; i++) {
        bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (hyphen ? text[i] != '-' : strchr("0123456789abcdef", text[i]) == NULL)
            return false;
    }
    return true;
}
