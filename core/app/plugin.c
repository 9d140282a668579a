#include "app/plugin.h"
#include "base/file.h"
#include "base/memory.h"
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

/* A shared object in the directory, until something is asked that it may offer. */
struct found {
    char *name, *folder, *path;
    bool tried;
};

struct loaded {
    void *object;
    const struct sl_plugin *plugin;
    const char *folder; /* borrowed */
    struct sl_scorer *scorer;
    struct sl_reporter *reporter;
};

struct sl_plugins {
    struct found *found;
    size_t found_count;
    struct loaded *loaded;
    size_t count;
    char *directory;
    void (*refused)(void *context, const char *sentence);
    void *context;
    void (*excepted)(void *context, const char *language, const char *sentence);
    void *excepted_context;
};

static void refuse(struct sl_plugins *plugins, const char *path, const char *why) {
    SL_AUTO(sl_free) char *sentence = sl_format("plugin %s was left out: %s", path, why);
    if (plugins->refused)
        plugins->refused(plugins->context, sentence);
}

static const char *misfit(const struct sl_plugin *plugin) {
    if (!plugin)
        return "it exports no " SL_PLUGIN_SYMBOL;
    if (plugin->api != SL_PLUGIN_API || plugin->size != sizeof *plugin)
        return "it was built for another version of sightline";
    return NULL;
}

static void load(struct sl_plugins *plugins, struct found *found) {
    const char *path = found->path;
    found->tried = true;
    void *object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!object) {
        refuse(plugins, path, dlerror());
        return;
    }
    const struct sl_plugin *plugin = dlsym(object, SL_PLUGIN_SYMBOL);
    const char *why = misfit(plugin);
    if (why) {
        refuse(plugins, path, why);
        dlclose(object);
        return;
    }
    plugins->loaded = sl_resize(plugins->loaded, plugins->count + 1, sizeof *plugins->loaded);
    plugins->loaded[plugins->count++] =
        (struct loaded){.object = object, .plugin = plugin, .folder = found->folder};
}

/* Does the word say the plugin's name: "lua", "rules/late.lua", "weights.points.json"? */
static bool says_name(const char *word, const char *name) {
    size_t length = strlen(name);
    for (const char *at = strstr(word, name); at != NULL; at = strstr(at + 1, name))
        if ((at == word || at[-1] == '.') && (at[length] == '\0' || at[length] == '.'))
            return true;
    return false;
}

/* Loads what hasn't been tried: those whose name the word says, or the others. */
static void load_some(struct sl_plugins *plugins, const char *word, bool named) {
    for (size_t i = 0; i < plugins->found_count; i++) {
        struct found *found = &plugins->found[i];
        if (!found->tried && says_name(word, found->name) == named)
            load(plugins, found);
    }
}

/* What may be asked of a plugin: does it offer the word? */
typedef const void *find_offer(const struct loaded *loaded, const char *word);

/* Plugins bring large libraries: those that bear the name of what is asked are loaded first, all
 * others only when none of these offers it. */
static struct loaded *offering(struct sl_plugins *plugins, find_offer *offer, const char *word) {
    for (int round = 0; round < 3; round++) {
        if (round > 0)
            load_some(plugins, word, round == 1);
        for (size_t i = 0; i < plugins->count; i++)
            if (offer(&plugins->loaded[i], word) != NULL)
                return &plugins->loaded[i];
    }
    return NULL;
}

/* Takes folder and path over. */
static void note(struct sl_plugins *plugins, char *name, char *folder, char *path) {
    plugins->found = sl_resize(plugins->found, plugins->found_count + 1, sizeof *plugins->found);
    plugins->found[plugins->found_count++] = (struct found){name, folder, path, false};
}

