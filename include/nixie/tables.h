/**
 * @file
 * nixie/tables.h: the vocabulary, one row an item. C and C++.
 *
 * Everything that knows a field, an event, a stage or a bounce class learns it from the rows below: the ids in nixie.h,
 * the members of nixie::record, the readers, both encoders, `nixie fields` and docs/fields.md. Each table is a macro
 * that calls X(...) once a row. Ids are part of the ABI: append, never renumber, never reuse.
 */
#ifndef NIXIE_TABLES_H
#define NIXIE_TABLES_H

/**
 * Fields: X(id, name, NAME, type, set_by, personal, source, help)
 *
 *   name      the C++ member, the JSON key and the RFC 5424 SD-PARAM name; the journal field is MAIL_<NAME>.
 *   type      TEXT     bytes as the caller gave them
 *             DOMAIN   text; ASCII letters in lower case
 *             WORD     printable ASCII, made by nixie
 *             NUMBER   0 to 2^63-1, decimal
 *             PORT     0 to 65535, decimal
 *             TIME     microseconds since 1970-01-01T00:00:00Z; as text 2003-09-29T21:27:27.123456Z
 *             SECONDS  milliseconds; as text seconds with three decimals: 12.345
 *             EVENT    a row of the events below; as text its name
 *             STAGE    a row of the stages below; as text its name
 *   set_by    CALL     which function was called
 *             CALLER   the caller alone
 *             EITHER   the caller; where it left the field out, derived from other fields
 *             DERIVED  derived from other fields, never taken from a caller
 *             NIXIE    nixie alone, never taken from a caller
 *   personal  PERSONAL where the value can name or trace a person, else IMPERSONAL
 */
