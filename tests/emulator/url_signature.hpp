// UrlSignature: AWS Signature Version 4 of a request whose credentials stand in its query.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The signature is made over the method, the path as it is on the wire, the query without X-Amz-Signature,
// some of the headers, and UNSIGNED-PAYLOAD in place of the body. Source: "Authenticating Requests: Using
// Query Parameters (AWS Signature Version 4)" of the Amazon S3 API reference.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/emulator/query_text.hpp"

namespace voipnow::emulator {

inline constexpr std::string_view kSignatureAlgorithm = "AWS4-HMAC-SHA256";

struct StoreKey {
    std::string accessKey;
    std::string secretKey;
    std::string region = "us-east-1";
};

// What the signature of a request is made over.
struct Signable {
    std::string method;
    std::string path;
    std::vector<QueryField> query;               // decoded, without X-Amz-Signature
    std::map<std::string, std::string> headers;  // names in small letters
};

// `scope` is DATE/REGION/s3/aws4_request, `date` as in X-Amz-Date. Gives 64 hexadecimal digits.
std::string signatureOf(const Signable& request, const std::string& scope, const std::string& date,
                        const StoreKey& key);

// The query in the form that is signed: encoded and sorted.
std::string canonicalQuery(const std::vector<QueryField>& query);

// "content-type;host;…"
std::string headerNamesOf(const std::map<std::string, std::string>& headers);

std::vector<std::string> splitAt(const std::string& text, char mark);

}  // namespace voipnow::emulator