static enum sl_status visit(void *context, const char *name, struct sl_error *err) {
    (void)err;
    struct sl_plugins *plugins = context;
    size_t length = strlen(name);
    if (length > 3 && strcmp(name + length - 3, ".so") == 0) {
        note(plugins, sl_format("%.*s", (int)length - 3, name), sl_copy(plugins->directory),
             sl_format("%s/%s", plugins->directory, name));
        return SL_OK;
    }
    SL_AUTO(sl_free) char *folder = sl_format("%s/%s", plugins->directory, name);
    SL_AUTO(sl_free) char *path = sl_format("%s/%s.so", folder, name);
    if (sl_file_exists(path))
        note(plugins, sl_copy(name), sl_copy(folder), sl_copy(path));
    return SL_OK;
}

enum sl_status sl_plugins_open(const char *directory,
                               void (*refused)(void *context, const char *sentence), void *context,
                               struct sl_plugins **out, struct sl_error *err) {
    struct sl_plugins *plugins = sl_new(1, sizeof *plugins);
    plugins->directory = sl_copy(directory);
    plugins->refused = refused;
    plugins->context = context;
    enum sl_status status = SL_OK;
    if (sl_file_exists(directory))
        status = sl_file_each(directory, visit, plugins, err);
    if (status != SL_OK) {
        sl_plugins_close(plugins);
        return status;
    }
    *out = plugins;
    return SL_OK;
}

void sl_plugins_on_exception(struct sl_plugins *plugins,
                             void (*excepted)(void *context, const char *language,
                                              const char *sentence),
                             void *context) {
    plugins->excepted = excepted;
    plugins->excepted_context = context;
}

/* What an open() came to: a failure of this machine, not of a rule; nothing; or an exception it
 * tells of. */
static enum sl_status opened(const struct sl_plugins *plugins, const char *language,
                             enum sl_status status, const struct sl_error *said,
                             struct sl_error *err) {
    if (status != SL_OK)
        return sl_fail(err, status == SL_RULE ? SL_REFUSED : status, said->field, "%s", said->text);
    if (said->text[0] != '\0' && plugins->excepted)
        plugins->excepted(plugins->excepted_context, language, said->text);
    return SL_OK;
}

static enum sl_status open_scorer(const struct sl_plugins *plugins, const struct loaded *loaded,
                                  struct sl_scorer **out, struct sl_error *err) {
    const struct sl_scorer_api *offered = loaded->plugin->scorer;
    struct sl_error said = {0};
    enum sl_status status = offered->open(loaded->folder, out, &said);
    return opened(plugins, offered->language, status, &said, err);
}

static enum sl_status open_reporter(const struct sl_plugins *plugins, const struct loaded *loaded,
                                    struct sl_reporter **out, struct sl_error *err) {
    const struct sl_reporter_api *offered = loaded->plugin->reporter;
    struct sl_error said = {0};
    enum sl_status status = offered->open(loaded->folder, out, &said);
    return opened(plugins, offered->language, status, &said, err);
}

void sl_plugins_close(struct sl_plugins *plugins) {
    if (!plugins)
        return;
    for (size_t i = 0; i < plugins->count; i++) {
        struct loaded *loaded = &plugins->loaded[i];
        if (loaded->scorer)
            loaded->plugin->scorer->close(loaded->scorer);
        if (loaded->reporter)
            loaded->plugin->reporter->close(loaded->reporter);
        dlclose(loaded->object);
    }
    for (size_t i = 0; i < plugins->found_count; i++) {
        free(plugins->found[i].name);
        free(plugins->found[i].folder);
        free(plugins->found[i].path);
    }
    free(plugins->found);
    free(plugins->loaded);
    free(plugins->directory);
    free(plugins);
}

void sl_plugins_drop(struct sl_plugins **plugins) {
    sl_plugins_close(*plugins);
}

static enum sl_status none(const struct sl_plugins *plugins, const char *what, const char *word,
                           struct sl_error *err) {
    return sl_fail(err, SL_NOT_FOUND, what,
                   "no plugin in %s %s \"%s\"; build it, or point SIGHTLINE_PLUGINS at the folder "
                   "that holds it",
                   plugins->directory, what, word);
}

