#include "bench.h"
#include "store/query.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static double cpu_of(int who) {
    struct rusage usage;
    getrusage(who, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

struct bench_time bench_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (struct bench_time){(double)now.tv_sec + (double)now.tv_nsec * 1e-9,
                               cpu_of(RUSAGE_SELF) + cpu_of(RUSAGE_CHILDREN)};
}

struct bench_time bench_since(struct bench_time then) {
    struct bench_time now = bench_now();
    return (struct bench_time){now.wall - then.wall, now.cpu - then.cpu};
}

double bench_microseconds(double seconds, int64_t count) {
    return seconds * 1e6 / (double)count;
}

void bench_fail(const char *sentence) {
    fprintf(stderr, "bench: %s\n", sentence);
    exit(2);
}

void bench_must(enum sl_status status, const struct sl_error *err) {
    if (status != SL_OK)
        bench_fail(err->text);
}

void bench_use(const void *value) {
    __asm__ volatile("" : : "g"(value) : "memory");
}

static const char *home(const char *name) {
    const char *folder = getenv(name);
    if (folder == NULL)
        bench_fail("call it by ./dev bench, which says where things lie");
    return folder;
}

const char *bench_schema(void) {
    return home("BENCH_SCHEMA");
}

char *bench_file(const char *name) {
    return sl_format("%s/%s", home("BENCH_HOME"), name);
}

struct sl_store *bench_open(const char *path) {
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    bench_must(sl_store_open(path, bench_schema(), &store, &err), &err);
    return store;
}

static void say(void *context, const char *sentence) {
    (void)context;
    fprintf(stderr, "bench: %s\n", sentence);
}

static enum sl_status find(void *context, const char *language, struct sl_engine *out,
                           struct sl_error *err) {
    return sl_plugins_scorer(context, language, &out->api, &out->scorer, err);
}

static enum sl_status fresh(void *context, const char *language, struct sl_engine *out,
                            struct sl_error *err) {
    return sl_plugins_fresh_scorer(context, language, &out->api, &out->scorer, err);
}

static const char *language_of(void *context, const char *path) {
    return sl_plugins_language(context, path);
}

struct bench_scorers bench_scorers_open(void) {
    struct bench_scorers scorers = {0};
    struct sl_error err = {0};
    bench_must(sl_plugins_open(home("SIGHTLINE_PLUGINS"), say, NULL, &scorers.plugins, &err), &err);
    scorers.engines = (struct sl_engines){find, fresh, language_of, scorers.plugins};
    return scorers;
}

void bench_scorers_close(struct bench_scorers *scorers) {
    sl_plugins_close(scorers->plugins);
    *scorers = (struct bench_scorers){0};
}

struct sl_engine bench_engine(const struct bench_scorers *scorers, const char *language) {
    struct sl_engine engine = {0};
    struct sl_error err = {0};
    bench_must(find(scorers->plugins, language, &engine, &err), &err);
    return engine;
}

int64_t bench_newest(struct sl_store *store, const char *code) {
    struct sl_error err = {0};
    struct sl_query q = sl_query_open(
        store, "SELECT coalesce(max(number), 0) FROM rule_version WHERE rule = :rule", &err);
    sl_query_text(&q, ":rule", code);
    int64_t number = sl_query_next(&q) ? sl_query_get_int(&q, 0) : 0;
    bench_must(q.status, &err);
    sl_query_close(&q);
    return number;
}

struct sl_rule *bench_rule(struct sl_store *store, const char *code) {
    struct sl_error err = {0};
    struct sl_rule *rule = NULL;
    bench_must(sl_rule_from_store(store, code, bench_newest(store, code), &rule, &err), &err);
    return rule;
}

void bench_times_add(struct bench_times *times, double seconds) {
    if ((times->count & (times->count + 1)) == 0)
        times->milliseconds =
            sl_resize(times->milliseconds, 2 * times->count + 2, sizeof *times->milliseconds);
    times->milliseconds[times->count++] = (float)(seconds * 1e3);
}

