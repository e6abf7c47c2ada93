// The libraries export what their headers declare with NIXIE_API, and nothing else: none of Boost's symbols, none of
// their own inside.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>

#include "api/shell.hpp"

namespace {

using names = std::set<std::string>;

names declared_in(const std::string &header) {
    std::ifstream file(NIXIE_SOURCE_DIR "/include/nixie/" + header);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::regex declaration(R"(\nNIXIE_API\s[^;(]*?(\w+)\()");
    names found;
    for (std::sregex_iterator at(text.begin(), text.end(), declaration), end; at != end; ++at) found.insert((*at)[1]);
    return found;
}

// What `nm -D --defined-only` lists, without the node of the version script itself. Each name carries that version.
names exported_by(const std::string &library, const std::string &version) {
    const nixie::tests::shell_result listed = nixie::tests::run_shell("nm -D --defined-only " + library);
    EXPECT_EQ(listed.exit_code, 0);
    std::istringstream lines(listed.output);
    names found;
    for (std::string address, type, name; lines >> address >> type >> name;) {
        if (type == "A" && name == version) continue;
        EXPECT_EQ(type, "T") << name;
        EXPECT_TRUE(name.ends_with("@@" + version)) << name;
        found.insert(name.substr(0, name.find('@')));
    }
    return found;
}

TEST(ExportedSymbols, OfLibnixieAreTheFunctionsOfItsHeader) {
    const names declared = declared_in("nixie.h");
    EXPECT_TRUE(declared.contains("nixie_log"));
    EXPECT_GT(declared.size(), 15U);
    EXPECT_EQ(exported_by(NIXIE_LIBRARY, "NIXIE_0"), declared);
}

TEST(ExportedSymbols, OfLibnixieEcAreTheFunctionsOfItsHeader) {
    const names declared = declared_in("ec_log.h");
    EXPECT_TRUE(declared.contains("ec_log_permanent_failure"));
    EXPECT_EQ(declared.size(), 8U);
    EXPECT_EQ(exported_by(NIXIE_EC_LIBRARY, "NIXIE_EC_0"), declared);
}

} // namespace
