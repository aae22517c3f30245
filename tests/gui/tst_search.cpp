#include "tests/gui/roomclient.h"
#include "workbench/models/palettemodel.h"
#include "workbench/ui/conversations/findbar.h"
#include "workbench/ui/main/palette.h"

#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QWidgetAction>

using namespace handoff;
using handoff::test::Client;
using handoff::test::HttpClient;
using handoff::test::TestServer;

/// What is found from anywhere: the palette, the search over everything, and small things of the
/// window that are reached by mouse. Against the real server.
class TestSearch : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestServer> m_server;

    void enter(Client &client)
    {
        client.app->signIn().signIn(client.url, QStringLiteral("agent001"),
                                    QStringLiteral("agent123"), false);
        WAIT(client.app->desk().connection() == EventStream::State::Live);
    }
    void asColleague(HttpClient &http) const
    {
        http.setToken(m_server->login("agent002", "agent123"));
    }
    /// A chat of the colleague in which something was said long ago.
    void talk(const QByteArray &session, const QByteArray &words, int later)
    {
        HttpClient http = m_server->client();
        asColleague(http);
        QCOMPARE(http.post("/api/manual/escalate", "{\"session_name\":\"" + session + "\"}").status,
                 200);
        QCOMPARE(http.post("/api/sessions/" + session + "/takeover", "{}").status, 200);
        const auto say = [&](const QByteArray &text) {
            QCOMPARE(http.post("/api/manual/messages", "{\"session_name\":\"" + session +
                                                           "\",\"role\":\"agent\",\"content\":\"" +
                                                           text + "\"}")
                         .status,
                     200);
        };
        say(words);
        for (int i = 0; i < later; ++i)
            say("line " + QByteArray::number(i));
    }
    /// Row of that kind; -1 when there is none.
    static int rowOf(const QAbstractItemModel *rows, PaletteRow::Kind kind)
    {
        for (int i = 0; i < rows->rowCount(); ++i) {
            if (rows->index(i, 0).data(PaletteModel::KindRole).toInt() == int(kind))
                return i;
        }
        return -1;
    }

