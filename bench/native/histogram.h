/* Times in steps of 1 ms, counted up to a minute; longer ones count as a minute. */
#ifndef HISTOGRAM_H
#define HISTOGRAM_H

#include <stdint.h>
#include <stdio.h>

enum { HISTOGRAM_MS = 60000 };

struct histogram {
    int64_t total;
    int64_t counts[HISTOGRAM_MS + 1];
};

static inline void count_time(struct histogram *it, int64_t ns) {
    int64_t ms = ns < 0 ? 0 : ns / 1000000;
    it->counts[ms > HISTOGRAM_MS ? HISTOGRAM_MS : ms]++;
    it->total++;
}

/* The least time that `share` of all did not exceed; 0 when there are none. */
static inline int share_within_ms(const struct histogram *it, double share) {
    double wanted = share * (double)it->total;
    int64_t seen = 0;
    for (int ms = 0; ms <= HISTOGRAM_MS; ms++) {
        seen += it->counts[ms];
        if (seen > 0 && (double)seen >= wanted) return ms;
    }
    return 0;
}

/* As a member of a JSON object. */
static inline void print_histogram(const char *name, const struct histogram *it) {
    printf("\"%s\":{\"p50\":%d,\"p99\":%d,\"most\":%d},", name, share_within_ms(it, 0.5), share_within_ms(it, 0.99),
           share_within_ms(it, 1));
}

#endif
