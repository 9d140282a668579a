#include "app/plugin.h"
#include "base/file.h"
#include "base/memory.h"
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

struct loaded {
    void *object;
    const struct sl_plugin *plugin;
    char *folder;
    struct sl_scorer *scorer;
    struct sl_reporter *reporter;
};

struct sl_plugins {
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

static void load(struct sl_plugins *plugins, const char *folder, const char *path) {
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
        (struct loaded){.object = object, .plugin = plugin, .folder = sl_copy(folder)};
}

static enum sl_status visit(void *context, const char *name, struct sl_error *err) {
    (void)err;
    struct sl_plugins *plugins = context;
    size_t length = strlen(name);
    if (length > 3 && strcmp(name + length - 3, ".so") == 0) {
        SL_AUTO(sl_free) char *path = sl_format("%s/%s", plugins->directory, name);
        load(plugins, plugins->directory, path);
        return SL_OK;
    }
    SL_AUTO(sl_free) char *folder = sl_format("%s/%s", plugins->directory, name);
    SL_AUTO(sl_free) char *path = sl_format("%s/%s.so", folder, name);
    if (sl_file_exists(path))
        load(plugins, folder, path);
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
        free(loaded->folder);
    }
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

static struct loaded *scorer_of(struct sl_plugins *plugins, const char *language) {
    for (size_t i = 0; i < plugins->count; i++) {
        const struct sl_scorer_api *offered = plugins->loaded[i].plugin->scorer;
        if (offered && strcmp(offered->language, language) == 0)
            return &plugins->loaded[i];
    }
    return NULL;
}

enum sl_status sl_plugins_scorer(struct sl_plugins *plugins, const char *language,
                                 const struct sl_scorer_api **api, struct sl_scorer **scorer,
                                 struct sl_error *err) {
    struct loaded *loaded = scorer_of(plugins, language);
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
    struct loaded *loaded = scorer_of(plugins, language);
    if (!loaded)
        return none(plugins, "scores rules written in", language, err);
    *api = loaded->plugin->scorer;
    return open_scorer(plugins, loaded, scorer, err);
}

enum sl_status sl_plugins_reporter(struct sl_plugins *plugins, const char *language,
                                   const struct sl_reporter_api **api,
                                   struct sl_reporter **reporter, struct sl_error *err) {
    for (size_t i = 0; i < plugins->count; i++) {
        struct loaded *loaded = &plugins->loaded[i];
        const struct sl_reporter_api *offered = loaded->plugin->reporter;
        if (!offered || strcmp(offered->language, language) != 0)
            continue;
        if (!loaded->reporter) {
            enum sl_status status = open_reporter(plugins, loaded, &loaded->reporter, err);
            if (status != SL_OK)
                return status;
        }
        *api = offered;
        *reporter = loaded->reporter;
        return SL_OK;
    }
    return none(plugins, "runs reports written in", language, err);
}

enum sl_status sl_plugins_exporter(struct sl_plugins *plugins, const char *format,
                                   const struct sl_exporter_api **api, struct sl_error *err) {
    for (size_t i = 0; i < plugins->count; i++) {
        const struct sl_exporter_api *offered = plugins->loaded[i].plugin->exporter;
        for (; offered; offered = offered->also) {
            if (strcmp(offered->format, format) != 0)
                continue;
            *api = offered;
            return SL_OK;
        }
    }
    return none(plugins, "writes", format, err);
}

enum sl_status sl_plugins_workbook(struct sl_plugins *plugins, const char *format,
                                   const struct sl_workbook_api **api, struct sl_error *err) {
    for (size_t i = 0; i < plugins->count; i++) {
        const struct sl_workbook_api *offered = plugins->loaded[i].plugin->workbook;
        if (offered && strcmp(offered->format, format) == 0) {
            *api = offered;
            return SL_OK;
        }
    }
    return none(plugins, "knows workbooks of the format", format, err);
}

const char *sl_plugins_language(const struct sl_plugins *plugins, const char *path) {
    size_t length = strlen(path);
    for (size_t i = 0; i < plugins->count; i++) {
        const struct sl_scorer_api *offered = plugins->loaded[i].plugin->scorer;
        size_t tail = offered ? strlen(offered->extension) : 0;
        if (tail > 0 && length > tail && strcmp(path + length - tail, offered->extension) == 0)
            return offered->language;
    }
    return NULL;
}
