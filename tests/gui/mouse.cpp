#include "tests/gui/mouse.h"

#include "workbench/controllers/transfers.h"
#include "workbench/ui/conversations/transcriptview.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QEnterEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSpinBox>

namespace handoff::test {

namespace {

/// What would end the agent's own account.
const QSet<QString> forbidden{QStringLiteral("agentFormSave"), QStringLiteral("deleteAgent"),
                              QStringLiteral("changePassword")};

} // namespace

bool Mouse::openRow()
{
    QListView *view = t.seat.room()->list()->view();
    const int rows = view->model()->rowCount();
    if (rows == 0)
        return false;
    const int row = t.random(rows);
    const QString name =
        view->model()->index(row, 0).data(SessionListModel::SessionNameRole).toString();
    if (!t.clickIn(view, row))
        return false;
    t.say(QStringLiteral("open %1").arg(name));
    if (t.seat.app->chat().sessionName() != name)
        t.fault =
            QStringLiteral("a click on %1 opened %2").arg(name, t.seat.app->chat().sessionName());
    t.home = true;
    return true;
}

bool Mouse::room()
{
    static constexpr std::array rooms{"roomConversations", "roomConversations", "roomConversations",
                                      "roomTickets",       "roomStatistics",    "roomAdmin"};
    const char *name = rooms.at(static_cast<size_t>(t.random(int(rooms.size()))));
    if (!t.click(t.seat.find<QAbstractButton>(name)))
        return false;
    t.say(QString::fromLatin1(name));
    t.home = t.seat.room()->isVisible();
    return true;
}

bool Mouse::clickButton()
{
    QList<QAbstractButton *> buttons;
    for (QAbstractButton *button : t.seat.window().findChildren<QAbstractButton *>()) {
        if (t.seat.isReachable(button, button->rect().center()) &&
            !forbidden.contains(button->objectName()))
            buttons.append(button);
    }
    if (buttons.isEmpty())
        return false;
    QAbstractButton *button = buttons.at(t.random(static_cast<int>(buttons.size())));
    t.say(QStringLiteral("click %1 “%2”").arg(t.nameOf(button), button->text()));
    t.home = false;
    QTest::mouseClick(button, Qt::LeftButton); // a menu may wait in here
    return true;
}

QList<QAbstractItemView *> Mouse::views() const
{
    QList<QAbstractItemView *> views;
    for (QAbstractItemView *view : t.seat.window().findChildren<QAbstractItemView *>()) {
        if (view->isVisible() && view->model() && view->model()->rowCount() > 0 &&
            view != t.seat.room()->list()->view())
            views.append(view);
    }
    return views;
}

bool Mouse::clickRow()
{
    const QList<QAbstractItemView *> all = views();
    TranscriptView *transcript = t.seat.room()->chatPane()->transcript();
    if (all.isEmpty() || t.oneOf(3)) {
        const QRect rect = transcript->viewport()->rect();
        const QPoint point(t.random(qMax(1, rect.width())), t.random(qMax(1, rect.height())));
        if (!t.seat.isReachable(transcript->viewport(), point))
            return false;
        t.say(QStringLiteral("click in the transcript"));
        QTest::mouseClick(transcript->viewport(), Qt::LeftButton, {}, point);
    } else {
        QAbstractItemView *view = all.at(t.random(static_cast<int>(all.size())));
        const int row = t.random(view->model()->rowCount());
        const QString words = view->model()->index(row, 0).data().toString();
        if (!t.clickIn(view, row))
            return false;
        t.say(QStringLiteral("click row %1 “%2” of %3").arg(row).arg(words, t.nameOf(view)));
    }
    t.home = false;
    return true;
}

bool Mouse::rowMenu()
{
    QAbstractScrollArea *area = t.seat.room()->list()->view();
    if (t.oneOf(4))
        area = t.seat.room()->chatPane()->transcript();
    const QRect rect = area->viewport()->rect();
    const QPoint point(t.random(qMax(1, rect.width())), t.random(qMax(1, rect.height())));
    if (!t.seat.isReachable(area->viewport(), point))
        return false;
    t.say(QStringLiteral("menu of %1").arg(t.nameOf(area)));
    t.home = false;
    QContextMenuEvent event(QContextMenuEvent::Mouse, point, area->viewport()->mapToGlobal(point));
    QApplication::sendEvent(area->viewport(), &event);
    return true;
}

bool Mouse::point()
{
    if (m_pointed) {
        t.say(QStringLiteral("point away"));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(m_pointed, &leave);
        m_pointed = nullptr;
        return true;
    }
    QWidget *list = t.seat.room()->list()->view()->viewport();
    if (!list->isVisible())
        return false;
    t.say(QStringLiteral("point at the list"));
    m_pointed = list;
    QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
    QApplication::sendEvent(list, &enter);
    return true;
}

bool Mouse::field()
{
    QList<QWidget *> fields;
    for (QWidget *widget : t.seat.window().findChildren<QWidget *>()) {
        if (t.isField(widget) && widget->objectName() != u"composerText" &&
            widget->objectName() != u"noteText" &&
            t.seat.isReachable(widget, widget->rect().center()))
            fields.append(widget);
    }
    if (fields.isEmpty())
        return false;
    QWidget *field = fields.at(t.random(static_cast<int>(fields.size())));
    t.say(QStringLiteral("fill in %1").arg(field->objectName()));
    t.home = false;
    QTest::mouseClick(field, Qt::LeftButton); // the list of a box answers for itself
    if (qobject_cast<QComboBox *>(field))
        return true;
    if (t.seat.focus() != field && !field->isAncestorOf(t.seat.focus()))
        return true;
    if (t.oneOf(3))
        t.key(Qt::Key_A, Qt::ControlModifier);
    t.keys(qobject_cast<QAbstractSpinBox *>(field) ? QStringLiteral("7") : QStringLiteral("ab c"));
    return true;
}

bool Mouse::transfer()
{
    auto *agents = t.seat.find<QListWidget>("transferAgents");
    if (agents && agents->isVisible())
        return agents->count() > 0 && offer(agents);
    if (t.seat.app->transfers().incoming().isEmpty())
        return false;
    const char *answer = t.oneOf(3) ? "questionOther" : "questionFirst";
    auto *question = t.seat.find("question");
    if (!question || !t.click(question->findChild<QAbstractButton *>(QLatin1String(answer))))
        return false;
    t.say(QStringLiteral("answer an offer: %1").arg(QLatin1String(answer)));
    return true;
}

bool Mouse::offer(QListWidget *agents)
{
    auto *reason = t.seat.find<QLineEdit>("transferReason");
    if (!t.clickIn(agents, t.random(agents->count())) || !t.click(reason))
        return false;
    t.say(QStringLiteral("offer %1").arg(t.seat.app->chat().sessionName()));
    t.home = false;
    t.keys(QStringLiteral("Lager"));
    t.click(t.seat.find<QAbstractButton>("transferFormSave"));
    return true;
}

} // namespace handoff::test
