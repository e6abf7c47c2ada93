# Language, warnings and sanitizers for every target of the project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
# Else the length of the build's path shows in what is installed: the run path is taken out, its room stays.
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

set(floor_GNU 12)
set(floor_Clang 14)
if(NOT DEFINED floor_${CMAKE_CXX_COMPILER_ID})
    message(WARNING "nixie is tested with g++ and clang++; this is ${CMAKE_CXX_COMPILER_ID}")
elseif(CMAKE_CXX_COMPILER_VERSION VERSION_LESS floor_${CMAKE_CXX_COMPILER_ID})
    message(FATAL_ERROR
        "nixie needs ${CMAKE_CXX_COMPILER_ID} ${floor_${CMAKE_CXX_COMPILER_ID}} or newer for C++20; this is "
        "${CMAKE_CXX_COMPILER_VERSION}. Choose another one with -DCMAKE_CXX_COMPILER=.")
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-qual -Wformat=2 -Wundef)
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>
                    $<$<COMPILE_LANGUAGE:CXX>:-Woverloaded-virtual>
                    $<$<COMPILE_LANGUAGE:CXX>:-Wold-style-cast>
                    $<$<COMPILE_LANGUAGE:CXX>:-Wextra-semi>)

if(NIXIE_SANITIZE)
    add_compile_options(-fsanitize=${NIXIE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${NIXIE_SANITIZE})
    # The C compiler would leave out the C++ part of the runtime, which libnixie needs in a C program too.
    set(CMAKE_C_LINK_EXECUTABLE "${CMAKE_CXX_LINK_EXECUTABLE}")
endif()
