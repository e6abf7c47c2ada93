#include "record/nearest.hpp"

#include "record/field_table.hpp"
#include "record/named_case.hpp"

using namespace nixie::impl;

namespace {

struct typo_case : test::named_case {
    std::string_view written;
    std::string_view meant;
};

class Nearest : public testing::TestWithParam<typo_case> {};

TEST_P(Nearest, FieldName) {
    EXPECT_EQ(nearest_field_name(GetParam().written), GetParam().meant);
}

const typo_case typos[] = {
    {{"TheNameItself"}, "recipient", "recipient"},
    {{"LetterLeftOut"}, "recipent", "recipient"},
    {{"LetterPutIn"}, "reciepient", "recipient"},
    {{"LetterReplaced"}, "racipient", "recipient"},
    {{"NeighboursSwapped"}, "recipeint", "recipient"},
    {{"NeighboursSwappedInAShortName"}, "tiem", "time"},
    {{"LetterReplacedInAShortName"}, "cade", "code"},
    {{"TwoTyposInAShortNameAreTooMany"}, "cadx", ""},
    {{"ThreeTyposInALongName"}, "orignal_recipeant", "original_recipient"},
    {{"OneLetterBesideNothing"}, "x", ""},
    {{"Nothing"}, "", ""},
    {{"OtherWord"}, "banana", ""},
};

INSTANTIATE_TEST_SUITE_P(Typos, Nearest, testing::ValuesIn(typos), test::claim_of<typo_case>);

TEST(NearestWord, FirstOfTwoEquallyNearOnes) {
    const std::string_view words[] = {"cat", "car"};
    EXPECT_EQ(nearest("cab", words), "cat");
}

TEST(NearestWord, ASwapAndAnInsertion) {
    const std::string_view words[] = {"backlog"};
    EXPECT_EQ(nearest("bakclogs", words), "backlog");
}

TEST(NearestWord, AMegabyteOfNonsenseIsNearNothing) {
    EXPECT_EQ(nearest_field_name(std::string(1 << 20, 'r')), "");
}

TEST(NearestWord, NoCandidates) {
    EXPECT_EQ(nearest("word", {}), "");
}

} // namespace