#define NIXIE_FIELD_TABLE(X)                                                                                           \
    X(1, event, EVENT, EVENT, CALL, IMPERSONAL, "nixie", "what happened to the message")                               \
    X(2, time, TIME, TIME, CALLER, IMPERSONAL, "RFC 5424 section 6.2.3",                                               \
      "when it happened; stamped at the call when left out; in RFC 5424 the TIMESTAMP, no parameter")                  \
    X(3, sequence, SEQUENCE, NUMBER, NIXIE, IMPERSONAL, "RFC 5424 section 7.3.1",                                      \
      "number of the record, 1 to 2147483647, then 1 again; in RFC 5424 the parameter sequenceId of the element meta") \
    X(4, instance, INSTANCE, WORD, NIXIE, IMPERSONAL, "nixie",                                                         \
      "16 random hex digits, new at each open and in each forked child; (instance, sequence) names a record")          \
    X(5, action, ACTION, WORD, DERIVED, IMPERSONAL, "RFC 3464 section 2.3.3", "failed, delayed or delivered")          \
    X(6, status, STATUS, TEXT, EITHER, IMPERSONAL, "RFC 3463", "enhanced status code, such as 5.1.1")                  \
    X(7, code, CODE, NUMBER, EITHER, IMPERSONAL, "RFC 5321 section 4.2", "SMTP reply code, such as 550")               \
    X(8, diagnostic, DIAGNOSTIC, TEXT, CALLER, PERSONAL, "RFC 3464 section 2.3.6",                                     \
      "the reply of the other side, or a note of this server")                                                         \
    X(9, diagnostic_type, DIAGNOSTIC_TYPE, TEXT, CALLER, IMPERSONAL, "RFC 3464 section 2.3.6",                         \
      "who wrote the diagnostic: smtp (the remote side) or x-local (this server)")                                     \
    X(10, stage, STAGE, STAGE, CALLER, IMPERSONAL, "nixie", "where in the SMTP dialogue it happened")                  \
    X(11, bounce_class, BOUNCE_CLASS, NUMBER, CALLER, IMPERSONAL, "nixie",                                             \
      "number of the bounce class; own classes are above 100")                                                         \
    X(12, bounce_class_name, BOUNCE_CLASS_NAME, TEXT, EITHER, IMPERSONAL, "nixie", "name of the bounce class")         \
    X(13, bounce_category, BOUNCE_CATEGORY, TEXT, EITHER, IMPERSONAL, "nixie",                                         \
      "category of the bounce class: hard, soft, block, admin or undetermined")                                        \
    X(14, recipient, RECIPIENT, TEXT, EITHER, PERSONAL, "RFC 5321 section 4.1.2",                                      \
      "address that the message was for; may be given as a decorated path, RCPT TO:<a@b> ORCPT=...")                   \
    X(15, recipient_domain, RECIPIENT_DOMAIN, DOMAIN, EITHER, IMPERSONAL, "RFC 5321 section 4.1.2",                    \
      "domain of the recipient")                                                                                       \
    X(16, sender, SENDER, TEXT, EITHER, PERSONAL, "RFC 5321 section 4.1.2",                                            \
      "reverse-path; <> is legal; may be given as a decorated path, MAIL FROM:<a@b> SIZE=...")                         \
    X(17, sender_domain, SENDER_DOMAIN, DOMAIN, EITHER, IMPERSONAL, "RFC 5321 section 4.1.2", "domain of the sender")  \
    X(18, original_recipient, ORIGINAL_RECIPIENT, TEXT, EITHER, PERSONAL, "RFC 3461 section 4.2",                      \
      "the ORCPT parameter")                                                                                           \
    X(19, envelope_id, ENVELOPE_ID, TEXT, EITHER, IMPERSONAL, "RFC 3461 section 4.4", "the ENVID parameter")           \
    X(20, domain, DOMAIN, DOMAIN, CALLER, IMPERSONAL, "nixie", "domain that the message was routed by")                \
    X(21, queue_id, QUEUE_ID, TEXT, CALLER, IMPERSONAL, "nixie", "id of the message in the mail server")               \
    X(22, batch_id, BATCH_ID, TEXT, CALLER, IMPERSONAL, "nixie", "id of the batch in the mail server")                 \
    X(23, connection_id, CONNECTION_ID, TEXT, CALLER, IMPERSONAL, "nixie", "id of the connection in the mail server")  \
    X(24, message_id, MESSAGE_ID, TEXT, CALLER, IMPERSONAL, "RFC 5322 section 3.6.4",                                  \
      "the Message-ID header of the mail (MAIL_MESSAGE_ID; journald's MESSAGE_ID is another thing)")                   \
    X(25, size, SIZE, NUMBER, CALLER, IMPERSONAL, "RFC 1870", "bytes of the message")                                  \
    X(26, bytes_sent, BYTES_SENT, NUMBER, CALLER, IMPERSONAL, "nixie", "bytes sent before it happened")                \
    X(27, retries, RETRIES, NUMBER, CALLER, IMPERSONAL, "nixie", "tries before this one; 0 is the first try")          \
    X(28, queue_time, QUEUE_TIME, SECONDS, EITHER, IMPERSONAL, "nixie", "seconds between reception and this event")    \
    X(29, remote_mta, REMOTE_MTA, TEXT, CALLER, IMPERSONAL, "RFC 3464 section 2.3.5", "host name of the remote side")  \
    X(30, remote_ip, REMOTE_IP, TEXT, CALLER, PERSONAL, "RFC 5952", "address of the remote side")                      \
    X(31, remote_port, REMOTE_PORT, PORT, CALLER, IMPERSONAL, "RFC 6335", "port of the remote side")                   \
    X(32, helo, HELO, TEXT, CALLER, IMPERSONAL, "RFC 5321 section 4.1.1.1", "argument of HELO or EHLO")                \
    X(33, local_ip, LOCAL_IP, TEXT, CALLER, IMPERSONAL, "RFC 5952", "address of the sending side")                     \
    X(34, local_port, LOCAL_PORT, PORT, CALLER, IMPERSONAL, "RFC 6335", "port of the sending side")                    \
    X(35, binding, BINDING, TEXT, CALLER, IMPERSONAL, "nixie", "binding that the mail server sent from")               \
    X(36, binding_group, BINDING_GROUP, TEXT, CALLER, IMPERSONAL, "nixie", "group of that binding")                    \
    X(37, tls_version, TLS_VERSION, TEXT, CALLER, IMPERSONAL, "RFC 3207", "TLS version of the SMTP session")           \
    X(38, tls_cipher, TLS_CIPHER, TEXT, CALLER, IMPERSONAL, "RFC 3207", "TLS cipher of the SMTP session")              \
    X(39, truncated, TRUNCATED, WORD, NIXIE, IMPERSONAL, "nixie",                                                      \
      "fields that were shortened, with their original bytes: diagnostic:1048576")                                     \
    X(40, target, TARGET, WORD, NIXIE, IMPERSONAL, "nixie",                                                            \
      "of loss and stats: the target; no loss of a call has one")                                                      \
    X(41, reason, REASON, WORD, NIXIE, IMPERSONAL, "nixie", "of loss: why; a name of the loss reasons below")          \
    X(42, lost, LOST, NUMBER, NIXIE, IMPERSONAL, "nixie", "of loss: how many records were lost")                       \
    X(43, lost_first, LOST_FIRST, NUMBER, NIXIE, IMPERSONAL, "nixie", "of loss: first sequence that was lost")         \
    X(44, lost_last, LOST_LAST, NUMBER, NIXIE, IMPERSONAL, "nixie", "of loss: last sequence that was lost")            \
    X(45, lost_ranges, LOST_RANGES, WORD, NIXIE, IMPERSONAL, "nixie",                                                  \
      "of loss: the sequences, as 5-9,12; left out above 16 ranges: then all lie from lost_first to lost_last")        \
    X(46, lost_since, LOST_SINCE, TIME, NIXIE, IMPERSONAL, "nixie", "of loss: when the first of them was lost")        \
    X(47, client_uid, CLIENT_UID, NUMBER, NIXIE, PERSONAL, "nixie", "user id of the relay's client")                   \
    X(48, client_pid, CLIENT_PID, NUMBER, NIXIE, IMPERSONAL, "nixie", "process id of the relay's client")              \
    X(49, client_unit, CLIENT_UNIT, WORD, NIXIE, IMPERSONAL, "nixie", "systemd unit of the relay's client")            \
    X(50, stats_last_sequence, STATS_LAST_SEQUENCE, NUMBER, NIXIE, IMPERSONAL, "nixie",                                \
      "of stats: the last sequence that the logger has given out; all since the open counts")                          \
    X(51, stats_refused, STATS_REFUSED, NUMBER, NIXIE, IMPERSONAL, "nixie",                                            \
      "of stats: records that the logger has refused")                                                                 \
    X(52, stats_filtered, STATS_FILTERED, NUMBER, NIXIE, IMPERSONAL, "nixie",                                          \
      "of stats: records that are not among the target's events")                                                      \
    X(53, stats_accepted, STATS_ACCEPTED, NUMBER, NIXIE, IMPERSONAL, "nixie",                                          \
      "of stats: records that the target has accepted")                                                                \
    X(54, stats_sent, STATS_SENT, NUMBER, NIXIE, IMPERSONAL, "nixie", "of stats: records that the target has sent")    \
    X(55, stats_reported_lost, STATS_REPORTED_LOST, NUMBER, NIXIE, IMPERSONAL, "nixie",                                \
      "of stats: sent records of which an ICMP error told that they were lost")                                        \
    X(56, stats_dropped, STATS_DROPPED, NUMBER, NIXIE, IMPERSONAL, "nixie",                                            \
      "of stats: records that the target has dropped")                                                                 \
    X(57, stats_queued, STATS_QUEUED, NUMBER, NIXIE, IMPERSONAL, "nixie",                                              \
      "of stats: records that wait in the target's backlog")                                                           \
    X(58, stats_acknowledged, STATS_ACKNOWLEDGED, NUMBER, NIXIE, IMPERSONAL, "nixie",                                  \
      "of stats: sent records that the peer's kernel has (tcp)")                                                       \
    X(59, stats_uncertain, STATS_UNCERTAIN, NUMBER, NIXIE, IMPERSONAL, "nixie",                                        \
      "of stats: sent records of a connection that then broke (tcp)")

