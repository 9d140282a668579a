#include "process.h"
#include "base/memory.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    INPUT_SIZE = SL_LUA_SLOTS * SL_LUA_INPUT_SLOT,
    OUTPUT_SIZE = SL_LUA_OUTPUT_HEAD + SL_LUA_SLOTS * SL_LUA_OUTPUT_SLOT,
    FIRST_FREE = 10, /* above what the worker gets, so that nothing is copied over */
    LOOK_MS = 100,
    WAITING = 3 /* times a limit that may pass without the worker being given its turn */
};

struct sl_lua_process {
    pid_t pid; /* 0 when it has ended */
    int socket;
    int signal;
    struct sl_lua_limits limits;
    uint8_t *input;
    const uint8_t *output;
};

/* What the worker is given, in this process's numbers. */
struct ends {
    int socket, input, output;
};

static void close_ends(struct ends *ends) {
    if (ends->socket >= 0)
        close(ends->socket);
    if (ends->input >= 0)
        close(ends->input);
    if (ends->output >= 0)
        close(ends->output);
}

/* The same descriptor under a number of at least FIRST_FREE; -1 when there is none left. */
static int move_up(int descriptor) {
    int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, FIRST_FREE);
    close(descriptor);
    return moved;
}

static int make_memory(const char *name, size_t size) {
    int memory = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (memory < 0)
        return -1;
    if (ftruncate(memory, (off_t)size) != 0) {
        close(memory);
        return -1;
    }
    return move_up(memory);
}

/* The input is sealed against every later writer: the mapping made here is the only one. */
static bool map_input(struct sl_lua_process *process, struct ends *ends) {
    ends->input = make_memory("sightline-input", INPUT_SIZE);
    if (ends->input < 0)
        return false;
    void *mapped = mmap(NULL, INPUT_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, ends->input, 0);
    if (mapped == MAP_FAILED)
        return false;
    process->input = mapped;
    int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_FUTURE_WRITE | F_SEAL_SEAL;
    return fcntl(ends->input, F_ADD_SEALS, seals) == 0;
}

