#include "tests/contract/chatfixture.h"
#include "tests/contract/existingpage.h"

#include <QTest>

using namespace handoff;
using namespace handoff::test;

namespace {
QString u8(const char *text)
{
    return QString::fromUtf8(text);
}
const QString takenOver = u8("system:客服【客服小王】已接入，正在为您服务");
} // namespace

/// What the existing page shows of a session, each message once.
class TestExistingPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_desk = std::make_unique<Desk>(); }
    void cleanupTestCase() { m_desk.reset(); }
    void init() { m_name = "session_" + QByteArray::number(++m_count); }
    void cleanup() { m_desk->agent->post("/api/sessions/" + m_name + "/release"); }

    void keywordEscalation()
    {
        ExistingPage page(m_desk->server->port(), m_name);
        page.ask("@sim:echo 我要人工");
        QCOMPARE(m_desk->status(m_name), u8("pending_manual"));
        page.poll();
        const QStringList both{u8("user:@sim:echo 我要人工"), u8("assistant:我要人工")};
        QCOMPARE(page.bubbles(), both);
        QTRY_VERIFY(page.isQuiet());
        QCOMPARE(m_desk->takeOver(m_name).status, 200);
        page.poll();
        page.poll();
        QCOMPARE(page.bubbles(), both + QStringList{takenOver});
    }

    void threeFailures()
    {
        ExistingPage page(m_desk->server->port(), m_name);
        QStringList all;
        for (const char *text : {"抱歉一", "抱歉二", "抱歉三"}) {
            page.ask(QByteArray("@sim:echo ") + text);
            all += {u8("user:@sim:echo ") + u8(text), u8("assistant:") + u8(text)};
        }
        QCOMPARE(m_desk->status(m_name), u8("pending_manual"));
        page.poll();
        QCOMPARE(page.bubbles(), all);
    }

    void twoQuickMessagesOfAnAgent()
    {
        ExistingPage page(m_desk->server->port(), m_name);
        page.ask("@sim:echo 转人工");
        QTRY_VERIFY(page.isQuiet());
        QCOMPARE(m_desk->takeOver(m_name).status, 200);
        QCOMPARE(m_desk->agentSays(m_name, "one").status, 200);
        QCOMPARE(m_desk->agentSays(m_name, "two").status, 200);
        page.poll();
        QCOMPARE(page.bubbles().sliced(2),
                 (QStringList{takenOver, u8("agent:one"), u8("agent:two")}));
    }

    void takeoverInTheMiddleOfAnAnswer()
    {
        ExistingPage page(m_desk->server->port(), m_name);
        const auto stream = page.begin("@sim:echo @sim:chunks=200 @sim:slow=100 x");
        QVERIFY(page.hear(*stream));
        QTRY_VERIFY(page.isQuiet());
        QCOMPARE(m_desk->takeOver(m_name).status, 200);
        while (page.hear(*stream)) {
        }
        page.poll();
        const QStringList bubbles = page.bubbles();
        QCOMPARE(bubbles.size(), 3);
        QVERIFY(bubbles.at(1).startsWith(u8("assistant:x")));
        QCOMPARE(bubbles.at(2), takenOver);
    }

    /// They are the human's to read, and no answer of the AI stands twice.
    void wordsWhileHeWaits()
    {
        ExistingPage page(m_desk->server->port(), m_name);
        page.ask("@sim:echo 转人工");
        page.ask("快点");
        page.poll();
        QCOMPARE(page.bubbles().count(u8("assistant:转人工")), 1);
        QCOMPARE(m_desk->history(m_name).constLast(), u8("user:快点"));
    }

    void timesGrowAndStayWithTheClock()
    {
        m_desk->chat(m_name, "@sim:echo 转人工");
        QCOMPARE(m_desk->takeOver(m_name).status, 200);
        for (int i = 0; i < 40; ++i)
            QCOMPARE(m_desk->agentSays(m_name, QByteArray::number(i)).status, 200);
        const double now = Timestamp::now().seconds();
        double last = 0;
        const QJsonArray history = m_desk->session(m_name).value(u"history").toArray();
        for (const QJsonValue &item : history) {
            const double at = item.toObject().value(u"timestamp").toDouble();
            QVERIFY(at > last);
            last = at;
        }
        QVERIFY2(last < now + 1.1, qPrintable(QString::number(last - now)));
    }

private:
    std::unique_ptr<Desk> m_desk;
    QByteArray m_name;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(TestExistingPage)
#include "tst_existingpage.moc"
