/*
 * The listeners of the bench: many GETs in one thread, each checked frame by frame.
 *
 *   listeners <port> <path> <how many> <joining a second>
 *
 * Joins at the given pace and says "joined" when everybody plays or has failed. "measure" on standard input begins the
 * steady window, "report" ends it with one line of JSON. Everybody goes on listening until standard input is closed.
 *
 * A listener plays from the moment it has 32 KiB (what browsers wait for) and from then on needs a frame every 26.12 ms;
 * one that comes too late is an underrun, and playing goes on from there.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "histogram.h"
#include "stamped-frame.h"

enum {
    REST_BYTES = 2048,
    READ_BYTES = 256 * 1024,
    PLAYS_FROM_BYTES = 32 * 1024,
    JOIN_STEP_MS = 10,
    MOST_FRAMES_A_READ = 200,
    JOIN_TIMER = -1,
    ORDERS = -2,
};

enum stage { CONNECTING, HEAD, AUDIO, CLOSED };

struct listener {
    int fd;
    enum stage stage;
    int64_t began_ns;
    int64_t next_index;   /* -1 before the first frame */
    int skipped;          /* bytes before the first frame */
    int64_t frames;       /* since the first one, lost ones not among them */
    int64_t bytes;        /* of audio */
    int64_t plays_ns;     /* when its first frame is heard; 0 while it does not play yet */
    int64_t last_sent_ns; /* stamp of its newest frame */
    size_t rest_length;
    unsigned char rest[REST_BYTES]; /* an unfinished head, or the piece of a frame */
};

static struct listener *listeners;
static int wanted, joining_a_second, opened, settled;
static struct sockaddr_in server;
static char request[512];
static int epoll_fd;

static int measuring;
static int64_t measured_from_ns;
static int64_t refused, closed, lost, repeated, torn_bytes, off_border, underruns, reads;
static int64_t reads_by_frames[MOST_FRAMES_A_READ + 1];
static struct histogram delay, first_audio, behind;

static void settle(void) {
    if (++settled < wanted) return;
    puts("joined");
    fflush(stdout);
}

static void leave(struct listener *it, int64_t *why) {
    if (it->stage == CLOSED) return;
    (*why)++;
    if (it->plays_ns == 0) settle();
    it->stage = CLOSED;
    close(it->fd);
}

static void open_one(void) {
    struct listener *it = &listeners[opened++];
    it->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    it->began_ns = monotonic_ns();
    it->next_index = -1;
    struct epoll_event event = {.events = EPOLLOUT, .data.u64 = (uint64_t)(it - listeners)};
    int failed = it->fd < 0 || (connect(it->fd, (struct sockaddr *)&server, sizeof server) < 0 && errno != EINPROGRESS) ||
                 epoll_ctl(epoll_fd, EPOLL_CTL_ADD, it->fd, &event) < 0;
    if (failed) leave(it, &refused);
}

static void ask(struct listener *it) {
    ssize_t length = (ssize_t)strlen(request);
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = (uint64_t)(it - listeners)};
    it->stage = HEAD;
    if (send(it->fd, request, (size_t)length, MSG_NOSIGNAL) != length || epoll_ctl(epoll_fd, EPOLL_CTL_MOD, it->fd, &event) < 0) {
        leave(it, &refused);
    }
}

static void play(struct listener *it, int64_t now_ns) {
    if (it->plays_ns == 0) {
        if (it->bytes < PLAYS_FROM_BYTES) return;
        it->plays_ns = now_ns;
        settle();
        return;
    }
    int64_t late_ns = now_ns - it->plays_ns - frames_ns(it->frames);
    if (late_ns <= 0) return;
    underruns++;
    it->plays_ns += late_ns;
}

static void take_frame(struct listener *it, const unsigned char *frame, int length, int64_t now_ns) {
    int64_t index = stamped_frame_index(frame);
    if (it->next_index >= 0 && index > it->next_index) lost += index - it->next_index;
    if (it->next_index >= 0 && index < it->next_index) repeated++;
    it->next_index = index + 1;
    it->last_sent_ns = stamped_frame_sent_ns(frame);
    it->bytes += length;
    if (measuring) count_time(&delay, now_ns - it->last_sent_ns);
    play(it, now_ns);
    it->frames++;
}

/* Takes whole frames from the front; gives how many bytes it took. */
static size_t take_audio(struct listener *it, const unsigned char *bytes, size_t length, int64_t now_ns) {
    size_t at = 0;
    int frames = 0;
    for (int taken; (taken = stamped_frame_length(bytes + at, length - at)) != 0; at += (size_t)taken) {
        if (taken > 0) {
            take_frame(it, bytes + at, taken, now_ns);
            frames++;
            continue;
        }
        taken = 1;
        if (it->next_index >= 0) torn_bytes++;
        else if (it->skipped++ == 0) off_border++; /* some servers begin their burst inside a frame */
    }
    if (measuring) {
        reads++;
        reads_by_frames[frames < MOST_FRAMES_A_READ ? frames : MOST_FRAMES_A_READ]++;
    }
    return at;
}

