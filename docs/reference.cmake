# The API reference, built when it is asked for: cmake --build build --target reference
set(NIXIE_REFERENCE_DIR ${CMAKE_CURRENT_BINARY_DIR}/reference)
configure_file(Doxyfile.in ${CMAKE_CURRENT_BINARY_DIR}/Doxyfile @ONLY)
find_program(NIXIE_DOXYGEN doxygen)
mark_as_advanced(NIXIE_DOXYGEN)
if(NIXIE_DOXYGEN)
    add_custom_target(reference
        COMMAND ${NIXIE_DOXYGEN} ${CMAKE_CURRENT_BINARY_DIR}/Doxyfile
        COMMENT "The API reference: ${NIXIE_REFERENCE_DIR}/html/index.html"
        VERBATIM)
endif()
