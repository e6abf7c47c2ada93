/* Records one permanent failure through the C API. Usage: log_failure_c [TARGET] */
#include <nixie/nixie.h>
#include <stdio.h>

int main(int argc, char **argv) {
    const char *target = argc > 1 ? argv[1] : "journald:";
    char why[256] = "";
    nixie_options *options = nixie_options_new();
    nixie_logger *logger = NULL;
    int error = nixie_options_add_target(options, target, why, sizeof why);
    if (!error) error = nixie_open(options, &logger, why, sizeof why);
    if (!error) {
        const nixie_field fields[] = {
            nixie_text(NIXIE_FIELD_RECIPIENT, "bob@example.fict"),
            nixie_text(NIXIE_FIELD_DIAGNOSTIC, "550 5.1.1 No such user"),
            nixie_number(NIXIE_FIELD_BOUNCE_CLASS, NIXIE_BOUNCE_INVALID_RECIPIENT),
            nixie_user_field("campaign", "spring"),
        };
        error = nixie_log(logger, NIXIE_PERMANENT_FAILURE, fields, sizeof fields / sizeof *fields);
    }
    if (!error) error = nixie_close(logger, 5000); /* waits up to 5 s until all is sent */
    if (error) fprintf(stderr, "log_failure: %s\n", *why ? why : nixie_error_text(error));
    nixie_free(logger);
    nixie_options_free(options);
    return error ? 1 : 0;
}
