/* nixie/ec_log.h from C11: the six calls with their documented arguments, with NULL for each, and what becomes of it.
 */
#define _GNU_SOURCE /* mkdtemp */
#include "nixie/ec_log.h"

#include "c_check.h"

static struct receiver at;

/* A text without NUL, as the server has it. */
static string text(const char *of) {
    string made = {0};
    made.len = (int)strlen(of);
    made.buffer = malloc(strlen(of) + 1);
    if (!made.buffer) abort();
    memcpy(made.buffer, of, strlen(of));
    made.buffer[made.len] = '!'; /* must not be read */
    return made;
}

static struct {
    domain_record domain;
    ec_message message;
    string note;
    struct timeval now;
} sample;

static void make_sample(void) {
    static char routed_by[] = "Example.Fict", other[] = "other.example";
    static domain_record messages_domain = {other};
    sample.domain.domain = routed_by;
    sample.now = (struct timeval){1064870847, 123456};
    sample.note = text("554 5.7.1 Blocked");
    sample.message = (ec_message){.creation_time = {1064870835, 0},
                                  .domain = &messages_domain,
                                  ._mailfrom = text("MAIL FROM:<john.doe@example.com> SIZE=1000 ENVID=e+2B1\r\n"),
                                  ._rcptto = text("RCPT TO:<bob@example.fict> ORCPT=rfc822;bobby@example.fict\r\n"),
                                  ._code = text("550 5.1.1 No such user\r\n"),
                                  .stage = NIXIE_STAGE_AFTER_RCPT_TO,
                                  .num_retries = 3,
                                  .id_text = "id",
                                  .batch_id_text = "batch",
                                  .conn_id_text = "connection",
                                  .message_id = "<1@example.com>",
                                  .remote_mta = "mx1.example.fict",
                                  .remote_ip = "192.0.2.7",
                                  .local_ip = "203.0.113.25",
                                  .binding = "pool-a",
                                  .binding_group = "news",
                                  .remote_port = 25,
                                  .bounce_class = NIXIE_BOUNCE_INVALID_RECIPIENT,
                                  .size = 1000,
                                  .bytes_sent = 118};
}

static void forget_sample(void) {
    free(sample.note.buffer);
    free(sample.message._mailfrom.buffer);
    free(sample.message._rcptto.buffer);
    free(sample.message._code.buffer);
}

static void check_every_member(void) {
    ec_log_permanent_failure(&sample.message, &sample.domain, &sample.now, NULL);
    const char *sent = next_datagram(&at);
    static const char *const parts[] = {"2003-09-29T21:27:27.123456Z",
                                        " PERMFAIL ",
                                        " event=\"permanent_failure\"",
                                        " recipient=\"bob@example.fict\"",
                                        " sender=\"john.doe@example.com\"",
                                        " original_recipient=\"bobby@example.fict\"",
                                        " envelope_id=\"e+1\"",
                                        " diagnostic=\"550 5.1.1 No such user",
                                        " diagnostic_type=\"smtp\"",
                                        " code=\"550\"",
                                        " status=\"5.1.1\"",
                                        " stage=\"after_rcpt_to\"",
                                        " retries=\"3\"",
                                        " queue_time=\"12.123\"",
                                        " domain=\"example.fict\"",
                                        " queue_id=\"id\"",
                                        " batch_id=\"batch\"",
                                        " connection_id=\"connection\"",
                                        " message_id=\"<1@example.com>\"",
                                        " remote_mta=\"mx1.example.fict\"",
                                        " remote_ip=\"192.0.2.7\"",
                                        " remote_port=\"25\"",
                                        " local_ip=\"203.0.113.25\"",
                                        " binding=\"pool-a\"",
                                        " binding_group=\"news\"",
                                        " bounce_class=\"10\"",
                                        " size=\"1000\"",
                                        " bytes_sent=\"118\""};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; ++i) CHECK_HAS(sent, parts[i]);
    CHECK_LACKS(sent, "!");
}

static void check_dispositions(void) {
    ec_log_transient_failure(&sample.message, &sample.domain, &sample.now, NULL);
    CHECK_HAS(next_datagram(&at), " event=\"transient_failure\"");
    ec_log_delivery(&sample.message, &sample.domain, &sample.now, NULL);
    CHECK_HAS(next_datagram(&at), " event=\"delivery\"");
    ec_log_attempt(&sample.message, &sample.domain, &sample.now, NULL);
    CHECK_HAS(next_datagram(&at), " event=\"attempt\"");
    ec_log_reception(NULL, &sample.message, &sample.now, &sample.note);
    const char *reception = next_datagram(&at);
    CHECK_HAS(reception, " event=\"reception\"");
    CHECK_HAS(reception, " domain=\"other.example\"");
    CHECK_HAS(reception, " diagnostic=\"554 5.7.1 Blocked\"");
}

