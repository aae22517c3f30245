#include "server/domain/catalog/quickreplies.h"
#include "tests/server/domain/testdesk.h"

using namespace handoff;
using test::TestDesk;
using test::u8;

namespace {

QuickReplyRequest replyCalled(const char *title, const char *shortcut = nullptr, bool shared = true)
{
    QuickReplyRequest request;
    request.title = u8(title);
    request.content = u8("Hi {customer_name}");
    if (shortcut)
        request.shortcut = u8(shortcut);
    request.isShared = shared;
    return request;
}

Result<QuickReply> make(TestDesk &desk, const QuickReplyRequest &request, const Actor &actor)
{
    return desk.write([&](Tx &tx) { return QuickReplies::create(tx, request, actor); });
}

Result<QuickReplyList> listed(TestDesk &desk, const Actor &actor, const QString &category = {},
                              const QString &keyword = {})
{
    return desk.read([&](Tx &tx) { return QuickReplies::list(tx, category, keyword, actor); });
}

QStringList titles(const Result<QuickReplyList> &list)
{
    QStringList all;
    for (const QuickReply &reply : list->items)
        all.append(reply.title);
    return all;
}

} // namespace

/// Canned answers.
class TestQuickReplies : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_bad = std::make_unique<TestDesk>(); }
    void cleanupTestCase() { m_bad.reset(); }

    void quickReplyLives()
    {
        TestDesk desk;
        auto request = replyCalled("  Greeting ", "Ctrl+1");
        request.content = u8("{agent_name} greets {customer_name}, {agent_name}");
        request.variables = QStringList{QStringLiteral("{lies}")};
        const auto made = make(desk, request, desk.admin);
        QVERIFY(made.ok());
        QCOMPARE(made->title, u8("Greeting"));
        QCOMPARE(made->variables, test::list({"{agent_name}", "{customer_name}"}));
        QCOMPARE(made->createdBy, desk.admin.agent.id);
        QCOMPARE(made->createdAt, desk.now());
        QCOMPARE(desk.takeCatalogs(), test::list({"quick_replies"}));
        QCOMPARE(listed(desk, desk.wang)->items, QList<QuickReply>{*made});
        QCOMPARE(listed(desk, desk.wang)->categories.size(), 5);
        QVERIFY(listed(desk, desk.wang)->variables.contains(u8("{ticket_number}")));

        desk.pass(5);
        request.title = u8("Other");
        request.shortcut.reset();
        const auto changed = desk.write(
            [&](Tx &tx) { return QuickReplies::update(tx, made->id, request, desk.admin); });
        QCOMPARE(changed->title, u8("Other"));
        QCOMPARE(changed->updatedAt, desk.now());
        QCOMPARE(changed->createdAt, made->createdAt);
        QCOMPARE(listed(desk, desk.wang)->items, QList<QuickReply>{*changed});

        QVERIFY(desk.write([&](Tx &tx) { return QuickReplies::remove(tx, made->id, desk.admin); })
                    .ok());
        QCOMPARE(desk.takeCatalogs(), test::list({"quick_replies", "quick_replies"}));
        QVERIFY(listed(desk, desk.wang)->items.isEmpty());
        for (const auto &gone :
             {desk.write([&](Tx &tx) { return QuickReplies::remove(tx, made->id, desk.admin); })
                  .error(),
              desk.write([&](Tx &tx) { return QuickReplies::use(tx, made->id, desk.admin); })
                  .error(),
              desk.write([&](Tx &tx) {
                      return QuickReplies::update(tx, made->id, request, desk.admin);
                  })
                  .error()})
            QCOMPARE(gone, errors::quickReplyNotFound(made->id));
        QVERIFY(desk.takeCatalogs().isEmpty());
    }

    void mostUsedFirst()
    {
        TestDesk desk;
        (void)make(desk, replyCalled("a"), desk.admin);
        desk.pass(1);
        const auto b = make(desk, replyCalled("b"), desk.admin);
        QCOMPARE(titles(listed(desk, desk.wang)), test::list({"a", "b"}));
        desk.takeCatalogs();
        for (int i = 1; i <= 3; ++i) {
            const auto used =
                desk.write([&](Tx &tx) { return QuickReplies::use(tx, b->id, desk.wang); });
            QCOMPARE(used->usageCount, i);
        }
        QCOMPARE(titles(listed(desk, desk.wang)), test::list({"b", "a"}));
        QVERIFY(desk.takeCatalogs().isEmpty()); // too frequent to tell everybody
        // A change keeps the count.
        (void)desk.write(
            [&](Tx &tx) { return QuickReplies::update(tx, b->id, replyCalled("b2"), desk.admin); });
        QCOMPARE(listed(desk, desk.wang)->items.first().usageCount, 3);
    }

    void privateOnesAreTheAuthorsOwn()
    {
        TestDesk desk;
        Actor otherAdmin = desk.li; // the level is checked by the route
        const auto own = make(desk, replyCalled("mine", nullptr, false), desk.admin);
        QCOMPARE(titles(listed(desk, desk.admin)), test::list({"mine"}));
        QVERIFY(titles(listed(desk, otherAdmin)).isEmpty());
        QCOMPARE(
            desk.write([&](Tx &tx) { return QuickReplies::use(tx, own->id, otherAdmin); }).error(),
            errors::quickReplyNotFound(own->id));
        QCOMPARE(desk.write([&](Tx &tx) { return QuickReplies::remove(tx, own->id, otherAdmin); })
                     .error(),
                 errors::quickReplyNotFound(own->id));
        QVERIFY(
            desk.write([&](Tx &tx) { return QuickReplies::use(tx, own->id, desk.admin); }).ok());
    }

    void filters()
    {
        TestDesk desk;
        auto shipping = replyCalled("Versand 100%");
        shipping.category = QuickReplyCategory::Logistics;
        (void)make(desk, shipping, desk.admin);
        auto refund = replyCalled("退款");
        refund.content = u8("Wir ERSTATTEN {customer_name}");
        (void)make(desk, refund, desk.admin);
        const auto found = [&](const char *category, const char *keyword) {
            return titles(listed(desk, desk.wang, u8(category), u8(keyword)));
        };
        QCOMPARE(found("logistics", ""), test::list({"Versand 100%"}));
        QCOMPARE(found("policy", ""), QStringList());
        QCOMPARE(found("", "退"), test::list({"退款"}));
        QCOMPARE(found("", " erstatten "), test::list({"退款"}));
        QCOMPARE(found("", "0%"), test::list({"Versand 100%"}));
        QCOMPARE(found("", "1%0"), QStringList()); // no wildcard
        QCOMPARE(found("pre_sales", "versand"), QStringList());
        QCOMPARE(listed(desk, desk.wang, u8("nonsense")).error().code, u8("VALIDATION_ERROR"));
    }

    void shortcutsAreUnique_data()
    {
        QTest::addColumn<bool>("firstShared");
        QTest::addColumn<bool>("secondShared");
        QTest::addColumn<bool>("byOther");
        QTest::addColumn<bool>("conflict");
        QTest::newRow("both shared") << true << true << false << true;
        QTest::newRow("both shared, other author") << true << true << true << true;
        QTest::newRow("both private, same author") << false << false << false << true;
        QTest::newRow("both private, other author") << false << false << true << false;
        QTest::newRow("own private hides a shared one") << true << false << false << false;
        QTest::newRow("a shared one beside a private one") << false << true << true << false;
    }
    void shortcutsAreUnique()
    {
        QFETCH(bool, firstShared);
        QFETCH(bool, secondShared);
        QFETCH(bool, byOther);
        QFETCH(bool, conflict);
        TestDesk desk;
        const Actor second = byOther ? desk.li : desk.admin;
        QVERIFY(make(desk, replyCalled("one", "Ctrl+3", firstShared), desk.admin).ok());
        const auto other = make(desk, replyCalled("two", nullptr, secondShared), second);
        desk.takeCatalogs();
        const auto made = make(desk, replyCalled("three", "Ctrl+3", secondShared), second);
        const auto changed = desk.write([&](Tx &tx) {
            return QuickReplies::update(
                tx, other->id, replyCalled("two", conflict ? "Ctrl+3" : "Ctrl+4", secondShared),
                second);
        });
        QCOMPARE(made.ok(), !conflict);
        QCOMPARE(changed.ok(), !conflict);
        if (conflict) {
            QCOMPARE(made.error(), errors::shortcutConflict(u8("Ctrl+3")));
            QCOMPARE(changed.error(), errors::shortcutConflict(u8("Ctrl+3")));
            QVERIFY(desk.takeCatalogs().isEmpty());
        }
    }

    void badQuickReplies_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("shortcut");
        QTest::addColumn<QString>("field");
        const QString ok = QStringLiteral("x");
        const QString key = QStringLiteral("Ctrl+9");
        QTest::newRow("no title") << QString() << ok << key << QStringLiteral("/title");
        QTest::newRow("blank title")
            << QStringLiteral(" \n") << ok << key << QStringLiteral("/title");
        QTest::newRow("long title") << QString(101, u'x') << ok << key << QStringLiteral("/title");
        QTest::newRow("no content") << ok << QString() << key << QStringLiteral("/content");
        QTest::newRow("long content")
            << ok << QString(2001, u'x') << key << QStringLiteral("/content");
        for (const char *bad : {"Ctrl+0", "Ctrl+10", "ctrl+1", "Alt+1", "Ctrl+1\n", "Ctrl+"})
            QTest::newRow(bad) << ok << ok << u8(bad) << QStringLiteral("/shortcut");
        QTest::newRow("longest") << QString(100, u'x') << QString(2000, u'车') << key << QString();
    }
    void badQuickReplies()
    {
        QFETCH(QString, title);
        QFETCH(QString, content);
        QFETCH(QString, shortcut);
        QFETCH(QString, field);
        TestDesk &desk = *m_bad;
        QuickReplyRequest request;
        request.title = title;
        request.content = content;
        request.shortcut = shortcut;
        const auto made = make(desk, request, desk.admin);
        QCOMPARE(made.ok(), field.isEmpty());
        if (made)
            return;
        QVERIFY2(made.error().message.startsWith(field + u':'), qPrintable(made.error().message));
        QVERIFY(listed(desk, desk.admin)->items.isEmpty() && desk.takeEvents().isEmpty());
    }

    void presetsStayAndAreMadeOnce()
    {
        TestDesk desk;
        const QList<QuickReplies::Preset> presets{
            {QStringLiteral("qr_system_1"), QuickReplyCategory::Policy, u8("P"), u8("text")}};
        const auto seed = [&] {
            return *desk.write([&](Tx &tx) { return QuickReplies::seed(tx, presets); });
        };
        QCOMPARE(seed(), 1);
        QCOMPARE(seed(), 0);
        const QString id = presets.first().id;
        QCOMPARE(
            desk.write([&](Tx &tx) { return QuickReplies::remove(tx, id, desk.admin); }).error(),
            errors::systemReply());
        const auto changed = desk.write(
            [&](Tx &tx) { return QuickReplies::update(tx, id, replyCalled("Q"), desk.admin); });
        QVERIFY(changed->isSystem);
        QCOMPARE(changed->createdBy, u8("system"));
        QCOMPARE(seed(), 0);
        QCOMPARE(titles(listed(desk, desk.wang)), test::list({"Q"}));
    }

private:
    std::unique_ptr<TestDesk> m_bad; ///< for bad input: nothing may change in it
};

QTEST_GUILESS_MAIN(TestQuickReplies)
#include "tst_quickreplies.moc"
