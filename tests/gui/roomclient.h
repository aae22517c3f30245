#pragma once

#include "tests/contract/testserver.h"
#include "tests/gui/shown.h"
#include "workbench/app/workbenchapp.h"
#include "workbench/ui/admin/adminpage.h"
#include "workbench/ui/admin/adminroom.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/widgets.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>

namespace handoff::test {

/// One agent with a window of his own.
struct Client
{
    explicit Client(const TestServer &server)
        : url(QStringLiteral("http://127.0.0.1:%1").arg(server.port()))
    {
        WorkbenchApp::Options options;
        options.undoMs = 0; // ends at once
        options.server = url;
        options.settingsFile = place.filePath(QStringLiteral("settings.ini"));
        options.dataFolder = place.path();
        app = std::make_unique<WorkbenchApp>(*qApp, options);
        app->language().use(QStringLiteral("en"));
        app->start();
        app->window().resize(1400, 840);
    }
    template<typename T = QWidget>
    T *find(const char *name)
    {
        return findShown<T>(app->window(), QString::fromLatin1(name));
    }
    void choose(const char *box, const QVariant &value)
    {
        auto *combo = find<QComboBox>(box);
        combo->setCurrentIndex(combo->findData(value));
    }
    void type(const char *edit, const QString &text) { find<QLineEdit>(edit)->setText(text); }
    /// Of a page of the admin panel, shown or not.
    QTableView *table(const char *name)
    {
        return app->window().desk()->admin()->findChild<QTableView *>(QString::fromLatin1(name));
    }
    /// Opens the row whose first or second column says `text`.
    bool openRow(QTableView *view, const QString &text)
    {
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            for (const int column : {0, 1}) {
                const QModelIndex index = view->model()->index(row, column);
                if (index.data().toString() == text) {
                    emit view->clicked(index);
                    return true;
                }
            }
        }
        return false;
    }

    QString url;
    QTemporaryDir place;
    std::unique_ptr<WorkbenchApp> app;
};

} // namespace handoff::test

#define CLICK(client, name)                                                                        \
    do {                                                                                           \
        auto *clickButton = (client).find<QAbstractButton>(name);                                  \
        QVERIFY2(clickButton, name);                                                               \
        WAIT(clickButton->isEnabled());                                                            \
        QTest::mouseClick(clickButton, Qt::LeftButton);                                            \
    } while (false)
/// Answers the question in the page that is open.
#define CONFIRM(client, page)                                                                      \
    do {                                                                                           \
        auto *confirmBar = (client).find(page)->findChild<Banner *>(QStringLiteral("confirmBar")); \
        WAIT(confirmBar->isVisible());                                                             \
        QTest::mouseClick(confirmBar->findChild<QPushButton *>(QStringLiteral("bannerAction")),    \
                          Qt::LeftButton);                                                         \
    } while (false)