static const void *offers_scorer(const struct loaded *loaded, const char *language) {
    const struct sl_scorer_api *offered = loaded->plugin->scorer;
    return offered && strcmp(offered->language, language) == 0 ? offered : NULL;
}

enum sl_status sl_plugins_scorer(struct sl_plugins *plugins, const char *language,
                                 const struct sl_scorer_api **api, struct sl_scorer **scorer,
                                 struct sl_error *err) {
    struct loaded *loaded = offering(plugins, offers_scorer, language);
    enum sl_status status = SL_OK;
    if (!loaded)
        return none(plugins, "scores rules written in", language, err);
    if (!loaded->scorer)
        status = open_scorer(plugins, loaded, &loaded->scorer, err);
    if (status != SL_OK)
        return status;
    *api = loaded->plugin->scorer;
    *scorer = loaded->scorer;
    return SL_OK;
}

enum sl_status sl_plugins_fresh_scorer(struct sl_plugins *plugins, const char *language,
                                       const struct sl_scorer_api **api, struct sl_scorer **scorer,
                                       struct sl_error *err) {
    struct loaded *loaded = offering(plugins, offers_scorer, language);
    if (!loaded)
        return none(plugins, "scores rules written in", language, err);
    *api = loaded->plugin->scorer;
    return open_scorer(plugins, loaded, scorer, err);
}

static const void *offers_reporter(const struct loaded *loaded, const char *language) {
    const struct sl_reporter_api *offered = loaded->plugin->reporter;
    return offered && strcmp(offered->language, language) == 0 ? offered : NULL;
}

enum sl_status sl_plugins_reporter(struct sl_plugins *plugins, const char *language,
                                   const struct sl_reporter_api **api,
                                   struct sl_reporter **reporter, struct sl_error *err) {
    struct loaded *loaded = offering(plugins, offers_reporter, language);
    enum sl_status status = SL_OK;
    if (!loaded)
        return none(plugins, "runs reports written in", language, err);
    if (!loaded->reporter)
        status = open_reporter(plugins, loaded, &loaded->reporter, err);
    if (status != SL_OK)
        return status;
    *api = loaded->plugin->reporter;
    *reporter = loaded->reporter;
    return SL_OK;
}

static const void *offers_exporter(const struct loaded *loaded, const char *format) {
    const struct sl_exporter_api *offered = loaded->plugin->exporter;
    while (offered && strcmp(offered->format, format) != 0)
        offered = offered->also;
    return offered;
}

enum sl_status sl_plugins_exporter(struct sl_plugins *plugins, const char *format,
                                   const struct sl_exporter_api **api, struct sl_error *err) {
    const struct loaded *loaded = offering(plugins, offers_exporter, format);
    if (!loaded)
        return none(plugins, "writes", format, err);
    *api = offers_exporter(loaded, format);
    return SL_OK;
}

static const void *offers_workbook(const struct loaded *loaded, const char *format) {
    const struct sl_workbook_api *offered = loaded->plugin->workbook;
    return offered && strcmp(offered->format, format) == 0 ? offered : NULL;
}

enum sl_status sl_plugins_workbook(struct sl_plugins *plugins, const char *format,
                                   const struct sl_workbook_api **api, struct sl_error *err) {
    const struct loaded *loaded = offering(plugins, offers_workbook, format);
    if (!loaded)
        return none(plugins, "knows workbooks of the format", format, err);
    *api = loaded->plugin->workbook;
    return SL_OK;
}

static const void *offers_extension(const struct loaded *loaded, const char *path) {
    const struct sl_scorer_api *offered = loaded->plugin->scorer;
    size_t length = strlen(path), tail = offered ? strlen(offered->extension) : 0;
    bool fits = tail > 0 && length > tail && strcmp(path + length - tail, offered->extension) == 0;
    return fits ? offered : NULL;
}

const char *sl_plugins_language(struct sl_plugins *plugins, const char *path) {
    const struct loaded *loaded = offering(plugins, offers_extension, path);
    return loaded ? loaded->plugin->scorer->language : NULL;
}