/**
 * Events: X(number, name, NAME, words, MSGID, severity, action, set_by)
 *
 *   words     how MESSAGE and MSG begin
 *   severity  RFC 5424 section 6.2.1: 4 warning, 5 notice, 6 informational
 *   action    RFC 3464 section 2.3.3, or "" where there is none
 *   set_by    CALL for what callers report, NIXIE for nixie's own reports
 */
#define NIXIE_EVENT_TABLE(X)                                                                                           \
    X(1, permanent_failure, PERMANENT_FAILURE, "permanent failure", PERMFAIL, 4, "failed", CALL)                       \
    X(2, transient_failure, TRANSIENT_FAILURE, "transient failure", TEMPFAIL, 5, "delayed", CALL)                      \
    X(3, delivery, DELIVERY, "delivery", DELIVERY, 6, "delivered", CALL)                                               \
    X(4, attempt, ATTEMPT, "attempt", ATTEMPT, 6, "", CALL)                                                            \
    X(5, reception, RECEPTION, "reception", RECEPTION, 6, "", CALL)                                                    \
    X(6, rejection, REJECTION, "rejection", REJECTION, 5, "", CALL)                                                    \
    X(7, loss, LOSS, "loss", LOSS, 5, "", NIXIE)                                                                       \
    X(8, stats, STATS, "stats", STATS, 6, "", NIXIE)

