/* What the C tests need: a check that names its place, and a datagram socket as syslogd owns /dev/log. */
#ifndef NIXIE_TESTS_C_CHECK_H
#define NIXIE_TESTS_C_CHECK_H

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int checks_failed = 0;

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition);                                  \
            ++checks_failed;                                                                                           \
        }                                                                                                              \
    } while (0)

#define CHECK_HAS(text, part)                                                                                          \
    do {                                                                                                               \
        if (!strstr((text), (part))) {                                                                                 \
            fprintf(stderr, "%s:%d: no %s in: %s\n", __FILE__, __LINE__, (part), (text));                              \
            ++checks_failed;                                                                                           \
        }                                                                                                              \
    } while (0)

#define CHECK_LACKS(text, part)                                                                                        \
    do {                                                                                                               \
        if (strstr((text), (part))) {                                                                                  \
            fprintf(stderr, "%s:%d: %s stands in: %s\n", __FILE__, __LINE__, (part), (text));                          \
            ++checks_failed;                                                                                           \
        }                                                                                                              \
    } while (0)

/* A receiver at a path of its own; the file is removed by forget_receiver(). */
struct receiver {
    char folder[64];
    char target[128]; /* unix:PATH */
    int fd;
};

static struct receiver make_receiver(void) {
    struct receiver made = {"/tmp/nixie-XXXXXX", "", -1};
    struct sockaddr_un address = {0};
    address.sun_family = AF_UNIX;
    if (!mkdtemp(made.folder)) abort();
    snprintf(address.sun_path, sizeof address.sun_path, "%s/log", made.folder);
    snprintf(made.target, sizeof made.target, "unix:%s/log", made.folder);
    made.fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (bind(made.fd, (const struct sockaddr *)&address, sizeof address) != 0) abort();
    return made;
}

static void forget_receiver(const struct receiver *receiver) {
    close(receiver->fd);
    unlink(receiver->target + strlen("unix:"));
    rmdir(receiver->folder);
}

/* The next datagram as text with NUL, or "" when none comes in a minute. */
static const char *next_datagram(const struct receiver *receiver) {
    static char datagram[65536];
    struct pollfd readable = {receiver->fd, POLLIN, 0};
    datagram[0] = '\0';
    if (poll(&readable, 1, 60000) != 1) return datagram;
    const ssize_t size = recv(receiver->fd, datagram, sizeof datagram - 1, 0);
    datagram[size < 0 ? 0 : size] = '\0';
    return datagram;
}

static int nothing_stands_in(const struct receiver *receiver) {
    struct pollfd readable = {receiver->fd, POLLIN, 0};
    return poll(&readable, 1, 0) == 0;
}

#endif
