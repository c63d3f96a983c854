#pragma once

#include <functional>
#include <memory>
#include <string>

#include "harness/base/result.h"
#include "mocks/http/message.h"
#include "mocks/http/tls.h"

namespace plumb::mocks::http {

struct ServerOptions {
    std::string host = "127.0.0.1";
    int port = 0;  ///< 0: any free port
    std::size_t max_body_bytes = 8u << 20;
    int threads = 128;  ///< requests answered at once (made when needed); further ones wait
    int read_timeout_ms = 5'000;       ///< without a byte of a request that has begun
    int idle_timeout_ms = 300'000;     ///< for the next request on a kept-alive connection
    std::shared_ptr<const Tls> tls{};  ///< null: http
};

/// A real HTTP or HTTPS server on loopback in front of one handler, which is called from several
/// threads at once. Only requests that have come to their end take a thread: idle and slow
/// connections cost none. Knows nothing of any system. Listens from Start() until it is destroyed;
/// ends promptly.
class Server final {
  public:
    using Handler = std::function<Response(const Request&)>;

    /// A port in use is an environment error that names the port.
    static Result<std::unique_ptr<Server>> Start(const ServerOptions& options, Handler handler);
    ~Server();

    /// "http://127.0.0.1:41001", without a slash at the end.
    const std::string& Url() const;

    /// Ends all connections and refuses new ones, as if no program listened, while `still` answers
    /// true; it is asked every few milliseconds.
    void Refuse(std::function<bool()> still);
    /// Asks at once, so that the next client is let in when it refuses no more.
    void AskWhetherStillRefusing();

  private:
    class Impl;
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace plumb::mocks::http
