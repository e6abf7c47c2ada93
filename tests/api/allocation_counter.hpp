// What a program asks of malloc and its kin, which operator new uses, too. Replaces them in the program that it is
// linked into; where a sanitizer has brought its own, that one tells.
#pragma once

namespace nixie::tests {

// Of the calling thread, so far.
int allocations() noexcept;

} // namespace nixie::tests
