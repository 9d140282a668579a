#include "confine.h"
#include "../protocol.h"
#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

static bool limit(__rlimit_resource_t what, rlim_t most) {
    const struct rlimit both = {most, most};
    return setrlimit(what, &both) == 0;
}

bool sl_confine_limits(int address_space_mib) {
    rlim_t most = (rlim_t)address_space_mib << 20;
    if (!SANITIZED && (!limit(RLIMIT_AS, most) || !limit(RLIMIT_DATA, most)))
        return false;
    return limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, SL_LUA_DESCRIPTORS) &&
           limit(RLIMIT_CORE, 0) && limit(RLIMIT_NPROC, 0) &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

static int allow(scmp_filter_ctx filter, int call) {
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
}

/* Calls that an ASan runtime makes for itself. */
static int allow_sanitizer(scmp_filter_ctx filter) {
    static const int calls[] = {
        SCMP_SYS(mmap),         SCMP_SYS(mprotect),    SCMP_SYS(sigaltstack),
        SCMP_SYS(rt_sigaction), SCMP_SYS(sched_yield), SCMP_SYS(gettid),
        SCMP_SYS(write),        SCMP_SYS(exit),        SCMP_SYS(getpid)};
    int fault = 0;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        fault |= allow(filter, calls[i]);
    return fault;
}

static int allow_memory(scmp_filter_ctx filter) {
    int fault = allow(filter, SCMP_SYS(brk)) | allow(filter, SCMP_SYS(munmap)) |
                allow(filter, SCMP_SYS(mremap)) | allow(filter, SCMP_SYS(madvise)) |
                allow(filter, SCMP_SYS(futex));
    return fault | seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
                                    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                                    SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
}

/* What abort() needs, so that it is seen as one. */
static int allow_abort(scmp_filter_ctx filter) {
    return allow(filter, SCMP_SYS(rt_sigprocmask)) | allow(filter, SCMP_SYS(gettid)) |
           allow(filter, SCMP_SYS(getpid)) |
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 2,
                            SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()),
                            SCMP_A2(SCMP_CMP_EQ, SIGABRT));
}

static int allow_talking(scmp_filter_ctx filter) {
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(read), 1,
                            SCMP_A0(SCMP_CMP_EQ, SL_LUA_SOCKET)) |
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
                            SCMP_A0(SCMP_CMP_EQ, SL_LUA_SOCKET)) |
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
                            SCMP_A0(SCMP_CMP_EQ, STDERR_FILENO)) |
           allow(filter, SCMP_SYS(exit_group)) | allow(filter, SCMP_SYS(rt_sigreturn)) |
           allow(filter, SCMP_SYS(restart_syscall));
}

bool sl_confine_filter(void) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (filter == NULL)
        return false;
    int fault = allow_talking(filter) | allow_memory(filter) | allow_abort(filter);
    if (SANITIZED)
        fault |= allow_sanitizer(filter);
    bool loaded = fault == 0 && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return loaded;
}
