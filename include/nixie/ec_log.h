/**
 * @file
 * nixie/ec_log.h: the ec_log family of calls, as a mail server's C modules know them, writing through nixie.
 *
 * Compatible with Momentum's calls in SOURCE, not in binary: the structs below are nixie's own. This header and
 * Momentum's own must not meet in one process, nor must libnixie-ec and a program that defines these names itself.
 *
 * The calls may come from any thread, return nothing, never block (on_full=drop, the default), never crash on NULL, and
 * copy what they need. What they refuse is counted in the process-wide logger (nixie_ec_logger()).
 *
 * Link with -lnixie-ec -lnixie. Compiles as C11 and as C++, also after `using namespace std`: write
 * `::string` or nixie_ec_string there.
 */
#ifndef NIXIE_EC_LOG_H
#define NIXIE_EC_LOG_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "nixie/nixie.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Opaque to nixie: only pointers to them are passed through. */
struct _io_object;
struct _accept_construct;
struct _validate_context;

/** A text: len bytes at buffer, no NUL. A len below 0 or a NULL buffer is empty. */
struct _ec_string {
    int len;                    /**< bytes of the text */
    int allocd;                 /**< not used */
    char *buffer;               /**< the text */
    int type;                   /**< not used */
    struct _io_object *backing; /**< not used */
};

/** The domain that a message is routed by. */
struct _domain_record {
    char *domain; /**< the routing domain, ends with NUL; may be NULL */
};

/**
 * A message. The first block are documented members under their documented names, the second nixie's own, all optional:
 * zero the struct, fill what is known. Texts of the second block end with NUL; NULL leaves them out, as do numbers that
 * are 0.
 */
struct _ec_message {
    struct timeval creation_time;      /**< queue_time is `now` minus this, none where that is negative or overflows;
                                          all 0: unknown */
    struct _domain_record *domain;     /**< domain, where the call has no `dr` */
    struct _ec_string _mailfrom;       /**< protocol-decorated, MAIL FROM:<john.doe@example.com> SIZE=1000: sender */
    struct _ec_string _rcptto;         /**< likewise, RCPT TO:<bob@example.fict> ORCPT=...: recipient */
    struct _ec_string _code;           /**< the last SMTP reply: diagnostic, where the call has no note */
    unsigned int stage;                /**< enum nixie_stage: stage; left out where it is no row of that table */
    unsigned int num_retries;          /**< retries; 0 is the first try */
    unsigned int delivered_class;      /**< not used: the kind of delivery, not the bounce class */
    struct sockaddr_storage recv_from; /**< not used: who gave us the message */

    const char *id_text;       /**< queue_id */
    const char *batch_id_text; /**< batch_id */
    const char *conn_id_text;  /**< connection_id */
    const char *message_id;    /**< the Message-ID header */
    const char *remote_mta;    /**< host name of the remote side */
    const char *remote_ip;     /**< its address */
    const char *local_ip;      /**< address of this side */
    const char *binding;       /**< binding that it was sent from */
    const char *binding_group; /**< group of that binding */
    int remote_port;           /**< port of the remote side */
    int bounce_class;          /**< enum nixie_bounce_class, or an own class above 100 */
    uint64_t size;             /**< bytes of the message */
    uint64_t bytes_sent;       /**< bytes sent before it happened */
    void *nixie_reserved[8];   /**< NULL */
};

/** @name The names of the product
 * The structs under the names that modules use. nixie_ec_string is `string` by a name that meets no other.
 * @{ */

/** The struct of this name. */
typedef struct _io_object io_object;
typedef struct _accept_construct accept_construct;
typedef struct _validate_context validate_context;
typedef struct _domain_record domain_record;
typedef struct _ec_message ec_message;
typedef struct _ec_string nixie_ec_string;
#if defined(__clang__) && defined(__cplusplus)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wshadow" /* after `using namespace std` there are two, and ::string says which */
#endif
typedef struct _ec_string string;
#if defined(__clang__) && defined(__cplusplus)
#pragma clang diagnostic pop
#endif
/** @} */

/**
 * A message is given up: one record of its disposition. mess: may be NULL, then the record comes from note and dr. dr:
 * its domain is the routing domain; NULL: the message's own domain, if it has one. now: when it happened, a tv_usec
 * outside 0 to 999999 carries over; NULL: the current time. note: the delivery status text; NULL or empty: the
 * message's _code. A call without anything to say (all NULL) is refused as invalid and counted.
 */
NIXIE_API void ec_log_permanent_failure(struct _ec_message *mess, struct _domain_record *dr, struct timeval *now,
                                        const struct _ec_string *note) NIXIE_NOEXCEPT;
/** The same for a failure after which the message is tried again. */
NIXIE_API void ec_log_transient_failure(struct _ec_message *mess, struct _domain_record *dr, struct timeval *now,
                                        const struct _ec_string *note) NIXIE_NOEXCEPT;
/** The same for a delivery. */
NIXIE_API void ec_log_delivery(struct _ec_message *mess, struct _domain_record *dr, struct timeval *now,
                               const struct _ec_string *note) NIXIE_NOEXCEPT;
/** The same for a try, whatever became of it. */
NIXIE_API void ec_log_attempt(struct _ec_message *mess, struct _domain_record *dr, struct timeval *now,
                              const struct _ec_string *note) NIXIE_NOEXCEPT;

/** A message was received. ac is not looked at; em, now and notestr as above. */
NIXIE_API void ec_log_reception(struct _accept_construct *ac, struct _ec_message *em, struct timeval *now,
                                const struct _ec_string *notestr) NIXIE_NOEXCEPT;

/**
 * A message was rejected while it came in. ac and ctx are not looked at. phase: Momentum's MC_STATE (nixie/tables.h);
 * it becomes the stage and the user field mc_state. format: printf(3)'s, the text of the rejection, cut to 1023 bytes;
 * NULL: none.
 */
NIXIE_API void ec_log_rejection2(struct timeval *now, struct _accept_construct *ac, struct _validate_context *ctx,
                                 struct _ec_message *msg, int phase, const char *format, ...) NIXIE_NOEXCEPT
    __attribute__((format(printf, 6, 7)));

/**
 * Opens the process-wide logger of these calls, and returns what is wrong (NIXIE_E_CONFIG, NIXIE_E_SYSTEM,
 * NIXIE_E_MEMORY; `why` as in nixie.h). Call it after daemon(3), before chroot(2) and before dropping privileges.
 * Options, NULL for those of the environment, are copied. NIXIE_OK also when it is open already; its options then stay
 * as they are.
 *
 * Where nobody calls it, the logger opens at the first of the calls above, with the config file that $NIXIE_CONFIG
 * names, else /etc/nixie/nixie.toml, and the targets of $NIXIE_TARGETS instead of the file's; without any of them,
 * journald:. What is wrong with them then becomes one entry of priority err in journald, and journald: serves.
 */
NIXIE_API int nixie_ec_open(const nixie_options *options, char *why, size_t why_size) NIXIE_NOEXCEPT;

/** The logger itself, for nixie_flush(), nixie_stats_take() and nixie_close(); opened if it was not yet. Never free it.
 * NULL only when the system refused every resource. */
NIXIE_API nixie_logger *nixie_ec_logger(void) NIXIE_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
