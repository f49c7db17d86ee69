// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/filters/qpdf_reader.hpp"

#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace voipnow {
namespace {

void require(qpdf_data qpdf, QPDF_ERROR_CODE code) {
    if ((code & QPDF_ERRORS) != 0) {
        throw std::runtime_error(qpdf_get_error_full_text(qpdf, qpdf_get_error(qpdf)));
    }
}

}  // namespace

QpdfReader::QpdfReader(std::string bytes) : bytes_(std::move(bytes)), qpdf_(qpdf_init()) {
    qpdf_set_suppress_warnings(qpdf_.get(), QPDF_TRUE);
    qpdf_set_attempt_recovery(qpdf_.get(), QPDF_FALSE);
    require(qpdf_.get(), qpdf_read_memory(qpdf_.get(), "fax", bytes_.data(), bytes_.size(), nullptr));
}

bool QpdfReader::isSound() {
    return qpdf_check_pdf(qpdf_.get()) == QPDF_SUCCESS && qpdf_more_warnings(qpdf_.get()) == QPDF_FALSE;
}

std::string QpdfReader::pageEntry(int page, const std::string& key) {
    return unparsed(pageObject(page), key);
}

std::string QpdfReader::imageEntry(int page, const std::string& key) {
    return unparsed(qpdf_oh_get_dict(qpdf_.get(), image(page)), key);
}

std::string QpdfReader::imageData(int page) {
    return streamData(image(page));
}

std::string QpdfReader::drawing(int page) {
    return streamData(qpdf_oh_get_key(qpdf_.get(), pageObject(page), "/Contents"));
}

qpdf_oh QpdfReader::image(int page) {
    const qpdf_oh resources = qpdf_oh_get_key(qpdf_.get(), pageObject(page), "/Resources");
    return qpdf_oh_get_key(qpdf_.get(), qpdf_oh_get_key(qpdf_.get(), resources, "/XObject"), "/Fax");
}

std::string QpdfReader::unparsed(qpdf_oh dictionary, const std::string& key) {
    return qpdf_oh_unparse_resolved(qpdf_.get(), qpdf_oh_get_key(qpdf_.get(), dictionary, key.c_str()));
}

std::string QpdfReader::streamData(qpdf_oh stream) {
    unsigned char* data = nullptr;
    std::size_t size = 0;
    require(qpdf_.get(), qpdf_oh_get_stream_data(qpdf_.get(), stream, qpdf_dl_none, nullptr, &data, &size));
    const std::unique_ptr<unsigned char, decltype(&std::free)> owner(data, &std::free);
    return {reinterpret_cast<const char*>(data), size};
}

std::string encryptedPdf(const std::string& bytes, const std::string& userPassword) {
    qpdf_data qpdf = qpdf_init();
    const std::unique_ptr<qpdf_data, decltype(&qpdf_cleanup)> owner(&qpdf, &qpdf_cleanup);
    require(qpdf, qpdf_read_memory(qpdf, "plain", bytes.data(), bytes.size(), nullptr));
    require(qpdf, qpdf_init_write_memory(qpdf));
    qpdf_set_r6_encryption_parameters2(qpdf, userPassword.c_str(), "owner", QPDF_TRUE, QPDF_TRUE, QPDF_TRUE,
                                       QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, qpdf_r3p_full, QPDF_TRUE);
    require(qpdf, qpdf_write(qpdf));
    return {reinterpret_cast<const char*>(qpdf_get_buffer(qpdf)), qpdf_get_buffer_length(qpdf)};
}

}  // namespace voipnow
