#include "tool/command_line.hpp"

#include <CLI/CLI.hpp>

namespace nixie::impl {
namespace {

constexpr const char *about = "Records what became of mail messages, in journald and syslog.";

constexpr const char *examples =
    "Examples:\n"
    "  nixie emit --recipient bob@example.fict --diagnostic '550 5.1.1 No such user'\n"
    "  nixie emit failures.jsonl\n"
    "  nixie show --since today status=5.1.1\n"
    "  nixie show --json --since yesterday domain=example.fict | nixie emit --to unix:/dev/log\n"
    "  nixie check-config /etc/nixie/nixie.toml\n"
    "  journalctl MAIL_STATUS=5.1.1 MAIL_DOMAIN=example.fict\n"
    "  nixie listen --udp 5514 --tcp 5601\n"
    "  nixie probe tcp://collector.example.net --file /var/log/nixie.log\n"
    "  nixie verify journald: /var/log/nixie.json*\n"
    "\nExit codes: 0 all sent; 64 usage; 65 some lines refused; 66 no such file; 74 read or write error; 75 not all\n"
    "delivered, try again; 78 configuration.\n";

constexpr const char *emit_examples =
    "A line is one JSON object with the names of `nixie fields`; names that nixie does not know become fields of your\n"
    "own. Without --to and --config, the environment says where to, as for every program that uses nixie: the config\n"
    "file that $NIXIE_CONFIG names, else /etc/nixie/nixie.toml; and $NIXIE_TARGETS instead of the file's targets.\n"
    "\nExamples:\n"
    "  nixie emit --to journald: --to unix:/dev/log failures.jsonl\n"
    "  echo '{\"recipient\":\"bob@example.fict\",\"code\":550}' | nixie emit --to 'stdout:?format=rfc5424' -\n"
    "  nixie emit --event delivery --recipient ann@example.fict --remote-mta mx1.example.fict --field "
    "campaign=spring\n";

constexpr const char *check_config_examples =
    "Prints a config file that says the same with every default, or all that is wrong in it. Without FILE: what the\n"
    "environment says, $NIXIE_TARGETS, $NIXIE_CONFIG and /etc/nixie/nixie.toml.\n"
    "\nExamples:\n"
    "  nixie check-config /etc/nixie/nixie.toml\n"
    "  NIXIE_TARGETS=unix:/dev/log nixie check-config\n"
    "\nExit codes: 0 all is well; 66 no such file; 78 something is wrong in it.\n";

constexpr const char *show_examples =
    "FIELD is a name of `nixie fields`, a field of your own, or a raw journal field in capitals. Several values of "
    "one\n"
    "field are alternatives, different fields must all match. --since and --until are about when journald took it.\n"
    "\nExamples:\n"
    "  nixie show --since -2h bounce_category=hard\n"
    "  nixie show --follow event=permanent_failure event=rejection\n"
    "  nixie show --json --since yesterday --until today _SYSTEMD_UNIT=postfix@-.service\n";

constexpr const char *listen_examples =
    "Listens on loopback alone unless --bind says otherwise, reads RFC 5424 strictly and prints what arrives; what is\n"
    "no message is on standard error, with its place and the reason. It is for trying things out and no production\n"
    "collector: it keeps nothing, has one thread and no TLS. Test messages of `nixie probe` are sent back to it.\n"
    "A line of --json has the record as `nixie emit` takes it, and the message under the key \"syslog\".\n"
    "\nExamples:\n"
    "  nixie listen --udp 5514 --tcp 5601 --unix /run/user/1000/log\n"
    "  nixie listen --tcp 5601 --bind :: --json >heard.jsonl\n"
    "  nixie listen --tcp 5601 --json --count 59 | nixie emit --to unix:/dev/log\n";

constexpr const char *probe_examples =
    "URI is udp://HOST[:514], tcp://HOST[:601] or unix:PATH. The test messages are of nixie-probe, to\n"
    "<probe@nixie.invalid>, and say \"nixie test message\". With --file, and for `nixie listen`, probe judges by "
    "itself\n"
    "what became of them; otherwise it prints what to look for. At the end stand the options to set.\n"
    "It ends with 0 when all came as it was sent, or nobody could judge; 65 when something was changed, cut or "
    "missing;\n"
    "75 when nobody is there or the peer does not read.\n"
    "\nExamples:\n"
    "  nixie probe tcp://collector.example.net --file /var/log/nixie.log\n"
    "  nixie probe udp://[2001:db8::1]:5514\n"
    "  nixie probe unix:/dev/log --file /var/log/mail.log --wait 10s\n";

constexpr const char *verify_examples =
    "SOURCE is journald: (this machine's journal), journald:NAMESPACE, a directory of journal files, journal files, "
    "or\n"
    "files of a collector, gzipped or not: RFC 5424 lines or JSON lines. - is standard input. Rotated files (x.log,\n"
    "x.log.1, x.log.2.gz, x.log-20261125) are one side. Every number of an instance is expected at every side.\n"
    "\nExamples:\n"
    "  nixie verify journald: /var/log/nixie.json*\n"
    "  nixie verify --only-of journald: journald: /srv/logs/all-hosts.json\n"
    "  nixie verify --since yesterday journald: --target /var/log/nixie.log=tcp://logs.example.net "
    "/var/log/nixie.log*\n"
    "  xzcat nixie.log.xz | nixie verify -\n"
    "\nExit codes: 0 complete; 1 gaps, all explained; 2 gaps that are not, or it cannot tell; 66 no such source, or "
    "no\n"
    "numbers in any; 74 a source could not be read to its end.\n";

void add_emit(CLI::App &app, emit_arguments &into) {
    CLI::App &command = *app.add_subcommand("emit", "Send records, from JSON lines or from options");
    CLI::Option *to =
        command
            .add_option("--to", into.targets,
                        "where to; may come more than once (journald:, udp://HOST, tcp://HOST, unix:/dev/log, stdout:)")
            ->allow_extra_args(false) // else it would also eat the FILE behind it
            ->type_name("URI");
    command.add_option("--config", into.config_file, "a config file with the targets")->type_name("FILE")->excludes(to);
    command.add_option("--wait", into.wait, "how long to wait for delivery; 30s unless given")->type_name("SPAN");
    command.add_flag("--strict", into.is_strict, "stop at the first line that is refused");
    command.add_option("FILE", into.files, "JSON lines; - is standard input")->type_name("");
    add_record_options(command, into.record);
    command.footer(emit_examples);
}

void add_show(CLI::App &app, show_arguments &into) {
    CLI::App &command = *app.add_subcommand("show", "Print records from the journal");
    command.add_option("--since", into.since, "now, today, yesterday, -2h, \"2026-01-31 14:00\", RFC 3339, @SECONDS")
        ->type_name("TIME");
    CLI::Option *until = command.add_option("--until", into.until, "likewise")->type_name("TIME");
    command.add_flag("--follow,-f", into.is_following, "go on with what arrives; without --since, from now on")
        ->excludes(until);
    command.add_flag("--json", into.is_json, "write the JSON lines that nixie emit takes");
    CLI::Option *name_space =
        command.add_option("--namespace", into.source.name_space, "journald's namespace")->type_name("NAME");
    CLI::Option *directory =
        command.add_option("--directory", into.source.directory, "a directory of journal files")->type_name("PATH");
    command.add_option("--file", into.source.files, "a journal file; may come more than once")
        ->allow_extra_args(false)
        ->type_name("PATH")
        ->excludes(name_space)
        ->excludes(directory);
    name_space->excludes(directory);
    command.add_option("FIELD=VALUE", into.matches, "what the records must have")->type_name("");
    command.footer(show_examples);
}

void add_listen(CLI::App &app, listen_arguments &into) {
    CLI::App &command = *app.add_subcommand("listen", "Print syslog messages that arrive here, for trying things out");
    const auto several = [&command](const char *name, std::vector<std::string> &values, const char *help) {
        return command.add_option(name, values, help)->allow_extra_args(false);
    };
    several("--udp", into.udp, "a port, 0 for any free one; may come more than once")->type_name("PORT");
    several("--tcp", into.tcp, "likewise; octet counting and line feeds are told apart by the first byte of a frame")
        ->type_name("PORT");
    several("--unix", into.unix_paths, "a datagram socket such as /dev/log; may come more than once")
        ->type_name("PATH");
    command.add_option("--bind", into.bind, "IP address of the ports; 127.0.0.1 and ::1 unless given")
        ->type_name("ADDRESS");
    command.add_option("--count", into.count, "end after N messages, good and bad ones")->type_name("N");
    command.add_option("--sd-id", into.sd_id, "the element that carries records; nixie@32473 unless given")
        ->type_name("SD-ID");
    command.add_flag("--json", into.is_json, "write JSON lines, which nixie emit takes");
    command.footer(listen_examples);
}

void add_probe(CLI::App &app, probe_arguments &into) {
    CLI::App &command = *app.add_subcommand("probe", "Send test messages to a collector, and say what became of them");
    command.add_option("--file", into.file, "a file that the collector writes, to look into")->type_name("FILE");
    command.add_option("--wait", into.wait, "how long to wait for the messages; 5s unless given")->type_name("SPAN");
    command.add_flag("--all", into.sends_all, "over TCP also the long messages that could flood a collector");
    command.add_option("URI", into.uri, "where to")->type_name("")->required();
    command.footer(probe_examples);
}

void add_verify(CLI::App &app, verify_arguments &into) {
    CLI::App &command = *app.add_subcommand("verify", "Say which records are missing where, and why");
    const auto several = [&command](const char *name, std::vector<std::string> &values, const char *help) {
        return command.add_option(name, values, help)->allow_extra_args(false);
    };
    several("--target", into.targets, "the target that a side belongs to; may come more than once")
        ->type_name("SIDE=URI");
    several("--instance", into.instances, "only this instance; may come more than once")->type_name("ID");
    command.add_option("--only-of", into.only_of, "only instances of which this side has records")->type_name("SIDE");
    command.add_option("--since", into.since, "only from this time on: yesterday, -2h, \"2026-01-31 14:00\", …")
        ->type_name("TIME");
    command.add_flag("--json", into.is_json, "a JSON object for each instance and side, and one with the verdict");
    command.add_flag("--all", into.shows_all, "name all ranges of numbers and all instances");
    command.add_option("SOURCE", into.sources, "where the records went")->type_name("")->required();
    command.footer(verify_examples);
}

void add_fields(CLI::App &app, fields_arguments &into) {
    CLI::App &command = *app.add_subcommand("fields", "Print the names of fields, events, stages and bounce classes");
    CLI::Option *markdown = command.add_flag("--markdown", into.is_markdown, "as docs/fields.md has them");
    command.add_flag("--json", into.is_json, "the fields alone, one JSON object each")->excludes(markdown);
}

void add_check_config(CLI::App &app, std::string &file) {
    CLI::App &command = *app.add_subcommand("check-config", "Print what a config file opens, or what is wrong in it");
    command.add_option("FILE", file, "the config file")->type_name("");
    command.footer(check_config_examples);
}

} // namespace

void add_commands(CLI::App &app, arguments &into) {
    app.name("nixie");
    app.description(about);
    app.footer(examples);
    app.set_version_flag("--version", std::string("nixie ") + nixie_version(), "Print the version");
    app.require_subcommand(1);
    add_emit(app, into.emit);
    add_show(app, into.show);
    add_listen(app, into.listen);
    add_probe(app, into.probe);
    add_verify(app, into.verify);
    add_fields(app, into.fields);
    add_check_config(app, into.config_file);
}

} // namespace nixie::impl
