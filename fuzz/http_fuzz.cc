// Whatever bytes a client sends, in whatever pieces, a connection ends up answered or over: the
// scanner and the library that reads the request agree on where it ends, and nothing hangs.

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "mocks/http/connection.h"
#include "mocks/http/exchange.h"

namespace {

namespace http = plumb::mocks::http;

constexpr std::size_t kMaxBody = 4096;

void Drain(int socket) {
    char bytes[4096];
    while (::recv(socket, bytes, sizeof bytes, MSG_DONTWAIT) > 0) {
    }
}

}  // namespace

/// The first byte says how large the pieces are.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2 || size > 16'384) return 0;
    static http::Exchange exchange(kMaxBody, [](const http::Request& request) {
        http::Response response;
        response.body = request.body;
        return response;
    });
    int sockets[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sockets) != 0) std::abort();
    http::Connection connection(sockets[0], kMaxBody);
    const std::size_t piece = data[0] + std::size_t{1};
    int answered = 0;
    for (std::size_t at = 1; at < size && !connection.IsEnding(); at += piece) {
        if (::send(sockets[1], data + at, std::min(piece, size - at), MSG_NOSIGNAL) < 0) break;
        connection.Receive();
        while (connection.HasRequest() && !connection.IsEnding()) {
            exchange.Answer(connection);
            connection.Send();
            Drain(sockets[1]);
            if (++answered > 20'000) std::abort();  // a request of no bytes would never end
        }
    }
    ::close(sockets[1]);
    connection.Receive();
    if (connection.HasRequest() && !connection.IsEnding()) exchange.Answer(connection);
    return 0;
}
