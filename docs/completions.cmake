# The completions: made from the program's command line, installed where each shell looks.
if(NOT TARGET generate_docs)
    return()
endif()

# completion(SHELL FILE DESTINATION)
function(completion shell file destination)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/completions/${shell})
    file(MAKE_DIRECTORY ${folder})
    add_custom_command(OUTPUT ${folder}/${file} COMMAND generate_docs ${shell} ${folder}/${file} VERBATIM)
    set_property(GLOBAL APPEND PROPERTY NIXIE_COMPLETIONS ${folder}/${file})
    install(FILES ${folder}/${file} DESTINATION ${destination})
endfunction()

# Debian's zsh looks into site-functions below /usr/local alone.
set(zsh_folder zsh/site-functions)
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr" AND EXISTS /etc/debian_version)
    set(zsh_folder zsh/vendor-completions)
endif()

completion(bash nixie ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
completion(zsh _nixie ${CMAKE_INSTALL_DATADIR}/${zsh_folder})
completion(fish nixie.fish ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
get_property(completion_files GLOBAL PROPERTY NIXIE_COMPLETIONS)
add_custom_target(completions ALL DEPENDS ${completion_files})
