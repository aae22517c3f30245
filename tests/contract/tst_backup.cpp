#include "tests/contract/program.h"
#include "tests/support/httpclient.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>

using namespace handoff;
using test::HttpClient;
using test::Program;
using test::quick;
using test::u;

namespace {

/// What an attachment of this name holds: some are larger than one piece of the copy.
QByteArray bytesOf(const QString &name)
{
    const int i = name.section(u'.', 0, 0).toInt();
    const qsizetype size = i % 7 == 0 ? 1'500'000 + i : 20 + i * 11;
    QByteArray line = "attachment " + QByteArray::number(i) + '\n';
    return line.repeated(size / line.size() + 1).left(size);
}

struct Desk
{
    explicit Desk(const QString &data = {})
    {
        program.start(data.isEmpty() ? quick : quick + QStringList{u("--data-dir"), data});
        http = std::make_unique<HttpClient>(program.port());
        const auto login =
            http->post("/api/agent/login", R"({"username":"admin","password":"admin123"})");
        http->setToken(login.json().value(u"token").toString().toLatin1());
    }
    QByteArray newTicket()
    {
        return http
            ->post("/api/tickets", R"({"title":"t","description":"d","category":"technical",)"
                                   R"("customer_id":"c","department":"technical"})")
            .data()
            .value(u"ticket_id")
            .toString()
            .toLatin1();
    }
    QString attach(const QByteArray &ticket, int i)
    {
        const QByteArray name = QByteArray::number(i) + ".txt";
        const auto answer =
            http->request("POST", "/api/tickets/" + ticket + "/attachments?filename=" + name,
                          bytesOf(QString::fromLatin1(name)), {{"Content-Type", "text/plain"}});
        return answer.data().value(u"id").toString();
    }
    bool detach(const QByteArray &ticket, const QString &id)
    {
        return http->request("DELETE", "/api/tickets/" + ticket + "/attachments/" + id.toLatin1())
                   .status == 200;
    }
    /// Names in the order they came; each is checked to be there with its bytes.
    QStringList readable(const QByteArray &ticket)
    {
        QStringList names;
        const QByteArray path = "/api/tickets/" + ticket + "/attachments";
        const QJsonArray all = http->get(path).json().value(u"data").toArray();
        for (const auto &item : all) {
            const QString name = item.toObject().value(u"filename").toString();
            const auto file =
                http->get(path + '/' + item.toObject().value(u"id").toString().toLatin1());
            if (file.status != 200 || file.body != bytesOf(name))
                qFatal("%s: %d", qPrintable(name), file.status);
            names.append(name);
        }
        return names;
    }
    void stop()
    {
        ::kill(static_cast<pid_t>(program.process.processId()), SIGTERM);
        QCOMPARE(program.exitCode(), 0);
    }

    Program program;
    std::unique_ptr<HttpClient> http;
};

int run(Program &program, const QStringList &arguments, const QString &data)
{
    program.start(arguments + QStringList{u("--data-dir"), data});
    return program.exitCode();
}

} // namespace

/// A backup has the attachments with it (operations.md, Reliability).
class TestBackup : public QObject
{
    Q_OBJECT

private slots:
    /// Attachments come and go while it runs; all that the copy knows of can be read from it.
    void attachmentsWhileTheyComeAndGo()
    {
        Desk desk;
        const QString data = desk.program.dir.filePath(u("data"));
        const QString file = desk.program.dir.filePath(u("backup.db"));
        const QByteArray ticket = desk.newTicket();
        QStringList ids;
        int made = 0;
        for (; made < 40; ++made)
            ids.append(desk.attach(ticket, made));
        QVERIFY(!ids.contains(QString()));
        Program backup;
        backup.start({u("backup"), file, u("--data-dir"), data});
        int gone = 0;
        while (backup.process.state() != QProcess::NotRunning && gone < 40) {
            QVERIFY(desk.detach(ticket, ids.at(gone++)));
            ids.append(desk.attach(ticket, made++));
            backup.process.waitForFinished(1);
        }
        QCOMPARE(backup.exitCode(), 0);
        QCOMPARE(backup.err(), QByteArray()); // nothing is lost
        QVERIFY(gone > 0);

        Program restore;
        const QString other = restore.dir.filePath(u("other"));
        QCOMPARE(run(restore, {u("restore"), file}, other), 0);
        Desk copy(other);
        const QStringList names = copy.readable(ticket);
        // A moment in between: the first so many are gone, then all that had been there by then.
        QVERIFY2(names.size() == 39 || names.size() == 40, qPrintable(names.join(u' ')));
        for (qsizetype i = 1; i < names.size(); ++i)
            QCOMPARE(names.at(i).section(u'.', 0, 0).toInt(),
                     names.at(i - 1).section(u'.', 0, 0).toInt() + 1);
        // And both desks go on.
        QVERIFY(!copy.attach(ticket, 1000).isEmpty());
        QVERIFY(copy.readable(ticket).contains(u("1000.txt")));
        copy.stop();
        QCOMPARE(desk.readable(ticket).size(), 40);
        desk.stop();
    }

