# The man pages. Those that say what the program's tables say are made of their sources in man/, the others are installed
# as they are; each function of the libraries leads to its page.

set(man_folder ${CMAKE_CURRENT_BINARY_DIR}/man)

# install_man(SECTION FILE…)
function(install_man section)
    install(FILES ${ARGN} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endfunction()

# alias_man(PAGE MAP): NAME.3 of each function that the version script exports reads PAGE.3, unless that is its own name.
function(alias_man page map)
    file(STRINGS ${PROJECT_SOURCE_DIR}/src/api/${map} names REGEX "^ +[a-z0-9_]+;$")
    foreach(name IN LISTS names)
        string(REGEX REPLACE "[ ;]" "" name ${name})
        file(WRITE ${man_folder}/aliases/${name}.3 ".so man3/${page}.3\n")
        install_man(3 ${man_folder}/aliases/${name}.3)
    endforeach()
endfunction()

install_man(3 man/ec_log.3 man/libnixie.3)
alias_man(libnixie nixie.map)
alias_man(ec_log nixie-ec.map)
if(NOT TARGET generate_docs)
    return()
endif()

foreach(page nixie.1 nixie-check-config.1 nixie-emit.1 nixie-fields.1 nixie-listen.1 nixie-probe.1 nixie-show.1
             nixie-verify.1 nixie.toml.5 nixie-fields.7)
    string(REGEX MATCH "[0-9]$" section ${page})
    set(made ${man_folder}/${page})
    add_custom_command(
        OUTPUT ${made}
        COMMAND generate_docs man ${CMAKE_CURRENT_SOURCE_DIR}/man/${page} ${made}
        DEPENDS man/${page}
        VERBATIM)
    list(APPEND made_pages ${made})
    install_man(${section} ${made})
endforeach()
add_custom_target(man_pages ALL DEPENDS ${made_pages})
