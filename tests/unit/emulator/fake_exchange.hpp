// FakeExchange: a request that did not come through a network.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "tests/emulator/http_message.hpp"

namespace voipnow::emulator {

class FakeExchange : public HttpExchange {
  public:
    explicit FakeExchange(HttpHead head, std::string body = "", BodyEnd end = BodyEnd::kWhole)
        : head_(std::move(head)), body_(std::move(body)), end_(end) {}

    const HttpHead& head() const override { return head_; }

    BodyEnd readBody(std::string& body, std::size_t limit, std::chrono::milliseconds /*patience*/) override {
        wasRead_ = true;
        body = body_.substr(0, limit);
        return end_ == BodyEnd::kWhole && body_.size() > limit ? BodyEnd::kLonger : end_;
    }

    void hinder(const Hindrance& hindrance) override { hindrance_ = hindrance; }
    const std::optional<Hindrance>& hindrance() const { return hindrance_; }

    bool wasRead() const { return wasRead_; }

  private:
    HttpHead head_;
    std::string body_;
    BodyEnd end_;
    std::optional<Hindrance> hindrance_;
    bool wasRead_ = false;
};

}  // namespace voipnow::emulator
