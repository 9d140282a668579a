#include "app/booking.h"
#include "app/tools.h"
#include "base/file.h"
#include "base/json.h"
#include "scoring/rule_cells.h"
#include "scoring/rule_check.h"
#include "scoring/rule_diff.h"
#include <string.h>

/* A rule beside its tools and examples. */
struct material {
    struct sl_rule_forms *forms;
    json_t *examples;
};

static void material_drop(struct material *material) {
    sl_rule_forms_free(material->forms);
    json_decref(material->examples);
}

static enum sl_status gather(struct sl_app *app, struct sl_store *store, const struct sl_rule *rule,
                             const struct sl_engine *engine, struct material *out,
                             struct sl_error *err) {
    struct sl_shelf shelf = sl_app_shelf(app, store);
    SL_AUTO(sl_free) char *text = NULL;
    enum sl_status status = sl_golden_forms(rule, &shelf, &out->forms, err);
    if (status == SL_OK)
        status = engine->api->examples(engine->scorer, sl_rule_for_scorer(rule), &text, err);
    if (status == SL_OK)
        status = sl_json_parse(sl_rule_name(rule), text, text != NULL ? strlen(text) : 0,
                               &out->examples, err);
    if (status == SL_OK)
        sl_golden_take_further(&out->examples, sl_rule_header(rule)->settings);
    return status;
}

/* --- out --- */

static enum sl_status write_book(const struct sl_book_of *of, const struct sl_workbook_api *api,
                                 const char *path, struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *book = sl_book_write(of);
    SL_AUTO(sl_buffer_drop) struct sl_buffer bytes = {0};
    enum sl_status status = api->write(book, &bytes, err);
    return status == SL_OK ? sl_file_write(path, bytes.bytes, bytes.length, err) : status;
}

enum sl_status sl_app_book_export(struct sl_app *app, struct sl_store *store, const char *code,
                                  int64_t number, const char *format, const char *path,
                                  struct sl_error *err) {
    const struct sl_workbook_api *api = NULL;
    struct sl_engine engine;
    struct sl_error none = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    SL_AUTO(sl_rule_drop) struct sl_rule *in_force = NULL;
    SL_AUTO(material_drop) struct material material = {0};
    enum sl_status status = sl_plugins_workbook(sl_app_plugins(app), format, &api, err);
    if (status == SL_OK)
        status = sl_app_rule(app, code, number, &rule, &engine, err);
    if (status == SL_OK && sl_rule_number(rule) == 0)
        status =
            sl_fail(err, SL_INVALID, "", "%s is a file; a rule of the store is exported", code);
    if (status == SL_OK)
        status = gather(app, store, rule, &engine, &material, err);
    if (status != SL_OK)
        return status;
    sl_rule_from_store(store, code, 0, &in_force, &none);
    const struct sl_book_of of = {rule, material.forms, material.examples, in_force};
    return write_book(&of, api, path, err);
}

/* --- back --- */

struct telling {
    struct sl_app *app;
    const struct sl_book_read *read;
    size_t faults;
    struct sl_error *err;
};

static void tell(void *context, const char *sentence) {
    struct telling *t = context;
    if (t->faults++ == 0)
        sl_fail(t->err, SL_INVALID, "", "%s", sentence);
    sl_app_told(t->app, sentence);
}

static void tell_cell(void *context, const struct sl_column_place *place, const char *sentence) {
    struct telling *t = context;
    SL_AUTO(sl_free) char *cell = sl_book_read_cell(t->read, place);
    SL_AUTO(sl_free) char *path = cell == NULL ? sl_column_path(place) : NULL;
    SL_AUTO(sl_free) char *whole = sl_format("%s: %s", cell != NULL ? cell : path, sentence);
    tell(t, whole);
}

/* A fault of a check: of an example with its cell, of others as it is. */
static void tell_check(void *context, const char *sentence) {
    static const char mark[] = "example \"";
    const struct telling *t = context;
    const char *at = strstr(sentence, mark);
    const char *end = at != NULL ? strchr(at + sizeof mark - 1, '"') : NULL;
    if (end == NULL) {
        tell(context, sentence);
        return;
    }
    const char *from = at + sizeof mark - 1;
    SL_AUTO(sl_free) char *name = sl_copy_bytes(from, (size_t)(end - from));
    SL_AUTO(sl_free) char *cell = sl_book_read_example(t->read, name);
    SL_AUTO(sl_free) char *whole = cell != NULL ? sl_format("%s: %s", cell, at) : sl_copy(sentence);
    tell(context, whole);
}

struct asking {
    const struct sl_rule_forms *forms;
    struct telling *telling;
    json_t *told; /* questions */
};

static void check_asked(void *context, const struct sl_column_place *place, const char *question) {
    const struct asking *a = context;
    for (size_t i = 0; i < sl_rule_forms_count(a->forms); i++)
        if (sl_tool_find(sl_rule_forms_at(a->forms, i)->tool, question) >= 0)
            return;
    if (json_object_get(a->told, question) != NULL)
        return;
    json_object_set_new(a->told, question, json_true());
    bool grouped = strcmp(place->table, "groups") == 0;
    SL_AUTO(sl_free)
    char *cell = grouped ? sl_book_read_group(a->telling->read, place->column, question)
                         : sl_book_read_cell(a->telling->read, place);
    SL_AUTO(sl_free)
    char *sentence = sl_format("%s: no question has the code %.60s; the sheet Questions lists them",
                               cell != NULL ? cell : place->table, question);
    tell(a->telling, sentence);
}

