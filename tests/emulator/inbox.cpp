// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/inbox.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>

#include "tests/emulator/inbox_assets.hpp"
#include "tests/emulator/query_text.hpp"

namespace voipnow::emulator {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t kLongestBody = std::size_t{16} << 20U;
constexpr milliseconds kPatience{20000};
constexpr long kLongestWait = 3600;

HttpAnswer json(int status, std::string body) {
    return {status, "application/json; charset=utf-8", std::move(body), {{"Cache-Control", "no-store"}}};
}

HttpAnswer jsonOf(const std::function<void(JsonWriter&)>& write) {
    JsonBuffer buffer;
    JsonWriter writer(buffer);
    write(writer);
    return json(200, {buffer.GetString(), buffer.GetSize()});
}

HttpAnswer error(int status, const std::string& sentence) {
    HttpAnswer answer = jsonOf([&](JsonWriter& writer) {
        writer.StartObject();
        textMember(writer, "error", sentence);
        writer.EndObject();
    });
    answer.status = status;
    return answer;
}

std::string bodyOf(HttpExchange& exchange) {
    std::string body;
    if (exchange.readBody(body, kLongestBody, kPatience) != BodyEnd::kWhole) {
        throw std::invalid_argument("The body did not arrive whole.");
    }
    return body;
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, value);
    return failure == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

// The whole number that the query has under `name`; `otherwise` where it has none.
std::uint64_t numberFrom(const HttpHead& head, std::string_view name,
                         std::optional<std::uint64_t> otherwise) {
    const auto query = parseQuery(head.query());
    const auto written = query ? valueOf(*query, name) : std::nullopt;
    const auto value = written ? number(*written) : otherwise;
    if (!value) {
        throw std::invalid_argument("The query needs a whole number \"" + std::string(name) + "\".");
    }
    return *value;
}

milliseconds limitFrom(const HttpHead& head) {
    const auto limit = numberFrom(head, "seconds", 30);
    if (limit > kLongestWait) {
        throw std::invalid_argument("\"seconds\" is at most 3600.");
    }
    return seconds(limit);
}

bool wantsMeasures(const HttpHead& head) {
    const auto query = parseQuery(head.query());
    return !query || valueOf(*query, "measured") != "no";
}

// The numbers of "ID/FILE/PAGE" or "ID/FILE"; none when the path is another.
std::vector<std::uint64_t> numbersOf(std::string_view path) {
    std::vector<std::uint64_t> numbers;
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        const auto value = number(path.substr(0, end));
        if (!value) {
            return {};
        }
        numbers.push_back(*value);
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return numbers;
}

HttpAnswer fileAnswer(const std::filesystem::path& path, const std::string& contentType) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in) {
        return error(404, "The file is gone.");
    }
    return {200, contentType, std::move(bytes), {{"Cache-Control", "private, max-age=3600"}}};
}

}  // namespace

HttpAnswer Inbox::answer(HttpExchange& exchange) {
    const HttpHead& head = exchange.head();
    HttpAnswer answer;
    try {
        const Route route = routeFor(head.method, head.path());
        if (!comesFromHere(head)) {
            answer = error(
                403, "The inbox answers only requests to 127.0.0.1 or localhost and from its own page.");
        } else if (route == nullptr) {
            answer = error(404, "There is nothing here.");
        } else {
            answer = (this->*route)(exchange);
        }
    } catch (const std::invalid_argument& wrong) {
        answer = error(400, wrong.what());
    }
    answer.headers.push_back(
        {"Content-Security-Policy",
         "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
         "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"});
    answer.headers.push_back({"X-Content-Type-Options", "nosniff"});
    answer.headers.push_back({"Referrer-Policy", "no-referrer"});
    return answer;
}

Inbox::Route Inbox::routeFor(const std::string& method, const std::string& path) {
    struct Row {
        std::string_view method;
        std::string_view path;
        Route route;
    };
    static constexpr std::array kRoutes = {
        Row{"GET", "/", &Inbox::page},
        Row{"GET", "/inbox.css", &Inbox::page},
        Row{"GET", "/inbox.js", &Inbox::page},
        Row{"GET", "/inbox.svg", &Inbox::page},
        Row{"GET", "/api/faxes", &Inbox::faxes},
        Row{"GET", "/api/wait", &Inbox::wait},
        Row{"GET", "/api/changes", &Inbox::changes},
        Row{"GET", "/api/requests", &Inbox::requests},
        Row{"GET", "/api/settings", &Inbox::settings},
        Row{"POST", "/api/settings", &Inbox::changeSettings},
        Row{"GET", "/api/faults", &Inbox::faults},
        Row{"POST", "/api/faults", &Inbox::addFault},
        Row{"DELETE", "/api/faults", &Inbox::clearFaults},
        Row{"POST", "/api/revoke-tokens", &Inbox::revokeTokens},
        Row{"POST", "/api/reset", &Inbox::reset},
    };
    if (method == "GET" && path.starts_with("/faxes/")) {
        return &Inbox::file;
    }
    for (const auto& row : kRoutes) {
        if (row.method == method && row.path == path) {
            return row.route;
        }
    }
    return nullptr;
}

bool Inbox::comesFromHere(const HttpHead& head) const {
    const std::string host = head.value("Host").value_or("");
    const auto origin = head.value("Origin");
    return (host == "127.0.0.1:" + port_ || host == "localhost:" + port_) &&
           (!origin || *origin == "http://" + host);
}

