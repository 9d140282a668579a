#include "archive.h"
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { SMALL = 1 << 20, BLOCK = 64 << 10 };

struct xlsx_archive {
    char *name;
    zip_t *zip;
};

static enum sl_status refuse(const struct xlsx_archive *archive, struct sl_error *err,
                             const char *why) {
    return sl_fail(err, SL_INVALID, "", "%s: %s", archive->name, why);
}

static bool is_old_office(struct sl_text bytes) {
    static const unsigned char magic[] = {0xd0, 0xcf, 0x11, 0xe0};
    return bytes.length > sizeof magic && memcmp(bytes.bytes, magic, sizeof magic) == 0;
}

enum sl_status xlsx_archive_open(const char *name, struct sl_text bytes, struct xlsx_archive **out,
                                 struct sl_error *err) {
    SL_AUTO(xlsx_archive_drop) struct xlsx_archive *archive = sl_new(1, sizeof *archive);
    archive->name = sl_copy(name);
    if (is_old_office(bytes))
        return refuse(archive, err,
                      "it is a workbook of the old format (.xls), or has a password; save it as "
                      ".xlsx without one");
    zip_source_t *source = zip_source_buffer_create(bytes.bytes, bytes.length, 0, NULL);
    if (source == NULL)
        return refuse(archive, err, "it could not be read");
    archive->zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    if (archive->zip == NULL) {
        zip_source_free(source);
        return refuse(archive, err, "it isn't a workbook (.xlsx), or it is damaged");
    }
    if (zip_get_num_entries(archive->zip, 0) > XLSX_PARTS_MOST)
        return refuse(archive, err, "it has more than 1000 parts");
    *out = archive;
    archive = NULL;
    return SL_OK;
}

void xlsx_archive_close(struct xlsx_archive *archive) {
    if (archive == NULL)
        return;
    if (archive->zip != NULL)
        zip_discard(archive->zip);
    free(archive->name);
    free(archive);
}

void xlsx_archive_drop(struct xlsx_archive **archive) {
    xlsx_archive_close(*archive);
    *archive = NULL;
}

const char *xlsx_archive_name(const struct xlsx_archive *archive) {
    return archive->name;
}

/* What the archive says of a part may be a lie; what comes out of it is counted. */
static enum sl_status unpack(const struct xlsx_archive *archive, zip_file_t *part, uint64_t packed,
                             struct sl_buffer *out, struct sl_error *err) {
    size_t before = out->length;
    for (;;) {
        sl_buffer_reserve(out, BLOCK);
        zip_int64_t got = zip_fread(part, out->bytes + out->length, BLOCK);
        if (got < 0)
            return refuse(archive, err, "a part of it is damaged");
        if (got == 0)
            return SL_OK;
        out->length += (size_t)got;
        size_t length = out->length - before;
        if (length > XLSX_PART_MOST)
            return refuse(archive, err, "a part of it unpacks to more than 16 MB");
        if (length > SMALL && length / XLSX_RATIO_MOST > packed)
            return refuse(archive, err, "a part of it unpacks to more than 100 times its size");
    }
}

enum sl_status xlsx_archive_part(struct xlsx_archive *archive, const char *path,
                                 struct sl_buffer *out, struct sl_error *err) {
    zip_stat_t stat;
    zip_int64_t place = zip_name_locate(archive->zip, path, 0);
    if (place < 0 || zip_stat_index(archive->zip, (zip_uint64_t)place, 0, &stat) != 0)
        return sl_fail(err, SL_NOT_FOUND, "", "%s: it has no part %.80s", archive->name, path);
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
        return refuse(archive, err, "it has a password; save it without one");
    zip_file_t *part = zip_fopen_index(archive->zip, (zip_uint64_t)place, 0);
    if (part == NULL)
        return refuse(archive, err, "a part of it is damaged");
    uint64_t packed = (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0;
    enum sl_status status = unpack(archive, part, packed, out, err);
    zip_fclose(part);
    return status;
}
