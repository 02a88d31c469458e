# The innermost loops (keras/runtime/cpu/isa) once for each instruction set, as KERAS_ISA_OBJECTS.
#
# KERAS_ISA is the name of the namespace that a copy lives in. The flags let the compiler vectorise
# and fuse; nothing here reads errno or floating-point exceptions. Debug builds optimise them too.
file(GLOB keras_isa_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/keras/runtime/cpu/isa/*.cpp)
set(KERAS_ISA_OBJECTS "")

function(keras_isa name)
  set(sources ${keras_isa_sources})
  if(NOT name STREQUAL "baseline")  # rarely used dtypes exist once
    list(FILTER sources EXCLUDE REGEX "/rare[^/]*\\.cpp$")
  endif()
  add_library(keras_${name} OBJECT ${sources})
  set_target_properties(keras_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_include_directories(keras_${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(keras_${name} PRIVATE KERAS_ISA=${name})
  target_compile_options(keras_${name} PRIVATE ${ARGN} -O3 -fno-math-errno -fno-trapping-math
    -ffp-contract=fast -fopenmp-simd -fno-exceptions -fno-stack-protector
    $<$<CXX_COMPILER_ID:Clang>:-Wno-pass-failed>)
  target_link_libraries(keras_${name} PRIVATE keras_flags)
  set(KERAS_ISA_OBJECTS ${KERAS_ISA_OBJECTS} $<TARGET_OBJECTS:keras_${name}> PARENT_SCOPE)
endfunction()

keras_isa(baseline)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
  keras_isa(avx2 -mavx2 -mfma -mf16c -mbmi2)
  keras_isa(avx512 -mavx512f -mavx512bw -mavx512dq -mavx512vl -mavx2 -mfma -mf16c -mbmi2
    -mprefer-vector-width=512)
endif()

# No inline function compiled for a newer processor may leak into the rest of the program.
find_package(Python3 COMPONENTS Interpreter QUIET)
if(KERAS_TESTS AND Python3_FOUND)
  add_test(NAME isa_symbols COMMAND Python3::Interpreter
    ${PROJECT_SOURCE_DIR}/tools/check_isa_symbols.py ${CMAKE_NM} ${KERAS_ISA_OBJECTS}
    COMMAND_EXPAND_LISTS)
endif()
