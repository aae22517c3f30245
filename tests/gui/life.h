#pragma once

#include "tests/contract/testserver.h"

#include <QRandomGenerator>
#include <QSemaphore>
#include <QThread>

#include <atomic>
#include <optional>

namespace handoff::test {

/// Everybody else at the desk: customers ask, wait, write and leave; a colleague takes chats, hands
/// them over and answers offers; an admin takes chats away and changes the catalogue. One deed for
/// each that is asked for, each as the seed and its number say. A thread of its own.
class Life : public QThread
{
public:
    static constexpr int chats = 32; ///< fewer than a page of the list
    static QString chatName(int i);

    Life(const TestServer &server, quint32 seed);
    ~Life() override;
    /// So many deeds more.
    void go(int deeds);
    /// Everything asked for is done.
    bool isIdle() const { return m_done == m_asked; }

protected:
    void run() override;

private:
    void begin();
    void deed(int n);
    void customer(const QByteArray &chat, int n);
    void colleague(const QByteArray &chat, int n);
    void ownChat(int n);
    void answerOffers();
    void ticket(const QByteArray &chat, int n);
    void admin(const QByteArray &chat, int n);
    void catalogue(int n);

    const TestServer &m_server;
    const quint32 m_seed;
    struct People
    {
        explicit People(const TestServer &server);
        HttpClient customer;
        HttpClient colleague;
        HttpClient admin;
    };
    std::optional<People> m_people; ///< in the thread
    QRandomGenerator m_random;
    QByteArray m_reply;  ///< id of a quick reply that he has made
    QByteArray m_tag;    ///< id of a tag that he has made
    QByteArray m_ticket; ///< id of the last ticket
    QSemaphore m_due;
    std::atomic_int m_asked = 0;
    std::atomic_int m_done = 0;
    std::atomic_bool m_stopped = false;
};

} // namespace handoff::test
