#include "tests/simulator/simfixture.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace handoff;
using namespace handoff::sim;

/// The program as `./run` starts it.
class TestProgram : public QObject
{
    Q_OBJECT

private slots:
    void writesSettingsThatWork()
    {
        QTemporaryDir dir;
        const QString env = dir.filePath(s("coze.env"));
        QProcess program;
        program.start(s(SIMULATOR),
                      {s("--port"), s("0"), s("--pace"), s("1"), s("--write-env"), env});
        QVERIFY(program.waitForStarted(kPatienceMs));
        QByteArray output;
        QTRY_VERIFY_WITH_TIMEOUT((output += program.readAllStandardOutput()).contains('\n'),
                                 kPatienceMs);
        const auto line = QRegularExpression(s("^listening on http://127\\.0\\.0\\.1:(\\d+)\n$"))
                              .match(QString::fromLatin1(output));
        QVERIFY2(line.hasMatch(), output.constData());
        const quint16 port = line.captured(1).toUShort();

        QFile file(env);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QMap<QString, QString> settings;
        for (const QString &row :
             QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
            const auto match = QRegularExpression(s("^([A-Z_]+)=\"([^\"]*)\"$")).match(row);
            QVERIFY2(match.hasMatch() || row.startsWith(u'#'), qPrintable(row));
            settings.insert(match.captured(1), match.captured(2));
        }
        QCOMPARE(settings.value(s("COZE_API_BASE")), s("http://127.0.0.1:%1").arg(port));
        const QString keyFile = settings.value(s("COZE_OAUTH_PRIVATE_KEY_FILE"));
        QFile key(keyFile);
        QVERIFY(key.open(QIODevice::ReadOnly));
        QVERIFY(!(key.permissions() & (QFile::ReadGroup | QFile::ReadOther)));

        const qint64 now = Timestamp::now().ms / 1000;
        const QJsonObject claims{{s("iss"), settings.value(s("COZE_OAUTH_CLIENT_ID"))},
                                 {s("aud"), s("127.0.0.1:%1").arg(port)},
                                 {s("iat"), now},
                                 {s("exp"), now + 3600},
                                 {s("jti"), newUuid()},
                                 {s("session_name"), s("s")}};
        Call call(port, "POST", "/api/permission/oauth2/token",
                  signJwt(claims, settings.value(s("COZE_OAUTH_PUBLIC_KEY_ID")), key.readAll()),
                  R"({"grant_type":"urn:ietf:params:oauth:grant-type:jwt-bearer"})");
        QVERIFY(call.wait());
        QCOMPARE(call.status(), 200);
        QVERIFY(call.json().value(s("access_token")).toString().startsWith(s("czs_")));

        program.terminate();
        QVERIFY(program.waitForFinished(kPatienceMs));
    }

    void refusesBadArguments()
    {
        QProcess program;
        program.start(s(SIMULATOR), {s("--port"), s("nonsense")});
        QVERIFY(program.waitForFinished(kPatienceMs));
        QCOMPARE(program.exitCode(), 2);
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