static void check_what_may_be_null(void) {
    ec_log_permanent_failure(&sample.message, NULL, NULL, &sample.note);
    const char *sent = next_datagram(&at);
    CHECK_HAS(sent, " diagnostic=\"554 5.7.1 Blocked\""); /* a given note wins */
    CHECK_HAS(sent, " status=\"5.7.1\"");
    CHECK_HAS(sent, " domain=\"other.example\"");
    CHECK_LACKS(sent, "2003-09-29"); /* the current time */

    ec_log_permanent_failure(NULL, &sample.domain, &sample.now, &sample.note);
    sent = next_datagram(&at);
    CHECK_HAS(sent, " domain=\"example.fict\"");
    CHECK_HAS(sent, " diagnostic=\"554 5.7.1 Blocked\"");
    CHECK_LACKS(sent, " recipient=");
    CHECK_LACKS(sent, " stage=");

    ec_message bare;
    memset(&bare, 0, sizeof bare);
    bare.id_text = "bare";
    domain_record nameless = {NULL};
    string negative = {.len = -1, .buffer = sample.note.buffer}, without_buffer = {.len = 5};
    bare._code = without_buffer;
    ec_log_permanent_failure(&bare, &nameless, NULL, &negative);
    sent = next_datagram(&at);
    CHECK_HAS(sent, " queue_id=\"bare\"");
    CHECK_LACKS(sent, " domain=");
    CHECK_LACKS(sent, " diagnostic=");
    CHECK_LACKS(sent, " queue_time=");
}

static void check_rejection(void) {
    ec_log_rejection2(&sample.now, NULL, NULL, &sample.message, 7, "%d %s", 550, "no such user here");
    const char *sent = next_datagram(&at);
    CHECK_HAS(sent, " event=\"rejection\"");
    CHECK_HAS(sent, " diagnostic=\"550 no such user here\"");
    CHECK_HAS(sent, " diagnostic_type=\"x-local\"");
    CHECK_HAS(sent, " stage=\"after_rcpt_to\"");
    CHECK_HAS(sent, " mc_state=\"RCPTTO_RESPONSE\"");

    char longer[3000];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    ec_log_rejection2(NULL, NULL, NULL, NULL, 8, "%s", longer);
    sent = next_datagram(&at);
    CHECK_HAS(sent, " mc_state=\"DATA\"");
    const char *const diagnostic = strstr(sent, " diagnostic=\"");
    CHECK(diagnostic && strspn(diagnostic + strlen(" diagnostic=\""), "x") == 1023);

    ec_log_rejection2(NULL, NULL, NULL, &sample.message, 1000, NULL);
    sent = next_datagram(&at);
    CHECK_HAS(sent, " queue_id=\"id\"");
    CHECK_LACKS(sent, " mc_state=");
    CHECK_LACKS(sent, " diagnostic=");
}

/* A call without anything to say is refused as invalid, counted, and crashes nothing. */
static void check_all_null(void) {
    ec_log_permanent_failure(NULL, NULL, NULL, NULL);
    ec_log_transient_failure(NULL, NULL, &sample.now, NULL);
    ec_log_delivery(NULL, NULL, NULL, NULL);
    ec_log_attempt(NULL, NULL, NULL, NULL);
    ec_log_reception(NULL, NULL, NULL, NULL);
    ec_log_rejection2(NULL, NULL, NULL, NULL, 6, NULL);
    nixie_stats *stats = nixie_stats_take(nixie_ec_logger());
    CHECK(nixie_stats_counter(stats, NIXIE_REFUSED_INVALID) == 6);
    nixie_stats_free(stats);
}

int main(void) {
    char why[256] = "";
    at = make_receiver();
    make_sample();
    setenv("NIXIE_TARGETS", "nonsense:", 1);
    CHECK(nixie_ec_open(NULL, why, sizeof why) == NIXIE_E_CONFIG);
    CHECK_HAS(why, "nonsense");
    setenv("NIXIE_TARGETS", at.target, 1);
    CHECK(nixie_ec_open(NULL, why, sizeof why) == NIXIE_OK);
    nixie_logger *const logger = nixie_ec_logger();
    CHECK(logger != NULL);
    CHECK(nixie_ec_open(NULL, why, sizeof why) == NIXIE_OK);
    CHECK(nixie_ec_logger() == logger);

    check_every_member();
    check_dispositions();
    check_what_may_be_null();
    check_rejection();
    check_all_null();
    CHECK(nixie_close(logger, 60000) == NIXIE_OK);
    /* nixie's own, behind the last record: what was refused, at most one entry a second, and the counters */
    const char *report = next_datagram(&at);
    CHECK_HAS(report, " LOSS ");
    while (strstr(report, " LOSS ")) report = next_datagram(&at);
    CHECK_HAS(report, " STATS ");
    ec_log_delivery(&sample.message, NULL, NULL, NULL);
    CHECK(nothing_stands_in(&at));
    forget_sample();
    forget_receiver(&at);
    return checks_failed ? 1 : 0;
}
