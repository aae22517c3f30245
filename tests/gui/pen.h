#pragma once

#include "tests/gui/touch.h"

namespace handoff::test {

/// What the agent writes, sends and deletes; every word goes into the ledger. Each action tells
/// whether it was possible. GUI thread.
class Pen
{
public:
    explicit Pen(Touch &touch) : t(touch) {}

    bool type();
    bool paste();
    bool send();
    bool erase();
    bool quickReply();
    bool note();

private:
    void comeToTheText();
    /// A sentence with a word of its own, to the chat's text or note, or to nowhere.
    bool write(const QString &sentence, const QString &token);
    /// What the customers and the desk would notice, all that a key can have done at once.
    QString state() const;

    Touch &t;
};

} // namespace handoff::test
