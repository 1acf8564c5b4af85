/*
 * The floor: as little as a server can do for the same bytes. One thread, epoll, and one `send` a slice and listener,
 * all listeners one after the other as soon as the slice is full. No authorization, no limits, no second mount.
 *
 *   floor <port> <frames a slice> <burst bytes>
 *
 * Knows just enough of HTTP for the bench: a request comes in one piece; SOURCE begins the audio, anything else listens.
 * Whoever does not take a whole slice at once is cut.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "stamped-frame.h"

enum { MOST_FDS = 65536, AUDIO_BYTES = 1 << 20 };

static const char SOURCE_REPLY[] = "HTTP/1.0 200 OK\r\n\r\n";
static const char LISTENER_REPLY[] = "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nConnection: close\r\n\r\n";

/* Audio from a frame border on: [0, sent) is the burst, [sent, gathered) whole frames of the slice that is being gathered. */
static unsigned char audio[AUDIO_BYTES];
static size_t sent, gathered, received;
static int slice_frames, gathered_frames;
static size_t burst_bytes;

static int listeners[MOST_FDS];
static int place_of[MOST_FDS];
static int listener_count;
static int source_fd = -1;
static int epoll_fd;

static void give_up(const char *sentence) {
    perror(sentence);
    exit(1);
}

static void leave(int fd) {
    if (fd == source_fd) source_fd = -1;
    if (place_of[fd] >= 0) {
        int last = listeners[--listener_count];
        listeners[place_of[fd]] = last;
        place_of[last] = place_of[fd];
        place_of[fd] = -1;
    }
    close(fd);
}

static size_t length_at(size_t at) { return FRAME_BYTES + (audio[at + 2] >> 1 & 1); }

/* Drops from the front what no burst needs any more. */
static void trim(void) {
    size_t front = 0;
    while (sent - front >= burst_bytes + FRAME_MOST_BYTES) front += length_at(front);
    memmove(audio, audio + front, received - front);
    sent -= front;
    gathered -= front;
    received -= front;
}

static void send_slice(void) {
    /* From the end: whoever is cut is replaced by the last. */
    for (int place = listener_count - 1; place >= 0; place--) {
        int fd = listeners[place];
        ssize_t length = (ssize_t)(gathered - sent);
        if (send(fd, audio + sent, (size_t)length, MSG_NOSIGNAL | MSG_DONTWAIT) != length) leave(fd);
    }
    sent = gathered;
    gathered_frames = 0;
    trim();
}

static void take_audio(int fd) {
    ssize_t got = recv(fd, audio + received, AUDIO_BYTES - received, 0);
    if (got <= 0) {
        leave(fd);
        return;
    }
    received += (size_t)got;
    while (received - gathered >= 4 && received - gathered >= length_at(gathered)) {
        gathered += length_at(gathered);
        if (++gathered_frames == slice_frames) send_slice();
    }
}

static void take_request(int fd) {
    char request[2048];
    ssize_t got = recv(fd, request, sizeof request, 0);
    if (got < 4 || memcmp(request + got - 4, "\r\n\r\n", 4) != 0) {
        leave(fd);
    } else if (strncmp(request, "SOURCE", 6) == 0) {
        source_fd = fd;
        send(fd, SOURCE_REPLY, sizeof SOURCE_REPLY - 1, MSG_NOSIGNAL);
    } else {
        send(fd, LISTENER_REPLY, sizeof LISTENER_REPLY - 1, MSG_NOSIGNAL | MSG_MORE);
        send(fd, audio, sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        place_of[fd] = listener_count;
        listeners[listener_count++] = fd;
    }
}

static void watch(int fd) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0) give_up("floor: epoll_ctl");
}

static void take_connections(int door) {
    for (;;) {
        int yes = 1;
        int fd = accept4(door, NULL, NULL, SOCK_NONBLOCK);
        if (fd < 0) return;
        if (fd >= MOST_FDS) {
            close(fd);
            continue;
        }
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        watch(fd);
    }
}

static int open_door(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int door = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    int yes = 1;
    setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(door, (struct sockaddr *)&address, sizeof address) < 0 || listen(door, 4096) < 0) give_up("floor: cannot listen");
    return door;
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: floor <port> <frames a slice> <burst bytes>\n");
        return 1;
    }
    slice_frames = atoi(argv[2]);
    burst_bytes = (size_t)atoi(argv[3]);
    memset(place_of, -1, sizeof place_of);
    epoll_fd = epoll_create1(0);
    int door = open_door(atoi(argv[1]));
    watch(door);

    for (;;) {
        struct epoll_event events[256];
        int count = epoll_wait(epoll_fd, events, 256, -1);
        for (int at = 0; at < count; at++) {
            int fd = events[at].data.fd;
            if (fd == door) take_connections(door);
            else if (fd == source_fd) take_audio(fd);
            else if (place_of[fd] >= 0) leave(fd); /* a listener has nothing to say but farewell */
            else take_request(fd);
        }
    }
}
