// coze-simulator: Coze's wire protocol on this machine, for demos and tests (coze.md,
// Simulator).
#include "tests/simulator/simulator.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>
#include <QTextStream>

using namespace handoff;

namespace {

bool writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) &&
           file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
           file.write(bytes) == bytes.size() && file.commit();
}

/// The settings as an .env file; the key beside it, because not every reader takes several lines.
bool writeEnv(const QString &path, QMap<QString, QString> settings)
{
    const QString keyPath = QFileInfo(path).absoluteFilePath() + QStringLiteral(".key.pem");
    if (!writeFile(keyPath, settings.take(QStringLiteral("COZE_OAUTH_PRIVATE_KEY")).toLatin1()))
        return false;
    settings.insert(QStringLiteral("COZE_OAUTH_PRIVATE_KEY_FILE"), keyPath);
    QByteArray text = "# Written by coze-simulator.\n";
    for (auto it = settings.cbegin(); it != settings.cend(); ++it)
        text += it.key().toUtf8() + "=\"" + it.value().toUtf8() + "\"\n";
    return writeFile(path, text);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("coze-simulator"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HANDOFF_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Speaks Coze's wire protocol on this machine, for demos and tests."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption host(QStringLiteral("host"), QStringLiteral("Address to listen on."),
                                  QStringLiteral("address"), QStringLiteral("127.0.0.1"));
    const QCommandLineOption port(QStringLiteral("port"),
                                  QStringLiteral("Port to listen on; 0 takes a free one."),
                                  QStringLiteral("port"), QStringLiteral("0"));
    const QCommandLineOption env(
        QStringLiteral("write-env"),
        QStringLiteral("Write the COZE_* settings for handoff-server there."),
        QStringLiteral("file"));
    const QCommandLineOption pace(QStringLiteral("pace"),
                                  QStringLiteral("Milliseconds before each piece of an answer."),
                                  QStringLiteral("ms"), QStringLiteral("25"));
    parser.addOptions({host, port, env, pace});
    parser.process(application);

    QTextStream err(stderr);
    bool portOk = false;
    bool paceOk = false;
    const quint16 portNumber = parser.value(port).toUShort(&portOk);
    const int paceMs = parser.value(pace).toInt(&paceOk);
    const QHostAddress address(parser.value(host));
    if (!portOk || !paceOk || paceMs < 0 || address.isNull() ||
        !parser.positionalArguments().isEmpty()) {
        err << "bad arguments; see --help\n";
        return 2;
    }
    // A model thinks before it speaks: about ten pieces long.
    sim::CozeSimulator simulator({paceMs, 10 * paceMs});
    if (!simulator.start(portNumber, address)) {
        err << "cannot listen on " << address.toString() << ":" << portNumber << "\n";
        return 1;
    }
    if (parser.isSet(env) && !writeEnv(parser.value(env), simulator.settingsEnv())) {
        err << "cannot write " << parser.value(env) << "\n";
        return 1;
    }
    QTextStream(stdout) << "listening on " << simulator.baseUrl() << Qt::endl;
    return QCoreApplication::exec();
}
