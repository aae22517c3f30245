#pragma once

#include "tests/gui/ledger.h"
#include "tests/gui/shown.h"
#include "tests/support/line.h"
#include "workbench/ui/common/overlay.h"
#include "workbench/ui/conversations/chatpane.h"
#include "workbench/ui/conversations/composer.h"
#include "workbench/ui/conversations/conversationsroom.h"
#include "workbench/ui/conversations/listpane.h"

#include <QApplication>
#include <QListView>
#include <QTemporaryDir>

#include <memory>

namespace handoff::test {

/// Where the agent sits: the program, its disk, the line to the server, and what he has typed.
struct Seat
{
    explicit Seat(quint16 port) : line(port) { start(); }

    /// The program ends, if it runs, and starts again.
    void start()
    {
        app.reset();
        WorkbenchApp::Options options;
        options.undoMs = 300; // short, so that it can be taken back and does not take long
        options.server = line.url();
        options.settingsFile = place.filePath(QStringLiteral("settings.ini"));
        options.dataFolder = place.path();
        app = std::make_unique<WorkbenchApp>(*qApp, options);
        ledger.follow(*app);
        app->start();
    }
    void signIn()
    {
        app->signIn().signIn(line.url(), QStringLiteral("agent001"), QStringLiteral("agent123"),
                             false);
    }
    bool isSignedIn() const
    {
        return app->signIn().state() == SignInController::State::SignedIn &&
               app->window().findChild<QWidget *>(QStringLiteral("deskPage")) &&
               app->window().findChild<QWidget *>(QStringLiteral("deskPage"))->isVisible();
    }

    MainWindow &window() const { return app->window(); }
    ConversationsRoom *room() const { return app->window().desk()->conversations(); }
    Composer *composer() const { return room()->chatPane()->composer(); }
    template<typename T = QWidget>
    T *find(const char *name) const
    {
        return findShown<T>(app->window(), QString::fromLatin1(name));
    }
    QWidget *focus() const { return QApplication::focusWidget(); }
    bool hasFocus(const char *name) const
    {
        return focus() && focus()->objectName() == QLatin1String(name);
    }
    /// The page that lies over the room, modal or not; null: none.
    Overlay *overlay() const
    {
        const auto all = window().findChildren<Overlay *>();
        const auto shown =
            std::find_if(all.begin(), all.end(), [](const Overlay *o) { return o->isVisible(); });
        return shown == all.end() ? nullptr : *shown;
    }
    /// A click there would go to it.
    bool isReachable(const QWidget *widget, const QPoint &point) const
    {
        if (!widget->isVisible() || !widget->isEnabled() || !widget->rect().contains(point))
            return false;
        const QWidget *hit = window().childAt(widget->mapTo(&window(), point));
        return hit && (hit == widget || widget->isAncestorOf(hit));
    }

    Line line;
    QTemporaryDir place;
    Ledger ledger;
    std::unique_ptr<WorkbenchApp> app;
};

} // namespace handoff::test
