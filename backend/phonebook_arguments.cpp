// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_arguments.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace voipnow {
namespace {

using Action = PhonebookArguments::Action;

struct ActionWords {
    const char* name;
    Action action;
    std::size_t fewest;  // words that are no options
    std::size_t most;
    const char* needs;
};

constexpr std::array<ActionWords, 6> kActions{{
    {"add", Action::kAdd, 2, 2, "add needs a NAME and its NUMBERS; put each of the two into quotes"},
    {"remove", Action::kRemove, 1, 1, "remove needs one NAME or KEY; put the name into quotes"},
    {"list", Action::kList, 0, 1, "list takes one PATTERN; put it into quotes"},
    {"import", Action::kImport, 1, 1, "import needs one FILE"},
    {"export", Action::kExport, 0, 1, "export takes one FILE"},
    {"refresh", Action::kRefresh, 0, 0, "refresh takes no words"},
}};

// An option without a value, and for which actions it is there.
struct Flag {
    const char* name;
    std::vector<Action> actions;
    void (*set)(PhonebookArguments&);
};

const std::vector<Flag>& flags() {
    static const std::vector<Flag> all{
        {"--json", {Action::kList}, [](PhonebookArguments& made) { made.json = true; }},
        {"--any-number", {Action::kImport}, [](PhonebookArguments& made) { made.anyNumber = true; }},
        {"--skip-bad", {Action::kImport}, [](PhonebookArguments& made) { made.skipBad = true; }},
        {"--replace", {Action::kImport}, [](PhonebookArguments& made) { made.replace = true; }},
        {"--no-refresh",
         {Action::kAdd, Action::kRemove, Action::kImport},
         [](PhonebookArguments& made) { made.noRefresh = true; }},
        {"--vcard",
         {Action::kExport},
         [](PhonebookArguments& made) { made.form = PhonebookArguments::Form::kVcard; }},
        {"--csv",
         {Action::kExport},
         [](PhonebookArguments& made) { made.form = PhonebookArguments::Form::kCsv; }},
    };
    return all;
}

// Takes the words one after the other.
class Parser {
  public:
    explicit Parser(const std::vector<std::string>& words) : words_(words) {}

    PhonebookArguments parse() {
        if (words_.empty()) {
            throw WrongArguments("what is to be done: add, remove, list, import, export or refresh?");
        }
        const auto* const found =
            std::find_if(kActions.begin(), kActions.end(),
                         [this](const ActionWords& each) { return words_.front() == each.name; });
        if (found == kActions.end() && words_.front() != "--help") {
            throw WrongArguments("there is no phonebook " + words_.front());
        }
        if (found == kActions.end() || wantsHelp()) {
            return made_;
        }
        made_.action = found->action;
        for (at_ = 1; at_ < words_.size(); ++at_) {
            take(words_[at_]);
        }
        if (plain_.size() < found->fewest || plain_.size() > found->most) {
            throw WrongArguments(found->needs);
        }
        placePlain();
        return std::move(made_);
    }

  private:
    bool wantsHelp() const {
        const auto end = std::find(words_.begin(), words_.end(), "--");
        return std::find(words_.begin(), end, "--help") != end;
    }

    void take(const std::string& word) {
        if (onlyPlain_ || word.size() < 2 || word[0] != '-') {
            plain_.push_back(word);
        } else if (word == "--") {
            onlyPlain_ = true;
        } else if (const auto printer = value(word, "-d")) {
            made_.printer = *printer;
        } else if (const auto same = value(word, "-P")) {
            made_.printer = *same;
        } else if (const auto group = made_.action == Action::kAdd ? value(word, "--group") : std::nullopt) {
            made_.groups.push_back(*group);
        } else {
            takeFlag(word);
        }
    }

    void takeFlag(const std::string& word) {
        const auto found = std::find_if(flags().begin(), flags().end(), [&](const Flag& flag) {
            return word == flag.name &&
                   std::find(flag.actions.begin(), flag.actions.end(), made_.action) != flag.actions.end();
        });
        if (found == flags().end()) {
            throw WrongArguments("unknown argument " + word + " of " + words_.front());
        }
        found->set(made_);
    }

    // The value of the option `name`, when `word` is that option: behind it, or the next word.
    std::optional<std::string> value(const std::string& word, const std::string& name) {
        if (word == name) {
            if (++at_ == words_.size() || words_[at_].empty()) {
                throw WrongArguments(name + " needs a value");
            }
            return words_[at_];
        }
        const std::string before = name.starts_with("--") ? name + '=' : name;
        const bool isIt = word.starts_with(before) && word.size() > before.size();
        return isIt ? std::optional(word.substr(before.size())) : std::nullopt;
    }

    void placePlain() {
        if (plain_.empty()) {
            return;
        }
        if (made_.action == Action::kImport || made_.action == Action::kExport) {
            made_.file = plain_.front();
        } else {
            made_.name = plain_.front();
        }
        made_.numbers = plain_.size() > 1 ? plain_.back() : "";
    }

    const std::vector<std::string>& words_;
    std::size_t at_ = 0;
    bool onlyPlain_ = false;
    std::vector<std::string> plain_;
    PhonebookArguments made_;
};

}  // namespace

PhonebookArguments parsePhonebookArguments(const std::vector<std::string>& arguments) {
    return Parser(arguments).parse();
}

}  // namespace voipnow
