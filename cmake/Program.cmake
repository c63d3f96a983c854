# The program, the tests of the whole house, what is installed, and what the package holds.

include(GNUInstallDirs)

add_executable(plumb ${PROJECT_SOURCE_DIR}/harness/cli/main/main.cc)
target_link_libraries(plumb PRIVATE plumb_cli)
target_precompile_headers(plumb REUSE_FROM plumb_precompiled)

install(TARGETS plumb RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY specs DESTINATION ${CMAKE_INSTALL_DATADIR}/plumb)
install(FILES fixtures/defects.yaml DESTINATION ${CMAKE_INSTALL_DATADIR}/plumb/fixtures)
install(DIRECTORY fixtures/checklists DESTINATION ${CMAKE_INSTALL_DATADIR}/plumb/fixtures)
install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

if(PLUMB_TESTS)
  file(GLOB house_tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/harness/tests/*_test.cc)
  if(house_tests)
    plumb_tests(house_test harness/tests plumb_cli "${house_tests}")
    add_dependencies(house_test plumb)
    target_compile_definitions(house_test PRIVATE PLUMB_PROGRAM="$<TARGET_FILE:plumb>")
  endif()
endif()

if(PLUMB_BENCH)
  find_package(benchmark REQUIRED)
  file(GLOB benchmarks CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/bench/*_bench.cc)
  foreach(source ${benchmarks})
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    target_link_libraries(${name} PRIVATE plumb_cli benchmark::benchmark benchmark::benchmark_main)
    target_compile_definitions(${name} PRIVATE PLUMB_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    target_precompile_headers(${name} REUSE_FROM plumb_precompiled)
  endforeach()
endif()

file(GLOB fuzz_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/fuzz/*_fuzz.cc)
if(PLUMB_TESTS)
  # Never linked or run: only so that a change elsewhere cannot break them unseen.
  add_library(fuzz_sources OBJECT ${fuzz_sources})
  set_target_properties(fuzz_sources PROPERTIES UNITY_BUILD OFF)
  target_include_directories(fuzz_sources PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_options(fuzz_sources PRIVATE -O0 -g0 -fno-sanitize=all)
  target_compile_definitions(fuzz_sources PRIVATE PLUMB_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
endif()
if(PLUMB_FUZZ)
  add_custom_target(fuzzers)
  foreach(source ${fuzz_sources})
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    target_link_libraries(${name} PRIVATE plumb_document plumb_checklist plumb_yaml plumb_journal
                                          plumb_scenario plumb_target plumb_catalogue
                                          plumb_deviation plumb_ledger plumb_dataflow plumb_selftest plumb_http
                                          plumb_contract plumb_youtrack plumb_poweroffice
                                          plumb_sesam)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers ${name})
    target_compile_definitions(${name} PRIVATE PLUMB_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  endforeach()
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME plumb)
set(CPACK_PACKAGE_CONTACT "Plumb maintainers <maintainers@plumb.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_STRIP_FILES ON)
include(CPack)
