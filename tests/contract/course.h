#pragma once

#include <QByteArray>
#include <QList>

namespace handoff::test {

/// Who makes a call of the course.
enum class By { Nobody, Agent, Other, Admin };

/// The server a call is made to; each is started when first needed.
enum class World {
    Usual,   ///< demo accounts, simulator, nothing limited
    Strict,  ///< SESSION_TOKEN_REQUIRED
    Limited, ///< one chat message per minute, one event stream, no office hours
};

/// One call of the course through the contract (tst_openapi). Rows run in the order of the table
/// and may use what earlier ones kept: `${name}` in path and body.
struct Step
{
    const char *operation; ///< `METHOD /path/{of}/the/contract`
    By by;
    const char *path;      ///< as it is called; empty: the operation's own
    const char *body;      ///< JSON, or bytes with `type`
    int status;            ///< expected
    const char *code = ""; ///< expected of an error
    const char *keep = ""; ///< `name=path.into.the.answer`, several separated by blanks
    World world = World::Usual;
    const char *fault = ""; ///< the simulator's next answer (faults.h)
    const char *type = "";  ///< content type of a body that is no JSON
    const char *range = ""; ///< header Range
};

/// The rows by area, in the order in which they run.
QList<Step> chatSteps();
QList<Step> deskSteps();
QList<Step> accountSteps();
QList<Step> ticketSteps();
QList<Step> catalogSteps();
QList<Step> systemSteps();

} // namespace handoff::test
