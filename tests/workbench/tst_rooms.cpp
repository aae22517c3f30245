#include "shared/contract/errors.h"
#include "tests/support/scriptedserver.h"
#include "workbench/controllers/adminlists.h"
#include "workbench/controllers/statscontroller.h"
#include "workbench/controllers/ticketcontroller.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace handoff;
using handoff::test::ScriptedServer;

namespace {

constexpr int patience = 30000;

QByteArray success(const QByteArray &data)
{
    return ScriptedServer::answer(200, "{\"success\":true,\"data\":" + data + "}");
}

QByteArray refusal(int status, const QByteArray &code)
{
    return ScriptedServer::answer(status, "{\"success\":false,\"error\":\"no\",\"code\":\"" + code +
                                              "\",\"detail\":\"no\"}");
}

Ticket ticket(int number, qint64 version = 1)
{
    Ticket t;
    t.ticketId = QStringLiteral("t%1").arg(number);
    t.ticketNumber = QStringLiteral("TK-%1").arg(number);
    t.version = version;
    return t;
}

QByteArray page(const QList<TicketSummary> &items, qint64 total, int number, int pages)
{
    return success(json::toJson(TicketPage{items, total, number, 50, pages}));
}

} // namespace

/// The controllers of the rooms against scripted bytes: late, refused and broken answers.
class TestRooms : public QObject
{
    Q_OBJECT

private:
    using Request = ScriptedServer::Request;
    using Answerer = std::function<void(const Request &, QTcpSocket *)>;

    QTemporaryDir m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ApiClient> m_api;
    std::unique_ptr<Drafts> m_drafts;
    std::unique_ptr<DeskController> m_desk;

    void script(Answerer answerer) { m_server->setHandler(std::move(answerer)); }
    void tell(const TicketSummary &t)
    {
        TicketUpdatedEvent event;
        event.ticket = t;
        emit m_desk->event(event);
    }
    QString fileWith(const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(QStringLiteral("up.bin")));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no place for a file");
        file.write(bytes);
        return file.fileName();
    }

