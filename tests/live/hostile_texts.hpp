// Texts that a remote mail server may send to forge or hide something, and the fields that must keep them unchanged.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "nixie/nixie.h"

namespace nixie::tests {

struct verbatim_field {
    int id;
    std::string name;
    std::string journal_name;
};

// The text fields of the table that a caller sets and that nixie takes as they are: all but the two addresses, which
// may come as decorated paths, and the domains, which get lower case.
inline std::vector<verbatim_field> verbatim_fields() {
    struct row {
        int id;
        const char *name, *journal_name;
        std::string_view type, set_by;
    };
#define NIXIE_ROW(id, name, NAME, type, set_by, personal, source, help) {(id), #name, "MAIL_" #NAME, #type, #set_by},
    constexpr row rows[] = {NIXIE_FIELD_TABLE(NIXIE_ROW)};
#undef NIXIE_ROW
    std::vector<verbatim_field> fields;
    for (const row &row : rows) {
        const bool is_address = row.id == NIXIE_FIELD_RECIPIENT || row.id == NIXIE_FIELD_SENDER;
        if (row.type == "TEXT" && (row.set_by == "CALLER" || row.set_by == "EITHER") && !is_address)
            fields.push_back({row.id, row.name, row.journal_name});
    }
    return fields;
}

// One record with the text in all of them and in a user field. What nixie_log() says.
inline int log_everywhere(nixie_logger *logger, const std::string &text) {
    std::vector<nixie_field> fields;
    for (const verbatim_field &field : verbatim_fields())
        fields.push_back(nixie_text_sized(field.id, text.data(), text.size()));
    nixie_field hostile = nixie_user_field("hostile", nullptr);
    hostile.text = text.data();
    hostile.text_size = text.size();
    fields.push_back(hostile);
    return nixie_log(logger, NIXIE_PERMANENT_FAILURE, fields.data(), fields.size());
}

inline std::vector<std::string> hostile_texts() {
    std::vector<std::string> texts;
    for (char control = 0; control < 0x20; ++control) texts.push_back(std::string("a") + control + "b");
    texts.push_back("a\x7F"
                    "b");
    for (int c1 = 0x80; c1 < 0xA0; ++c1) texts.push_back(std::string("a\xC2") + static_cast<char>(c1) + "b");
    const std::vector<std::string> others{
        "no user\r\nSubject: forged\r\nX-Forged: yes\r\n\r\nbody",    // a header of its own
        "no user\nMAIL_STATUS=2.0.0\nMESSAGE=forged\n",               // a field of journald's simple form
        std::string("x\nMAIL_STATUS\n\5\0\0\0\0\0\0\0002.0.0\n", 28), // and of its length-prefixed form
        "x\n\nMESSAGE=forged entry\n",
        R"("]\ [forged@32473 status="2.0.0"])", // RFC 5424's specials
        R"(\" \] \\ \n \x41 #012 %0a)",
        "\xEF\xBB\xBF"
        "byte order mark",
        "\xE2\x80\xAE"
        "txt.exe \xE2\x80\xAA\xE2\x80\xAC\xE2\x81\xA6\xE2\x81\xA9", // bidi: overrides and isolates
        "line\xE2\x80\xA8separator\xE2\x80\xA9paragraph",
        "\x1B[31mred\x1B[0m \x1B]0;title\x07",
        "bad \xFF\xFE utf-8",
        "cut \xE2\x82",
        "stray \x80 continuation",
        "overlong \xC0\xAF \xE0\x80\xAF \xF0\x80\x80\xAF",
        "surrogate \xED\xA0\x80 and beyond \xF4\x90\x80\x80",
        "noncharacters \xEF\xBF\xBE \xEF\xB7\x90 \xF0\x9F\xBF\xBE, emoji \xF0\x9F\x93\xAC, \xCC\x81 combining",
        " leading and trailing ",
        "=",
        "\n",
        std::string(1, '\0'),
        std::string(65'536, 'x'),
        std::string(65'535, 'x') + "\xE2\x82\xAC"};
    texts.insert(texts.end(), others.begin(), others.end());
    return texts;
}

} // namespace nixie::tests
