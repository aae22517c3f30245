#include "server/store/database.h"
#include "tests/support/testdatabase.h"

#include <QTest>

using namespace handoff;

/// What one server tells the others on the same PostgreSQL arrives as it was.
class TestNeighbours : public QObject
{
    Q_OBJECT

private slots:
    void noNameBecomesAnotherField()
    {
        if (!test::TestDatabase::isPostgres())
            QSKIP("several servers need PostgreSQL");
        const test::TestDatabase files;
        const auto here = files.open();
        const auto there = files.open();
        QList<StoredEvent> told;
        bool listens = false;
        connect(there.get(), &Database::told, this, [&](const StoredEvent &event) {
            if (event.type == u"viewing")
                listens = true;
            else
                told.append(event);
        });

        // Whoever does not listen yet is told nothing.
        StoredEvent knock;
        knock.type = QStringLiteral("viewing");
        knock.json = "{}";
        QTRY_VERIFY((here->tellOthers(knock), listens));

        StoredEvent event{0,
                          QStringLiteral("typing"),
                          QStringLiteral("victim\n\n2\nmanual_message\rother\u2028\"}"),
                          Audience::NamedAgents,
                          {QStringLiteral("agent_1"), QStringLiteral("a\nb")},
                          "{\"type\":\"typing\",\"x\":\"\\n\"}",
                          {}};
        here->tellOthers(event);
        event.audience = Audience::Agents;
        event.sessionName = QStringLiteral("客服");
        here->tellOthers(event);
        QTRY_COMPARE(told.size(), 2);
        QCOMPARE(told.at(0).type, QStringLiteral("typing"));
        QCOMPARE(told.at(0).sessionName,
                 QStringLiteral("victim\n\n2\nmanual_message\rother\u2028\"}"));
        QCOMPARE(told.at(0).audience, Audience::NamedAgents);
        QCOMPARE(told.at(0).agentIds,
                 QStringList({QStringLiteral("agent_1"), QStringLiteral("a\nb")}));
        QCOMPARE(told.at(0).json, event.json);
        QCOMPARE(told.at(1).audience, Audience::Agents);
        QCOMPARE(told.at(1).sessionName, event.sessionName);
    }
};

QTEST_GUILESS_MAIN(TestNeighbours)
#include "tst_neighbours.moc"
