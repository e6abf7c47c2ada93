# What is installed to link with: the libraries and headers, and how CMake (find_package(nixie CONFIG) → nixie::nixie,
# nixie::ec) and pkg-config (nixie, nixie-ec) find them. The program installs itself (src/tool).
include(CMakePackageConfigHelpers)

install(TARGETS nixie nixie-ec EXPORT nixie LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/nixie DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/nixie)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/nixieConfig.cmake.in nixieConfig.cmake
    INSTALL_DESTINATION ${config_folder} NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may break the source of a program (docs/versioning.md).
write_basic_package_version_file(nixieConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(EXPORT nixie FILE nixieTargets.cmake NAMESPACE nixie:: DESTINATION ${config_folder})
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/nixieConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/nixieConfigVersion.cmake
        DESTINATION ${config_folder})

# Written when they are installed, since `cmake --install … --prefix` may choose another prefix.
foreach(package nixie nixie-ec)
    set(written ${CMAKE_CURRENT_BINARY_DIR}/${package}.pc)
    install(CODE "
        cmake_path(APPEND libdir \"\\\${prefix}\" \"${CMAKE_INSTALL_LIBDIR}\")
        cmake_path(APPEND includedir \"\\\${prefix}\" \"${CMAKE_INSTALL_INCLUDEDIR}\")
        set(PROJECT_VERSION ${PROJECT_VERSION})
        configure_file(\"${PROJECT_SOURCE_DIR}/cmake/${package}.pc.in\" \"${written}\" @ONLY)")
    install(FILES ${written} DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()

# The folder is named after the outermost project, so not inside another one.
if(PROJECT_IS_TOP_LEVEL)
    install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
            DESTINATION ${CMAKE_INSTALL_DOCDIR})
    install(FILES ${PROJECT_SOURCE_DIR}/examples/failures.jsonl ${PROJECT_SOURCE_DIR}/examples/nixie.toml
            DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
endif()
