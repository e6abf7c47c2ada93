// systemd/nixie.catalog, which `journalctl -x` shows, against the ids and the entries of the encoder.
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "encode/journal_entry.hpp"
#include "encode/message_ids.hpp"
#include "encode/read_back.hpp"
#include "record/derive.hpp"

namespace nixie::impl::test {
namespace {

struct catalog_entry {
    std::string under; // the last comment above it
    std::string text;  // headers and all
};

// By id. A second entry with the same id is a failed test.
std::map<std::string, catalog_entry> read_catalog() {
    std::map<std::string, catalog_entry> entries;
    std::ifstream file(NIXIE_SOURCE_DIR "/systemd/nixie.catalog");
    EXPECT_TRUE(file) << "systemd/nixie.catalog is missing";
    catalog_entry *current = nullptr;
    std::string comment;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("# ")) {
            comment = line.substr(2);
        } else if (line.starts_with("-- ")) {
            const auto [at, is_new] = entries.try_emplace(line.substr(3), catalog_entry{comment, ""});
            EXPECT_TRUE(is_new) << line;
            current = &at->second;
        } else if (current) {
            current->text += line + "\n";
        }
    }
    return entries;
}

bool is_failure(int event) {
    return event == NIXIE_PERMANENT_FAILURE || event == NIXIE_TRANSIENT_FAILURE;
}

// What an entry has at least: what nixie sets in each, and for its own reports what transport/engine_losses.cpp and
// engine_stats.cpp set in every one.
field_set least_record(int event, std::int64_t bounce_class) {
    field_set record{event};
    record.set_number(NIXIE_FIELD_TIME, 1'000'000);
    record.set_text(NIXIE_FIELD_INSTANCE, "0123456789abcdef");
    if (event == NIXIE_LOSS) {
        record.set_text(NIXIE_FIELD_REASON, "queue_full");
        for (const int id : {NIXIE_FIELD_LOST, NIXIE_FIELD_LOST_FIRST, NIXIE_FIELD_LOST_LAST, NIXIE_FIELD_LOST_SINCE})
            record.set_number(id, 5);
    } else if (event == NIXIE_STATS) {
        record.set_text(NIXIE_FIELD_TARGET, "journald:");
        for (int id = NIXIE_FIELD_STATS_LAST_SEQUENCE; id <= NIXIE_FIELD_STATS_QUEUED; ++id) record.set_number(id, 5);
    } else {
        record.set_number(NIXIE_FIELD_SEQUENCE, 17);
        if (bounce_class > 1) record.set_number(NIXIE_FIELD_BOUNCE_CLASS, bounce_class);
    }
    derive(record);
    return record;
}

// The text as `journalctl -x` would show it beneath that entry; a field that the entry lacks is a failed test.
std::string rendered(const std::string &text, const journal_entry &entry) {
    static const std::regex variable("@([A-Z_]+)@"); // systemd's rule
    std::string result;
    auto rest = text.begin();
    for (std::sregex_iterator found(text.begin(), text.end(), variable), end; found != end; ++found) {
        const auto value = entry.find(found->str(1));
        EXPECT_TRUE(value) << found->str(1) << " would stand there as a bare name";
        result.append(rest, text.begin() + found->position()).append(value.value_or(""));
        rest = text.begin() + found->position() + found->length();
    }
    return result.append(rest, text.end());
}

struct catalog_case {
    int event;
    std::int64_t bounce_class; // of failures
    std::string under;         // the comment that an entry must stand under
};

std::vector<catalog_case> all_cases() {
    std::vector<catalog_case> cases;
    for (const event_row &event : event_table) {
        if (!is_failure(event.number)) cases.push_back({event.number, 0, "The other events"});
        for (const bounce_class_row &row : bounce_class_table)
            if (is_failure(event.number))
                cases.push_back({event.number, row.number, std::to_string(row.number) + " " + std::string(row.name)});
    }
    return cases;
}

TEST(Catalog, HasOneEntryForEachMessageIdAndNoOther) {
    const auto catalog = read_catalog();
    std::set<std::string_view> ids;
    for (const catalog_case &each : all_cases()) {
        const std::string_view id = journal_message_id(each.event, each.bounce_class);
        ids.insert(id);
        const auto found = catalog.find(std::string(id));
        ASSERT_NE(found, catalog.end()) << id << " " << each.under;
        EXPECT_TRUE(found->second.under.starts_with(each.under)) << id << " stands under " << found->second.under;
    }
    EXPECT_EQ(catalog.size(), ids.size());
}

TEST(Catalog, RendersEachEntryWithoutABareFieldName) {
    const auto catalog = read_catalog();
    for (const catalog_case &each : all_cases()) {
        std::string bytes;
        append_journal_entry(bytes, least_record(each.event, each.bounce_class), {.app_name = "mta"});
        const std::vector<journal_entry> entries = parsed_entries(bytes);
        ASSERT_EQ(entries.size(), 1u);
        const std::string id(entries[0].find("MESSAGE_ID").value_or(""));
        ASSERT_TRUE(catalog.contains(id)) << each.under;
        EXPECT_EQ(rendered(catalog.at(id).text, entries[0]).find("@MAIL"), std::string::npos) << each.under;
    }
}

// Subjects all differ: each says what happened to this class and whether it is over.
TEST(Catalog, EveryEntryHasItsHeadersAndASubjectOfItsOwn) {
    static const std::regex headers("Subject: [A-Z][^\n]{9,}\nDefined-By: nixie\nSupport: [^\n]+\n"
                                    "(Documentation: (man:|https://www\\.rfc-editor\\.org/rfc/rfc)[^\n ]+\n)+\n[^\n]");
    std::set<std::string> subjects;
    for (const auto &[id, entry] : read_catalog()) {
        EXPECT_TRUE(std::regex_search(entry.text, headers, std::regex_constants::match_continuous)) << entry.text;
        EXPECT_TRUE(subjects.insert(entry.text.substr(0, entry.text.find('\n'))).second) << entry.text;
    }
}

TEST(Catalog, EveryFailureNamesAnRfc) {
    const auto catalog = read_catalog();
    for (const catalog_case &each : all_cases()) {
        if (!is_failure(each.event)) continue;
        const std::string id(journal_message_id(each.event, each.bounce_class));
        EXPECT_NE(catalog.at(id).text.find("/rfc/rfc"), std::string::npos) << each.under;
    }
}

} // namespace
} // namespace nixie::impl::test