    void nothingIsLostByRestoring()
    {
        Desk desk;
        const QString data = desk.program.dir.filePath(u("data"));
        const QString file = desk.program.dir.filePath(u("backup.db"));
        const QByteArray ticket = desk.newTicket();
        for (int i = 0; i < 8; ++i)
            desk.attach(ticket, i);
        Program backup;
        QCOMPARE(run(backup, {u("backup"), file}, data), 0);
        desk.attach(ticket, 8);
        desk.stop();
        const QStringList before = QDir(data).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);

        // Damaged anywhere: refused, and all is as it was.
        QFile good(file);
        QVERIFY(good.open(QIODevice::ReadOnly));
        const QByteArray bytes = good.readAll();
        const auto refused = [&](const QByteArray &damaged) {
            const QString path = desk.program.dir.filePath(u("damaged.db"));
            QFile bad(path);
            if (!bad.open(QIODevice::WriteOnly) || bad.write(damaged) != damaged.size())
                return false;
            bad.close();
            Program restore;
            return run(restore, {u("restore"), path, u("--force")}, data) == 1 &&
                   restore.err().contains("damaged") &&
                   QDir(data).entryList(QDir::AllEntries | QDir::NoDotAndDotDot) == before;
        };
        const qsizetype inFile = bytes.indexOf("attachment 7\n");
        for (const qsizetype at : {qsizetype(20'000), inFile, bytes.size() - 1}) {
            QByteArray damaged = bytes;
            QVERIFY(at >= 0);
            damaged[at] = static_cast<char>(damaged.at(at) ^ 1);
            QVERIFY2(refused(damaged), qPrintable(QString::number(at)));
        }
        QVERIFY(refused(bytes.left(bytes.size() / 2)));
        {
            Desk same(data);
            QCOMPARE(same.readable(ticket).size(), 9);
            same.stop();
        }

        // Put back, with the data from before kept beside.
        Program restore;
        QCOMPARE(run(restore, {u("restore"), file, u("--force")}, data), 0);
        const QStringList told = QString::fromUtf8(restore.out()).trimmed().split(u'\n');
        QCOMPARE(told.size(), 2);
        const QString kept = told.at(1).section(u' ', -1);
        QCOMPARE(QDir(kept).entryList(QDir::Files).size(), 9);
        Desk again(data);
        QCOMPARE(again.readable(ticket).size(), 8);
        again.stop();
    }

    void lostFilesAreNamed()
    {
        Desk desk;
        const QString data = desk.program.dir.filePath(u("data"));
        const QByteArray ticket = desk.newTicket();
        desk.attach(ticket, 1);
        QDir files(data + u("/attachments"));
        const QStringList names = files.entryList(QDir::Files);
        QCOMPARE(names.size(), 1);
        QVERIFY(files.remove(names.constFirst()));
        Program backup;
        QCOMPARE(run(backup, {u("backup"), desk.program.dir.filePath(u("b.db"))}, data), 0);
        const QByteArray told = backup.err();
        QVERIFY2(told.contains(names.constFirst().toLatin1()), told.constData());
        desk.stop();
    }
};

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_backup.moc"
