# nixie_room(NAME SOURCES … USES ROOM … LIBRARIES …): the room src/NAME as the static library nixie_NAME.
#
# USES are the rooms that this one may include. The build fails on any other include of a room, and on an include of a
# library that the room does not list (cmake/check_includes.cmake).
function(nixie_room name)
    cmake_parse_arguments(PARSE_ARGV 1 room "" "" "SOURCES;USES;LIBRARIES")
    add_library(nixie_${name} STATIC ${room_SOURCES})
    target_include_directories(nixie_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
    list(TRANSFORM room_USES PREPEND nixie_ OUTPUT_VARIABLE used)
    target_link_libraries(nixie_${name} PUBLIC ${used} ${room_LIBRARIES})
    nixie_check_includes(${name} "${room_USES}")
    add_dependencies(nixie_${name} check_includes_${name})
endfunction()

# The check alone, for a folder of src/ that is not a static library: reruns when a file of the room changes.
function(nixie_check_includes name uses)
    file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.[ch]pp ${PROJECT_SOURCE_DIR}/src/${name}/*.[ch])
    set(stamp ${CMAKE_CURRENT_BINARY_DIR}/includes_of_${name}.checked)
    add_custom_command(
        OUTPUT ${stamp}
        COMMAND ${CMAKE_COMMAND} -DROOM=${name} "-DUSES=${uses}" -DSOURCE_DIR=${PROJECT_SOURCE_DIR} -DSTAMP=${stamp}
                -P ${PROJECT_SOURCE_DIR}/cmake/check_includes.cmake
        DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/check_includes.cmake
        COMMENT "Checking what src/${name} includes"
        VERBATIM)
    add_custom_target(check_includes_${name} DEPENDS ${stamp})
endfunction()
