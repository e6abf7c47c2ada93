/**
 * @file
 * nixie/nixie.h: the C API of libnixie, and its only ABI.
 *
 * nixie records what became of a mail message, permanent failures above all, as one structured entry in journald and as
 * one RFC 5424 message in syslog. A program opens a logger, hands records to nixie_log() from any thread and closes the
 * logger. The C++ API in nixie/logger.hpp stands on this header.
 *
 * Rules, for every function unless it says otherwise:
 *
 *  1. Any thread may call it, on any number of loggers. A handle must not be freed while another call uses it.
 *  2. It is not async-signal-safe, and it is no cancellation point: thread cancellation is put off until it returns.
 *  3. It throws nothing, aborts nothing and raises no SIGPIPE.
 *  4. A text is a pointer and a length in bytes; no NUL is needed, NUL bytes inside are kept. A NULL pointer or length
 *     0 is a text left out. Texts are copied before the call returns. `const char *` without a length ends with NUL.
 *  5. It returns NIXIE_OK (0) or a negative enum nixie_error; nixie_error_text() puts it in words. Where it also fills
 *     `why`, that names place, reason and hint; `why` may be NULL.
 *  6. A NULL handle is an error (NIXIE_E_CLOSED), not a crash; freeing NULL does nothing.
 *  7. After fork() the child has the same loggers with empty queues, a new instance and, at their first call, an I/O
 *     thread of their own. The parent sends what it had. vfork() and posix_spawn() change nothing.
 *  8. exit() and return from main() drain every open logger up to its exit_drain; _exit(), abort() and signals drain
 *     nothing.
 *  9. nixie's descriptors are CLOEXEC and belong to nixie: a program that closes all descriptors (closefrom) opens its
 *     loggers after that, and after daemon(3), but before chroot(2) and before it drops privileges.
 *  10. Ids, errors, counters and functions are only ever added, never renumbered or removed.
 */
#ifndef NIXIE_NIXIE_H
#define NIXIE_NIXIE_H

#include <stddef.h>
#include <stdint.h>

#include "nixie/tables.h"

#if defined(__GNUC__)
#define NIXIE_API __attribute__((visibility("default")))
#else
#define NIXIE_API
#endif

