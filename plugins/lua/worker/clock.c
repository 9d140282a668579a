/*
 * worker/clock.c - what the linker puts in the place of time(), clock() and pow() in everything the
 * worker is made of: scripts and Lua's hash seed see no clock, and powers come out alike on every
 * machine (the C library's pow() rounds differently with and without fused instructions).
 */
#include <math.h>
#include <time.h>

time_t __wrap_time(time_t *out);
clock_t __wrap_clock(void);
double __wrap_pow(double base, double exponent);

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
