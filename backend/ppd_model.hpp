// Brings the PPD of a queue to the printer description that is installed: after an update of the programs.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// cupsd copies the model when a queue is made, and the copy stays as it is when the model gets a new option. What is the
// administrator's in the copy are the defaults; and the choices of `phone` and `FaxCover` are those of the phone book
// and of the templates (backend/phonebook_choices.hpp puts them in).
#pragma once

#include <filesystem>
#include <string>

namespace voipnow {

// The text of the model that was installed with the program at `self` (PREFIX/bin/NAME has it below PREFIX/share/ppd).
// Empty when there is none: in a build tree, or when it cannot be read.
std::string installedModel(const std::filesystem::path& self);

// The text of `model` with the defaults of `ppd`, where the model still has that choice, or a typed value in its place,
// and with the choices of `phone` and `FaxCover` of `ppd`. What is of another model, or not from PPDs at all, is left as
// it is: the result is `ppd`.
std::string broughtToModel(const std::string& ppd, const std::string& model);

}  // namespace voipnow
