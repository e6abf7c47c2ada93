# Fails when the packages have another version than the project.
cmake_minimum_required(VERSION 3.22)

# version_in(FILE REGEX): the first text in FILE that the group of REGEX matches.
function(version_in file regex result)
    file(READ ${SOURCE_DIR}/${file} text)
    if(NOT text MATCHES "${regex}")
        message(FATAL_ERROR "${file}: no version")
    endif()
    set(${result} ${CMAKE_MATCH_1} PARENT_SCOPE)
endfunction()

version_in(packaging/debian/changelog "^nixie \\(([0-9.]+)-" debian)
version_in(packaging/rpm/nixie.spec "\nVersion: *([0-9.]+)\n" rpm)
if(NOT debian STREQUAL VERSION OR NOT rpm STREQUAL VERSION)
    message(FATAL_ERROR "CMakeLists.txt has version ${VERSION}, packaging/debian/changelog ${debian}, nixie.spec ${rpm}")
endif()
