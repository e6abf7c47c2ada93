#include "record/address.hpp"
#include "fuzz/fuzz_input.hpp"
#include "record/utf8.hpp"

using namespace nixie::impl;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const mail_path path = parse_path(text);
    const bool is_null_path = path.address == "<>";
    fuzz::require(path.address.empty() == text.empty(), "a text always gives an address");
    fuzz::require(is_null_path || fuzz::lies_within(path.address, text), "the address is a piece of the text");
    fuzz::require(fuzz::lies_within(path.orcpt, text) && fuzz::lies_within(path.envid, text), "so are the parameters");
    fuzz::require(parse_path(path.address).address == path.address, "an address is its own address");

    const std::string domain = domain_of(path.address);
    fuzz::require(domain == ascii_lower(domain), "a domain is in lower case");
    fuzz::require(domain.size() < path.address.size() || domain.empty(), "a domain is less than its address");
    fuzz::require(decode_xtext(text).size() <= text.size(), "decoding never grows");
    const std::string original = decode_orcpt(text);
    fuzz::require(original.size() <= text.size(), "decoding never grows");
    return 0;
}
