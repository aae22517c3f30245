#include "server/app/terminal.h"

#include <cstdio>
#include <iostream>
#include <string>

#ifdef Q_OS_UNIX
#include <termios.h>
#include <unistd.h>
#endif

namespace handoff::terminal {

bool isThere()
{
#ifdef Q_OS_UNIX
    return ::isatty(STDIN_FILENO) == 1;
#else
    return false;
#endif
}

QString ask(const QString &question, const QString &otherwise)
{
    const QString shown = otherwise.isEmpty() ? QString() : QStringLiteral(" [%1]").arg(otherwise);
    std::printf("%s%s: ", qUtf8Printable(question), qUtf8Printable(shown));
    std::fflush(stdout);
    std::string line;
    std::getline(std::cin, line);
    const QString answer = QString::fromStdString(line).trimmed();
    return answer.isEmpty() ? otherwise : answer;
}

QString askSecret(const QString &question)
{
#ifdef Q_OS_UNIX
    termios shown{};
    ::tcgetattr(STDIN_FILENO, &shown);
    termios hidden = shown;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    const QString answer = ask(question);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    std::puts("");
    return answer;
#else
    return ask(question);
#endif
}

} // namespace handoff::terminal