private slots:
    void init()
    {
        m_server = std::make_unique<TestServer>();
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
    }
    void cleanup() { m_server.reset(); }

    /// From an empty list: what a colleague said in a chat of hers, 70 messages ago.
    void everythingIsFoundFromAnywhere()
    {
        talk("s_far", "The torque is 6 Nm, not more", 70);
        talk("s_other", "Hello", 0);
        Client client(*m_server);
        enter(client);
        CLICK(client, "section1");
        QTest::keyClick(&client.app->window(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        auto *edit = client.find<QLineEdit>("paletteText");
        WAIT(edit->hasFocus());
        QTest::keyClicks(edit, QStringLiteral("torque"));
        auto *list = client.find<QListView>("paletteList");
        WAIT(rowOf(list->model(), PaletteRow::Kind::Message) >= 0);
        const int row = rowOf(list->model(), PaletteRow::Kind::Message);
        const QModelIndex hit = list->model()->index(row, 0);
        QCOMPARE(hit.data(PaletteModel::IdRole).toString(), QStringLiteral("s_far"));
        QVERIFY(hit.data(PaletteModel::DetailRole).toString().contains(QStringLiteral("6 Nm")));
        QCOMPARE(list->model()->index(row - 1, 0).data().toString(), QStringLiteral("Messages"));
        QVERIFY(!(list->model()->flags(list->model()->index(row - 1, 0)) & Qt::ItemIsEnabled));
        QCOMPARE(list->currentIndex().row(), row); // Enter opens what is found, not its heading
        QTest::keyClick(edit, Qt::Key_Return);
        WAIT(client.app->chat().sessionName() == QStringLiteral("s_far"));
        WAIT(client.find("findBar")->isVisible());
        WAIT(client.find<QLabel>("findCount")->text() == QStringLiteral("1 of 1"));
    }

    /// An own list that holds nothing of it offers to look everywhere.
    void anEmptyListOffersEverything()
    {
        talk("s_far", "The torque is 6 Nm", 0);
        Client client(*m_server);
        enter(client);
        CLICK(client, "section1");
        client.type("search", QStringLiteral("torque"));
        auto *pane = client.find("listPane");
        QPushButton *action = nullptr;
        WAIT((action = pane->findChild<QPushButton *>(QStringLiteral("stateAction"))) &&
             action->isVisible() && action->text() == QStringLiteral("Search everywhere"));
        QTest::mouseClick(action, Qt::LeftButton);
        auto *edit = client.find<QLineEdit>("paletteText");
        WAIT(edit->isVisible() && edit->text() == QStringLiteral("torque"));
        WAIT(rowOf(client.find<QListView>("paletteList")->model(), PaletteRow::Kind::Message) >= 0);
        // Nothing at all is said in so many words.
        edit->setText(QStringLiteral("nobody says this"));
        auto *nothing = client.find<QLabel>("paletteNothing");
        WAIT(nothing->isVisible() && nothing->text().contains(QStringLiteral("nobody says this")));
        QVERIFY(!client.find("paletteList")->isVisible());
    }

    void thePaletteFindsATicketByItsNumber()
    {
        HttpClient http = m_server->client();
        asColleague(http);
        CreateTicketRequest request;
        request.title = QStringLiteral("Rear light");
        request.customerId = QStringLiteral("c");
        const auto made = http.post("/api/tickets", json::toJson(request));
        QCOMPARE(made.status, 200);
        const QJsonObject ticket =
            QJsonDocument::fromJson(made.body).object().value(u"data").toObject();
        Client client(*m_server);
        enter(client);
        QTest::keyClick(&client.app->window(), Qt::Key_K, Qt::ControlModifier);
        auto *edit = client.find<QLineEdit>("paletteText");
        WAIT(edit->hasFocus());
        edit->setText(ticket.value(u"ticket_number").toString());
        auto *list = client.find<QListView>("paletteList");
        WAIT(rowOf(list->model(), PaletteRow::Kind::Ticket) >= 0);
        list->setCurrentIndex(
            list->model()->index(rowOf(list->model(), PaletteRow::Kind::Ticket), 0));
        QTest::keyClick(edit, Qt::Key_Return);
        WAIT(client.app->ticket().ticket() &&
             client.app->ticket().ticketId() == ticket.value(u"ticket_id").toString());
        QVERIFY(client.find("ticketsRoom")->isVisible());
        // What no name has is offered as a search.
        QTest::keyClick(&client.app->window(), Qt::Key_K, Qt::ControlModifier);
        edit->setText(QStringLiteral("zzz"));
        QCOMPARE(list->model()->rowCount(), 1);
        QCOMPARE(rowOf(list->model(), PaletteRow::Kind::Search), 0);
        QVERIFY(list->height() < 2 * list->sizeHintForRow(0)); // no empty room below
        QTest::keyClick(edit, Qt::Key_Return);
        WAIT(client.find<Palette>("palette")->accessibleName() ==
             QStringLiteral("Search everything"));
        QCOMPARE(edit->text(), QStringLiteral("zzz"));
    }

    void consentIsShownAndChanged()
    {
        talk("s_consent", "Hello", 0);
        Client client(*m_server);
        enter(client);
        client.app->window().desk()->openChat(QStringLiteral("s_consent"));
        WAIT(client.app->chat().session());
        const auto profile = [&]() -> const UserProfile & {
            return client.app->chat().session()->userProfile;
        };
        QVERIFY(!profile().gdprConsent && !profile().marketingSubscribed);
        for (const bool on : {true, false}) {
            WAIT(client.find<QAbstractButton>("editProfile") &&
                 client.find<QAbstractButton>("editProfile")->isVisible());
            CLICK(client, "editProfile");
            WAIT(client.find<QAbstractButton>("profileGdpr")->isVisible());
            QCOMPARE(client.find<QAbstractButton>("profileGdpr")->isChecked(), !on);
            CLICK(client, "profileGdpr");
            CLICK(client, "profileMarketing");
            CLICK(client, "profileFormSave");
            WAIT(profile().gdprConsent == on && profile().marketingSubscribed == on);
        }
        HttpClient http = m_server->client();
        asColleague(http);
        const auto answer = http.get("/api/sessions/s_consent");
        QVERIFY(answer.body.contains("\"gdpr_consent\":false"));
    }

    void theAgentMenuByMouse()
    {
        Client client(*m_server);
        enter(client);
        auto *menu = client.app->window().findChild<QMenu *>(QStringLiteral("agentMenu"));
        const auto choose = [&](const std::function<bool(QAction *)> &wanted) {
            CLICK(client, "agentButton");
            WAIT(menu->isVisible());
            QAction *found = nullptr;
            for (QAction *action : menu->actions()) {
                if (wanted(action))
                    found = action;
            }
            QVERIFY(found);
            QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(found).center());
            WAIT(!menu->isVisible());
        };
        choose([](QAction *a) { return a->text() == QStringLiteral("Busy"); });
        WAIT(client.app->desk().presence() == AgentPresence::Busy);
        choose([](QAction *a) { return a->text() == QStringLiteral("Online"); });
        WAIT(client.app->desk().presence() == AgentPresence::Online);
        choose([](QAction *a) { return a->text().startsWith(QStringLiteral("Preferences")); });
        WAIT(client.find("preferencesPage")->isVisible());
        QTest::keyClick(client.find("preferencesPage"), Qt::Key_Escape);
        choose([](QAction *a) { return a->objectName() == u"signOut"; });
        WAIT(client.find("loginPage")->isVisible());
    }
};

QTEST_MAIN(TestSearch)
#include "tst_search.moc"
