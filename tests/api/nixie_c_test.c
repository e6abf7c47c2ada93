/* nixie/nixie.h from C11: every function, its errors, and NULL wherever a handle or a text may be. */
#define _GNU_SOURCE /* mkdtemp */
#include "nixie/nixie.h"

#include "c_check.h"

enum { NOTHING_MORE = 1 };

static void check_texts(void) {
    for (int error = NIXIE_OK; error >= NIXIE_E_MEMORY; --error) {
        CHECK(strlen(nixie_error_text(error)) > 0);
        for (int other = error - 1; other >= NIXIE_E_MEMORY; --other)
            CHECK(strcmp(nixie_error_text(error), nixie_error_text(other)) != 0);
    }
    CHECK(nixie_error_text(1) != NULL);
    CHECK(nixie_error_text(-1000) != NULL);
    int major = -1, minor = -1, patch = -1;
    CHECK(sscanf(nixie_version(), "%d.%d.%d", &major, &minor, &patch) == 3);
}

static void check_shorthands(void) {
    const nixie_field text = nixie_text(NIXIE_FIELD_RECIPIENT, "bob@example.fict");
    CHECK(text.id == NIXIE_FIELD_RECIPIENT && text.text_size == 16 && text.name == NULL);
    CHECK(nixie_text(NIXIE_FIELD_RECIPIENT, NULL).text_size == 0);
    const nixie_field own = nixie_user_field("campaign", "spring");
    CHECK(own.id == NIXIE_FIELD_USER && own.name_size == 8 && own.text_size == 6);
    CHECK(nixie_number(NIXIE_FIELD_CODE, 550).number == 550);
}

static void check_reasons(void) {
    char why[256] = "";
    const nixie_field good[] = {nixie_text(NIXIE_FIELD_RECIPIENT, "bob@example.fict"),
                                nixie_user_field("campaign", "spring")};
    CHECK(nixie_check(NIXIE_PERMANENT_FAILURE, good, 2, why, sizeof why) == NIXIE_OK);
    CHECK(nixie_check(NIXIE_PERMANENT_FAILURE, NULL, 0, why, sizeof why) == NIXIE_E_INVALID);
    CHECK(strlen(why) > 0);
    CHECK(nixie_check(NIXIE_LOSS, good, 2, NULL, 0) == NIXIE_E_INVALID); /* only nixie reports it */

    const nixie_field sequence = nixie_number(NIXIE_FIELD_SEQUENCE, 7);
    CHECK(nixie_check(NIXIE_DELIVERY, &sequence, 1, why, sizeof why) == NIXIE_E_INVALID);
    CHECK_HAS(why, "sequence");
    const nixie_field capital = nixie_user_field("Campaign", "spring");
    CHECK(nixie_check(NIXIE_DELIVERY, &capital, 1, why, sizeof why) == NIXIE_E_INVALID);
    CHECK_HAS(why, "Campaign");
    const nixie_field twice[] = {nixie_number(NIXIE_FIELD_CODE, 550), nixie_number(NIXIE_FIELD_CODE, 551)};
    CHECK(nixie_check(NIXIE_DELIVERY, twice, 2, why, sizeof why) == NIXIE_E_INVALID);
    CHECK_HAS(why, "code");
    char small[4] = "xxx";
    CHECK(nixie_check(NIXIE_DELIVERY, &sequence, 1, small, sizeof small) == NIXIE_E_INVALID);
    CHECK(strlen(small) == 3); /* cut, with its NUL */
}

static void check_options(void) {
    char why[256] = "";
    nixie_options *options = nixie_options_new();
    CHECK(options != NULL);
    CHECK(nixie_options_set(options, "queue.size", "1MiB", why, sizeof why) == NIXIE_OK);
    CHECK(nixie_options_set(options, "queue.siez", "1MiB", why, sizeof why) == NIXIE_E_CONFIG);
    CHECK_HAS(why, "queue.size"); /* the nearest legal name */
    CHECK(nixie_options_read_file(options, "/nonexistent", why, sizeof why) == NIXIE_E_CONFIG);
    CHECK_HAS(why, "/nonexistent: ");
    CHECK(nixie_options_read_file(options, NULL, NULL, 0) == NIXIE_E_CONFIG);
    CHECK(nixie_options_read_file(options, "/dev/null", why, sizeof why) == NIXIE_OK);
    CHECK(nixie_options_set(options, "queue.size", "much", why, sizeof why) == NIXIE_E_CONFIG);
    CHECK_HAS(why, "queue.size");
    CHECK(nixie_options_set(options, NULL, NULL, why, sizeof why) == NIXIE_E_CONFIG);
    CHECK(nixie_options_add_target(options, "journalt:", why, sizeof why) == NIXIE_E_CONFIG);
    CHECK_HAS(why, "journald");
    CHECK(nixie_options_add_target(options, "unix:/x?max_sise=9000", NULL, 0) == NIXIE_E_CONFIG);
    CHECK(nixie_options_add_target(options, "unix:/x?max_sise=9000", why, sizeof why) == NIXIE_E_CONFIG);
    CHECK_HAS(why, "max_size");
    nixie_options_free(options);
    nixie_options_free(NULL);
}

