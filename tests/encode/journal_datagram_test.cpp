// Which entries share a datagram of journald, and which go alone.
#include "encode/journal_datagram.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "encode/hostile_text.hpp"
#include "encode/journal_entry.hpp"
#include "encode/random_record.hpp"

namespace nixie::impl {
namespace {

using namespace std::string_literals;

std::string sized(std::string_view name, std::string_view value) {
    std::string field = std::string{name} + '\n';
    for (unsigned shift = 0; shift < 64; shift += 8)
        field += static_cast<char>(static_cast<unsigned char>(std::uint64_t{value.size()} >> shift));
    return (field += value) += '\n';
}

TEST(OneJournalEntry, IsWhatTheProtocolCallsOne) {
    for (const std::string &entry :
         {"A=1\n"s, "A=\n"s, "A==\n"s, "A_1=x\nB=y\n"s, sized("A", ""), sized("A", "\n\n"), sized("A", "B=1\n\nC=2\n"),
          sized("MESSAGE", "x") + "PRIORITY=4\n" + sized("B", "\0\n"s), std::string(64, 'A') + "=1\n"})
        EXPECT_TRUE(is_one_journal_entry(entry)) << entry;
}

TEST(OneJournalEntry, IsNothingThatJournaldCouldReadOtherwise) {
    const std::string no_lf = sized("A", "x").substr(0, 10);
    std::string longer = sized("A", "x");
    longer[2] = 2; // the length says more than there is
    std::string endless = sized("A", "x");
    for (std::size_t i = 2; i < 10; ++i) endless[i] = '\xff';
    std::string shorter = sized("A", "xyz");
    shorter[2] = 2;
    for (const std::string &bytes : {""s,
                                     "\n"s,
                                     "A=1"s,
                                     "A=1\n\n"s,
                                     "\nA=1\n"s,
                                     "A=1\n\nB=2\n"s,
                                     "=1\n"s,
                                     ".\n"s,
                                     "#A=1\n"s,
                                     "a=1\n"s,
                                     "_A=1\n"s,
                                     "1A=1\n"s,
                                     "A B=1\n"s,
                                     "A\n"s,
                                     "A\n1234567"s,
                                     "A\n12345678"s,
                                     no_lf,
                                     longer,
                                     endless,
                                     shorter,
                                     std::string(65, 'A') + "=1\n",
                                     "A=1\n" + longer,
                                     longer + "A=1\n"})
        EXPECT_FALSE(is_one_journal_entry(bytes)) << bytes;
}

TEST(OneJournalEntry, IsFarFromJournaldsLimitOfFields) {
    std::string fields;
    for (int i = 0; i < 512; ++i) fields += "A=1\n";
    EXPECT_TRUE(is_one_journal_entry(fields));
    EXPECT_FALSE(is_one_journal_entry(fields + "A=1\n"));
}

TEST(OneJournalEntry, IsFoundOutWhereverALineIsCut) {
    const std::string entry = "A=1\n" + sized("MESSAGE", "two\nlines") + "B=2\n";
    for (std::size_t end = 0; end < entry.size(); ++end) {
        const bool between_fields = end == 4 || end == entry.size() - 4;
        EXPECT_EQ(is_one_journal_entry(entry.substr(0, end)), between_fields) << end;
    }
}

TEST(OneJournalEntry, IsEveryEntryThatOurEncoderMakes) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    test::record_source source{.random = random, .text = test::hostile_text};
    for (int round = 0; round < 2000; ++round) {
        std::string entry;
        append_journal_entry(entry, source.next(), {.app_name = "test"});
        EXPECT_TRUE(is_one_journal_entry(entry)) << testing::PrintToString(entry);
        if (HasFailure()) return;
    }
}

// The datagram's bytes, and how many entries of the list went into it.
std::string together(journal_datagram &datagram, const std::vector<std::string> &entries) {
    datagram.clear();
    for (const std::string &each : entries)
        if (!datagram.add(each)) break;
    std::string bytes;
    for (const std::string_view piece : datagram.pieces()) bytes += piece;
    return bytes;
}

TEST(JournalDatagram, HasAnEmptyLineBetweenTwoEntries) {
    journal_datagram datagram;
    EXPECT_EQ(together(datagram, {"A=1\n"}), "A=1\n");
    EXPECT_EQ(together(datagram, {"A=1\n", "B=2\nC=3\n", "D=4\n"}), "A=1\n\nB=2\nC=3\n\nD=4\n");
    EXPECT_EQ(datagram.entries(), 3U);
}

TEST(JournalDatagram, TakesAnEntryThatMayBeMisreadOnlyAlone) {
    journal_datagram datagram;
    EXPECT_EQ(together(datagram, {"A=1\n", "bad\n", "C=3\n"}), "A=1\n");
    EXPECT_EQ(together(datagram, {"bad\n", "C=3\n"}), "bad\n");
    EXPECT_EQ(datagram.entries(), 1U);
}

TEST(JournalDatagram, TakesAnEntryOfMoreThanAnEighthOnlyAlone) {
    journal_datagram datagram;
    datagram.limit_to(80);
    EXPECT_EQ(together(datagram, {"A=12345678\n", "B=1\n"}), "A=12345678\n");
    EXPECT_EQ(together(datagram, {"B=1\n", "A=12345678\n"}), "B=1\n");
    EXPECT_EQ(together(datagram, {"A=1234567\n", "B=1\n"}), "A=1234567\n\nB=1\n");
}

TEST(JournalDatagram, IsNoLargerThanItsLimit) {
    journal_datagram datagram;
    datagram.limit_to(80);
    const std::vector<std::string> nine(9, "A=1234567\n"); // 10 bytes each, and 1 between two
    EXPECT_EQ(together(datagram, nine).size(), 76U);
    EXPECT_EQ(datagram.entries(), 7U);
    datagram.limit_to(98);
    EXPECT_EQ(together(datagram, nine).size(), 98U);
    EXPECT_EQ(datagram.entries(), 9U);
}

TEST(JournalDatagram, TakesOneEntryHoweverLarge) {
    journal_datagram datagram;
    datagram.limit_to(0);
    const std::string large = sized("MESSAGE", std::string(1 << 20, 'x'));
    EXPECT_EQ(together(datagram, {large, "A=1\n"}), large);
}

TEST(JournalDatagram, TakesAtMostSixtyFour) {
    journal_datagram datagram;
    together(datagram, std::vector<std::string>(100, "A=1\n"));
    EXPECT_EQ(datagram.entries(), journal_datagram::most_entries);
    datagram.clear();
    EXPECT_EQ(datagram.entries(), 0U);
    EXPECT_TRUE(datagram.pieces().empty());
    EXPECT_TRUE(datagram.add("A=1\n"));
}

} // namespace
} // namespace nixie::impl
