/* The same tests with the code for machines without SSE2. */
#undef __SSE2__
#include "base/phrase.c"

#include "phrase_test.c"