static int by_size(const void *a, const void *b) {
    float left = *(const float *)a, right = *(const float *)b;
    return (left > right) - (left < right);
}

json_t *bench_times_tell(struct bench_times *times) {
    const float *all = times->milliseconds;
    size_t count = times->count;
    if (count == 0)
        bench_fail("nothing was timed");
    qsort(times->milliseconds, count, sizeof *times->milliseconds, by_size);
    return json_pack("{sIsfsfsf}", "n", (json_int_t)count, "p50_ms", (double)all[count / 2],
                     "p99_ms", (double)all[count * 99 / 100], "most_ms", (double)all[count - 1]);
}

void bench_times_drop(struct bench_times *times) {
    free(times->milliseconds);
    *times = (struct bench_times){0};
}

/* The number behind a word in a file about a process; -1 when there is none. */
static long kib_in(const char *process, const char *name, const char *format) {
    char path[64], line[256];
    long kib = -1;
    snprintf(path, sizeof path, "/proc/%.20s/%s", process, name);
    FILE *file = fopen(path, "r");
    while (file != NULL && kib < 0 && fgets(line, sizeof line, file) != NULL)
        sscanf(line, format, &kib);
    if (file != NULL)
        fclose(file);
    return kib;
}

/* A confined worker shows its map to root only; what it holds of its own it shows to everyone. */
static long private_dirty(const char *process) {
    long kib = kib_in(process, "smaps_rollup", "Private_Dirty: %ld kB");
    return kib >= 0 ? kib : kib_in(process, "status", "RssAnon: %ld kB");
}

static bool is_child_of(const char *process, pid_t parent) {
    char path[64], line[512];
    int found = 0;
    snprintf(path, sizeof path, "/proc/%.20s/stat", process);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    if (fgets(line, sizeof line, file) != NULL && strrchr(line, ')') != NULL)
        sscanf(strrchr(line, ')') + 1, " %*c %d", &found);
    fclose(file);
    return found == parent;
}

void bench_look_at_memory(struct bench_memory *most) {
    long program = private_dirty("self"), workers = 0;
    most->program = program > most->program ? program : most->program;
    DIR *processes = opendir("/proc");
    for (struct dirent *entry; processes != NULL && (entry = readdir(processes)) != NULL;) {
        if (entry->d_name[0] < '0' || entry->d_name[0] > '9' ||
            !is_child_of(entry->d_name, getpid()))
            continue;
        long worker = private_dirty(entry->d_name);
        workers += worker > 0 ? worker : 0;
    }
    most->workers = workers > most->workers ? workers : most->workers;
    if (processes != NULL)
        closedir(processes);
}

int bench_tell(json_t *line) {
    json_dumpf(line, stdout, JSON_SORT_KEYS | JSON_REAL_PRECISION(6));
    putchar('\n');
    json_decref(line);
    return 0;
}

static const struct {
    const char *name;
    int words; /* behind the name */
    int (*run)(int count, char **words);
} pieces[] = {
    {"prepare", 1, bench_prepare},   {"propose", 2, bench_propose},   {"rescore", 3, bench_rescore},
    {"remember", 1, bench_remember}, {"preview", 1, bench_preview},   {"live", 2, bench_live},
    {"edit", 2, bench_edit},         {"c_packed", 2, bench_c_packed}, {"ticks", 2, bench_ticks},
    {"points", 1, bench_points},     {"export", 2, bench_export},     {"csv", 3, bench_csv},
    {"import", 3, bench_import},     {"phrase", 0, bench_phrase},     {"pack", 0, bench_pack},
    {"save", 4, bench_save},         {"query", 1, bench_query}};

int main(int count, char **words) {
    for (size_t i = 0; i < SL_COUNT(pieces); i++)
        if (count == pieces[i].words + 2 && strcmp(words[1], pieces[i].name) == 0)
            return pieces[i].run(count - 2, words + 2);
    bench_fail("there is no such piece of work, or it takes other words");
}
