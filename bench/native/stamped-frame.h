/*
 * Stamped frames: valid, silent MP3 frames (MPEG-1 layer III, 128 kbit/s, 44.1 kHz, mono) that say which they are and
 * when they were sent. The side information is all zeros and points to no main data, so decoders look at nothing that
 * follows it (ISO/IEC 11172-3 §2.4.1.7). There stand: a mark, the index and the time of sending (CLOCK_MONOTONIC, ns) as
 * digits of seven bits, and a filling that depends on the index, so that no byte can be lost or changed unseen. Behind
 * the header no byte is above 127, so nothing there looks like a sync word.
 */
#ifndef STAMPED_FRAME_H
#define STAMPED_FRAME_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#define NS_PER_S 1000000000LL
#define NS_PER_MS 1000000LL

enum {
    MARK_AT = 4 + 17,
    MARK_BYTES = 3,
    INDEX_AT = MARK_AT + MARK_BYTES,
    INDEX_DIGITS = 5,
    TIME_AT = INDEX_AT + INDEX_DIGITS,
    TIME_DIGITS = 9,
    FILLING_AT = TIME_AT + TIME_DIGITS,
    FRAME_BYTES = 417,
    /* With the padding byte that keeps the mean at 144 * 128000 / 44100 = 20480 / 49 bytes. */
    FRAME_MOST_BYTES = FRAME_BYTES + 1,
};

static const unsigned char FRAME_MARK[MARK_BYTES] = {'L', 'S', 'b'};

static inline int64_t monotonic_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * NS_PER_S + now.tv_nsec;
}

/* How long `frames` frames play: 1152 samples each. */
static inline int64_t frames_ns(int64_t frames) { return frames * 1152 * NS_PER_S / 44100; }

static inline void write_digits(unsigned char *at, int count, int64_t value) {
    for (int place = 0; place < count; place++) at[place] = (value >> (7 * place)) & 0x7f;
}

static inline int64_t read_digits(const unsigned char *at, int count) {
    int64_t value = 0;
    for (int place = count - 1; place >= 0; place--) value = value << 7 | at[place];
    return value;
}

/* 0, 1 … 127, 0, 1 …: a frame's filling is what stands here from its index on. */
static inline const unsigned char *filling_of(int64_t index) {
    static unsigned char filling[128 + FRAME_MOST_BYTES];
    if (filling[1] == 0) {
        for (size_t at = 0; at < sizeof filling; at++) filling[at] = at & 0x7f;
    }
    return filling + (index & 0x7f);
}

/* Writes frame number `index`, sent now; gives its length. */
static inline size_t write_stamped_frame(unsigned char *frame, int64_t index) {
    size_t length = (size_t)((index + 1) * 20480 / 49 - index * 20480 / 49);
    const unsigned char header[4] = {0xff, 0xfb, 0x90 | (length - FRAME_BYTES) << 1, 0xc0};
    memset(frame, 0, MARK_AT);
    memcpy(frame, header, sizeof header);
    memcpy(frame + MARK_AT, FRAME_MARK, MARK_BYTES);
    write_digits(frame + INDEX_AT, INDEX_DIGITS, index);
    write_digits(frame + TIME_AT, TIME_DIGITS, monotonic_ns());
    memcpy(frame + FILLING_AT, filling_of(index), length - FILLING_AT);
    return length;
}

/* Length of the whole stamped frame that begins at `bytes`; 0 when more bytes are needed, -1 when none begins here. */
static inline int stamped_frame_length(const unsigned char *bytes, size_t available) {
    if (available < 4) return 0;
    if (bytes[0] != 0xff || bytes[1] != 0xfb || (bytes[2] & 0xfd) != 0x90 || bytes[3] != 0xc0) return -1;
    size_t length = FRAME_BYTES + (bytes[2] >> 1 & 1);
    if (available < length) return 0;
    int64_t index = read_digits(bytes + INDEX_AT, INDEX_DIGITS);
    int whole = memcmp(bytes + MARK_AT, FRAME_MARK, MARK_BYTES) == 0 &&
                memcmp(bytes + FILLING_AT, filling_of(index), length - FILLING_AT) == 0;
    return whole ? (int)length : -1;
}

static inline int64_t stamped_frame_index(const unsigned char *frame) { return read_digits(frame + INDEX_AT, INDEX_DIGITS); }

static inline int64_t stamped_frame_sent_ns(const unsigned char *frame) { return read_digits(frame + TIME_AT, TIME_DIGITS); }

#endif