/* Gives how many bytes the head has when it is whole and says 200, else 0. */
static size_t take_head(struct listener *it, const unsigned char *bytes, size_t length, int64_t now_ns) {
    const unsigned char *end = memmem(bytes, length, "\r\n\r\n", 4);
    if (length >= 12 && memcmp(bytes + 8, " 200", 4) != 0) leave(it, &refused);
    if (end == NULL || it->stage == CLOSED) return 0;
    it->stage = AUDIO;
    count_time(&first_audio, now_ns - it->began_ns);
    return (size_t)(end + 4 - bytes);
}

static void take_bytes(struct listener *it) {
    static unsigned char bytes[REST_BYTES + READ_BYTES];
    memcpy(bytes, it->rest, it->rest_length);
    ssize_t got = recv(it->fd, bytes + it->rest_length, READ_BYTES, 0);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
        leave(it, it->stage == AUDIO ? &closed : &refused);
        return;
    }
    int64_t now_ns = monotonic_ns();
    size_t length = it->rest_length + (size_t)got;
    size_t at = it->stage == HEAD ? take_head(it, bytes, length, now_ns) : 0;
    if (it->stage == AUDIO) at += take_audio(it, bytes + at, length - at, now_ns);
    it->rest_length = length - at;
    if (it->rest_length > REST_BYTES) leave(it, &refused); /* a head without end */
    else memcpy(it->rest, bytes + at, it->rest_length);
}

static void measure(void) {
    measuring = 1;
    measured_from_ns = monotonic_ns();
}

static int median_frames_a_read(void) {
    int64_t seen = 0;
    for (int frames = 0; frames <= MOST_FRAMES_A_READ; frames++) {
        seen += reads_by_frames[frames];
        if (seen > 0 && seen * 2 >= reads) return frames;
    }
    return 0;
}

static void print_count(const char *name, int64_t value) { printf("\"%s\":%lld,", name, (long long)value); }

static void report(void) {
    int64_t now_ns = monotonic_ns();
    int playing = 0;
    measuring = 0;
    for (struct listener *it = listeners; it < listeners + wanted; it++) {
        if (it->stage != AUDIO || it->plays_ns == 0) continue;
        playing++;
        play(it, now_ns); /* one that gets nothing any more shows here */
        count_time(&behind, it->plays_ns + frames_ns(it->frames - 1) - it->last_sent_ns);
    }
    putchar('{');
    print_count("playing", playing);
    print_count("refused", refused);
    print_count("closed", closed);
    print_count("lost", lost);
    print_count("repeated", repeated);
    print_count("tornBytes", torn_bytes);
    print_count("underruns", underruns);
    print_count("offBorder", off_border);
    print_count("framesARead", median_frames_a_read());
    print_histogram("delayMs", &delay);
    print_histogram("firstAudioMs", &first_audio);
    print_histogram("behindMs", &behind);
    printf("\"windowMs\":%lld}\n", (long long)((now_ns - measured_from_ns) / NS_PER_MS));
    fflush(stdout);
}

static void take_order(void) {
    char order[64];
    ssize_t got = read(STDIN_FILENO, order, sizeof order);
    if (got <= 0) exit(0);
    if (memmem(order, (size_t)got, "measure", 7) != NULL) measure();
    if (memmem(order, (size_t)got, "report", 6) != NULL) report();
}

static void join_some(int timer) {
    uint64_t ticks = 0;
    if (read(timer, &ticks, sizeof ticks) < 0) return;
    int due = (int)((int64_t)ticks * joining_a_second * JOIN_STEP_MS / 1000);
    while (due-- > 0 && opened < wanted) open_one();
    if (opened == wanted) close(timer);
}

static void watch(int fd, int name) {
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = (uint64_t)(int64_t)name};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
}

int main(int argc, char **argv) {
    if (argc != 5) {
        fprintf(stderr, "usage: listeners <port> <path> <how many> <joining a second>\n");
        return 1;
    }
    server = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: livestreamer-bench\r\n\r\n", argv[2]);
    wanted = atoi(argv[3]);
    joining_a_second = atoi(argv[4]);
    listeners = calloc((size_t)wanted, sizeof *listeners);
    epoll_fd = epoll_create1(0);
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);
    struct timespec step = {.tv_nsec = JOIN_STEP_MS * NS_PER_MS};
    timerfd_settime(timer, 0, &(struct itimerspec){.it_interval = step, .it_value = step}, NULL);
    watch(timer, JOIN_TIMER);
    watch(STDIN_FILENO, ORDERS);

    for (;;) {
        struct epoll_event events[512];
        int count = epoll_wait(epoll_fd, events, 512, -1);
        for (int at = 0; at < count; at++) {
            int64_t name = (int64_t)events[at].data.u64;
            if (name == JOIN_TIMER) join_some(timer);
            else if (name == ORDERS) take_order();
            else if (listeners[name].stage == CONNECTING) ask(&listeners[name]);
            else if (listeners[name].stage != CLOSED) take_bytes(&listeners[name]);
        }
    }
}
