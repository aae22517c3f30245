# cmake -DIN=<file> -DOUT=<file> -P compact.cmake: a script or style sheet without the lines that are only
# comment. They are for who reads the source; the customer's browser need not load them.
file(READ "${IN}" text)
set(text "\n${text}")
string(REGEX REPLACE "\n[ \t]*//[^\n]*" "" text "${text}")
string(REGEX REPLACE "\n[ \t]*/\\*([^*]|\\*+[^*/])*\\*+/" "" text "${text}")
file(WRITE "${OUT}" "${text}")
