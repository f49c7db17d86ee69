// FaxUploads: hands the files of created faxes to the service's store; with the last file of a fax it counts as sent.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An upload that fails is repeated to the same URL, from the start of the file, as long as that lives: it replaces what
// is there, and is no second fax. When the URL has ended and nothing of the fax can have arrived, the fax is created anew.
// When something may have arrived it is in doubt, and stays so until a person decides; the other faxes go on.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "backend/fax_batch.hpp"
#include "backend/fax_creates.hpp"
#include "backend/fax_files.hpp"
#include "backend/handover.hpp"
#include "backend/journal.hpp"
#include "backend/presigned_upload.hpp"
#include "backend/retries.hpp"

namespace voipnow {

class FaxUploads {
  public:
    // All must outlive this object. `threads`: how many faxes are on their way at the same time.
    FaxUploads(std::size_t threads, Journal& journal, const PresignedUploader& uploader, FaxCreates& creates,
               const Retries& retries, CupsMessages& messages)
        : threads_(threads),
          journal_(journal),
          uploader_(uploader),
          creates_(creates),
          retries_(retries),
          messages_(messages) {}

    // Afterwards each fax is sent or in doubt. UploadFailed when retries are used up; JobError as the uploader and the
    // creates say, and kRetriedLater when the files are not any more what was announced. Then a fax that may have
    // arrived is "uploading" in the journal, one that cannot have "created". `handover` is told of all that goes there.
    void all(const std::vector<FaxBatch>& faxes, const std::vector<FaxPart>& parts, FaxFiles& files,
             Handover& handover);

  private:
    void send(const FaxBatch& fax, const FaxPart& part, const FaxFileSet& files, Handover& handover);
    void put(const FaxBatch& fax, const FaxFileSet& files, Handover& handover, bool& mayHaveArrived);
    bool haveUrlsEnded(const FaxBatch& fax);
    void announce(const FaxBatch& fax, std::size_t number, std::size_t count,
                  const std::vector<FaxPart>& parts);

    std::size_t threads_;
    Journal& journal_;
    const PresignedUploader& uploader_;
    FaxCreates& creates_;
    const Retries& retries_;
    CupsMessages& messages_;
};

}  // namespace voipnow
