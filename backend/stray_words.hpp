// StrayWords: words among the options of a job that nobody knows.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// They may be the rest of a number or a name that was cut at a blank: lp -o phone=+1 (555) 010-0000, -o phone=First Bank.
// Words are known when they are options of CUPS that are said without a value, keywords of the PPD, or look like
// attributes of IPP (small letters with dashes).
//
// Words stay with a job. With an answer to a held job (a phone that was given later) only those count that came along with
// it: what was wrong before is settled by the answer. As long as the answer is the one that was refused for its words,
// they count again.
#pragma once

#include <string>
#include <vector>

#include "backend/print_job.hpp"
#include "backend/printer_description.hpp"

namespace voipnow {

// How the job's run before this one went.
struct LastTry {
    std::string options = {};  // PrintJob::optionsText
    bool wasCut = false;       // it was held for stray words
};

class StrayWords {
  public:
    StrayWords(const PrintJob& job, const PrinterDescription& printer, bool isAnswer, const LastTry& last);

    // All of this `phone` and of answers before it.
    const std::vector<std::string>& all() const { return all_; }
    // Those that count.
    const std::vector<std::string>& fresh() const { return fresh_; }
    // Those that count and have nothing in them but what numbers have.
    std::vector<std::string> piecesOfNumbers() const;

  private:
    std::vector<std::string> all_;
    std::vector<std::string> fresh_;
};

// Whether CUPS takes a word that stands alone for something of its own, so that it does not arrive as one: "no", "collate",
// "a=b".
bool mayBeSwallowed(const std::string& word);

// The sentence for a job that is held for such words, and whether a sentence is that. `text` is what they stand beside, and
// may be empty; `hint` another sentence, or nothing.
std::string strayWordsSentence(const std::string& text, const std::vector<std::string>& words,
                               const std::string& hint, const PrintJob& job);
bool isStrayWordsSentence(const std::string& sentence);

// The command that shows how to quote.
std::string quotedCommand(const PrintJob& job);

}  // namespace voipnow