#ifdef __cplusplus
extern "C" {
#define NIXIE_NOEXCEPT noexcept
#else
#define NIXIE_NOEXCEPT
#endif

/* ---- Ids -------------------------------------------------------------------------------------------------------- */

/** NIXIE_FIELD_RECIPIENT and its kin: one for each row of NIXIE_FIELD_TABLE. */
enum nixie_field_id {
    NIXIE_FIELD_USER = 0, /**< a field of your own, named by nixie_field.name */
#define NIXIE_ENUMERATOR(id, name, NAME, type, set_by, personal, source, help) NIXIE_FIELD_##NAME = (id),
    NIXIE_FIELD_TABLE(NIXIE_ENUMERATOR)
#undef NIXIE_ENUMERATOR
};

/** NIXIE_PERMANENT_FAILURE and its kin: one for each row of NIXIE_EVENT_TABLE. */
enum nixie_event {
#define NIXIE_ENUMERATOR(number, name, NAME, words, msgid, severity, action, set_by) NIXIE_##NAME = (number),
    NIXIE_EVENT_TABLE(NIXIE_ENUMERATOR)
#undef NIXIE_ENUMERATOR
};

/** NIXIE_STAGE_RCPT_TO and its kin: one for each row of NIXIE_STAGE_TABLE. */
enum nixie_stage {
#define NIXIE_ENUMERATOR(number, name, NAME) NIXIE_STAGE_##NAME = (number),
    NIXIE_STAGE_TABLE(NIXIE_ENUMERATOR)
#undef NIXIE_ENUMERATOR
};

/** NIXIE_BOUNCE_INVALID_RECIPIENT and its kin: one for each row of NIXIE_BOUNCE_CLASS_TABLE. */
enum nixie_bounce_class {
#define NIXIE_ENUMERATOR(number, name, NAME, category) NIXIE_BOUNCE_##NAME = (number),
    NIXIE_BOUNCE_CLASS_TABLE(NIXIE_ENUMERATOR)
#undef NIXIE_ENUMERATOR
};

/** What the functions return: NIXIE_OK, or below 0. nixie_error_text() puts it in words. */
enum nixie_error {
    NIXIE_OK = 0, /**< it is done; of nixie_log(): accepted */
    /* nixie_log() refused the record, and counted it: */
    NIXIE_E_QUEUE_FULL = -1, /**< the queue has no room (on_full=drop), or had none until block_for passed */
    NIXIE_E_TOO_LARGE = -2,  /**< larger than queue.largest_record */
    NIXIE_E_INVALID = -3,    /**< nixie_check() says why */
    NIXIE_E_CLOSED = -4,     /**< the logger is closed, or the handle is NULL */
    /* other functions: */
    NIXIE_E_TIMEOUT = -5, /**< the deadline passed first */
    NIXIE_E_CONFIG = -6,  /**< a target URI, an option or a config file is wrong */
    NIXIE_E_SYSTEM = -7,  /**< the system refused a resource: a thread, a descriptor */
    NIXIE_E_MEMORY = -8   /**< out of memory */
};

/** The meaning of an error in English, never NULL, also for numbers that are no error of nixie. Static storage. */
NIXIE_API const char *nixie_error_text(int error) NIXIE_NOEXCEPT;

/** The version of the library that runs, such as "0.1.0". Static storage. */
NIXIE_API const char *nixie_version(void) NIXIE_NOEXCEPT;

/* ---- Records ---------------------------------------------------------------------------------------------------- */

/** One field of a record. The type of the field (nixie/tables.h) says which of text and number counts. */
typedef struct nixie_field {
    int32_t id;         /**< enum nixie_field_id */
    uint32_t name_size; /**< NIXIE_FIELD_USER: bytes of name; else 0 */
    const char *name;   /**< NIXIE_FIELD_USER: [a-z][a-z0-9_]{0,31}, no name of the table; else NULL */
    const char *text;   /**< TEXT, DOMAIN and user fields */
    size_t text_size;   /**< bytes of text; 0: the field is left out */
    /** NUMBER, PORT: 0 or more. TIME: microseconds since 1970. SECONDS: milliseconds. STAGE: its number. */
    int64_t number;
} nixie_field;

/** A logger: one queue, one I/O thread, its targets. nixie_open() makes it, nixie_free() frees it. */
typedef struct nixie_logger nixie_logger;

/**
 * Hands over one record: what happened, and its fields in any order. Never blocks with on_full=drop (the default),
 * takes well under a microsecond, makes no allocation; the fields are copied.
 *
 * event: what a caller reports (NIXIE_PERMANENT_FAILURE to NIXIE_REJECTION). fields: at least one besides the time. A
 * field may come once, except NIXIE_FIELD_RECIPIENT: each further one makes a record of its own with the next sequence
 * and otherwise the same fields. At most 32 user fields. Refused as invalid: unknown ids, fields that only nixie sets,
 * user names of another form.
 *
 * Returns NIXIE_OK: accepted. NIXIE_E_QUEUE_FULL, NIXIE_E_TOO_LARGE, NIXIE_E_INVALID, NIXIE_E_CLOSED: refused and
 * counted; nothing of the call is kept.
 */
NIXIE_API int nixie_log(nixie_logger *logger, int event, const nixie_field *fields, size_t field_count) NIXIE_NOEXCEPT;

/**
 * Whether nixie_log() would take these fields, and if not, why: the place, the reason and a hint, as text with NUL, cut
 * to why_size. Pure; for tests and for reports to people. Returns NIXIE_OK or NIXIE_E_INVALID.
 */
NIXIE_API int nixie_check(int event, const nixie_field *fields, size_t field_count, char *why,
                          size_t why_size) NIXIE_NOEXCEPT;

/** Makes one field of a text with a length. The field is a view: the text must live until nixie_log() returns. */
static inline nixie_field nixie_text_sized(int id, const char *text, size_t size) {
    nixie_field field = {id, 0, NULL, text, size, 0};
    return field;
}

/** The same of a text that ends with NUL. */
static inline nixie_field nixie_text(int id, const char *text) {
    size_t size = 0;
    while (text && text[size]) ++size;
    return nixie_text_sized(id, text, size);
}

/** Makes one field of a number, in the unit of nixie_field.number. */
static inline nixie_field nixie_number(int id, int64_t number) {
    nixie_field field = {id, 0, NULL, NULL, 0, number};
    return field;
}

/** Makes one field of your own; both texts end with NUL and must live until nixie_log() returns. */
static inline nixie_field nixie_user_field(const char *name, const char *text) {
    nixie_field field = nixie_text(NIXIE_FIELD_USER, text);
    field.name = name;
    while (name && name[field.name_size]) ++field.name_size;
    return field;
}

/* ---- Loggers ---------------------------------------------------------------------------------------------------- */

/** What a logger is opened with. Every option has a default, so that NULL options open `journald:`. */
typedef struct nixie_options nixie_options;

/** Options with every default, to be freed with nixie_options_free(). NULL: out of memory. */
NIXIE_API nixie_options *nixie_options_new(void) NIXIE_NOEXCEPT;

/** Frees options; loggers that were opened with them have a copy. */
NIXIE_API void nixie_options_free(nixie_options *options) NIXIE_NOEXCEPT;

/**
 * Sets one option of the logger. It takes the names and the texts of the configuration: app_name, hostname, sd_id,
 * queue.size, queue.on_full, queue.block_for, queue.largest_record, exit_drain, fork_drain, stats_interval
 * (docs/options.md). Sizes may carry KiB, MiB or GiB, times ms, s, min or h. Of several calls, the last one counts for
 * an option. Returns NIXIE_E_CONFIG for what is wrong and then changes nothing.
 */
NIXIE_API int nixie_options_set(nixie_options *options, const char *name, const char *value, char *why,
                                size_t why_size) NIXIE_NOEXCEPT;

/**
 * Adds a target by its URI:
 *
 *     journald:   journald:NAMESPACE   unix:/dev/log   stdout:?format=rfc5424|json|journal
 *     udp://HOST[:514]   tcp://HOST[:601][,HOST[:601]…], where hosts behind the first are for when it is down
 *
 * with options as a query: events, max_size, facility, bom, backlog, on_full, framing, replay, batch, mtu. Returns
 * NIXIE_E_CONFIG for what is wrong and then adds nothing.
 */
NIXIE_API int nixie_options_add_target(nixie_options *options, const char *uri, char *why,
                                       size_t why_size) NIXIE_NOEXCEPT;

/**
 * Reads a config file (TOML, docs/options.md) of at most 1 MiB. What it says takes the place of what the options said
 * before; its targets, if it has any, that of all targets. Returns NIXIE_E_CONFIG, and changes nothing, when the file
 * is missing, unreadable or wrong; `why` then has FILE:LINE, reason and hint of the first problem, and how many there
 * are more: 512 bytes are enough. `nixie check-config FILE` prints them all. The file is read in the calling thread.
 */
NIXIE_API int nixie_options_read_file(nixie_options *options, const char *path, char *why,
                                      size_t why_size) NIXIE_NOEXCEPT;

/**
 * The same with what the environment says, read with secure_getenv(3), so that a set-user-ID program ignores it: the
 * file that $NIXIE_CONFIG names, else /etc/nixie/nixie.toml; and $NIXIE_TARGETS, URIs separated by blanks, which take
 * the place of all targets, while the other options of the file still hold. A variable that is empty counts as unset. A
 * file that is missing says nothing, and is no error; one that is wrong is, also when $NIXIE_TARGETS is set.
 */
NIXIE_API int nixie_options_read_environment(nixie_options *options, char *why, size_t why_size) NIXIE_NOEXCEPT;

/**
 * Opens a logger: opens the targets' sockets, so that they outlive a chroot(2), and starts the I/O thread with all
 * signals blocked. A target that is absent is no error: it is tried again. The options are copied.
 * Sets *logger and returns NIXIE_OK; or sets it to NULL and returns NIXIE_E_CONFIG, NIXIE_E_SYSTEM or NIXIE_E_MEMORY.
 */
NIXIE_API int nixie_open(const nixie_options *options, nixie_logger **logger, char *why,
                         size_t why_size) NIXIE_NOEXCEPT;

/** The same with the options of nixie_options_read_environment(). */
NIXIE_API int nixie_open_from_environment(nixie_logger **logger, char *why, size_t why_size) NIXIE_NOEXCEPT;

/**
 * The same for a program that has nobody to tell: where the environment or the config file is wrong, or cannot be
 * opened, journald: with default options serves, and gets one entry of priority err that names place and reason. Where
 * $NIXIE_CONFIG names a file that is missing, journald gets one entry of priority notice. NULL only when the system
 * refused every resource.
 */
NIXIE_API nixie_logger *nixie_open_anyhow(void) NIXIE_NOEXCEPT;

/**
 * Waits until every target has sent or dropped what was accepted before this call, at most deadline_ms milliseconds
 * (0: only looks). Returns NIXIE_OK, also after nixie_close(), NIXIE_E_TIMEOUT, or NIXIE_E_CLOSED for a NULL handle.
 */
NIXIE_API int nixie_flush(nixie_logger *logger, int64_t deadline_ms) NIXIE_NOEXCEPT;

/**
 * Ends a logger: refuses further records (NIXIE_E_CLOSED), drains at most deadline_ms milliseconds, counts what is left
 * as dropped[deadline] and ends the I/O thread. The handle stays valid for nixie_stats_take() and nixie_log().
 * Returns NIXIE_OK when nothing was left, else NIXIE_E_TIMEOUT; a second close returns NIXIE_OK.
 */
NIXIE_API int nixie_close(nixie_logger *logger, int64_t deadline_ms) NIXIE_NOEXCEPT;

/** Frees the handle; a logger that is still open is closed first with its exit_drain as the deadline. */
NIXIE_API void nixie_free(nixie_logger *logger) NIXIE_NOEXCEPT;

/* ---- Statistics ------------------------------------------------------------------------------------------------- */

/**
 * One snapshot, taken between two steps of the I/O thread, in which these equations hold:
 *
 *   logger:  calls = accepted + refused_queue_full + refused_too_large + refused_invalid + refused_closed
 *   target:  accepted = sent + dropped_backlog_full + dropped_too_large + dropped_deadline + dropped_shutdown + queued
 *   stream:  acknowledged + uncertain <= sent; the rest of sent is under way
 *   both:    accepted of the logger = accepted of the target + filtered of the target + queued of the logger
 *
 * All count records; a call with n recipients counts n. After fork() the child's counters begin at 0.
 */
enum nixie_counter {
    /* of the logger */
    NIXIE_CALLS = 1,
    NIXIE_ACCEPTED = 2, /**< taken into the queue; of a target: taken over from the queue */
    NIXIE_REFUSED_QUEUE_FULL = 3,
    NIXIE_REFUSED_TOO_LARGE = 4,
    NIXIE_REFUSED_INVALID = 5,
    NIXIE_REFUSED_CLOSED = 6,
    NIXIE_QUEUED = 7,       /**< waiting in the queue; of a target: in its backlog */
    NIXIE_QUEUED_BYTES = 8, /**< bytes that these take */
    NIXIE_REPAIRED = 9,     /**< records with a text that was no UTF-8, and was repaired for MESSAGE or syslog */
    /* of a target */
    NIXIE_SENT = 20, /**< the local kernel took it */
    NIXIE_DROPPED_BACKLOG_FULL = 21,
    NIXIE_DROPPED_TOO_LARGE = 22,
    NIXIE_DROPPED_DEADLINE = 23, /**< left when the deadline of close passed */
    NIXIE_DROPPED_SHUTDOWN = 24, /**< left when the process ended */
    NIXIE_FILTERED = 25,         /**< not in the target's events */
    NIXIE_SHORTENED = 26,        /**< sent with `truncated` */
    NIXIE_CONNECTS = 27,         /**< times that the target came up */
    NIXIE_WAITS = 28,            /**< times that the peer was full (EAGAIN) and the target waited */
    NIXIE_REPORTED_LOST = 29,    /**< of the sent ones: lost, as an ICMP error has told (udp:) */
    NIXIE_ACKNOWLEDGED = 30,     /**< of the sent ones: the peer's kernel has it (tcp:) */
    NIXIE_UNCERTAIN = 31 /**< of the sent ones: on a connection that then broke, so perhaps lost (tcp:); each once */
};

/** One snapshot of all counters. Any thread may read it. */
typedef struct nixie_stats nixie_stats;
/** Takes a snapshot. NULL when memory is short or the handle is NULL. Free it with nixie_stats_free(). */
NIXIE_API nixie_stats *nixie_stats_take(nixie_logger *logger) NIXIE_NOEXCEPT;
/** Frees a snapshot, and the texts that were read from it. */
NIXIE_API void nixie_stats_free(nixie_stats *stats) NIXIE_NOEXCEPT;
/** A counter of the logger; 0 for one that it does not have. */
NIXIE_API uint64_t nixie_stats_counter(const nixie_stats *stats, int counter) NIXIE_NOEXCEPT;
/** How many targets the logger has. They are numbered from 0, in the order in which they were added. */
NIXIE_API size_t nixie_stats_target_count(const nixie_stats *stats) NIXIE_NOEXCEPT;
/** The URI of a target as it was given; lives as long as the snapshot. "" for an index out of range. */
NIXIE_API const char *nixie_stats_target_uri(const nixie_stats *stats, size_t target) NIXIE_NOEXCEPT;
/** Its state, likewise: up, connecting, absent, refused, stalled or full. */
NIXIE_API const char *nixie_stats_target_state(const nixie_stats *stats, size_t target) NIXIE_NOEXCEPT;
/** The last trouble of a target in words, such as "connect: No such file or directory"; "" where there was none. */
NIXIE_API const char *nixie_stats_target_trouble(const nixie_stats *stats, size_t target) NIXIE_NOEXCEPT;
/** A counter of a target; 0 for one that it does not have. */
NIXIE_API uint64_t nixie_stats_target_counter(const nixie_stats *stats, size_t target, int counter) NIXIE_NOEXCEPT;

/** The logger's instance: 16 hex digits and NUL, new at each open and in each forked child. "" for NULL. It is written
 * to text, which has room for 17 bytes. */
NIXIE_API void nixie_instance(nixie_logger *logger, char text[17]) NIXIE_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