private slots:
    void init()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_api = std::make_unique<ApiClient>();
        m_api->setServer(QUrl(m_server->url()));
        m_api->setTokens(QStringLiteral("token"), QStringLiteral("refresh"));
        m_drafts = std::make_unique<Drafts>(m_folder.path());
        m_desk = std::make_unique<DeskController>(*m_api, *m_drafts);
    }
    void cleanup()
    {
        m_desk.reset();
        m_drafts.reset();
        m_api.reset();
        m_server.reset();
    }

    void anUploadIsRepeatedWholeAfterARefresh()
    {
        QList<QByteArray> bodies;
        script([&](const Request &r, QTcpSocket *socket) {
            if (r.path == "/api/agent/refresh") {
                socket->write(ScriptedServer::answer(
                    200, R"({"success":true,"token":"second","expires_in":3600})"));
            } else if (r.headers.value("authorization") == "Bearer token") {
                bodies.append(r.body);
                socket->write(refusal(401, "INVALID_TOKEN"));
            } else {
                bodies.append(r.body);
                socket->write(success("[]"));
            }
        });
        const QByteArray bytes = QByteArray("0123456789").repeated(20000);
        FileTransfer *transfer =
            TicketApi::upload(*m_api, QStringLiteral("t1"), fileWith(bytes), this);
        QSignalSpy done(transfer, &FileTransfer::done);
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, patience);
        QCOMPARE(bodies, QList<QByteArray>({bytes, bytes}));
        QCOMPARE(m_api->accessToken(), QStringLiteral("second"));
    }

    void aBrokenDownloadLeavesNoFile_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("code");
        QTest::newRow("refused") << refusal(404, "ATTACHMENT_NOT_FOUND")
                                 << QStringLiteral("ATTACHMENT_NOT_FOUND");
        QTest::newRow("cut") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n"
                                           "Content-Type: text/csv\r\n\r\nhalf of it")
                             << QString(clienterror::unreachable);
        QTest::newRow("a proxy's page")
            << ScriptedServer::answer(502, "<html>bad gateway</html>", "text/html")
            << QString(clienterror::proxy);
    }
    void aBrokenDownloadLeavesNoFile()
    {
        QFETCH(QByteArray, answer);
        script([answer](const Request &, QTcpSocket *socket) {
            socket->write(answer);
            socket->disconnectFromHost();
        });
        const QString target = m_folder.filePath(QStringLiteral("down.csv"));
        FileTransfer *transfer = TicketApi::exportCsv(*m_api, {}, target, this);
        QSignalSpy failed(transfer, &FileTransfer::failed);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
        QTEST(failed.at(0).at(0).value<Error>().code, "code");
        QVERIFY(!QFile::exists(target));
    }

    void aFileThatCannotBeReadIsSaid()
    {
        FileTransfer *transfer =
            TicketApi::upload(*m_api, QStringLiteral("t1"), QStringLiteral("/no/such/file"), this);
        QSignalSpy failed(transfer, &FileTransfer::failed);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
        QVERIFY(m_server->requests().isEmpty());
    }

    void pagesComeTogetherAndOldAnswersAreIgnored()
    {
        QPointer<QTcpSocket> late;
        script([&](const Request &r, QTcpSocket *socket) {
            QList<TicketSummary> items;
            if (r.path.contains("keyword=old")) {
                late = socket; // answered after the newer filter
                return;
            }
            const bool second = r.path.contains("page=2");
            for (int i = second ? 49 : 0; i < (second ? 70 : 50); ++i) // one is on both pages
                items.append(ticket(i));
            socket->write(page(items, 70, second ? 2 : 1, 2));
        });
        TicketsController tickets(*m_api, *m_desk);
        TicketQuery old;
        old.keyword = QStringLiteral("old");
        tickets.setFilter(old);
        QTRY_VERIFY_WITH_TIMEOUT(late, patience);
        tickets.setFilter({});
        QTRY_COMPARE_WITH_TIMEOUT(tickets.table()->rowCount(), 50, patience);
        QVERIFY(tickets.hasMore());
        late->write(page({ticket(999)}, 1, 1, 1));
        tickets.loadMore();
        QTRY_COMPARE_WITH_TIMEOUT(tickets.table()->rowCount(), 70, patience);
        QVERIFY(!tickets.hasMore());
        QVERIFY(!tickets.table()->find(QStringLiteral("t999")));
        // A change heals both pages and throws nothing away.
        QSignalSpy removed(tickets.table(), &QAbstractItemModel::rowsRemoved);
        tickets.reload();
        QTRY_VERIFY_WITH_TIMEOUT(!tickets.isLoading(), patience);
        QCOMPARE(tickets.table()->rowCount(), 70);
        QCOMPARE(removed.size(), 0);
    }

    void eventsChangeRowsButNeverBackwards()
    {
        script([&](const Request &, QTcpSocket *socket) {
            socket->write(page({ticket(1, 5)}, 1, 1, 1));
        });
        TicketsController tickets(*m_api, *m_desk);
        tickets.show();
        QTRY_COMPARE_WITH_TIMEOUT(tickets.table()->rowCount(), 1, patience);
        TicketSummary newer = ticket(1, 6);
        newer.title = QStringLiteral("six");
        tell(newer);
        QCOMPARE(tickets.table()->row(0)->title, QStringLiteral("six"));
        tell(ticket(1, 5)); // replayed
        QCOMPARE(tickets.table()->row(0)->title, QStringLiteral("six"));
        const auto asked = m_server->requests().size();
        tell(ticket(2)); // unknown: its place is asked for
        QTRY_VERIFY_WITH_TIMEOUT(m_server->requests().size() > asked, patience);
    }

    void manyTicketsGoInSeveralCalls()
    {
        QList<int> sizes;
        script([&](const Request &r, QTcpSocket *socket) {
            if (r.method != "POST") {
                socket->write(page({}, 0, 1, 0));
                return;
            }
            const auto request = json::fromJson<BulkTicketsRequest>(r.body);
            sizes.append(static_cast<int>(request->ids.size()));
            BulkTicketsAnswer answer;
            answer.done = request->ids.mid(1);
            answer.failed = {{request->ids.first(), errors::ticketConflict().code}};
            socket->write(success(json::toJson(answer)));
        });
        TicketsController tickets(*m_api, *m_desk);
        BulkTicketsRequest request;
        for (int i = 0; i < 230; ++i)
            request.ids.append(QString::number(i));
        request.priority = TicketPriority::High;
        BulkTicketsAnswer answer;
        connect(&tickets, &TicketsController::bulkDone, this,
                [&](const BulkTicketsAnswer &a) { answer = a; });
        tickets.bulk(request);
        QVERIFY(tickets.isBusy());
        QTRY_VERIFY_WITH_TIMEOUT(!tickets.isBusy(), patience);
        QCOMPARE(sizes, QList<int>({100, 100, 30}));
        QCOMPARE(answer.done.size(), 227);
        QCOMPARE(answer.failed.size(), 3);
    }

    void answersOfATicketThatIsClosedAreDropped()
    {
        QPointer<QTcpSocket> late;
        script([&](const Request &r, QTcpSocket *socket) {
            if (r.method == "POST")
                late = socket;
            else
                socket->write(success(json::toJson(r.path.endsWith("t1") ? ticket(1) : ticket(2))));
        });
        TicketsController tickets(*m_api, *m_desk);
        TicketController controller(*m_api, tickets, *m_desk);
        QSignalSpy done(&controller, &TicketController::done);
        controller.open(QStringLiteral("t1"));
        QTRY_VERIFY_WITH_TIMEOUT(controller.ticket(), patience);
        controller.setStatus(TicketStatus::InProgress);
        QVERIFY(controller.isBusy(TicketAction::Status));
        QTRY_VERIFY_WITH_TIMEOUT(late, patience);
        controller.open(QStringLiteral("t2"));
        QTRY_VERIFY_WITH_TIMEOUT(controller.ticket(), patience);
        QVERIFY(!controller.isBusy(TicketAction::Status));
        late->write(success(json::toJson(ticket(1, 9))));
        QTRY_COMPARE_WITH_TIMEOUT(late->bytesToWrite(), 0, patience);
        controller.reload(); // its answer comes after the late one
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isLoading(), patience);
        QCOMPARE(controller.ticket()->ticketId, QStringLiteral("t2"));
        QCOMPARE(done.size(), 0);
    }

    void aConflictIsToldAndTheNewerTicketFetched()
    {
        qint64 version = 3;
        script([&](const Request &r, QTcpSocket *socket) {
            if (r.method == "PATCH") {
                ++version;
                socket->write(refusal(409, "TICKET_CONFLICT"));
            } else {
                socket->write(success(json::toJson(ticket(1, version))));
            }
        });
        TicketsController tickets(*m_api, *m_desk);
        TicketController controller(*m_api, tickets, *m_desk);
        QSignalSpy conflict(&controller, &TicketController::conflict);
        QSignalSpy failed(&controller, &TicketController::failed);
        controller.open(QStringLiteral("t1"));
        QTRY_VERIFY_WITH_TIMEOUT(controller.ticket(), patience);
        PatchTicketRequest patch;
        patch.title = QStringLiteral("mine");
        patch.version = 3;
        controller.edit(patch);
        QTRY_COMPARE_WITH_TIMEOUT(conflict.size(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(controller.ticket()->version, 4, patience);
        QCOMPARE(failed.size(), 0);
    }

    void whoIsNoAdminAnyMoreIsToldOnce()
    {
        script([&](const Request &, QTcpSocket *socket) {
            socket->write(refusal(403, "ADMIN_REQUIRED"));
        });
        AdminLists admin(*m_api, *m_desk);
        QSignalSpy asking(&admin.rules, &AdminList::demoted);
        QSignalSpy changing(&admin.tags, &AdminList::demoted);
        QSignalSpy failed(&admin.rules, &AdminList::failed);
        QSignalSpy refused(&admin.tags, &AdminList::refused);
        admin.rules.show();
        QTRY_COMPARE_WITH_TIMEOUT(asking.size(), 1, patience);
        QVERIFY(!admin.rules.isLoading());
        admin.tags.remove(QStringLiteral("tag_1"));
        QTRY_COMPARE_WITH_TIMEOUT(changing.size(), 1, patience);
        QVERIFY(!admin.tags.isBusy());
        QCOMPARE(failed.size() + refused.size(), 0);
    }

    void savingOnePolicyKeepsTheOthers()
    {
        SlaPolicies stored;
        stored.items = {{TicketCategory::Shipping, TicketPriority::High, 60, 720}};
        script([&](const Request &r, QTcpSocket *socket) {
            if (r.method == "PUT")
                stored = *json::fromJson<SlaPolicies>(r.body);
            socket->write(success(json::toJson(stored)));
        });
        AdminLists admin(*m_api, *m_desk);
        QSignalSpy saved(&admin.sla, &AdminList::saved);
        admin.sla.show();
        QTRY_COMPARE_WITH_TIMEOUT(admin.sla.table()->rowCount(), 2, patience);
        admin.sla.save({TicketCategory::Unknown, TicketPriority::Unknown, 100, 200});
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, patience);
        admin.sla.save({TicketCategory::Returns, TicketPriority::Low, 10, 20});
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 2, patience);
        QTRY_COMPARE_WITH_TIMEOUT(admin.sla.table()->rowCount(), 3, patience);
        QCOMPARE(stored.defaultResponseMinutes, 100);
        QCOMPARE(stored.items.size(), 2);
        admin.sla.remove(stored.items.first());
        QTRY_COMPARE_WITH_TIMEOUT(stored.items.size(), 1, patience);
        QCOMPARE(stored.items.first().category, TicketCategory::Returns);
    }

    void catalogEventsReloadWhatIsShown()
    {
        int tags = 0;
        int replies = 0;
        script([&](const Request &r, QTcpSocket *socket) {
            ++(r.path.startsWith("/api/tags") ? tags : replies);
            socket->write(success("{}"));
        });
        AdminLists admin(*m_api, *m_desk);
        admin.tags.show();
        QTRY_COMPARE_WITH_TIMEOUT(tags, 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!admin.tags.isLoading(), patience);
        const auto changed = [this](Catalog what) {
            CatalogChangedEvent event;
            event.what = what;
            emit m_desk->event(event);
        };
        changed(Catalog::QuickReplies); // nobody looks at them now
        changed(Catalog::Tags);
        QTRY_COMPARE_WITH_TIMEOUT(tags, 2, patience);
        QCOMPARE(replies, 0);
        admin.tags.hide();
        admin.quickReplies.show();
        QTRY_COMPARE_WITH_TIMEOUT(replies, 1, patience);
    }

    void statisticsAreOfOneSpan()
    {
        QSet<QString> spans;
        int asked = 0;
        bool broken = false;
        script([&](const Request &r, QTcpSocket *socket) {
            ++asked;
            const QUrlQuery query(QUrl(QString::fromUtf8(r.path)));
            spans.insert(query.queryItemValue(QStringLiteral("from")) + u'/' +
                         query.queryItemValue(QStringLiteral("to")));
            socket->write(broken ? refusal(503, "UNAVAILABLE") : success("{}"));
        });
        StatsController stats(*m_api, *m_desk);
        QSignalSpy loaded(&stats, &StatsController::loaded);
        QSignalSpy failed(&stats, &StatsController::failed);
        stats.show();
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patience);
        QCOMPARE(asked, 9); // figures, those of the span before, six series, agents
        QCOMPARE(spans.size(), 2);
        broken = true;
        stats.setRange({StatsRange::Kind::Custom, QDate(2026, 1, 1), QDate(2026, 1, 31)});
        QTRY_VERIFY_WITH_TIMEOUT(!stats.isLoading(), patience);
        QCOMPARE(failed.size(), 1); // said once, not eight times
        QCOMPARE(loaded.size(), 1);
        QVERIFY(stats.statistics());                 // what was there stays
        QCOMPARE(stats.bucket(), StatsBucket::Hour); // with its hours
        QCOMPARE(spans.size(), 4);
    }

    /// Days of a custom range are days of the desk, wherever this computer stands.
    void customRangesFollowTheDesksClock()
    {
        QStringList asked;
        script([&](const Request &r, QTcpSocket *socket) {
            if (!r.path.startsWith("/api/sessions/stats")) {
                socket->write(success("{}"));
                return;
            }
            const QUrlQuery query(QUrl(QString::fromUtf8(r.path)));
            asked.append(query.queryItemValue(QStringLiteral("from")) + u'/' +
                         query.queryItemValue(QStringLiteral("to")));
            socket->write(success(R"({"timezone":"Pacific/Apia"})"));
        });
        StatsController stats(*m_api, *m_desk);
        QSignalSpy loaded(&stats, &StatsController::loaded);
        // Asked before anybody knows where the desk is: asked again when that is known.
        stats.setRange({StatsRange::Kind::Custom, QDate(2026, 11, 24), QDate(2026, 11, 30)});
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patience);
        QCOMPARE(stats.clock().zone(), QStringLiteral("Pacific/Apia"));
        const QTimeZone apia("Pacific/Apia"); // +13:00
        const auto midnight = [](int month, int day) {
            const QDateTime at(QDate(2026, month, day), QTime(0, 0), QTimeZone("Pacific/Apia"));
            return QString(QString::number(at.toSecsSinceEpoch()) + QStringLiteral(".000"));
        };
        const QString wanted = midnight(11, 24) + u'/' + midnight(12, 1);
        const QString before = midnight(11, 17) + u'/' + midnight(11, 24);
        QVERIFY2(asked.contains(wanted), qPrintable(asked.join(u' ')));
        QVERIFY2(asked.contains(before), qPrintable(asked.join(u' ')));
        const auto count = asked.size();
        QCOMPARE(count, 4);
        stats.reload(); // and that is all
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 2, patience);
        QCOMPARE(asked.size(), count + 2);
    }

    /// The answers in every order, one of them late, missing or refused: what is shown is of one
    /// load, and nobody sees a half of it.
    void statisticsComeInAnyOrder_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("refused");
        for (int i = 0; i < 8; ++i) {
            QTest::addRow("%d first", i) << i << -1;
            QTest::addRow("%d refused", i) << (i + 3) % 8 << i;
        }
    }
    void statisticsComeInAnyOrder()
    {
        QFETCH(int, first);
        QFETCH(int, refused);
        QList<std::pair<QByteArray, QPointer<QTcpSocket>>> open;
        script([&](const Request &r, QTcpSocket *socket) { open.append({r.path, socket}); });
        StatsController stats(*m_api, *m_desk);
        QSignalSpy loaded(&stats, &StatsController::loaded);
        QSignalSpy failed(&stats, &StatsController::failed);
        QSignalSpy changed(&stats, &StatsController::changed);
        stats.show();
        const auto take = [&] {
            // Six connections at most: what cannot be asked yet follows the first answers.
            const qsizetype at = open.size() > 1 ? first % open.size() : 0;
            const auto [path, socket] = open.takeAt(at);
            const bool isSeries = path.startsWith("/api/stats/series");
            const QList<QByteArray> kinds = {"/api/sessions/stats", "metric=sessions",
                                             "metric=escalations",  "metric=messages",
                                             "metric=takeovers",    "metric=wait_p50",
                                             "metric=wait_p90",     "/api/stats/agents"};
            const bool refuse = refused >= 0 && path.contains(kinds.at(refused));
            socket->write(
                refuse ? refusal(503, "UNAVAILABLE")
                       : success(isSeries ? "{\"points\":[{\"start\":1,\"value\":2}]}" : "{}"));
        };
        for (int answered = 0; answered < 9; ++answered) {
            QTRY_VERIFY_WITH_TIMEOUT(!open.isEmpty(), patience);
            QVERIFY(stats.isLoading());
            QVERIFY(!stats.statistics());
            QVERIFY(stats.series(StatsMetric::WaitP90).isEmpty());
            take();
        }
        QTRY_VERIFY_WITH_TIMEOUT(!stats.isLoading(), patience);
        QCOMPARE(failed.size(), refused >= 0 ? 1 : 0);
        QCOMPARE(loaded.size(), refused >= 0 ? 0 : 1);
        QCOMPARE(stats.statistics().has_value(), refused != 0);
        for (int i = 0; i < 6; ++i)
            QCOMPARE(stats.series(static_cast<StatsMetric>(i)).size(), i + 1 == refused ? 0 : 1);
    }
};

QTEST_GUILESS_MAIN(TestRooms)
#include "tst_rooms.moc"
