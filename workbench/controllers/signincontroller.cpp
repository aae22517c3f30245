#include "workbench/controllers/signincontroller.h"

#include "workbench/api/agentapi.h"

#include <QVersionNumber>

namespace handoff {

namespace {

const QString toldOf = QStringLiteral("told_of_workbench");

bool isOlderThan(const QString &version)
{
    return QVersionNumber::fromString(QStringLiteral(HANDOFF_VERSION)) <
           QVersionNumber::fromString(version);
}

bool isWeb(const QUrl &url)
{
    return url.scheme() == u"http" || url.scheme() == u"https";
}

/// Nobody was reached: what comes next would fail alike, and take as long.
bool isOfTheLine(const Error &error)
{
    return error.code == clienterror::unreachable || error.code == clienterror::timedOut ||
           error.code == clienterror::tls || error.code == clienterror::proxy;
}

} // namespace

SignInController::SignInController(ApiClient &api, Keychain &keychain, Preferences &preferences,
                                   QObject *parent)
    : QObject(parent), m_api(api), m_keychain(keychain), m_preferences(preferences)
{
    m_api.setPinnedCertificates(m_preferences.pinnedCertificates());
    connect(&m_api, &ApiClient::signInRequired, this, [this](const Error &) {
        if (m_state != State::SignedIn)
            return; // resume() reports its own failure
        setState(State::SignedOut);
        emit expired();
    });
    m_keychain.probe().then(this, [this](const Result<void> &result) {
        m_keychainAvailable = result.ok();
        m_keychainProblem = result.ok() ? QString() : result.error().message;
        emit keychainProbed();
    });
}

QUrl SignInController::serverUrl(const QString &typed)
{
    QString text = typed.trimmed();
    if (!text.contains(QStringLiteral("://")))
        text.prepend(QStringLiteral("http://"));
    QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || !isWeb(url) || url.host().isEmpty())
        return {};
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path);
    return url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
}

void SignInController::signIn(const QString &server, const QString &username,
                              const QString &password, bool staySignedIn)
{
    const QUrl url = serverUrl(server);
    if (!url.isValid()) {
        emit failed(Error::plain(ErrorKind::Invalid, QStringLiteral("SERVER_ADDRESS"),
                                 tr("This is not a server address")));
        return;
    }
    m_profile = {url, username.trimmed(), staySignedIn && m_keychainAvailable};
    m_api.setServer(url);
    m_api.setTokens({}, {});
    setState(State::SigningIn);
    ++m_attempt;
    whenVersionsMeet([this, password] { logIn(password); });
}

void SignInController::whenVersionsMeet(const std::function<void()> &goOn)
{
    AgentApi::version(m_api).then(
        this, [this, attempt = m_attempt, goOn](const Result<ServerVersion> &version) {
            if (attempt != m_attempt)
                return;
            m_newest = version ? version->workbench : WorkbenchRelease();
            if (!isWeb(QUrl(m_newest.url.value_or(QString()))))
                m_newest.url.reset(); // it is going to be opened
            if (!version && isOfTheLine(version.error()))
                fail(version.error());
            else if (version && isOlderThan(version->minWorkbench))
                fail({ErrorKind::Conflict, clienterror::tooOld, version->minWorkbench,
                      m_newest.url.value_or(QString())});
            else
                goOn(); // any other answer is an older server's
        });
}

void SignInController::logIn(const QString &password)
{
    AgentApi::login(m_api, {m_profile.username, password})
        .then(this, [this, attempt = m_attempt](const Result<LoginAnswer> &answer) {
            if (attempt != m_attempt)
                return;
            if (!answer) {
                fail(answer.error());
                return;
            }
            m_api.setTokens(answer->token, answer->refreshToken);
            const QString key = Keychain::keyFor(m_profile.server.toString(), m_profile.username);
            if (m_profile.staySignedIn)
                m_keychain.store(key, answer->refreshToken);
            else if (m_keychainAvailable)
                m_keychain.remove(key);
            finish(answer->agent);
        });
}

void SignInController::resume()
{
    const QList<ServerProfile> profiles = m_preferences.profiles();
    if (profiles.isEmpty() || !profiles.first().staySignedIn)
        return;
    m_profile = profiles.first();
    m_api.setServer(m_profile.server);
    setState(State::Resuming);
    const quint64 attempt = ++m_attempt;
    const QString key = Keychain::keyFor(m_profile.server.toString(), m_profile.username);
    m_keychain.read(key).then(this, [this, attempt](const Result<QString> &token) {
        if (attempt != m_attempt)
            return;
        if (!token) {
            setState(State::SignedOut);
            return;
        }
        m_api.setTokens({}, *token);
        whenVersionsMeet([this] { fetchProfile(); });
    });
}

void SignInController::fetchProfile()
{
    AgentApi::profile(m_api, m_profile.username)
        .then(this, [this, attempt = m_attempt](const Result<Agent> &agent) {
            if (attempt != m_attempt)
                return;
            if (agent)
                finish(*agent);
            else
                fail(agent.error());
        });
}

void SignInController::fail(const Error &error)
{
    setState(State::SignedOut);
    emit failed(error);
}

void SignInController::cancel()
{
    if (m_state != State::SigningIn && m_state != State::Resuming)
        return;
    ++m_attempt;
    m_api.setTokens({}, {});
    setState(State::SignedOut);
}

void SignInController::signOut()
{
    if (m_state != State::SignedIn)
        return;
    const quint64 attempt = ++m_attempt;
    const QString key = Keychain::keyFor(m_profile.server.toString(), m_profile.username);
    if (m_profile.staySignedIn)
        m_keychain.remove(key);
    m_profile.staySignedIn = false;
    m_preferences.remember(m_profile);
    setState(State::SignedOut);
    // The tokens are needed for the farewell; whoever signs in meanwhile has others.
    AgentApi::logout(m_api, m_agent.username).then(this, [this, attempt](const Result<void> &) {
        if (attempt == m_attempt)
            m_api.setTokens({}, {});
    });
    emit signedOut();
}

void SignInController::finish(const Agent &agent)
{
    m_agent = agent;
    m_preferences.remember(m_profile);
    setState(State::SignedIn);
    emit signedIn(m_agent);
    if (!isOlderThan(m_newest.latest) || m_preferences.value(toldOf) == m_newest.latest)
        return;
    m_preferences.setValue(toldOf, m_newest.latest);
    emit outdated(m_newest);
}

void SignInController::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        emit stateChanged(state);
}

} // namespace handoff
