/*
 * ec_burst ON_FULL QUEUE_SIZE: 8 threads call ec_log_permanent_failure() 10,000 times each, as a busy mail server does.
 * Thread T writes batch_id T and counts in queue_id from 1. Prints, on one line, the logger's instance and
 * calls accepted refused_queue_full other_refused sent dropped queued.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nixie/ec_log.h"

enum { THREADS = 8, CALLS = 10000 };

static string text(char *of) {
    string made = {(int)strlen(of), 0, of, 0, NULL};
    return made;
}

static void *log_failures(void *number) {
    char sender[] = "MAIL FROM:<news@letters.example> SIZE=1000\r\n";
    char recipient[] = "RCPT TO:<bob@example.fict>\r\n";
    char reply[] = "550 5.1.1 <bob@example.fict>: No such user\r\n";
    char routed_by[] = "example.fict";
    char id[16];
    domain_record domain = {routed_by};
    ec_message message;
    memset(&message, 0, sizeof message);
    message._mailfrom = text(sender);
    message._rcptto = text(recipient);
    message._code = text(reply);
    message.stage = NIXIE_STAGE_AFTER_RCPT_TO;
    message.batch_id_text = number;
    message.id_text = id;
    message.remote_mta = "mx1.example.fict";
    for (int i = 1; i <= CALLS; ++i) {
        snprintf(id, sizeof id, "%d", i);
        ec_log_permanent_failure(&message, &domain, NULL, NULL);
    }
    return NULL;
}

static int require(int code, const char *why) {
    if (code != NIXIE_OK) {
        fprintf(stderr, "ec_burst: %s %s\n", nixie_error_text(code), why);
        exit(1);
    }
    return code;
}

static void open_logger(const char *on_full, const char *queue_size) {
    char why[512] = "", target[64];
    nixie_options *options = nixie_options_new();
    if (!options) exit(1);
    snprintf(target, sizeof target, "journald:?on_full=%s", on_full);
    require(nixie_options_set(options, "queue.on_full", on_full, why, sizeof why), why);
    require(nixie_options_set(options, "queue.size", queue_size, why, sizeof why), why);
    require(nixie_options_set(options, "queue.block_for", "2min", why, sizeof why), why);
    require(nixie_options_add_target(options, target, why, sizeof why), why);
    require(nixie_ec_open(options, why, sizeof why), why);
    nixie_options_free(options);
}

static void print_counters(void) {
    char instance[17];
    nixie_instance(nixie_ec_logger(), instance);
    nixie_stats *stats = nixie_stats_take(nixie_ec_logger());
    if (!stats) exit(1);
    const unsigned long long calls = nixie_stats_counter(stats, NIXIE_CALLS);
    const unsigned long long accepted = nixie_stats_counter(stats, NIXIE_ACCEPTED);
    const unsigned long long full = nixie_stats_counter(stats, NIXIE_REFUSED_QUEUE_FULL);
    const unsigned long long sent = nixie_stats_target_counter(stats, 0, NIXIE_SENT);
    const unsigned long long queued = nixie_stats_target_counter(stats, 0, NIXIE_QUEUED);
    unsigned long long refused = 0, dropped = 0;
    for (int id = NIXIE_REFUSED_TOO_LARGE; id <= NIXIE_REFUSED_CLOSED; ++id) refused += nixie_stats_counter(stats, id);
    for (int id = NIXIE_DROPPED_BACKLOG_FULL; id <= NIXIE_DROPPED_SHUTDOWN; ++id)
        dropped += nixie_stats_target_counter(stats, 0, id);
    printf("%s %llu %llu %llu %llu %llu %llu %llu\n", instance, calls, accepted, full, refused, sent, dropped, queued);
    nixie_stats_free(stats);
}

int main(int argc, char **argv) {
    if (argc != 3) return 64;
    open_logger(argv[1], argv[2]);
    pthread_t threads[THREADS];
    char numbers[THREADS][2] = {"0", "1", "2", "3", "4", "5", "6", "7"};
    for (int i = 0; i < THREADS; ++i)
        if (pthread_create(&threads[i], NULL, log_failures, numbers[i]) != 0) return 1;
    for (int i = 0; i < THREADS; ++i) pthread_join(threads[i], NULL);
    require(nixie_flush(nixie_ec_logger(), 120000), "flush");
    print_counters();
    return 0;
}
