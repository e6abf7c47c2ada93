// The reserved words of the languages that meet the field names: a field becomes a member in C and C++, and an
// attribute or keyword argument in Python.
#pragma once

#include <string_view>

namespace nixie::impl {

// C through C23, C++ through C++20 with its alternative tokens, Python 3 with its soft keywords. Words that begin with
// an underscore or a capital are left out: no field name does.
inline constexpr std::string_view keywords[] = {
    // C
    "alignas", "alignof", "auto", "bool", "break", "case", "char", "const", "constexpr", "continue", "default", "do",
    "double", "else", "enum", "extern", "false", "float", "for", "goto", "if", "inline", "int", "long", "nullptr",
    "register", "restrict", "return", "short", "signed", "sizeof", "static", "static_assert", "struct", "switch",
    "thread_local", "true", "typedef", "typeof", "typeof_unqual", "union", "unsigned", "void", "volatile", "while",
    // C++ besides, and the words that are special in some places
    "and", "and_eq", "asm", "bitand", "bitor", "catch", "char16_t", "char32_t", "char8_t", "class", "co_await",
    "co_return", "co_yield", "compl", "concept", "const_cast", "consteval", "constinit", "decltype", "delete",
    "dynamic_cast", "explicit", "export", "final", "friend", "import", "module", "mutable", "namespace", "new",
    "noexcept", "not", "not_eq", "operator", "or", "or_eq", "override", "private", "protected", "public",
    "reinterpret_cast", "requires", "static_cast", "template", "this", "throw", "try", "typeid", "typename", "using",
    "virtual", "wchar_t", "xor", "xor_eq",
    // Python besides
    "as", "assert", "async", "await", "def", "del", "elif", "except", "finally", "from", "global", "in", "is", "lambda",
    "match", "nonlocal", "pass", "raise", "type", "with", "yield"};

constexpr bool is_keyword(std::string_view word) {
    for (const std::string_view keyword : keywords)
        if (word == keyword) return true;
    return false;
}

} // namespace nixie::impl
