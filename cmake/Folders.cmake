# plumb_folder(path NEEDS ... TESTED_WITH ...): one static library per folder (plumb_<folder>), one test program from
# the *_test.cc that stand beside its sources (<folder>_test).

include(GoogleTest)
enable_testing()

# One precompiled header for all: the headers that nearly every source file includes.
add_library(plumb_precompiled STATIC ${PROJECT_SOURCE_DIR}/cmake/precompiled.cc)
target_link_libraries(plumb_precompiled PRIVATE plumb_compiler plumb_libraries)
target_precompile_headers(plumb_precompiled PRIVATE
  <algorithm> <chrono> <functional> <map> <memory> <optional> <string> <string_view> <variant> <vector>
  <nlohmann/json.hpp> <fmt/format.h> <tl/expected.hpp>)

function(plumb_folder path)
  cmake_parse_arguments(FOLDER "" "" "NEEDS;TESTED_WITH" ${ARGN})
  get_filename_component(name ${path} NAME)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${path}/*.cc)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$")

  set(visibility PUBLIC)
  if(sources)
    add_library(plumb_${name} STATIC ${sources})
    target_precompile_headers(plumb_${name} REUSE_FROM plumb_precompiled)
  else()
    add_library(plumb_${name} INTERFACE)
    set(visibility INTERFACE)
  endif()
  list(TRANSFORM FOLDER_NEEDS PREPEND plumb_ OUTPUT_VARIABLE needs)
  target_link_libraries(plumb_${name} ${visibility} plumb_compiler plumb_libraries ${needs})

  if(PLUMB_TESTS AND tests)
    list(TRANSFORM FOLDER_TESTED_WITH PREPEND plumb_ OUTPUT_VARIABLE tested_with)
    plumb_tests(${name}_test ${path} plumb_${name} "${tests}")
    target_link_libraries(${name}_test PRIVATE ${tested_with})
  endif()
endfunction()

function(plumb_tests program path library sources)
  add_executable(${program} ${sources})
  target_precompile_headers(${program} REUSE_FROM plumb_precompiled)
  target_link_libraries(${program} PRIVATE ${library} plumb_testing GTest::gmock_main)
  target_compile_definitions(${program} PRIVATE PLUMB_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                                PLUMB_BINARY_DIR="${PROJECT_BINARY_DIR}")
  gtest_discover_tests(${program} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 900)
endfunction()

# The test kit: matchers, golden files, temporary folders. Header only; tests link it.
add_library(plumb_testing INTERFACE)
target_link_libraries(plumb_testing INTERFACE GTest::gmock rapidcheck)
