#include "server/domain/catalog/tags.h"
#include "server/domain/session/sessionlists.h"
#include "server/store/session/sessionlist.h"
#include "tests/server/domain/testdesk.h"

using namespace handoff;
using test::TestDesk;
using test::u8;

namespace {

const QString red = QStringLiteral("#FF0000");

Result<Tag> makeTag(TestDesk &desk, const QString &name)
{
    return desk.write([&](Tx &tx) { return Tags::create(tx, {name, red, {}}, desk.wang); });
}

Result<SessionTags> add(TestDesk &desk, const QString &session, const QString &tagId)
{
    return desk.write(
        [&](Tx &tx) { return Tags::add(tx, desk.policy, session, tagId, desk.wang); });
}

Result<void> take(TestDesk &desk, const QString &session, const QString &tagId)
{
    return desk.write([&](Tx &tx) { return Tags::take(tx, desk.policy, session, tagId); });
}

Tag tagOf(TestDesk &desk, const QString &id)
{
    const auto list = desk.read([](Tx &tx) { return Tags::list(tx); });
    for (const Tag &tag : list->systemTags + list->customTags) {
        if (tag.id == id)
            return tag;
    }
    return {};
}

} // namespace

/// Labels, and sessions that carry them.
class TestTags : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_bad = std::make_unique<TestDesk>(); }
    void cleanupTestCase() { m_bad.reset(); }

    void tagLives()
    {
        TestDesk desk;
        const auto made = desk.write([&](Tx &tx) {
            return Tags::create(tx, {u8(" 西班牙 "), red, u8("Flag")}, desk.wang);
        });
        QCOMPARE(made->name, u8("西班牙"));
        QCOMPARE(made->category, TagCategory::Custom);
        QCOMPARE(made->createdBy, desk.wang.agent.id);
        QCOMPARE(tagOf(desk, made->id), *made);
        const auto changed = desk.write([&](Tx &tx) {
            return Tags::update(tx, made->id, TagRequest{u8("España"), u8("#00ff00"), {}},
                                desk.admin);
        });
        QCOMPARE(changed->name, u8("España"));
        QVERIFY(!changed->icon);
        QCOMPARE(tagOf(desk, made->id), *changed);
        QVERIFY(desk.write([&](Tx &tx) { return Tags::remove(tx, made->id, desk.admin); }).ok());
        QCOMPARE(desk.takeCatalogs(), test::list({"tags", "tags", "tags"}));
        QCOMPARE(desk.write([&](Tx &tx) { return Tags::remove(tx, made->id, desk.admin); }).error(),
                 errors::tagNotFound());
        QCOMPARE(
            desk.write([&](Tx &tx) {
                    return Tags::update(tx, made->id, TagRequest{u8("x"), red, {}}, desk.admin);
                })
                .error(),
            errors::tagNotFound());
    }

    void badTags_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("color");
        QTest::addColumn<QString>("icon");
        QTest::addColumn<QString>("field");
        QTest::newRow("no name") << QString() << red << QString() << QStringLiteral("/name");
        QTest::newRow("blank") << QStringLiteral(" ") << red << QString()
                               << QStringLiteral("/name");
        QTest::newRow("long name")
            << QString(21, u'x') << red << QString() << QStringLiteral("/name");
        for (const char *bad : {"", "red", "#fff", "#gggggg", "#1234567", "#123456\n"})
            QTest::addRow("colour '%s'", bad)
                << QStringLiteral("x") << u8(bad) << QString() << QStringLiteral("/color");
        QTest::newRow("long icon")
            << QStringLiteral("x") << red << QString(51, u'i') << QStringLiteral("/icon");
        QTest::newRow("longest") << QString(20, u'车') << red << QString(50, u'i') << QString();
    }
    void badTags()
    {
        QFETCH(QString, name);
        QFETCH(QString, color);
        QFETCH(QString, icon);
        QFETCH(QString, field);
        TestDesk &desk = *m_bad;
        const auto made = desk.write([&](Tx &tx) {
            return Tags::create(tx, {name, color, icon}, desk.wang);
        });
        QCOMPARE(made.ok(), field.isEmpty());
        if (!made) {
            QVERIFY2(made.error().message.startsWith(field + u':'),
                     qPrintable(made.error().message));
            QVERIFY(desk.takeEvents().isEmpty());
        }
    }

    void tagNamesAreUnique()
    {
        TestDesk desk;
        QVERIFY(makeTag(desk, u8("Retour")).ok());
        QCOMPARE(makeTag(desk, u8("Retour")).error(), errors::tagExists());
        QCOMPARE(makeTag(desk, u8(" RETOUR ")).error(), errors::tagExists());
        const auto other = makeTag(desk, u8("Other"));
        const auto rename = [&](const char *name) {
            return desk.write([&](Tx &tx) {
                return Tags::update(tx, other->id, TagRequest{u8(name), red, {}}, desk.admin);
            });
        };
        QCOMPARE(rename("retour").error(), errors::tagExists());
        QVERIFY(rename("OTHER").ok()); // its own name
    }

    void systemTagsStay()
    {
        TestDesk desk;
        const QList<Tags::Preset> presets{
            {QStringLiteral("tag_vip"), u8("VIP"), u8("#F59E0B"), u8("Crown"),
             TagCategory::Priority},
            {QStringLiteral("tag_a"), u8("A"), red, u8("Tool"), TagCategory::Status}};
        const auto seed = [&] {
            return *desk.write([&](Tx &tx) { return Tags::seed(tx, presets); });
        };
        QCOMPARE(seed(), 2);
        QCOMPARE(seed(), 0);
        (void)makeTag(desk, u8("own"));
        const auto list = desk.read([](Tx &tx) { return Tags::list(tx); });
        QCOMPARE(list->systemTags.size(), 2);
        QCOMPARE(list->systemTags.first().id, u8("tag_vip"));
        QCOMPARE(list->systemTags.first().icon, u8("Crown"));
        QCOMPARE(list->systemTags.first().category, TagCategory::Priority);
        QCOMPARE(list->customTags.size(), 1);
        QCOMPARE(list->total, 3);
        QCOMPARE(
            desk.write([&](Tx &tx) { return Tags::remove(tx, u8("tag_vip"), desk.admin); }).error(),
            errors::systemTag());
    }

    void tagsOnSessions()
    {
        TestDesk desk;
        (void)desk.begin(u8("s1"));
        const auto one = makeTag(desk, u8("eins"));
        const auto two = makeTag(desk, u8("zwei"));
        const auto before = desk.state(u8("s1"), desk.admin)->version;
        desk.takeEvents();
        (void)add(desk, u8("s1"), two->id);
        QCOMPARE(desk.takeFacts(), test::list({"session_updated"}));
        desk.pass(1);
        const auto both = add(desk, u8("s1"), one->id);
        QCOMPARE(both->sessionName, u8("s1"));
        QCOMPARE(both->tags.size(), 2);
        QCOMPARE(both->tags.last(),
                 (AppliedTag{one->id, u8("eins"), red, desk.now(), u8("agent001")}));
        const QList<SessionTag> expected{{two->id, u8("zwei"), red}, {one->id, u8("eins"), red}};
        QCOMPARE(desk.state(u8("s1"), desk.admin)->tags, expected);
        QCOMPARE(desk.state(u8("s1"), desk.admin)->version, before + 2);
        QCOMPARE(desk.read([](Tx &tx) { return SessionLists::list(tx, {}); })->items.first().tags,
                 expected);
        const auto events = desk.takeEvents();
        QCOMPARE(QJsonDocument::fromJson(events.last().json)
                     .object()
                     .value(u"session")
                     .toObject()
                     .value(u"tags")
                     .toArray()
                     .size(),
                 2);
        QCOMPARE(tagOf(desk, one->id).usageCount, 1);

        QCOMPARE(add(desk, u8("s1"), one->id).error(), errors::tagAlreadyAdded());
        QCOMPARE(add(desk, u8("nobody"), one->id).error(), errors::sessionNotFound());
        QCOMPARE(add(desk, u8("s1"), u8("tag_none")).error(), errors::tagNotFound());
        QVERIFY(desk.takeEvents().isEmpty());

        QVERIFY(take(desk, u8("s1"), two->id).ok());
        QCOMPARE(desk.takeFacts(), test::list({"session_updated"}));
        QCOMPARE(take(desk, u8("s1"), two->id).error(), errors::tagNotFound());
        QCOMPARE(take(desk, u8("nobody"), two->id).error(), errors::sessionNotFound());
        QCOMPARE(desk.state(u8("s1"), desk.admin)->tags.size(), 1);
        QCOMPARE(tagOf(desk, two->id).usageCount, 0);
    }

    void tenTagsAtMost()
    {
        TestDesk desk;
        (void)desk.begin(u8("s1"));
        for (int i = 0; i < 10; ++i)
            QVERIFY(add(desk, u8("s1"), makeTag(desk, QString::number(i))->id).ok());
        const auto eleventh = makeTag(desk, u8("x"));
        QCOMPARE(add(desk, u8("s1"), eleventh->id).error(), errors::tagLimit(10));
        QCOMPARE(tagOf(desk, eleventh->id).usageCount, 0);
        QCOMPARE(desk.state(u8("s1"), desk.admin)->tags.size(), 10);
    }

    void aChangedTagIsRightEverywhere()
    {
        TestDesk desk;
        (void)desk.begin(u8("s1"));
        const auto tag = makeTag(desk, u8("alt"));
        const auto stays = makeTag(desk, u8("bleibt"));
        (void)add(desk, u8("s1"), tag->id);
        (void)add(desk, u8("s1"), stays->id);
        (void)desk.write([&](Tx &tx) {
            return Tags::update(tx, tag->id, TagRequest{u8("neu"), u8("#0000ff"), {}}, desk.admin);
        });
        QCOMPARE(desk.state(u8("s1"), desk.admin)->tags.first(),
                 (SessionTag{tag->id, u8("neu"), u8("#0000ff")}));
        (void)desk.write([&](Tx &tx) { return Tags::remove(tx, tag->id, desk.admin); });
        QCOMPARE(desk.state(u8("s1"), desk.admin)->tags.size(), 1);
        // Its place is free again, and a later save does not bring it back.
        QVERIFY(add(desk, u8("s1"), makeTag(desk, u8("alt"))->id).ok());
        QCOMPARE(desk.state(u8("s1"), desk.admin)->tags.size(), 2);
        QCOMPARE(desk.state(u8("s1"), desk.admin)->tags.first().id, stays->id);
    }

    void deletedTagsAreClearedAwayInSteps()
    {
        TestDesk desk;
        const auto tag = makeTag(desk, u8("weg"));
        for (int i = 0; i < 7; ++i) {
            (void)desk.begin(QString::number(i));
            (void)add(desk, QString::number(i), tag->id);
        }
        QCOMPARE(tagOf(desk, tag->id).usageCount, 7);
        const auto sweep = [&] { return *desk.write([](Tx &tx) { return Tags::sweep(tx, 3); }); };
        QCOMPARE(sweep(), 0);
        (void)desk.write([&](Tx &tx) { return Tags::remove(tx, tag->id, desk.admin); });
        QCOMPARE(sweep(), 3);
        QCOMPARE(sweep(), 3);
        QCOMPARE(sweep(), 2); // the last row, and the note that the tag is gone
        QCOMPARE(sweep(), 0);
        const auto left = desk.read([](Tx &tx) -> Result<int> {
            return sql::value(tx, QStringLiteral("SELECT COUNT(*) FROM session_tags")).toInt();
        });
        QCOMPARE(*left, 0);
    }

    void sessionsByTag()
    {
        TestDesk desk;
        const auto tag = makeTag(desk, u8("t"));
        for (int i = 0; i < 5; ++i) {
            desk.pass(1);
            (void)desk.turn(QString::number(i), u8("frage"), u8("antwort ") + QString::number(i));
            if (i != 2)
                (void)add(desk, QString::number(i), tag->id);
        }
        const auto page = [&](int n) {
            return desk.read([&](Tx &tx) { return Tags::sessions(tx, tag->id, n, 3); });
        };
        const auto first = page(1);
        QCOMPARE(first->tag.name, u8("t"));
        QCOMPARE(first->total, 4);
        QCOMPARE(first->totalPages, 2);
        QCOMPARE(first->sessions.size(), 3);
        QCOMPARE(first->sessions.first().sessionName, u8("4"));
        QCOMPARE(first->sessions.first().tags, test::list({"t"}));
        QCOMPARE(first->sessions.first().lastMessagePreview, u8("antwort 4"));
        QCOMPARE(page(2)->sessions.size(), 1);
        QCOMPARE(page(2)->sessions.first().sessionName, u8("0"));
        QVERIFY(page(3)->sessions.isEmpty());
        QCOMPARE(
            desk.read([&](Tx &tx) { return Tags::sessions(tx, u8("tag_none"), 1, 3); }).error(),
            errors::tagNotFound());
    }

    void listByTag_data()
    {
        QTest::addColumn<bool>("common");
        QTest::newRow("few carry it") << false;
        QTest::newRow("many carry it") << true;
    }
    void listByTag()
    {
        QFETCH(bool, common);
        TestDesk desk;
        const auto tag = makeTag(desk, u8("t"));
        for (int i = 0; i < 4; ++i) {
            desk.pass(1);
            (void)desk.begin(QString::number(i));
            if (i < 3)
                (void)add(desk, QString::number(i), tag->id);
        }
        (void)desk.escalate(u8("1"));
        // The way is chosen by the count; both must find the same.
        SessionList::Filter filter;
        filter.tagId = tag->id;
        filter.tagged = common ? 1'000'000 : 3;
        const auto heads = desk.read([&](Tx &tx) -> Result<QList<SessionHead>> {
            return SessionList::list(tx, filter, SessionList::Order::Newest, {}, 0, 10);
        });
        QCOMPARE(heads->size(), 3);
        QCOMPARE(heads->first().name, u8("2"));

        SessionLists::Query query;
        query.tagId = tag->id;
        const auto page = desk.read([&](Tx &tx) { return SessionLists::list(tx, query); });
        QCOMPARE(page->total, 3);
        QCOMPARE(page->items.size(), 3);
        query.status = SessionStatus::PendingManual;
        const auto pending = desk.read([&](Tx &tx) { return SessionLists::list(tx, query); });
        QCOMPARE(pending->total, 1);
        QCOMPARE(pending->items.first().sessionName, u8("1"));
        query.tagId = u8("tag_none");
        QCOMPARE(desk.read([&](Tx &tx) { return SessionLists::list(tx, query); }).error(),
                 errors::tagNotFound());
    }

    void aPageOfTaggedSessionsIsTwoQueries()
    {
        TestDesk desk;
        QList<QString> ids;
        for (int i = 0; i < 12; ++i)
            ids.append(makeTag(desk, QString::number(i))->id);
        for (int i = 0; i < 20; ++i) {
            (void)desk.begin(QString::number(i));
            (void)add(desk, QString::number(i), ids.at(i % 12));
        }
        const auto statements = desk.read([](Tx &tx) -> Result<qsizetype> {
            const auto heads = SessionList::list(tx, {}, SessionList::Order::LastUpdate, {}, 0, 20);
            return heads.last().tags.size() == 1 ? tx.connection().statementCount() : -1;
        });
        QCOMPARE(*statements, 2);
    }

private:
    std::unique_ptr<TestDesk> m_bad; ///< for bad input: nothing may change in it
};

QTEST_GUILESS_MAIN(TestTags)
#include "tst_tags.moc"
