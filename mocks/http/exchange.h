#pragma once

#include <memory>

#include "mocks/http/connection.h"
#include "mocks/http/server.h"

namespace plumb::mocks::http {

/// Answers requests that have come, by one handler. cpp-httplib reads them and writes the answers;
/// no other file of the mocks knows that. Waits for nothing. Safe from several threads, each with a
/// connection of its own.
class Exchange final {
  public:
    /// `idle_timeout_ms` is only told to the clients.
    Exchange(std::size_t max_body_bytes, Server::Handler handler, int idle_timeout_ms = 300'000);
    ~Exchange();

    /// Answers the one request that `connection` has, into its unsent bytes.
    void Answer(Connection& connection);

  private:
    class Library;
    std::unique_ptr<Library> library_;
};

}  // namespace plumb::mocks::http