static void check_null_handles(void) {
    const nixie_field field = nixie_text(NIXIE_FIELD_RECIPIENT, "bob@example.fict");
    char instance[17] = "x";
    CHECK(nixie_log(NULL, NIXIE_DELIVERY, &field, 1) == NIXIE_E_CLOSED);
    CHECK(nixie_flush(NULL, 0) == NIXIE_E_CLOSED);
    CHECK(nixie_close(NULL, 0) == NIXIE_E_CLOSED);
    CHECK(nixie_stats_take(NULL) == NULL);
    nixie_instance(NULL, instance);
    CHECK(instance[0] == '\0');
    nixie_free(NULL);
    nixie_stats_free(NULL);
}

static nixie_logger *open_at(const char *target) {
    char why[256] = "";
    nixie_logger *logger = NULL;
    nixie_options *options = nixie_options_new();
    CHECK(nixie_options_add_target(options, target, why, sizeof why) == NIXIE_OK);
    CHECK(nixie_options_set(options, "stats_interval", "0", why, sizeof why) == NIXIE_OK);
    CHECK(nixie_open(options, &logger, why, sizeof why) == NIXIE_OK);
    nixie_options_free(options); /* they were copied */
    CHECK(logger != NULL);
    return logger;
}

static void check_stats(nixie_logger *logger, const char *target) {
    nixie_stats *stats = nixie_stats_take(logger);
    CHECK(stats != NULL);
    CHECK(nixie_stats_counter(stats, NIXIE_CALLS) == 4);
    CHECK(nixie_stats_counter(stats, NIXIE_ACCEPTED) == 3);
    CHECK(nixie_stats_counter(stats, NIXIE_REFUSED_INVALID) == 1);
    CHECK(nixie_stats_counter(stats, NIXIE_SENT) == 0); /* a target's, not the logger's */
    CHECK(nixie_stats_counter(stats, 12345) == 0);
    CHECK(nixie_stats_target_count(stats) == 1);
    CHECK(strcmp(nixie_stats_target_uri(stats, 0), target) == 0);
    CHECK(strcmp(nixie_stats_target_state(stats, 0), "up") == 0);
    CHECK(strcmp(nixie_stats_target_trouble(stats, 0), "") == 0);
    CHECK(nixie_stats_target_counter(stats, 0, NIXIE_SENT) == 3);
    CHECK(nixie_stats_target_counter(stats, 0, NIXIE_CONNECTS) == 1);
    CHECK(nixie_stats_target_counter(stats, NOTHING_MORE, NIXIE_SENT) == 0);
    CHECK(strcmp(nixie_stats_target_uri(stats, NOTHING_MORE), "") == 0);
    CHECK(strcmp(nixie_stats_target_state(stats, NOTHING_MORE), "") == 0);
    CHECK(strcmp(nixie_stats_target_trouble(stats, NOTHING_MORE), "") == 0);
    nixie_stats_free(stats);
}

