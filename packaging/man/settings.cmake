# cmake -DIN=<handoff.env.example> -DOUT=<page> -DVERSION=<version> -P settings.cmake: the settings as a manual page.
# The example has a help line (`# …`), then `#NAME=default`; `# ---- …` begins a section.
file(STRINGS "${IN}" lines ENCODING UTF-8)
set(page ".TH HANDOFF\\-SERVER.ENV 5 \"\" \"Handoff ${VERSION}\" \"Settings\"
.SH NAME
handoff\\-server.env \\- settings of handoff\\-server
.SH SYNOPSIS
.I /etc/handoff/server.env
.SH DESCRIPTION
Lines of the form
.BR NAME = value ;
values may stand in quotes, and # begins a comment. What the command line says goes before the environment, the
environment before this file, and this file before the default, which is told here with each setting.
.B handoff\\-server setup
writes the ones that every desk needs,
.B handoff\\-server check\\-config
names everything that is wrong, and
.B handoff\\-server \\-\\-print\\-config
tells what is in force and where it is from.
")
set(help "")
set(begun FALSE)
foreach(line IN LISTS lines)
  # roff's own characters
  string(REPLACE "\\" "\\e" line "${line}")
  string(REPLACE "-" "\\-" line "${line}")
  if(line MATCHES "^# \\\\-\\\\-\\\\-\\\\- (.*)$")
    string(TOUPPER "${CMAKE_MATCH_1}" title)
    string(APPEND page ".SH ${title}\n")
    set(begun TRUE)
  elseif(begun AND line MATCHES "^# (.*)$")
    set(help "${CMAKE_MATCH_1}")
  elseif(begun AND line MATCHES "^#([A-Z_]+)=(.*)$")
    string(APPEND page ".TP\n.BR ${CMAKE_MATCH_1} \"=${CMAKE_MATCH_2}\"\n${help}.\n")
  endif()
endforeach()
string(APPEND page ".SH SEE ALSO\n.BR handoff\\-server (1)\n")
file(WRITE "${OUT}" "${page}")
