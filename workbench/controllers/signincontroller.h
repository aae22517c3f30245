#pragma once

#include "shared/contract/agent.h"
#include "shared/contract/version.h"
#include "workbench/api/apiclient.h"
#include "workbench/api/keychain.h"
#include "workbench/controllers/preferences.h"

namespace handoff {

/// Signs in, resumes with the token of the keychain, signs out. GUI thread.
class SignInController : public QObject
{
    Q_OBJECT

public:
    enum class State {
        SignedOut,
        Resuming,  ///< using the keychain's token, nothing to type yet
        SigningIn, ///< password under way
        SignedIn,
    };
    Q_ENUM(State)

    SignInController(ApiClient &api, Keychain &keychain, Preferences &preferences,
                     QObject *parent = nullptr);

    State state() const { return m_state; }
    /// Who is signed in; empty id before the first sign-in.
    const Agent &agent() const { return m_agent; }
    bool isAdmin() const { return m_agent.role == AgentRole::Admin; }

    /// `server` as it was typed: `http://` is added for a bare host, a trailing `/` is dropped.
    void signIn(const QString &server, const QString &username, const QString &password,
                bool staySignedIn);
    /// At start: signs in without a password when the last profile has a token. Emits failed()
    /// only when the token was refused or the server cannot be reached.
    void resume();
    /// Gives up waiting for an answer; back to SignedOut.
    void cancel();
    /// Sets the agent offline, forgets the tokens here and in the keychain.
    void signOut();

    /// False: "stay signed in" is off and keychainProblem() says why. Known after keychainProbed().
    bool keychainAvailable() const { return m_keychainAvailable; }
    QString keychainProblem() const { return m_keychainProblem; }

    /// What people may type, as an address; invalid when it cannot be one.
    static QUrl serverUrl(const QString &typed);

signals:
    void stateChanged(handoff::SignInController::State state);
    /// The agent is signed in; load the desk.
    void signedIn(const handoff::Agent &agent);
    /// This workbench works, but is not the newest; after signedIn(), once for each newer version.
    void outdated(const handoff::WorkbenchRelease &newest);
    /// Why a sign-in did not work. Codes: INVALID_CREDENTIALS, LOGIN_THROTTLED (see
    /// retryAfterSeconds), clienterror::unreachable, timedOut, tls, notHandoff, and tooOld: the
    /// message is the version that is needed, the detail where it is, or empty.
    void failed(const handoff::Error &error);
    /// The server no longer accepts the tokens: show the sign-in page over the open window, with
    /// server and user filled in. Drafts and outbox stay.
    void expired();
    /// The user signed out himself.
    void signedOut();
    void keychainProbed();

private:
    void setState(State state);
    /// Asks who the server is, and goes on when this workbench can work with it (api.md, Versions
    /// that meet).
    void whenVersionsMeet(const std::function<void()> &goOn);
    void logIn(const QString &password);
    void fetchProfile();
    void fail(const Error &error);
    void finish(const Agent &agent);

    ApiClient &m_api;
    Keychain &m_keychain;
    Preferences &m_preferences;
    State m_state = State::SignedOut;
    Agent m_agent;
    WorkbenchRelease m_newest; ///< as the server at hand knows it
    ServerProfile m_profile;
    quint64 m_attempt = 0; ///< answers of older attempts are ignored
    bool m_keychainAvailable = false;
    QString m_keychainProblem;
};

} // namespace handoff