static bool map_output(struct sl_lua_process *process, struct ends *ends) {
    ends->output = make_memory("sightline-output", OUTPUT_SIZE);
    if (ends->output < 0)
        return false;
    void *mapped = mmap(NULL, OUTPUT_SIZE, PROT_READ, MAP_SHARED, ends->output, 0);
    if (mapped == MAP_FAILED)
        return false;
    process->output = mapped;
    return fcntl(ends->output, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
}

static bool make_socket(struct sl_lua_process *process, struct ends *ends) {
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        return false;
    process->socket = pair[0];
    ends->socket = move_up(pair[1]);
    return ends->socket >= 0;
}

static int fill_actions(posix_spawn_file_actions_t *actions, const struct ends *ends) {
    int fault = 0;
    for (int standard = 0; standard < SL_LUA_SOCKET; standard++)
        fault |= posix_spawn_file_actions_addopen(actions, standard, "/dev/null", O_RDWR, 0);
    fault |= posix_spawn_file_actions_adddup2(actions, ends->socket, SL_LUA_SOCKET);
    fault |= posix_spawn_file_actions_adddup2(actions, ends->input, SL_LUA_INPUT);
    fault |= posix_spawn_file_actions_adddup2(actions, ends->output, SL_LUA_OUTPUT);
    fault |= posix_spawn_file_actions_addclosefrom_np(actions, SL_LUA_DESCRIPTORS);
    return fault;
}

static int fill_attributes(posix_spawnattr_t *attributes) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    return posix_spawnattr_setsigmask(attributes, &none) |
           posix_spawnattr_setsigdefault(attributes, &all) |
           posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

/* What the worker is called with: its name, whether it is confined, its limits. */
struct words {
    char text[SL_LUA_WORKER_LIMITS + 2][24];
    char *list[SL_LUA_WORKER_LIMITS + 3];
};

static void write_words(struct words *words, bool confined, const struct sl_lua_limits *limits) {
    snprintf(words->text[0], sizeof words->text[0], "sightline-lua-worker");
    snprintf(words->text[1], sizeof words->text[1], confined ? "confined" : "unconfined");
    for (int i = 0; i < SL_LUA_WORKER_LIMITS; i++)
        snprintf(words->text[i + 2], sizeof words->text[i + 2], "%d", limits->number[i]);
    for (int i = 0; i < SL_LUA_WORKER_LIMITS + 2; i++)
        words->list[i] = words->text[i];
    words->list[SL_LUA_WORKER_LIMITS + 2] = NULL;
}

static int spawn(struct sl_lua_process *process, const char *program, bool confined,
                 const struct ends *ends) {
    char sanitizer[] = "ASAN_OPTIONS=detect_leaks=0:symbolize=0:use_sigaltstack=0";
    char undefined[] = "UBSAN_OPTIONS=halt_on_error=1"; /* its words would go to /dev/null */
    char *environment[] = {sanitizer, undefined, NULL};
    struct words words;
    write_words(&words, confined, &process->limits);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    int fault = fill_actions(&actions, ends) | fill_attributes(&attributes);
    if (fault == 0)
        fault = posix_spawn(&process->pid, program, &actions, &attributes, words.list, environment);
    if (fault != 0)
        process->pid = 0;
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return fault;
}

/* One that has ended already keeps the signal that ended it. */
static void end(struct sl_lua_process *process) {
    int status = 0;
    if (process->pid == 0)
        return;
    kill(process->pid, SIGKILL);
    while (waitpid(process->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    process->pid = 0;
    process->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

void sl_lua_process_free(struct sl_lua_process *process) {
    if (process == NULL)
        return;
    end(process);
    if (process->socket >= 0)
        close(process->socket);
    if (process->input != NULL)
        munmap(process->input, INPUT_SIZE);
    if (process->output != NULL)
        munmap((void *)(uintptr_t)process->output, OUTPUT_SIZE);
    free(process);
}

static enum sl_status await_ready(struct sl_lua_process *process, const char *program,
                                  struct sl_error *err) {
    const struct sl_lua_message expected = {.operation = SL_LUA_READY};
    struct sl_lua_message ready;
    if (sl_lua_process_wait(process, &expected, &ready) == SL_LUA_ANSWERED)
        return SL_OK;
    return sl_fail(err, SL_RULE, "",
                   "The rules' worker program %s doesn't start: it needs a Linux kernel with "
                   "system call filters (seccomp) and 256 MB of address space.",
                   program);
}

enum sl_status sl_lua_process_start(const char *program, bool confined,
                                    const struct sl_lua_limits *limits, struct sl_lua_process **out,
                                    struct sl_error *err) {
    struct sl_lua_process *process = sl_new(1, sizeof *process);
    process->limits = *limits;
    struct ends ends = {-1, -1, -1};
    process->socket = -1;
    enum sl_status status = SL_OK;
    if (!make_socket(process, &ends) || !map_input(process, &ends) || !map_output(process, &ends))
        status = sl_fail(err, SL_RULE, "", "There is no shared memory for the rules' worker: %s.",
                         strerror(errno));
    int fault = status == SL_OK ? spawn(process, program, confined, &ends) : 0;
    if (fault != 0)
        status = sl_fail(err, SL_RULE, "", "The rules' worker program %s can't be started: %s.",
                         program, strerror(fault));
    close_ends(&ends);
    if (status == SL_OK)
        status = await_ready(process, program, err);
    if (status != SL_OK) {
        sl_lua_process_free(process);
        return status;
    }
    *out = process;
    return SL_OK;
}

uint8_t *sl_lua_process_input(struct sl_lua_process *process, uint32_t slot) {
    return process->input + (size_t)slot * SL_LUA_INPUT_SLOT;
}

bool sl_lua_process_send(struct sl_lua_process *process, const struct sl_lua_message *message) {
    ssize_t sent;
    do
        sent = send(process->socket, message, sizeof *message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == sizeof *message;
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static uint64_t progress_of(const struct sl_lua_process *process) {
    const _Atomic uint64_t *progress = (const _Atomic uint64_t *)(const void *)process->output;
    return atomic_load_explicit(progress, memory_order_relaxed);
}

/* What the worker has worked; the wall's time where that can't be told. */
static int64_t worked_ms(const struct sl_lua_process *process) {
    clockid_t clock;
    struct timespec worked;
    if (clock_getcpuclockid(process->pid, &clock) != 0 || clock_gettime(clock, &worked) != 0)
        return now_ms();
    return (int64_t)worked.tv_sec * 1000 + worked.tv_nsec / 1000000;
}

struct since { /* an instant by both clocks */
    int64_t wall, worked;
};

static struct since now_by_both(const struct sl_lua_process *process) {
    return (struct since){now_ms(), worked_ms(process)};
}

/* A limit is of time that the worker worked: on a busy machine it waits for its turn. One that
 * waits for nothing is found by the wall, later. */
static bool is_over(struct since from, struct since now, int64_t limit_ms) {
    return now.worked - from.worked >= limit_ms || now.wall - from.wall >= WAITING * limit_ms;
}

/* Waits until something can be read; ANSWERED when it can. */
static enum sl_lua_outcome watch(struct sl_lua_process *process, int64_t still_ms) {
    struct since began = now_by_both(process), moved = began;
    uint64_t before = progress_of(process);
    for (;;) {
        struct pollfd socket = {process->socket, POLLIN, 0};
        if (poll(&socket, 1, LOOK_MS) > 0)
            return SL_LUA_ANSWERED;
        struct since now = now_by_both(process);
        uint64_t progress = progress_of(process);
        if (progress != before)
            moved = now;
        before = progress;
        if (is_over(moved, now, still_ms))
            return SL_LUA_STILL;
        if (is_over(began, now, process->limits.number[SL_LUA_BATCH_MS]))
            return SL_LUA_LATE;
    }
}

static bool fits(const struct sl_lua_message *expected, const struct sl_lua_message *answer) {
    return answer->operation == expected->operation && answer->slot == expected->slot &&
           answer->status <= 1 && answer->length <= SL_LUA_OUTPUT_SLOT;
}

enum sl_lua_outcome sl_lua_process_wait(struct sl_lua_process *process,
                                        const struct sl_lua_message *expected,
                                        struct sl_lua_message *answer) {
    bool starting = expected->operation == SL_LUA_READY;
    if (process->pid == 0)
        return SL_LUA_DIED;
    int still_ms = process->limits.number[SL_LUA_STILL_MS];
    enum sl_lua_outcome outcome = watch(process, starting ? SL_LUA_START_MS : still_ms);
    if (outcome != SL_LUA_ANSWERED) {
        end(process);
        return outcome;
    }
    ssize_t got = recv(process->socket, answer, sizeof *answer, 0);
    if (got == sizeof *answer && fits(expected, answer))
        return SL_LUA_ANSWERED;
    end(process);
    return SL_LUA_DIED;
}

char *sl_lua_process_copy(const struct sl_lua_process *process,
                          const struct sl_lua_message *answer) {
    const uint8_t *slot =
        process->output + SL_LUA_OUTPUT_HEAD + (size_t)answer->slot * SL_LUA_OUTPUT_SLOT;
    return sl_copy_bytes((const char *)slot, (size_t)answer->length);
}

int sl_lua_process_signal(const struct sl_lua_process *process) {
    return process->signal;
}