static void check_records(void) {
    const struct receiver at = make_receiver();
    nixie_logger *logger = open_at(at.target);
    char instance[17];
    nixie_instance(logger, instance);
    CHECK(strspn(instance, "0123456789abcdef") == 16 && instance[16] == '\0');

    const char reply[] = "550 5.1.1 No such user, and no NUL";
    const nixie_field fields[] = {nixie_text(NIXIE_FIELD_RECIPIENT, "bob@example.fict"),
                                  nixie_text(NIXIE_FIELD_RECIPIENT, "ann@example.fict"),
                                  nixie_text_sized(NIXIE_FIELD_DIAGNOSTIC, reply, 22),
                                  nixie_number(NIXIE_FIELD_STAGE, NIXIE_STAGE_AFTER_RCPT_TO),
                                  nixie_number(NIXIE_FIELD_BOUNCE_CLASS, NIXIE_BOUNCE_INVALID_RECIPIENT),
                                  nixie_user_field("campaign", "spring")};
    CHECK(nixie_log(logger, NIXIE_PERMANENT_FAILURE, fields, 6) == NIXIE_OK);
    const nixie_field later = nixie_text(NIXIE_FIELD_QUEUE_ID, "4TnX2k0Qz1");
    CHECK(nixie_log(logger, NIXIE_TRANSIENT_FAILURE, NULL, 3) == NIXIE_E_INVALID);
    CHECK(nixie_log(logger, NIXIE_TRANSIENT_FAILURE, &later, 1) == NIXIE_OK);

    const char *first = next_datagram(&at);
    CHECK_HAS(first, " PERMFAIL ");
    CHECK_HAS(first, " recipient=\"bob@example.fict\"");
    CHECK_HAS(first, " diagnostic=\"550 5.1.1 No such user\"");
    CHECK_HAS(first, " status=\"5.1.1\"");
    CHECK_HAS(first, " stage=\"after_rcpt_to\"");
    CHECK_HAS(first, " bounce_class_name=\"invalid_recipient\"");
    CHECK_HAS(first, " campaign=\"spring\"");
    CHECK_HAS(first, " sequenceId=\"1\"");
    CHECK_HAS(first, instance);
    const char *second = next_datagram(&at);
    CHECK_HAS(second, " recipient=\"ann@example.fict\"");
    CHECK_HAS(second, " sequenceId=\"2\"");
    const char *third = next_datagram(&at);
    CHECK_HAS(third, " TEMPFAIL ");
    CHECK_HAS(third, " queue_id=\"4TnX2k0Qz1\"");

    CHECK(nixie_flush(logger, 60000) == NIXIE_OK);
    check_stats(logger, at.target);
    CHECK(nixie_close(logger, 60000) == NIXIE_OK);
    CHECK(nixie_close(logger, 0) == NIXIE_OK);
    CHECK(nixie_log(logger, NIXIE_DELIVERY, &later, 1) == NIXIE_E_CLOSED);
    CHECK(nixie_flush(logger, 0) == NIXIE_OK); /* nothing is left */
    CHECK_HAS(next_datagram(&at), " LOSS ");   /* of the one that was refused */
    CHECK(nothing_stands_in(&at));
    nixie_free(logger);
    forget_receiver(&at);
}

/* $NIXIE_TARGETS right and wrong, and no config file. */
static void check_environment(void) {
    const struct receiver at = make_receiver();
    const nixie_field field = nixie_text(NIXIE_FIELD_QUEUE_ID, "environment");
    char why[256] = "";
    nixie_logger *logger = NULL;
    setenv("NIXIE_CONFIG", "/dev/null", 1);
    setenv("NIXIE_TARGETS", at.target, 1);
    CHECK(nixie_open_from_environment(&logger, why, sizeof why) == NIXIE_OK);
    CHECK(nixie_log(logger, NIXIE_DELIVERY, &field, 1) == NIXIE_OK);
    CHECK_HAS(next_datagram(&at), " queue_id=\"environment\"");
    nixie_free(logger);

    setenv("NIXIE_TARGETS", "unixx:/dev/log", 1);
    CHECK(nixie_open_from_environment(&logger, why, sizeof why) == NIXIE_E_CONFIG);
    CHECK(logger == NULL);
    CHECK_HAS(why, "unix");
    logger = nixie_open_anyhow();
    CHECK(logger != NULL);
    nixie_stats *stats = nixie_stats_take(logger);
    CHECK(strcmp(nixie_stats_target_uri(stats, 0), "journald:") == 0);
    nixie_stats_free(stats);
    nixie_close(logger, 0);
    nixie_free(logger);
    unsetenv("NIXIE_TARGETS");
    unsetenv("NIXIE_CONFIG");
    forget_receiver(&at);
}

int main(void) {
    check_texts();
    check_shorthands();
    check_reasons();
    check_options();
    check_null_handles();
    check_records();
    check_environment();
    return checks_failed ? 1 : 0;
}