/** Why records were lost, the reason of a loss entry: X(number, name, NAME, help) */
#define NIXIE_LOSS_REASON_TABLE(X)                                                                                     \
    X(0, queue_full, QUEUE_FULL, "refused at the call: the queue had no room")                                         \
    X(1, too_large, TOO_LARGE,                                                                                         \
      "refused at the call: larger than queue.largest_record; with a target, dropped: larger than what it takes")      \
    X(2, invalid, INVALID, "refused at the call: no record, or a field that is wrong")                                 \
    X(3, backlog_full, BACKLOG_FULL, "dropped: the target's backlog was full, or memory short")                        \
    X(4, deadline, DEADLINE, "dropped: left when the deadline of close passed")                                        \
    X(5, shutdown, SHUTDOWN, "dropped: left when the process ended")                                                   \
    X(6, uncertain, UNCERTAIN,                                                                                         \
      "sent on a connection that then broke: perhaps lost, and sent again where that was possible")                    \
    X(7, reported_lost, REPORTED_LOST, "sent, and lost as an ICMP error has told")

/** Stages of the SMTP dialogue: X(number, name, NAME) */
#define NIXIE_STAGE_TABLE(X)                                                                                           \
    X(0, not_connected, NOT_CONNECTED)                                                                                 \
    X(1, idle, IDLE)                                                                                                   \
    X(2, mail_from, MAIL_FROM)                                                                                         \
    X(3, after_mail_from, AFTER_MAIL_FROM)                                                                             \
    X(4, rcpt_to, RCPT_TO)                                                                                             \
    X(5, after_rcpt_to, AFTER_RCPT_TO)                                                                                 \
    X(6, data, DATA)                                                                                                   \
    X(7, after_data, AFTER_DATA)                                                                                       \
    X(8, body, BODY)                                                                                                   \
    X(9, confirmation, CONFIRMATION)                                                                                   \
    X(10, ehlo, EHLO)                                                                                                  \
    X(11, after_ehlo, AFTER_EHLO)                                                                                      \
    X(12, banner, BANNER)                                                                                              \
    X(13, rset, RSET)                                                                                                  \
    X(14, after_rset, AFTER_RSET)                                                                                      \
    X(15, starttls, STARTTLS)                                                                                          \
    X(16, after_starttls, AFTER_STARTTLS)                                                                              \
    X(17, tls_handshake, TLS_HANDSHAKE)                                                                                \
    X(18, tls_renegotiation, TLS_RENEGOTIATION)                                                                        \
    X(19, xclient, XCLIENT)                                                                                            \
    X(20, after_xclient, AFTER_XCLIENT)                                                                                \
    X(21, out_of_band, OUT_OF_BAND)                                                                                    \
    X(22, unknown, UNKNOWN)

