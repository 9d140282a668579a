#include "practice/import_source.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct array {
    struct sl_import_context *context;
    json_t *json; /* an array of records */
    size_t at;
    struct sl_import_bytes bytes;
    size_t scanned; /* bytes looked through for the lines that records begin on */
    long line;
    int depth; /* of brackets open at scanned */
    bool in_text;
};

/* The line on which the next object of the array begins. */
static long next_line(struct array *array, int wanted) {
    for (; array->scanned < array->bytes.length; array->scanned++) {
        char c = array->bytes.bytes[array->scanned];
        array->line += c == '\n';
        if (array->in_text) {
            array->scanned += c == '\\';
            array->in_text = c != '"';
        } else if (c == '"')
            array->in_text = true;
        else if (c == '{' || c == '[') {
            if (array->depth++ == wanted && c == '{') {
                array->scanned++;
                return array->line;
            }
        } else if (c == '}' || c == ']')
            array->depth--;
    }
    return array->line;
}

struct telling {
    struct sl_import_context *context;
    struct sl_import_item *item;
};

/* Sentences come as "record: V3: ..."; the file's name and line take that place. */
static void tell(void *memory, const char *sentence) {
    const struct telling *telling = memory;
    static const char before[] = "record: ";
    const char *text =
        strncmp(sentence, before, sizeof before - 1) == 0 ? sentence + sizeof before - 1 : sentence;
    char field[64];
    snprintf(field, sizeof field, "%.*s", (int)strcspn(text, ": "), text);
    sl_import_refuse(telling->context, telling->item, telling->item->line, field, "%s", text);
}

static size_t count_answers(const json_t *object) {
    size_t count = json_object_size(json_object_get(object, "answers"));
    const char *code;
    json_t *rows;
    json_object_foreach(json_object_get(object, "rows"), code, rows) {
        for (size_t i = 0; i < json_array_size(rows); i++)
            count += !json_is_null(json_array_get(rows, i));
    }
    return count;
}

/* The record's own id, or one made of what the file calls it. */
static void settle_id(json_t *object) {
    const char *fields[SL_FIELDS];
    char id[SL_ID_SIZE];
    for (int i = 0; i < SL_FIELDS; i++)
        fields[i] = sl_json_text_or(object, sl_import_field_name((enum sl_import_field)i), "");
    sl_import_name_id(fields[SL_FIELD_TOOL], fields, id);
    json_object_set_new(object, "id", json_string(id));
}

static void settle_default(json_t *object, const char *key, const char *fallback) {
    if (fallback != NULL && sl_json_text_or(object, key, "")[0] == '\0')
        json_object_set_new(object, key, json_string(fallback));
}

static void read_record(struct array *array, struct sl_import_item *item, json_t *object) {
    struct sl_import_context *context = array->context;
    struct sl_error err = {0};
    size_t tool;
    settle_default(object, "tool", context->import->tool);
    settle_default(object, "form", context->import->form);
    settle_default(object, "state", context->import->state);
    const char *code = sl_json_text_or(object, "tool", "");
    int64_t version = sl_json_whole_or(object, "version", 0);
    if (code[0] == '\0') {
        sl_import_refuse(context, item, item->line, "tool", "The record names no tool.");
        return;
    }
    if (sl_import_find_tool(context, code, version, &tool, &err) != SL_OK) {
        sl_import_refuse(context, item, item->line, "tool", "%s", err.text);
        return;
    }
    settle_id(object);
    item->record = sl_import_hand_out(context, tool);
    item->answers = count_answers(object);
    struct telling telling = {context, item};
    if (sl_record_read_json(item->record, object, tell, &telling, &err) != SL_OK)
        item->refused = true;
}

static enum sl_status next_object(void *self, struct sl_import_item *item, struct sl_error *err) {
    struct array *array = self;
    (void)err;
    *item = (struct sl_import_item){0};
    if (array->at == json_array_size(array->json))
        return SL_END;
    json_t *object = json_array_get(array->json, array->at++);
    if (!json_is_object(object)) {
        item->line = array->line;
        sl_import_refuse(array->context, item, item->line, "",
                         "Entry %zu of the array is no record but another thing.", array->at);
        return SL_OK;
    }
    item->line = next_line(array, 1);
    read_record(array, item, object);
    return SL_OK;
}

static void close_array(void *self) {
    struct array *array = self;
    json_decref(array->json);
    free(array);
}

enum sl_status sl_import_open_json(struct sl_import_context *context, struct sl_import_bytes bytes,
                                   struct sl_import_source *out, struct sl_error *err) {
    json_t *json = NULL;
    if (bytes.length > SL_IMPORT_JSON_MOST)
        return sl_fail(err, SL_INVALID, "",
                       "%s: JSON of at most %d bytes is read in; give a CSV for more.",
                       context->name, SL_IMPORT_JSON_MOST);
    enum sl_status status = sl_json_parse(context->name, bytes.bytes, bytes.length, &json, err);
    if (status != SL_OK)
        return status;
    struct array *array = sl_new(1, sizeof *array);
    *array = (struct array){.context = context, .json = json, .bytes = bytes, .line = 1};
    if (json_is_object(json)) {
        array->json = json_array();
        array->depth = 1;
        json_array_append_new(array->json, json);
    }
    *out = (struct sl_import_source){array, next_object, close_array};
    return SL_OK;
}
