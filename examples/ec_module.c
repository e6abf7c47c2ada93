/*
 * A module of a mail server that records failures with the ec_log family. The server calls on_permanent_failure();
 * main() plays the server. $NIXIE_TARGETS or the config file says where the record goes, else journald:.
 */
#include <nixie/ec_log.h>
#include <stdio.h>
#include <string.h>

/* All that is known stands in the message. now is NULL: the current time. note is NULL: the text is the last reply. */
static void on_permanent_failure(ec_message *mess, domain_record *dr) {
    ec_log_permanent_failure(mess, dr, NULL, NULL);
}

static nixie_ec_string string_of(char *text) {
    nixie_ec_string result = {(int)strlen(text), 0, text, 0, NULL};
    return result;
}

int main(void) {
    char why[256] = "";
    if (nixie_ec_open(NULL, why, sizeof why) != NIXIE_OK) {
        fprintf(stderr, "ec_module: %s\n", why);
        return 1;
    }
    char domain[] = "example.fict", from[] = "MAIL FROM:<john.doe@example.com> SIZE=1000\r\n",
         to[] = "RCPT TO:<bob@example.fict>\r\n", reply[] = "550 5.1.1 No such user\r\n";
    domain_record dr = {domain};
    ec_message mess = {0};
    mess._mailfrom = string_of(from);
    mess._rcptto = string_of(to);
    mess._code = string_of(reply);
    mess.stage = NIXIE_STAGE_AFTER_RCPT_TO;
    mess.id_text = "4TnX2k0Qz1";
    mess.bounce_class = NIXIE_BOUNCE_INVALID_RECIPIENT;

    on_permanent_failure(&mess, &dr);

    /* A server that ends through exit() need not do this; here it tells whether the record was sent. */
    return nixie_close(nixie_ec_logger(), 5000) == NIXIE_OK ? 0 : 1;
}
