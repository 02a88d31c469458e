# `find_package(keras)` gives keras::keras from an install tree.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/keras)
install(TARGETS keras EXPORT keras)
install(DIRECTORY keras/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/keras FILES_MATCHING
  PATTERN "*.hpp" PATTERN "*_test.hpp" EXCLUDE PATTERN cli EXCLUDE PATTERN testdata EXCLUDE PATTERN isa EXCLUDE)
install(EXPORT keras NAMESPACE keras:: FILE keras-targets.cmake DESTINATION ${package})
configure_package_config_file(cmake/keras-config.cmake.in keras-config.cmake
  INSTALL_DESTINATION ${package})
write_basic_package_version_file(keras-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/keras-config.cmake
  ${PROJECT_BINARY_DIR}/keras-config-version.cmake DESTINATION ${package})
