#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace handoff::bench {

/// Nanoseconds of a clock that never jumps.
int64_t nowNs();

class Engine;

/// One client connection of the load generator: raw, non-blocking HTTP/1.1 with keep-alive. It
/// belongs to its Engine and lives as long.
class Connection
{
public:
    /// A whole answer has come.
    std::function<void(Connection &, int status, std::string_view body)> onAnswer;
    /// One event of an event stream, without its empty line; while it runs there is no onAnswer.
    std::function<void(Connection &, std::string_view frame)> onFrame;
    /// The stream's body has ended properly.
    std::function<void(Connection &)> onStreamEnd;
    /// The connection is gone, refused included; after that it is never used again.
    std::function<void(Connection &)> onClosed;

    /// Sends a request; one at a time. `head` holds further header lines, each with CR LF.
    void send(std::string_view method, std::string_view target, std::string_view head = {},
              std::string_view body = {});
    bool isOpen() const { return m_fd >= 0; }
    bool isConnected() const { return m_connected; }
    void close();

    int64_t sentNs = 0;   ///< when the last request was sent
    int64_t answerNs = 0; ///< when its answer was whole, or its stream's head was there
    int status = 0;       ///< of the last answer
    size_t tag = 0;       ///< for the scenario

private:
    friend class Engine;
    void readable();
    void writable();
    void parse();
    bool parseHead();
    bool parseChunks();
    void deliver(std::string_view body);
    void frames();
    void watch(bool writes);

    Engine *m_engine = nullptr;
    int m_fd = -1;
    bool m_connected = false;
    std::string m_out;
    std::string m_in;
    size_t m_at = 0; ///< first byte of m_in that is not used yet
    // ---- the answer that is being read
    bool m_inBody = false;
    bool m_chunked = false;
    bool m_isStream = false;
    size_t m_left = 0; ///< bytes of the body, or of the chunk, still to come
    bool m_chunkHead = true;
    std::string m_body; ///< chunked bodies; or the text of a stream that is no whole frame yet
};

/// An epoll loop with its connections, in one thread; everything it waits for has a deadline.
class Engine
{
public:
    Engine();
    ~Engine();
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    /// Begins to connect to 127.0.0.1. `source` > 0 gives the connection an address of its own
    /// (127.0.x.y), because a server may limit connections per address.
    Connection &connect(uint16_t port, unsigned source = 0);
    /// Turns the loop until `done()`, at most `seconds`. False when time ran out.
    bool run(double seconds, const std::function<bool()> &done);
    /// Turns the loop until all connections are there.
    bool connectAll(double seconds);
    /// Closes all connections and forgets them.
    void clear();
    /// Forgets connections that are closed; not from one of their own calls.
    void sweep();
    const std::vector<std::unique_ptr<Connection>> &connections() const { return m_connections; }

private:
    friend class Connection;
    void turn(int timeoutMs);

    int m_epoll = -1;
    std::vector<std::unique_ptr<Connection>> m_connections;
};

} // namespace handoff::bench
