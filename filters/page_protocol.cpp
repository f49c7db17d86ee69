// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_protocol.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <sstream>
#include <stdexcept>

namespace voipnow {
namespace {

constexpr std::size_t kReadSize = std::size_t{1} << 16;

bool sendAll(int socket, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent >= 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(sent));
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

template <typename Value>
bool sendValue(int socket, const Value& value) {
    return sendAll(socket, std::as_bytes(std::span(&value, 1)));
}

}  // namespace

std::string textOfMarks(const std::vector<FaxMark>& marks) {
    std::string text;
    for (const FaxMark& mark : marks) {
        text += std::string(keywordOf(mark.kind)) + '\t' + mark.value + '\n';
    }
    return text;
}

std::vector<FaxMark> marksOfText(const std::string& text) {
    std::vector<FaxMark> marks;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t tab = line.find('\t');
        if (const auto kind = markKindOf(line.substr(0, tab)); kind && tab != std::string::npos) {
            marks.push_back({*kind, line.substr(tab + 1)});
        }
    }
    return marks;
}

bool sendRequest(int socket, const Request& request) {
    return sendValue(socket, request);
}

bool sendReply(int socket, ReplyKind kind, std::int32_t number, std::span<const std::byte> bytes) {
    return sendValue(socket, ReplyHead{kind, number, static_cast<std::uint32_t>(bytes.size())}) &&
           sendAll(socket, bytes);
}

bool sendReply(int socket, ReplyKind kind, std::int32_t number, std::string_view text) {
    return sendReply(socket, kind, number, std::as_bytes(std::span(text)));
}

std::optional<Request> receiveRequest(int socket) {
    Request request{};
    ssize_t got = 0;
    do {
        got = ::recv(socket, &request, sizeof request, MSG_WAITALL);
    } while (got < 0 && errno == EINTR);
    return got == static_cast<ssize_t>(sizeof request) ? std::optional(request) : std::nullopt;
}

bool ReplyReader::receive(int socket) {
    std::array<char, kReadSize> part;
    for (;;) {
        const ssize_t got = ::recv(socket, part.data(), part.size(), MSG_DONTWAIT);
        if (got > 0) {
            buffer_.append(part.data(), static_cast<std::size_t>(got));
            // Not more than one reply at a time in memory, whatever a worker sends.
            if (buffer_.size() > longest_) {
                return true;
            }
        } else if (got == 0) {
            return false;
        } else if (errno != EINTR) {
            return errno == EAGAIN || errno == EWOULDBLOCK;
        }
    }
}

std::optional<Reply> ReplyReader::next() {
    ReplyHead head{};
    if (buffer_.size() < sizeof head) {
        return std::nullopt;
    }
    std::memcpy(&head, buffer_.data(), sizeof head);
    if (head.size > longest_ || head.kind > ReplyKind::kError) {
        throw std::runtime_error("a worker process sent something else than pages");
    }
    if (buffer_.size() < sizeof head + head.size) {
        return std::nullopt;
    }
    Reply reply{head.kind, head.number, buffer_.substr(sizeof head, head.size)};
    buffer_.erase(0, sizeof head + head.size);
    return reply;
}

}  // namespace voipnow