/* What only the tools know: told by sheet and cell before the rule is checked as a whole. */
static enum sl_status check_cells(const struct sl_rule *rule, const struct sl_rule_forms *forms,
                                  struct telling *t) {
    const struct sl_rule_header *header = sl_rule_header(rule);
    struct asking asking = {forms, t, json_object()};
    sl_columns_each_question(header->columns, header->settings, check_asked, &asking);
    json_decref(asking.told);
    if (t->faults == 0)
        sl_rule_cells_check(header, forms, tell_cell, t);
    return t->faults == 0 ? SL_OK : SL_INVALID;
}

static enum sl_status check_origin(struct sl_store *store, const struct sl_book_origin *origin,
                                   const struct sl_rule *base, const char *path, bool older,
                                   struct sl_error *err) {
    char hash[SL_HASH_SIZE];
    struct sl_error none = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *now = NULL;
    if (strcmp(sl_hash_hex(sl_rule_hash(base), hash), origin->hash) != 0)
        return sl_fail(err, SL_INVALID, "",
                       "%s was made from another store's version %lld of %s; export it here and "
                       "bring your changes over",
                       path, (long long)origin->version, origin->rule);
    sl_rule_from_store(store, origin->rule, 0, &now, &none);
    if (older || now == NULL || sl_rule_number(now) <= origin->version)
        return SL_OK;
    return sl_fail(err, SL_CONFLICT, "",
                   "%s was made from version %lld, and version %lld is in force since; export "
                   "again and bring your changes over, or say --older",
                   path, (long long)origin->version, (long long)sl_rule_number(now));
}

static enum sl_status read_file(struct sl_app *app, const char *path, json_t **book,
                                struct sl_error *err) {
    const struct sl_workbook_api *api = NULL;
    SL_AUTO(sl_free) char *bytes = NULL;
    size_t length = 0;
    enum sl_status status = sl_plugins_workbook(sl_app_plugins(app), "xlsx", &api, err);
    if (status == SL_OK)
        status = sl_file_read(path, SL_WORKBOOK_FILE_MOST, &bytes, &length, err);
    return status == SL_OK ? api->read(path, (struct sl_text){bytes, length}, book, err) : status;
}

/* The version a workbook was made from, with its tools and examples. */
static enum sl_status find_base(struct sl_app *app, struct sl_store *store, const char *path,
                                const json_t *book, bool older, struct sl_booked *out,
                                struct material *material, struct sl_error *err) {
    struct sl_book_origin origin;
    enum sl_status status = sl_book_origin(path, book, &origin, err);
    if (status == SL_OK)
        status = sl_app_rule(app, origin.rule, origin.version, &out->base, &out->engine, err);
    if (status == SL_OK)
        status = check_origin(store, &origin, out->base, path, older, err);
    return status == SL_OK ? gather(app, store, out->base, &out->engine, material, err) : status;
}

static enum sl_status make_rule(struct sl_app *app, struct sl_store *store,
                                const struct sl_book_read *read, const struct sl_rule_forms *forms,
                                struct sl_booked *out, struct sl_error *err) {
    struct telling telling = {app, read, 0, err};
    struct sl_error last = {0};
    struct sl_shelf shelf = sl_app_shelf(app, store);
    struct sl_rule_checked checked = {0};
    const json_t *settings = sl_book_read_settings(read);
    enum sl_status status = sl_rule_with_settings(out->base, settings, &out->rule, &last);
    if (status == SL_OK)
        status = check_cells(out->rule, forms, &telling);
    if (status == SL_OK)
        status =
            sl_rule_check(out->rule, &out->engine, &shelf, tell_check, &telling, &checked, &last);
    out->examples = checked.examples;
    if (status != SL_OK && telling.faults == 0)
        return sl_fail(err, status, last.field, "%s", last.text);
    if (status == SL_OK)
        out->changes = sl_rule_diff_settings(sl_rule_header(out->base)->settings,
                                             sl_rule_header(out->rule)->settings);
    return status;
}

enum sl_status sl_app_book_import(struct sl_app *app, struct sl_store *store, const char *path,
                                  bool older, struct sl_booked *out, struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *book = NULL;
    SL_AUTO(material_drop) struct material material = {0};
    SL_AUTO(sl_book_read_drop) struct sl_book_read *read = NULL;
    enum sl_status status = read_file(app, path, &book, err);
    if (status == SL_OK)
        status = find_base(app, store, path, book, older, out, &material, err);
    if (status != SL_OK)
        return status;
    const struct sl_book_of of = {out->base, material.forms, material.examples, NULL};
    status = sl_book_read(book, &of, sl_app_told, app, &read, err);
    return status == SL_OK ? make_rule(app, store, read, material.forms, out, err) : status;
}

void sl_booked_drop(struct sl_booked *booked) {
    sl_rule_free(booked->base);
    sl_rule_free(booked->rule);
    json_decref(booked->changes);
    *booked = (struct sl_booked){0};
}
