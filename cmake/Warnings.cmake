# Compiler flags of every target: warnings, hardening, sanitizers.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
                    -Wnon-virtual-dtor -Woverloaded-virtual -Wformat=2)
if(VOIPNOW_WARNINGS_ARE_ERRORS)
    add_compile_options(-Werror)
endif()

if(VOIPNOW_SANITIZE)
    add_compile_options(-fsanitize=${VOIPNOW_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${VOIPNOW_SANITIZE})
else()
    add_compile_options(-fstack-protector-strong)
    # A distribution that builds its package has chosen a level itself.
    if(NOT CMAKE_CXX_FLAGS MATCHES "_FORTIFY_SOURCE")
        add_compile_options($<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
    endif()
    if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
        add_compile_options(-fcf-protection)
    endif()
endif()
add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,--as-needed)
