/*
 * The source of the bench: stamped frames in real time, one write a frame, the stamp taken just before the write.
 *
 *   source <port> <path> <authorization>
 *
 * Speaks SOURCE (every Icecast-like server takes it and answers 200 at once), says "on air" on standard output when it
 * was let in, and sends until it is killed. Ends with 1 and a sentence when it is refused or cut.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "stamped-frame.h"

static void give_up(const char *sentence) {
    fprintf(stderr, "source: %s\n", sentence);
    exit(1);
}

static void send_all(int fd, const void *bytes, size_t length) {
    for (size_t sent = 0; sent < length;) {
        ssize_t taken = send(fd, (const char *)bytes + sent, length - sent, MSG_NOSIGNAL);
        if (taken < 0 && errno == EINTR) continue;
        if (taken < 0) give_up("the server closed the connection");
        sent += (size_t)taken;
    }
}

static int connect_to(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int yes = 1;
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0) give_up("the server does not answer");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return fd;
}

static void ask_in(int fd, const char *path, const char *authorization) {
    char text[1024];
    int length = snprintf(text, sizeof text,
                          "SOURCE %s HTTP/1.0\r\nAuthorization: %s\r\nUser-Agent: livestreamer-bench\r\n"
                          "Content-Type: audio/mpeg\r\nice-name: Bench\r\nice-public: 0\r\n\r\n",
                          path, authorization);
    if (length >= (int)sizeof text) give_up("the path or the credentials are too long");
    send_all(fd, text, (size_t)length);
    ssize_t got = recv(fd, text, sizeof text - 1, 0);
    if (got <= 0) give_up("the server closed the connection without an answer");
    text[got] = 0;
    if (strncmp(text, "HTTP/1.", 7) != 0 || strncmp(text + 8, " 200", 4) != 0) {
        text[strcspn(text, "\r\n")] = 0;
        give_up(text);
    }
}

static void wait_until(int64_t when_ns) {
    struct timespec when = {.tv_sec = when_ns / NS_PER_S, .tv_nsec = when_ns % NS_PER_S};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, NULL) == EINTR) {
    }
}

int main(int argc, char **argv) {
    if (argc != 4) give_up("usage: source <port> <path> <authorization>");
    int fd = connect_to(atoi(argv[1]));
    ask_in(fd, argv[2], argv[3]);
    puts("on air");
    fflush(stdout);

    int64_t began_ns = monotonic_ns();
    for (int64_t index = 0;; index++) {
        unsigned char frame[FRAME_MOST_BYTES];
        wait_until(began_ns + frames_ns(index));
        send_all(fd, frame, write_stamped_frame(frame, index));
    }
}
