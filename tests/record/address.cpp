#include "record/address.hpp"

#include "record/named_case.hpp"

using namespace nixie::impl;
using namespace std::string_view_literals;

namespace {

struct path_case : test::named_case {
    std::string_view text;
    std::string_view address;
    std::string_view orcpt = "";
    std::string_view envid = "";
};

class Path : public testing::TestWithParam<path_case> {};

TEST_P(Path, Means) {
    const mail_path path = parse_path(GetParam().text);
    EXPECT_EQ(path.address, GetParam().address);
    EXPECT_EQ(path.orcpt, GetParam().orcpt);
    EXPECT_EQ(path.envid, GetParam().envid);
}

const path_case paths[] = {
    {{"PlainAddress"}, "bob@example.fict", "bob@example.fict"},
    {{"PlainAddressWithLineEnd"}, "bob@example.fict\r\n", "bob@example.fict"},
    {{"PlainAddressWithBlanksAround"}, "  bob@example.fict\t", "bob@example.fict"},
    {{"BracketedAddress"}, "<bob@example.fict>", "bob@example.fict"},
    {{"BracketedLocalName"}, "<postmaster>", "postmaster"},
    {{"BracketedAddressWithParameters"}, "<bob@example.fict> NOTIFY=NEVER SMTPUTF8", "bob@example.fict"},
    {{"CaseOfTheAddressStays"}, "<Bob.Builder@Example.Fict>", "Bob.Builder@Example.Fict"},
    {{"MailFrom"}, "MAIL FROM:<john.doe@example.com> SIZE=1000\r\n", "john.doe@example.com"},
    {{"RcptTo"}, "RCPT TO:<bob@example.fict>\r\n", "bob@example.fict"},
    {{"VerbInSmallLetters"}, "rcpt to:<bob@example.fict>", "bob@example.fict"},
    {{"VerbWithBlankBeforeThePath"}, "Mail  From: <bob@example.fict> BODY=8BITMIME", "bob@example.fict"},
    {{"VerbWithLocalNameInBrackets"}, "RCPT TO:<Postmaster>", "Postmaster"},
    {{"NullPath"}, "<>", "<>"},
    {{"NullPathOfMailFrom"}, "MAIL FROM:<> SIZE=512 ENVID=QQ314159", "<>", "", "QQ314159"},
    {{"NullPathWithLineEnd"}, "MAIL FROM:<>\r\n", "<>"},
    {{"Orcpt"}, "RCPT TO:<x@example.fict> ORCPT=rfc822;x+40y NOTIFY=FAILURE", "x@example.fict", "rfc822;x+40y"},
    {{"OrcptAndEnvid"}, "RCPT TO:<a@b> ORCPT=rfc822;x+40y ENVID=id+2B7", "a@b", "rfc822;x+40y", "id+2B7"},
    {{"ParametersInSmallLetters"}, "rcpt to:<a@b> orcpt=utf-8;x envid=7", "a@b", "utf-8;x", "7"},
    {{"FirstOfTwoOrcptsCounts"}, "RCPT TO:<a@b> ORCPT=rfc822;x ORCPT=rfc822;y", "a@b", "rfc822;x"},
    {{"EmptyOrcpt"}, "RCPT TO:<a@b> ORCPT= ENVID=", "a@b"},
    {{"ParameterThatOnlyEndsLikeOrcpt"}, "RCPT TO:<a@b> XORCPT=rfc822;x", "a@b"},
    {{"ParameterWithEqualsInItsValue"}, "RCPT TO:<a@b> X=ORCPT=rfc822;x", "a@b"},
    {{"ProseBehindVerbAndBracketsChangesNothing"}, "RCPT TO:<a@b> (tried 3 times)", "a@b"},
    {{"NoBracketsBehindVerb"}, "RCPT TO:bob@example.fict", "bob@example.fict"},
    {{"NoBracketsBehindVerbWithParameters"}, "MAIL FROM:bob@example.fict SIZE=7 ENVID=e", "bob@example.fict", "", "e"},
    {{"NoClosingBracket"}, "RCPT TO:<bob@example.fict", "bob@example.fict"},
    {{"NoClosingBracketWithParameters"}, "RCPT TO:<bob@example.fict ORCPT=rfc822;b", "bob@example.fict", "rfc822;b"},
    {{"NoOpeningBracket"}, "RCPT TO:bob@example.fict>", "bob@example.fict"},
    {{"NoClosingBracketAndNoVerb"}, "<bob@example.fict", "bob@example.fict"},
    {{"SourceRoute"}, "<@one.example,@two.example:joe@three.example>", "joe@three.example"},
    {{"SourceRouteOfOneHostBehindVerb"}, "RCPT TO:<@one.example:joe@three.example> X=1", "joe@three.example"},
    {{"SourceRouteOverAddressLiteral"}, "<@[IPv6:2001:db8::1]:joe@three.example>", "joe@three.example"},
    {{"QuotedAt"}, R"(RCPT TO:<"a@b"@c>)", R"("a@b"@c)"},
    {{"QuotedClosingBracket"}, R"(RCPT TO:<"a>b"@c> ORCPT=rfc822;x)", R"("a>b"@c)", "rfc822;x"},
    {{"QuotedQuote"}, R"(RCPT TO:<"a\"> b"@c>)", R"("a\"> b"@c)"},
    {{"QuotedBlank"}, R"("john doe"@example.fict)", R"("john doe"@example.fict)"},
    {{"QuotedBackslash"}, R"(<"a\\"@c>)", R"("a\\"@c)"},
    {{"QuotedPartOfALocalPart"}, R"(<a."b>c"@d>)", R"(a."b>c"@d)"},
    {{"EmptyQuotes"}, R"(<""@c>)", R"(""@c)"},
    {{"AddressLiteral"}, "RCPT TO:<bob@[192.0.2.7]>", "bob@[192.0.2.7]"},
    {{"AddressLiteralOfIpv6"}, "RCPT TO:<bob@[IPv6:2001:db8::7]> X=1", "bob@[IPv6:2001:db8::7]"},
    {{"InternationalAddress"}, "RCPT TO:<дед@почта.fict> ORCPT=utf-8;x SMTPUTF8", "дед@почта.fict", "utf-8;x"},
    {{"AddressThatIsNoUtf8"}, "<b\xf6se@example.fict>", "b\xf6se@example.fict"},
};

INSTANTIATE_TEST_SUITE_P(Recognised, Path, testing::ValuesIn(paths), test::claim_of<path_case>);

// What is no path stays as it is, and its words are no parameters.
class NoPath : public testing::TestWithParam<path_case> {};

TEST_P(NoPath, StaysUnchanged) {
    const mail_path path = parse_path(GetParam().text);
    EXPECT_EQ(path.address, GetParam().text);
    EXPECT_EQ(path.orcpt, "");
    EXPECT_EQ(path.envid, "");
}

path_case other(const char *claim, std::string_view text) {
    return {{claim}, text, text};
}

const path_case others[] = {
    other("Empty", ""),
    other("Blanks", " \r\n"),
    other("LocalName", "postmaster"),
    other("LocalNameWithLineEnd", "postmaster\r\n"),
    other("VerbAlone", "RCPT TO:"),
    other("VerbAndParametersAlone", "RCPT TO: ORCPT=rfc822;x"),
    other("VerbAndOrcptAloneWithDomain", "RCPT TO: ORCPT=rfc822;a@b"),
    other("VerbAndLocalNameWithoutBrackets", "RCPT TO:postmaster"),
    other("AddressesInAList", "RCPT TO:a@b,c@d"),
    other("VerbWithoutBlankBetween", "RCPTTO:<a@b>"),
    other("OtherVerb", "VRFY <a@b> ORCPT=rfc822;x"),
    other("Prose", "undisclosed recipients of the list"),
    other("ProseWithAddress", "bob@example.fict was not found"),
    other("AddressWithOneWordBehind", "bob@example.fict SIZE"),
    other("DisplayName", "Bob <bob@example.fict>"),
    other("BracketedProse", "<no such user>"),
    other("BracketsWithProseBehind", "<bob@example.fict> said (no)"),
    other("VerbWithProse", "RCPT TO: nobody at all"),
    other("VerbWithProseBehindTheAddress", "RCPT TO:a@b was (not) found"),
    other("NoClosingBracketAndNoDomain", "<bob"),
    other("NoClosingBracketAndNoDomainBehindVerb", "RCPT TO:<bob"),
    other("TwoPaths", "<a@b>,<c@d>"),
    other("BracketsInBrackets", "<<a@b>>"),
    other("OpenQuote", R"(RCPT TO:<"a@b> ORCPT=rfc822;x)"),
    other("BackslashAtTheEnd", R"(<a@b\)"),
    other("SourceRouteAlone", "<@one.example:>"),
    other("TwoSourceRoutes", "<@one.example:@two.example:joe@three.example>"),
    other("SourceRouteWithoutColon", "<@one.example,joe@three.example>"),
    other("ProseThatLooksLikeASourceRoute", "@bob wrote: a@b"),
    other("TwoCommands", "RCPT TO:<a@b>\r\nRCPT TO:<c@d> ORCPT=rfc822;x"),
    other("ForgedCommandInALocalPart", "RCPT TO:<a\r\n@b> ORCPT=rfc822;x"),
    other("NulInAnAddress", "<a\0@b>"sv),
    other("NulBehindABackslash", "<\"a\\\0\"@b>"sv),
    other("EscapeInAQuote", "<\"\x1b[2J\"@b>"),
    other("DelInAnAddress", "a\x7f@b"),
};

INSTANTIATE_TEST_SUITE_P(Other, NoPath, testing::ValuesIn(others), test::claim_of<path_case>);

struct text_case : test::named_case {
    std::string_view text;
    std::string_view wanted;
};

class Domain : public testing::TestWithParam<text_case> {};

TEST_P(Domain, Of) {
    EXPECT_EQ(domain_of(GetParam().text), GetParam().wanted);
}

const text_case domains[] = {
    {{"Host"}, "bob@example.fict", "example.fict"},
    {{"CapitalsBecomeSmall"}, "Bob@EXAMPLE.Fict", "example.fict"},
    {{"BehindTheLastAt"}, "bob@home@example.fict", "example.fict"},
    {{"QuotedAtDoesNotCount"}, R"("a@b"@c.fict)", "c.fict"},
    {{"QuotedQuoteDoesNotEndTheQuote"}, R"("a\"@b"@c.fict)", "c.fict"},
    {{"AddressLiteralKeepsItsBrackets"}, "bob@[192.0.2.7]", "[192.0.2.7]"},
    {{"AddressLiteralOfIpv6"}, "bob@[IPv6:2001:DB8::7]", "[ipv6:2001:db8::7]"},
    {{"InternationalDomainKeepsItsBytes"}, "дед@ПОЧТА.Fict", "ПОЧТА.fict"},
    {{"AlabelStays"}, "x@xn--80a1acny.FICT", "xn--80a1acny.fict"},
    {{"NoneInALocalName"}, "postmaster", ""},
    {{"NoneInTheNullPath"}, "<>", ""},
    {{"NoneInNothing"}, "", ""},
    {{"NoneWithoutLocalPart"}, "@example.fict", ""},
    {{"NoneBehindABareAt"}, "bob@", ""},
    {{"NoneInAQuoteAlone"}, R"("a@b")", ""},
    {{"NoneInAnOpenQuote"}, R"("a@b.fict)", ""},
    {{"NoneInABracketedAddress"}, "Bob <bob@example.fict>", ""},
    {{"NoneInProse"}, "bob@example.fict was not found", ""},
    {{"NoneOfOtherCharacters"}, "bob@example.fict;x", ""},
    {{"NoneOfAnOpenLiteral"}, "bob@[192.0.2.7", ""},
    {{"NoneOfAnEmptyLiteral"}, "bob@[]", ""},
    {{"NoneOfTwoLiterals"}, "bob@[1][2]", ""},
    {{"NoneWithNul"}, "bob@example\0.fict"sv, ""},
    {{"NoneWithLineBreak"}, "bob@example.fict\r\nX: y", ""},
};

INSTANTIATE_TEST_SUITE_P(Addresses, Domain, testing::ValuesIn(domains), test::claim_of<text_case>);

class Xtext : public testing::TestWithParam<text_case> {};

TEST_P(Xtext, Decodes) {
    EXPECT_EQ(decode_xtext(GetParam().text), GetParam().wanted);
}

const text_case xtexts[] = {
    {{"Plain"}, "QQ314159", "QQ314159"},
    {{"EncodedEqualsAndPlus"}, "a+3Db+2Bc", "a=b+c"},
    {{"EncodedAt"}, "x+40y", "x@y"},
    {{"EncodedAtBothEnds"}, "+20x+0A", " x\n"},
    {{"EncodedNul"}, "a+00b", "a\0b"sv},
    {{"EncodedUtf8"}, "+C3+BC", "ü"},
    {{"Nothing"}, "", ""},
    {{"PlusWithoutDigitsStays"}, "bob+news@example.fict", "bob+news@example.fict"},
    {{"SmallHexDigitsStay"}, "bob+ab@example.fict", "bob+ab@example.fict"},
    {{"PlusAtTheEndStays"}, "bob+", "bob+"},
    {{"PlusWithOneDigitStays"}, "bob+4", "bob+4"},
    {{"OneBadPlusKeepsAll"}, "a+40b+zz", "a+40b+zz"},
    {{"EqualsStays"}, "a=b+40", "a=b+40"},
    {{"BlankStays"}, "a b+40", "a b+40"},
    {{"RawUtf8Stays"}, "ü+40", "ü+40"},
    {{"ControlStays"}, "a\x01+40", "a\x01+40"},
};

INSTANTIATE_TEST_SUITE_P(Texts, Xtext, testing::ValuesIn(xtexts), test::claim_of<text_case>);

class Orcpt : public testing::TestWithParam<text_case> {};

TEST_P(Orcpt, MeansTheAddress) {
    EXPECT_EQ(decode_orcpt(GetParam().text), GetParam().wanted);
}

const text_case orcpts[] = {
    {{"Rfc822"}, "rfc822;bob+40example.fict", "bob@example.fict"},
    {{"Rfc822InCapitals"}, "RFC822;bob@example.fict", "bob@example.fict"},
    {{"Rfc822ThatNobodyEncoded"}, "rfc822;bob+news@example.fict", "bob+news@example.fict"},
    {{"Utf8WithEmbeddedCharacters"}, R"(utf-8;bob\x{2B}news@\x{444}.fict)", "bob+news@\u0444.fict"},
    {{"Utf8OfEveryLength"}, R"(utf-8;\x{2B}\x{FC}\x{20AC}\x{1F4E8})", "+\u00fc\u20ac\U0001f4e8"},
    {{"Utf8RawBytes"}, "UTF-8;дед@почта.fict", "дед@почта.fict"},
    {{"Utf8SurrogateStays"}, R"(utf-8;\x{D800})", R"(\x{D800})"},
    {{"Utf8OverUnicodeStays"}, R"(utf-8;\x{110000})", R"(\x{110000})"},
    {{"Utf8OpenBraceStays"}, R"(utf-8;a\x{2B)", R"(a\x{2B)"},
    {{"Utf8NoHexStays"}, R"(utf-8;a\x{2G})", R"(a\x{2G})"},
    {{"Utf8TooLongStays"}, R"(utf-8;a\x{000002B})", R"(a\x{000002B})"},
    {{"Utf8OtherBackslashStays"}, R"(utf-8;a\b)", R"(a\b)"},
    {{"OtherTypeStays"}, "x400;/g+3Dbob/", "x400;/g=bob/"},
    {{"NoType"}, "x+40y", "x@y"},
};

INSTANTIATE_TEST_SUITE_P(Values, Orcpt, testing::ValuesIn(orcpts), test::claim_of<text_case>);

TEST(AsciiLower, LeavesOtherBytesAlone) {
    EXPECT_EQ(ascii_lower("AZaz09\xc3\x84@[\xff"), "azaz09\xc3\x84@[\xff");
}

} // namespace