HttpAnswer Inbox::page(HttpExchange& exchange) {
    struct Asset {
        std::string_view path;
        const char* contentType;
        std::string_view content;
    };
    const std::array assets = {
        Asset{"/", "text/html; charset=utf-8", kInboxHtml},
        Asset{"/inbox.css", "text/css; charset=utf-8", kInboxCss},
        Asset{"/inbox.js", "text/javascript; charset=utf-8", kInboxJs},
        Asset{"/inbox.svg", "image/svg+xml", kInboxSvg},
    };
    const std::string path = exchange.head().path();
    const auto* asset =
        std::find_if(assets.begin(), assets.end(), [&](const Asset& each) { return path == each.path; });
    return {200, asset->contentType, std::string(asset->content), {{"Cache-Control", "no-cache"}}};
}

HttpAnswer Inbox::file(HttpExchange& exchange) {
    const std::string path = exchange.head().path();
    const std::string_view name = std::string_view(path).substr(std::string_view("/faxes/").size());
    const auto suffixBegin = std::min(name.find_first_of("-."), name.size());
    const std::string_view suffix = name.substr(suffixBegin);
    const auto numbers = numbersOf(name.substr(0, suffixBegin));
    const auto fax = numbers.empty() ? std::nullopt : state_.faxbox.find(numbers[0]);
    if (!fax || numbers.size() < 2 || numbers[1] < 1 || numbers[1] > fax->files.size()) {
        return error(404, "There is no such fax or file.");
    }
    const FaxFile& file = fax->files[numbers[1] - 1];
    if (suffix == ".pdf" && numbers.size() == 2 && file.pages > 0) {
        return fileAnswer(file.path, "application/pdf");
    }
    if ((suffix != ".png" && suffix != "-small.png") || numbers.size() != 3 || numbers[2] < 1 ||
        numbers[2] > static_cast<std::uint64_t>(file.pages)) {
        return error(404, "There is no such page.");
    }
    try {
        const auto size = suffix == ".png" ? PagePictures::Size::kFull : PagePictures::Size::kSmall;
        return fileAnswer(pictures_.picture(file, static_cast<int>(numbers[2]), size), "image/png");
    } catch (const std::runtime_error& failure) {
        return error(500, failure.what());
    }
}

HttpAnswer Inbox::faxes(HttpExchange& exchange) {
    const HttpHead& head = exchange.head();
    return json(200, faxesJson(wantsMeasures(head), numberFrom(head, "from", 0)));
}

HttpAnswer Inbox::wait(HttpExchange& exchange) {
    const HttpHead& head = exchange.head();
    const auto count = static_cast<std::size_t>(numberFrom(head, "faxes", std::nullopt));
    const bool sent = state_.faxbox.waitForSent(count, limitFrom(head));
    return json(sent ? 200 : 504, faxesJson(wantsMeasures(head)));
}

HttpAnswer Inbox::changes(HttpExchange& exchange) {
    const HttpHead& head = exchange.head();
    const auto revision = state_.faxbox.waitForChange(numberFrom(head, "since", 0), limitFrom(head));
    return json(200, "{\"revision\":" + std::to_string(revision) + "}");
}

HttpAnswer Inbox::requests(HttpExchange& /*exchange*/) {
    return jsonOf([this](JsonWriter& writer) { state_.requests.write(writer); });
}

HttpAnswer Inbox::settings(HttpExchange& /*exchange*/) {
    return jsonOf([this](JsonWriter& writer) { state_.settings.write(writer); });
}

HttpAnswer Inbox::changeSettings(HttpExchange& exchange) {
    state_.settings.change(bodyOf(exchange));
    return settings(exchange);
}

HttpAnswer Inbox::faults(HttpExchange& /*exchange*/) {
    return jsonOf([this](JsonWriter& writer) { state_.faults.write(writer); });
}

HttpAnswer Inbox::addFault(HttpExchange& exchange) {
    state_.faults.add(bodyOf(exchange));
    return faults(exchange);
}

HttpAnswer Inbox::clearFaults(HttpExchange& /*exchange*/) {
    state_.faults.clear();
    return json(200, "{}");
}

HttpAnswer Inbox::revokeTokens(HttpExchange& exchange) {
    bodyOf(exchange);
    state_.tokens.revokeAll();
    return json(200, "{}");
}

HttpAnswer Inbox::reset(HttpExchange& exchange) {
    bodyOf(exchange);
    state_.faults.clear();
    state_.settings.reset();
    state_.requests.clear();
    state_.faxbox.clear();
    state_.tokens.keep(state_.firstToken);
    return json(200, "{}");
}

std::string Inbox::faxesJson(bool measured, std::uint64_t from) {
    JsonBuffer buffer;
    JsonWriter writer(buffer);
    writer.StartObject();
    writer.Key("faxes");
    writer.StartArray();
    for (const auto& fax : state_.faxbox.all()) {
        if (fax.id < from) {
            continue;
        }
        writeFax(writer, fax, [&](const FaxFile& file) {
            return measured ? pictures_.measures(file) : pictures_.knownMeasures(file);
        });
    }
    writer.EndArray();
    writer.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace voipnow::emulator
