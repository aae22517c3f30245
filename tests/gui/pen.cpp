#include "tests/gui/pen.h"

#include "workbench/controllers/preferences.h"
#include "workbench/controllers/transfers.h"
#include "workbench/controllers/undoqueue.h"

#include <QAbstractButton>
#include <QClipboard>

namespace handoff::test {

namespace {
constexpr int longDraft = 1500;
}

QString Pen::state() const
{
    WorkbenchApp &app = *t.seat.app;
    QStringList state{app.chat().sessionName(),
                      QString::number(app.outbox().size()),
                      QString::number(int(app.desk().presence())),
                      QString::number(int(t.seat.room()->list()->section())),
                      QString::number(int(t.seat.room()->isVisible())),
                      QString::number(int(app.transfers().isRequesting())),
                      t.seat.overlay() ? t.seat.overlay()->objectName() : QString()};
    for (int action = 0; action <= int(ChatAction::Annotate); ++action)
        state.append(QString::number(int(app.chat().actions().isBusy(ChatAction(action)))));
    for (int i = 0; i < t.seat.app->desk().lists().list(Section::All)->rowCount(); ++i) {
        const QString name = app.desk().lists().list(Section::All)->row(i)->session.sessionName;
        if (app.undo().waiting(name))
            state.append(name);
    }
    return state.join(u' ');
}

bool Pen::write(const QString &sentence, const QString &token)
{
    const bool isNote = t.seat.hasFocus("noteText");
    if (isNote || t.seat.hasFocus("composerText")) {
        const QString chat = t.seat.app->chat().sessionName();
        t.keys(sentence);
        const QString text = isNote ? t.seat.composer()->noteText() : t.seat.composer()->text();
        t.seat.ledger.typed(token, chat, isNote ? Ledger::Place::NoteDraft : Ledger::Place::Draft);
        t.say(QStringLiteral("type %1 to %2").arg(token, isNote ? chat + u" (note)" : chat));
        if (text.count(token) != 1)
            t.fault = QStringLiteral("typed “%1”, the text is “%2”").arg(sentence, text);
        return true;
    }
    QWidget *focus = t.seat.focus();
    if (!focus || t.isField(focus) || qobject_cast<QAbstractButton *>(focus))
        return false; // he went there himself
    t.say(QStringLiteral("type to %1").arg(focus->objectName()));
    const QString before = state();
    t.keys(sentence);
    if (state() != before)
        t.fault = QStringLiteral("typed “%1” to %2\n  before: %3\n  after:  %4")
                      .arg(sentence, focus->objectName(), before, state());
    return true;
}

/// Back to the text, if one may write.
void Pen::comeToTheText()
{
    if (!t.seat.room()->isVisible() || t.seat.overlay() || !t.seat.composer()->isAllowed() ||
        !t.seat.composer()->isVisible() || t.seat.hasFocus("composerText"))
        return;
    t.say(QStringLiteral("write"));
    t.key(Qt::Key_L, Qt::AltModifier);
    t.home = true;
}

bool Pen::type()
{
    if (!t.oneOf(3))
        comeToTheText();
    const bool isNote = t.seat.hasFocus("noteText");
    const QString text = isNote ? t.seat.composer()->noteText() : t.seat.composer()->text();
    if ((isNote || t.seat.hasFocus("composerText")) && text.size() > longDraft)
        return erase();
    const QString token = t.seat.ledger.next();
    return write(QStringLiteral("Hallo %1 sofort ").arg(token), token);
}

bool Pen::paste()
{
    const bool isNote = t.seat.hasFocus("noteText");
    if (!isNote && !t.seat.hasFocus("composerText"))
        return false;
    const QString token = t.seat.ledger.next();
    QGuiApplication::clipboard()->setText(QStringLiteral("“粘贴” %1\nzweite Zeile ").arg(token));
    t.key(Qt::Key_V, Qt::ControlModifier);
    const QString text = isNote ? t.seat.composer()->noteText() : t.seat.composer()->text();
    t.seat.ledger.typed(token, t.seat.app->chat().sessionName(),
                        isNote ? Ledger::Place::NoteDraft : Ledger::Place::Draft);
    t.say(QStringLiteral("paste %1").arg(token));
    if (text.count(token) != 1)
        t.fault = QStringLiteral("pasted %1, the text is “%2”").arg(token, text);
    return true;
}

bool Pen::send()
{
    if (!t.oneOf(3))
        comeToTheText();
    if (!t.seat.hasFocus("composerText") || t.seat.composer()->text().isEmpty())
        return false;
    const bool enterSends = t.seat.app->preferences().enterSends();
    auto *button = t.seat.find<QAbstractButton>("send");
    const int how = t.random(4);
    t.say(QStringLiteral("send to %1").arg(t.seat.app->chat().sessionName()));
    if (how == 0 && t.click(button)) {
        t.say(QStringLiteral("by a click"));
    } else if (how == 1 || !enterSends) {
        t.say(QStringLiteral("by Ctrl+Enter"));
        t.key(Qt::Key_Return, Qt::ControlModifier);
    } else {
        t.key(Qt::Key_Return);
    }
    return true;
}

bool Pen::erase()
{
    const bool isNote = t.seat.hasFocus("noteText");
    if (!isNote && !t.seat.hasFocus("composerText"))
        return false;
    const QString chat = t.seat.app->chat().sessionName();
    t.say(QStringLiteral("delete the text of %1").arg(chat));
    t.key(Qt::Key_A, Qt::ControlModifier);
    t.key(Qt::Key_Delete);
    t.seat.ledger.edited(chat, isNote ? Ledger::Place::NoteDraft : Ledger::Place::Draft,
                         isNote ? t.seat.composer()->noteText() : t.seat.composer()->text());
    return true;
}

bool Pen::quickReply()
{
    if (!t.seat.hasFocus("composerText") && !t.seat.hasFocus("noteText"))
        return false;
    switch (t.random(6)) {
    case 0:
        t.say(QStringLiteral("panel of quick replies"));
        t.home = false;
        t.key(Qt::Key_M, Qt::ControlModifier);
        return true;
    case 1:
        t.say(QStringLiteral("quick reply by its digit"));
        t.key(Qt::Key_1 + t.random(9), Qt::ControlModifier);
        return true;
    default:
        break;
    }
    t.say(QStringLiteral("quick reply by a slash"));
    t.keys(t.oneOf(2) ? QStringLiteral(" /") : QStringLiteral(" /g"));
    t.chooseBelow(4);
    return true;
}

bool Pen::note()
{
    if (!t.seat.room()->isVisible() || !t.seat.app->chat().isOpen() || t.seat.overlay())
        return false;
    t.say(QStringLiteral("note"));
    t.key(Qt::Key_P, Qt::AltModifier);
    if (!t.seat.hasFocus("noteText"))
        return true; // the chat is not there yet
    t.home = true;
    type();
    if (t.oneOf(2)) {
        t.say(QStringLiteral("added"));
        t.key(Qt::Key_Return,
              t.seat.app->preferences().enterSends() ? Qt::NoModifier : Qt::ControlModifier);
    }
    return true;
}

} // namespace handoff::test