/** Bounce classes: X(number, name, NAME, category) */
#define NIXIE_BOUNCE_CLASS_TABLE(X)                                                                                    \
    X(1, undetermined, UNDETERMINED, undetermined)                                                                     \
    X(10, invalid_recipient, INVALID_RECIPIENT, hard)                                                                  \
    X(20, soft_bounce, SOFT_BOUNCE, soft)                                                                              \
    X(21, dns_failure, DNS_FAILURE, soft)                                                                              \
    X(22, mailbox_full, MAILBOX_FULL, soft)                                                                            \
    X(23, too_large, TOO_LARGE, soft)                                                                                  \
    X(24, timeout, TIMEOUT, soft)                                                                                      \
    X(25, admin_failure, ADMIN_FAILURE, admin)                                                                         \
    X(30, generic_bounce_no_rcpt, GENERIC_BOUNCE_NO_RCPT, hard)                                                        \
    X(40, generic_bounce, GENERIC_BOUNCE, soft)                                                                        \
    X(50, mail_block, MAIL_BLOCK, block)                                                                               \
    X(51, spam_block, SPAM_BLOCK, block)                                                                               \
    X(52, spam_content, SPAM_CONTENT, block)                                                                           \
    X(53, prohibited_attachment, PROHIBITED_ATTACHMENT, block)                                                         \
    X(54, relaying_denied, RELAYING_DENIED, block)                                                                     \
    X(60, auto_reply, AUTO_REPLY, soft)                                                                                \
    X(70, transient_failure, TRANSIENT_FAILURE, soft)                                                                  \
    X(80, subscribe, SUBSCRIBE, admin)                                                                                 \
    X(90, unsubscribe, UNSUBSCRIBE, hard)                                                                              \
    X(100, challenge_response, CHALLENGE_RESPONSE, soft)

/**
 * Momentum's MC_STATE, the `phase` of ec_log_rejection2: X(number, name, stage), another table than the stages; the
 * last column is the stage that a phase is recorded as, UNKNOWN where none fits. The name goes into the user field
 * mc_state.
 */
#define NIXIE_MC_STATE_TABLE(X)                                                                                        \
    X(0, START, NOT_CONNECTED)                                                                                         \
    X(1, START_RESPONSE, BANNER)                                                                                       \
    X(2, EHLO, EHLO)                                                                                                   \
    X(3, EHLO_RESPONSE, AFTER_EHLO)                                                                                    \
    X(4, MAILFROM, MAIL_FROM)                                                                                          \
    X(5, MAILFROM_RESPONSE, AFTER_MAIL_FROM)                                                                           \
    X(6, RCPTTO, RCPT_TO)                                                                                              \
    X(7, RCPTTO_RESPONSE, AFTER_RCPT_TO)                                                                               \
    X(8, DATA, DATA)                                                                                                   \
    X(9, BODY, BODY)                                                                                                   \
    X(10, BODY_RESPONSE, CONFIRMATION)                                                                                 \
    X(11, ASYNC_BODY_RESPONSE, CONFIRMATION)                                                                           \
    X(12, OK, CONFIRMATION)                                                                                            \
    X(13, RELAYING_DENIED, AFTER_RCPT_TO)                                                                              \
    X(14, EXTENSION_14, UNKNOWN)                                                                                       \
    X(15, EXTENSION_15, UNKNOWN)                                                                                       \
    X(16, EXTENSION_16, UNKNOWN)                                                                                       \
    X(17, EXTENSION_17, UNKNOWN)                                                                                       \
    X(18, CONCURRENCY_LIMIT, UNKNOWN)                                                                                  \
    X(19, RCPTTO_LIST_RESPONSE, AFTER_RCPT_TO)                                                                         \
    X(20, RCPTTO_LIST_FINAL_RESPONSE, AFTER_RCPT_TO)                                                                   \
    X(21, SETUP, UNKNOWN)                                                                                              \
    X(22, MCMT_FIXUP, UNKNOWN)

#endif
