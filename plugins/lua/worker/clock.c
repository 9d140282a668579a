/*
 * worker/clock.c - what the linker puts in the place of time(), clock(), pow() and snprintf() in
 * everything the worker is made of: scripts and Lua's hash seed see no clock, powers come out alike
 * on every machine (the C library's pow() rounds differently with and without fused instructions),
 * and what is not a number is written without a sign (processors disagree about it).
 */
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

time_t __wrap_time(time_t *out);
clock_t __wrap_clock(void);
double __wrap_pow(double base, double exponent);
int __wrap___snprintf_chk(char *out, size_t size, int flag, size_t room, const char *format, ...);

time_t __wrap_time(time_t *out) {
    if (out != NULL)
        *out = 0;
    return 0;
}

clock_t __wrap_clock(void) {
    return 0;
}

/* Whole exponents by squaring; others are not a number, which no result accepts. */
double __wrap_pow(double base, double exponent) {
    if (exponent != floor(exponent) || fabs(exponent) > 4096)
        return NAN;
    double result = 1;
    for (int left = (int)fabs(exponent); left > 0; left /= 2) {
        if (left % 2 == 1)
            result *= base;
        base *= base;
    }
    return exponent < 0 ? 1 / result : result;
}

/* Lua writes its numbers with this one; everyone else is let through. */
int __wrap___snprintf_chk(char *out, size_t size, int flag, size_t room, const char *format, ...) {
    va_list values, numbers;
    (void)flag;
    va_start(values, format);
    va_copy(numbers, values);
    bool is_nan = strcmp(format, "%.14g") == 0 && isnan(va_arg(numbers, double));
    int length = vsnprintf(out, size < room ? size : room, is_nan ? "nan" : format, values);
    va_end(numbers);
    va_end(values);
    return length;
}
